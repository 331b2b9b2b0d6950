import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readContext } from '../../../src/action/context.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import { findChanges } from './find-changes.js';
import { parseDiff } from './parse-diff.js';

let root = '';
let origin = '';
const env = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', [...identity, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

function commit(cwd: string, files: Record<string, string | undefined>, message: string): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === undefined) rmSync(join(cwd, path));
    else {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
  }
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '--quiet', '-m', message);
  return git(cwd, 'rev-parse', 'HEAD');
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'changes-'));
  origin = join(root, 'origin');
  mkdirSync(origin);
  git(origin, 'init', '--quiet', '--initial-branch=main');
  commit(
    origin,
    { 'a.ts': 'one\ntwo\nthree\n', 'gone.ts': 'x\n', 'old name.ts': 'same\n'.repeat(20) },
    'Begin',
  );
  git(origin, 'checkout', '--quiet', '-b', 'topic');
  for (let count = 0; count < 60; count += 1) commit(origin, { 'log.txt': `${count}\n` }, `Topic ${count}`);
  const renamed = { 'gone.ts': undefined, 'old name.ts': undefined, 'new "name".ts': 'same\n'.repeat(20) };
  commit(origin, { 'a.ts': 'one\n2\nthree\nfour\n', 'src/näw.ts': '+++ b/x\n-- y\n', ...renamed }, 'Topic');
  git(origin, 'checkout', '--quiet', 'main');
  for (let count = 0; count < 5; count += 1) commit(origin, { 'main.txt': `${count}\n` }, `Main ${count}`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function clone(name: string, ...args: string[]): string {
  const directory = join(root, name);
  git(root, 'clone', '--quiet', ...args, `file://${origin}`, directory);
  return directory;
}

const find = (directory: string, variables: Record<string, string>, base?: string) => {
  const log = new RecordingLogger();
  const request = { directory, base, context: readContext(variables) };
  return findChanges(request, { env, log, signal: new AbortController().signal }).then((changes) => ({
    changes,
    log,
  }));
};
const pathsOf = (changes: Awaited<ReturnType<typeof find>>['changes']) =>
  changes.known ? changes.files.map(({ path, status }) => `${status} ${path}`).sort() : changes.reason;

const topic = [
  'added src/näw.ts',
  'deleted gone.ts',
  'modified a.ts',
  'renamed new "name".ts',
  'added log.txt',
].sort();

describe('what a branch changes', () => {
  it('is told against its merge base, not against what others put on main since', async () => {
    const { changes } = await find(clone('full', '--branch=topic'), { GITHUB_BASE_REF: 'main' });
    expect(pathsOf(changes)).toEqual(topic);
    const changed = changes.known ? changes.files.find(({ path }) => path === 'a.ts') : undefined;
    expect([...(changed?.added ?? [])]).toEqual([2, 4]);
  });

  it('is the same in a shallow clone of one commit, which is deepened until the merge base is there', async () => {
    const { changes, log } = await find(clone('shallow', '--branch=topic', '--depth=1'), {
      GITHUB_BASE_REF: 'main',
    });
    expect(pathsOf(changes)).toEqual(topic);
    expect(log.lines.join('\n')).toContain('The clone is shallow: fetching');
  });

  it('is not everything and not nothing when the base cannot be reached: that is said', async () => {
    const directory = clone('cut', '--branch=topic', '--depth=1');
    git(directory, 'remote', 'set-url', 'origin', `file://${root}/nowhere`);
    const { changes } = await find(directory, { GITHUB_BASE_REF: 'main' });
    expect(changes).toMatchObject({ known: false, reason: expect.stringContaining('fetch-depth: 0') });
  });

  it('by a push is told against what the branch was before', async () => {
    const directory = clone('push');
    const before = git(directory, 'rev-parse', 'HEAD~2');
    const event = join(root, 'event.json');
    writeFileSync(event, JSON.stringify({ before }));
    const { changes } = await find(directory, { GITHUB_EVENT_PATH: event });
    expect(pathsOf(changes)).toEqual(['modified main.txt']);
  });

  it('can be asked against any branch or commit', async () => {
    const directory = clone('asked', '--branch=topic');
    expect(pathsOf((await find(directory, {}, 'main')).changes)).toEqual(topic);
    const before = git(directory, 'rev-parse', 'HEAD~1');
    expect(pathsOf((await find(directory, {}, before)).changes)).toHaveLength(4);
  });

  it.each([
    ['a new branch, which has nothing before it', 'full', {}, /set the input "base"/],
    ['a folder that is no repository', '.', { GITHUB_BASE_REF: 'main' }, /no git repository/],
  ])('is unknown for %s', async (_, folder, variables, reason) => {
    const { changes } = await find(join(root, folder), variables);
    expect(changes).toMatchObject({ known: false, reason: expect.stringMatching(reason) });
  });
});

it('a line of content that looks like a header is content', () => {
  const lines = [
    'diff --git a/x b/x',
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,2 @@',
    '--- a/y',
    '-z',
    '+++ b/y',
    '+diff --git a/q b/q',
  ];
  expect(parseDiff(lines).map(({ path, added }) => [path, [...added]])).toEqual([['x', [1, 2]]]);
});
