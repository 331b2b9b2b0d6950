import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PlannedFile } from './plan/plan.js';

/** A planned file beside what is there. */
export interface Change {
  file: PlannedFile;
  kind: 'new' | 'changed' | 'same';
  /** As `git diff` shows it; '' for the same. */
  diff: string;
}

/** Compares planned files with those that are there. Writes nothing into the repository. */
export async function compare(root: string, files: readonly PlannedFile[]): Promise<Change[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'deploy-actions-'));
  try {
    return await Promise.all(files.map((file, index) => changeOf(root, file, join(scratch, `${index}.yml`))));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function changeOf(root: string, file: PlannedFile, planned: string): Promise<Change> {
  const there = join(root, file.path);
  if (!existsSync(there)) return { file, kind: 'new', diff: added(file) };
  if ((await readFile(there, 'utf8')) === file.text) return { file, kind: 'same', diff: '' };
  await writeFile(planned, file.text);
  const diff = (await diffOf(there, planned)).split('\n').slice(4).join('\n');
  return { file, kind: 'changed', diff: `--- ${file.path}\n+++ ${file.path} (planned)\n${diff}` };
}

function added({ path, text }: PlannedFile): string {
  const lines = text.trimEnd().split('\n');
  return `--- nothing\n+++ ${path}\n${lines.map((line) => `+${line}`).join('\n')}\n`;
}

/** git says that two files differ by exit code 1. */
function diffOf(one: string, other: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', ['diff', '--no-index', '--no-color', '--', one, other], (error, stdout) =>
      error && error.code !== 1 ? reject(error) : resolve(stdout),
    );
  });
}

/** Writes a file and the folders it is in. */
export async function write(root: string, { path, text }: PlannedFile): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
