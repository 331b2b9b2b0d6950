import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from '@jest/globals';
import { createHttp } from '../../../src/http/client.js';
import { detectProject } from '../../../src/project/detect.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import type { Changes } from '../changes/changes.js';
import { parseDiff } from '../changes/parse-diff.js';
import type { Judgement } from './built-in-gate.js';
import { builtInGates } from './index.js';

/** What is taken back after each test. */
export const undo: (() => void)[] = [];
afterEach(() => {
  for (const work of undo.splice(0)) work();
});

/** Text by path. */
export type Files = Record<string, string>;

function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A repository whose base has `before` and whose HEAD has `after` on top. */
export function repository(before: Files, after: Files = {}): { root: string; changes: Changes } {
  const root = mkdtempSync(join(tmpdir(), 'gate-'));
  undo.push(() => rmSync(root, { recursive: true, force: true }));
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch=main');
  for (const files of [before, after]) {
    write(root, files);
    git('add', '-A');
    git('commit', '--quiet', '--allow-empty', '-m', 'x');
  }
  const base = git('rev-parse', 'HEAD~1').trim();
  const lines = git('diff', '--unified=0', '-M', base, 'HEAD').split('\n');
  return { root, changes: { known: true, base, how: 'test', files: parseDiff(lines) } };
}

/** A built-in gate's answer about a repository, asked in its top folder, or in `directory`. */
export async function ask(
  name: string,
  { root, changes, directory = root }: { root: string; changes: Changes; directory?: string },
  options: Record<string, unknown> = {},
  env: Record<string, string> = {},
): Promise<Judgement & { log: RecordingLogger }> {
  const gate = builtInGates.find((one) => one.name === name);
  if (!gate) throw new Error(`no gate ${name}`);
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const judged = await gate.run(gate.options.parse(options), {
    ...{
      gate: name,
      directory,
      workspace: root,
      project: await detectProject(root),
      changes: async () => changes,
    },
    ...{
      env: { PATH: process.env.PATH ?? '', ...env },
      http,
      clock: systemClock,
      log,
      signal,
      mask: () => undefined,
      confirmed: new Set(['told']),
    },
  });
  return { ...judged, log };
}

/** An lcov record: `hits` of lines 1, 2, …. */
export const lcov = (file: string, hits: number[]) =>
  `SF:${file}\n${hits.map((hit, index) => `DA:${index + 1},${hit}\n`).join('')}end_of_record\n`;
/** Changes of a run that has no base. */
export const unknown: Changes = { known: false, reason: 'the clone is shallow' };
