import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { isAbsolute, posix } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A repository at one commit, as a place to read files from. */
export interface CommitSource {
  gitDirectory: string;
  sha: string;
}

/** The text of a file in a commit, or undefined if the commit has no such file. */
export async function readFromCommit(source: CommitSource, path: string): Promise<string | undefined> {
  const clean = posix.normalize(path.replace(/^\.?\/+/, ''));
  try {
    const { stdout } = await run('git', ['-C', source.gitDirectory, 'show', `${source.sha}:${clean}`], {
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  } catch {
    return undefined;
  }
}

/**
 * The text of a workflow file: from disk when the path is absolute, else from the commit.
 * @throws Error that names the file and the commit.
 */
export async function readWorkflowText(source: CommitSource, path: string): Promise<string> {
  if (isAbsolute(path)) return readFile(path, 'utf8');
  const text = await readFromCommit(source, path);
  if (text === undefined) {
    throw new Error(
      `The workflow '${path}' is not in commit ${source.sha} of ${source.gitDirectory}. ` +
        'Commit the file, or give the absolute path of a file on disk.',
    );
  }
  return text;
}
