import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { createSecretFinder, type FoundSecret, isEnvFile, isGenerated } from '../src/secrets/find-secrets.js';
import { git } from './git.js';

/** What became of the hook. */
export type HookResult = { made: string } | { there: string; line: string };

/**
 * Makes the pre-commit hook that stops secrets. One that is there already is left alone, whoever made it: then the line
 * to add is returned. `program` is how this program is called.
 */
export async function makeHook(root: string, program: string): Promise<HookResult> {
  const file = resolve(root, (await git(root, 'rev-parse', '--git-path', 'hooks/pre-commit')).trim());
  const line = `${program} check-secrets || exit 1`;
  if (existsSync(file)) {
    const text = await readFile(file, 'utf8');
    return text.includes(' check-secrets') ? { made: file } : { there: file, line };
  }
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `#!/bin/sh\n# Stops a commit that holds a secret; "git commit --no-verify" lets it through.\n${line}\n`,
  );
  await chmod(file, 0o755);
  return { made: file };
}

/** Looks for secrets in what is staged for the next commit, as it is staged. */
export async function secretsStaged(root: string): Promise<FoundSecret[]> {
  const names = await git(root, 'diff', '--cached', '--name-only', '--diff-filter=d', '-z');
  const paths = names.split('\0').filter((path) => path !== '' && !isGenerated(path));
  const find = await createSecretFinder();
  const found: FoundSecret[] = [];
  for (const path of paths) {
    if (isEnvFile(path)) {
      const message = `An environment's file does not belong into git. Take it out (git rm --cached ${path}) and put it into .gitignore.`;
      found.push({ rule: 'secrets/env-file', message, file: path, line: 1 });
    }
    const content = await git(root, 'show', `:${path}`);
    if (!content.slice(0, 8_000).includes('\0')) found.push(...(await find(path, content)));
  }
  return found;
}
