import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../../src/http/client.js';
import { detectProject } from '../../../src/project/detect.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { RecordingLogger } from '../../../src/runtime/log.js';
import type { Changes } from '../changes/changes.js';
import { parseDiff } from '../changes/parse-diff.js';
import type { Judgement } from './built-in-gate.js';
import { builtInGates } from './index.js';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const work of undo.splice(0)) work();
});

type Files = Record<string, string>;

function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A repository whose base has `before` and whose HEAD has `after` on top. */
function repository(before: Files, after: Files = {}): { root: string; changes: Changes } {
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

async function ask(
  name: string,
  { root, changes }: { root: string; changes: Changes },
  options: Record<string, unknown> = {},
  env: Record<string, string> = {},
): Promise<Judgement & { log: RecordingLogger }> {
  const gate = builtInGates.find((one) => one.name === name);
  if (!gate) throw new Error(`no gate ${name}`);
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const judged = await gate.run(gate.options.parse(options), {
    ...{ directory: root, workspace: root, project: await detectProject(root), changes: async () => changes },
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

const lcov = (file: string, hits: number[]) =>
  `SF:${file}\n${hits.map((hit, index) => `DA:${index + 1},${hit}\n`).join('')}end_of_record\n`;
const unknown: Changes = { known: false, reason: 'the clone is shallow' };

describe('coverage', () => {
  const source = { 'src/a.ts': 'one\ntwo\n' };
  const changed = {
    'src/a.ts': 'one\ntwo\nthree\nfour\n',
    'coverage/lcov.info': lcov('src/a.ts', [1, 1, 0, 1]),
  };

  it('below its bar fails and names the changed lines that no test runs', async () => {
    const judged = await ask('coverage', repository(source, changed), {
      thresholds: { lines: 80 },
      patch: 60,
    });
    expect(judged).toMatchObject({
      result: 'failed',
      reason: 'coverage is too low: lines 75 % instead of 80 %; changed lines 50 % instead of 60 %',
      figures: { coverage: 75, 'patch-coverage': 50 },
    });
    expect(judged.findings).toEqual([
      expect.objectContaining({ file: 'src/a.ts', line: 3, severity: 'error' }),
    ]);
  });

  it('that reaches its bar passes, and is not rounded up to it', async () => {
    expect(await ask('coverage', repository(source, changed), { thresholds: { lines: 75 } })).toMatchObject({
      result: 'passed',
    });
    const hits = Array.from({ length: 10_000 }, (_, index) => (index < 7_999 ? 1 : 0));
    const nearly = repository({}, { 'src/a.ts': '', 'coverage/lcov.info': lcov('src/a.ts', hits) });
    expect(await ask('coverage', nearly, { thresholds: { lines: 80 } })).toMatchObject({ result: 'failed' });
  });

  it('lower than the base fails, but for a hair', async () => {
    const repo = repository(source, changed);
    expect(await ask('coverage', repo, { 'no-lower-than': 80 })).toMatchObject({ result: 'failed' });
    expect(await ask('coverage', repo, { 'no-lower-than': 75.05 })).toMatchObject({ result: 'passed' });
  });

  it('has a bar for each package of a monorepo, whose reports are found by themselves', async () => {
    const repo = repository(
      {},
      {
        'package.json': '{"workspaces":["packages/*"]}',
        'packages/ui/package.json': '{"name":"ui"}',
        'packages/ui/src/a.ts': '',
        'packages/ui/coverage/lcov.info': lcov('src/a.ts', [1, 0]),
        'packages/api/package.json': '{"name":"api"}',
        'packages/api/src/b.ts': '',
        'packages/api/coverage/lcov.info': lcov(`src/b.ts`, [1, 1]),
      },
    );
    const judged = await ask('coverage', repo, {
      packages: { 'packages/ui': { lines: 60 }, 'packages/api': { lines: 60 } },
    });
    expect(judged.reason).toBe('coverage is too low: lines of packages/ui 50 % instead of 60 %');
  });

  it('of changed lines that are unknown is neither a pass nor a failure', async () => {
    const { root } = repository(source, changed);
    const judged = await ask('coverage', { root, changes: unknown }, { patch: 50 });
    expect(judged).toMatchObject({
      result: 'warned',
      reason: expect.stringContaining('the clone is shallow'),
    });
  });

  it('without a report is an error that says how to get one', async () => {
    await expect(ask('coverage', repository({}))).rejects.toMatchObject({
      fix: expect.stringContaining('--coverage'),
    });
  });
});

describe('tests', () => {
  const junit = (cases: string) => `<testsuites><testsuite name="s">${cases}</testsuite></testsuites>`;
  const failing = junit(
    '<testcase classname="c" name="a"/><testcase classname="c" name="b" file="b.test.ts" line="3"><failure message="no"/></testcase>',
  );

  it('that failed are findings at their line', async () => {
    const judged = await ask('tests', repository({ 'junit.xml': failing }));
    expect(judged).toMatchObject({ result: 'failed', reason: '1 of 2 tests failed' });
    expect(judged.findings).toMatchObject([{ file: 'b.test.ts', line: 3, severity: 'error' }]);
  });

  it('a runner that ran nothing does not pass', async () => {
    expect(await ask('tests', repository({ 'junit.xml': junit('') }))).toMatchObject({ result: 'failed' });
  });

  it('that pass when only they are run again are flaky, told and let go', async () => {
    const rerun = `printf '%s' "$FAILED_TESTS" > asked; printf '%s' '${junit('<testcase classname="c" name="b"/>')}' > "$RERUN_REPORT"`;
    const judged = await ask('tests', repository({ 'junit.xml': failing }), { rerun });
    expect(judged).toMatchObject({ result: 'passed', figures: { 'failed-tests': 0, 'flaky-tests': 1 } });
  });

  it.each([
    ['ran something else', `<testcase classname="c" name="z"/>`],
    ['ran nothing', ''],
    ['fail again', `<testcase classname="c" name="b"><failure/></testcase>`],
  ])('stay failed when the second run %s', async (_, cases) => {
    const rerun = `printf '%s' '${junit(cases)}' > "$RERUN_REPORT"; exit 1`;
    expect(await ask('tests', repository({ 'junit.xml': failing }), { rerun })).toMatchObject({
      result: 'failed',
    });
  });
});

describe('lockfile', () => {
  const manifest = JSON.stringify({ dependencies: { a: '^1' } });
  const lock = (range: string) => JSON.stringify({ packages: { '': { dependencies: { a: range } } } });
  it.each([
    ['missing', { 'package.json': manifest }, 'lockfile/missing'],
    [
      'one of two',
      { 'package.json': manifest, 'package-lock.json': lock('^1'), 'yarn.lock': '' },
      'lockfile/several',
    ],
    ['out of step', { 'package.json': manifest, 'package-lock.json': lock('^2') }, 'lockfile/stale'],
  ])('that is %s fails', async (_, files, rule) => {
    const judged = await ask('lockfile', repository(files));
    expect(judged.result).toBe('failed');
    expect(judged.findings[0]?.rule).toBe(rule);
  });

  it('that fits passes', async () => {
    const repo = repository({ 'package.json': manifest, 'package-lock.json': lock('^1') });
    expect(await ask('lockfile', repo)).toMatchObject({ result: 'passed' });
  });
});

describe('debug code', () => {
  it('in changed lines is found, in old lines and in comments it is not', async () => {
    const repo = repository(
      { 'a.ts': 'console.log(1);\n', 'b.py': 'x = 1\n', 'c.test.ts': '' },
      {
        'a.ts': 'console.log(1);\n// console.log(2)\nconsole.log(3);\n  debugger;\n',
        'b.py': 'x = 1\nprint(x)\n# TODO BLOCKER: not yet\n',
        'c.test.ts': 'console.log(1);\ntest.only("x", () => {});\n',
      },
    );
    const { findings, result } = await ask('debug-code', repo);
    expect(result).toBe('failed');
    expect(findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`).sort()).toEqual([
      'debug-code/blocker b.py:3',
      'debug-code/console a.ts:3',
      'debug-code/debugger a.ts:4',
      'debug-code/only c.test.ts:2',
      'debug-code/print b.py:2',
    ]);
  });
});

describe('changelog', () => {
  it('is asked for when the public surface changes, and only then', async () => {
    const before = { 'src/a.ts': '', 'src/a.test.ts': '', 'CHANGELOG.md': '' };
    const asked = (after: Files) => ask('changelog', repository(before, after)).then(({ result }) => result);
    expect(await asked({ 'src/a.ts': 'x' })).toBe('failed');
    expect(await asked({ 'src/a.ts': 'x', 'CHANGELOG.md': 'x' })).toBe('passed');
    expect(await asked({ 'src/a.test.ts': 'x' })).toBe('passed');
  });
});

describe('checklist', () => {
  it('that is not confirmed stops the release; one that is keeps who confirmed it and when', async () => {
    const items = [
      { say: 'Backup tested', confirmed: 'true' },
      { say: 'Team told', confirmed: '' },
    ];
    expect(await ask('checklist', repository({}), { items })).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('Team told'),
    });
    const judged = await ask('checklist', repository({}), { items: [items[0]] }, { GITHUB_ACTOR: 'ada' });
    expect(judged).toMatchObject({ result: 'passed', reason: expect.stringContaining('ada confirmed') });
  });
});

describe('secrets', () => {
  const token = `ghp_${'a1B2'.repeat(9)}`;
  it('in changed files are found, and never printed', async () => {
    const repo = repository({ 'old.ts': '' }, { 'new.ts': `const a = 1;\nconst token = '${token}';\n` });
    const judged = await ask('secrets', repo);
    expect(judged).toMatchObject({ result: 'failed' });
    expect(judged.findings).toMatchObject([{ file: 'new.ts', line: 2 }]);
    expect(JSON.stringify(judged)).not.toContain(token);
  });

  it('in a tracked .env, or as a real value in an example, are found', async () => {
    const repo = repository(
      {},
      {
        '.env': 'A=1\n',
        '.env.example': 'JWT_SECRET=change-me\nAPI_KEY=q8Zr2LwX0vT5yB7nK4mD1s\nURL=http://x\n',
      },
    );
    const { findings } = await ask('secrets', repo);
    expect(findings.map(({ rule, file, line }) => `${rule} ${file} ${line}`).sort()).toEqual([
      'secrets/env-file .env undefined',
      'secrets/example-value .env.example 2',
    ]);
  });

  it('that are old are found when all files are read, also when what changed is unknown', async () => {
    const { root } = repository({ 'old.ts': `const token = '${token}';\n` });
    expect(await ask('secrets', { root, changes: unknown })).toMatchObject({ result: 'failed' });
  });

  it('may be allowed for a while; the allowance ends by itself and is told when nothing needs it', async () => {
    const repo = repository({}, { 'new.ts': `const token = '${token}';\n` });
    const allow = (until: string) => [
      { id: 'secrets/github:new.ts', until, reason: 'test data' },
      { id: 'x', until, reason: 'gone' },
    ];
    const allowed = await ask('secrets', repo, { allow: allow('2999-01-01') });
    expect(allowed.result).toBe('passed');
    expect(allowed.findings.map(({ message }) => message)).toEqual([
      expect.stringContaining('names x, which was not found'),
    ]);
    expect(await ask('secrets', repo, { allow: allow('2020-01-01') })).toMatchObject({ result: 'failed' });
  });
});

describe('dependencies', () => {
  const lock = (version: string) =>
    JSON.stringify({ lockfileVersion: 3, packages: { '': {}, 'node_modules/lodash': { version } } });
  const advisory = {
    name: 'lodash',
    title: 'Injection',
    url: 'https://github.com/advisories/GHSA-1',
    severity: 'high',
  };
  const report = JSON.stringify({
    vulnerabilities: {
      lodash: { severity: 'high', via: [advisory], fixAvailable: { name: 'lodash', version: '5' } },
    },
  });

  /** An `npm` that prints this. */
  function npm(output: string): Record<string, string> {
    const folder = mkdtempSync(join(tmpdir(), 'npm-'));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'output'), output);
    writeFileSync(join(folder, 'npm'), `#!/bin/sh\ncat "${join(folder, 'output')}"\nexit 1\n`);
    chmodSync(join(folder, 'npm'), 0o755);
    return { PATH: `${folder}:${process.env.PATH}` };
  }
  const repo = (before: string, after: string) =>
    repository(
      { 'package.json': '{}', 'package-lock.json': lock(before) },
      { 'package-lock.json': lock(after), x: '' },
    );

  it('with a known vulnerability fail', async () => {
    const judged = await ask('dependencies', repo('4.0.0', '4.0.0'), {}, npm(report));
    expect(judged).toMatchObject({ result: 'failed', figures: { vulnerabilities: 1 } });
    expect(judged.findings[0]?.message).toContain('Fixed in: lodash 5');
  });

  it('that were vulnerable before this change do not stop it when only new ones count', async () => {
    const options = { 'only-new': true };
    expect(await ask('dependencies', repo('4.0.0', '4.0.0'), options, npm(report))).toMatchObject({
      result: 'passed',
    });
    expect(await ask('dependencies', repo('3.0.0', '4.0.0'), options, npm(report))).toMatchObject({
      result: 'failed',
    });
  });

  it('are asked at OSV when the registry has retired its audit', async () => {
    const server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      const one = { id: 'GHSA-1', summary: 'Injection', database_specific: { severity: 'CRITICAL' } };
      response.end(
        JSON.stringify(
          request.url?.endsWith('querybatch') ? { results: [{ vulns: [{ id: 'GHSA-1' }] }] } : one,
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    undo.push(() => server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const gone = npm('{"error":{"code":"E410","summary":"410 Gone"}}');
    const judged = await ask('dependencies', repo('4.0.0', '4.0.0'), { 'osv-url': url }, gone);
    expect(judged).toMatchObject({ result: 'failed', reason: expect.stringContaining('lodash') });
  });

  it('that cannot be checked anywhere warn: that is neither clean nor broken', async () => {
    const options = { service: 'audit' };
    const judged = await ask(
      'dependencies',
      repo('4.0.0', '4.0.0'),
      options,
      npm('{"statusCode":503,"message":"down"}'),
    );
    expect(judged).toMatchObject({ result: 'warned', reason: expect.stringContaining('503') });
  });
});

describe('licenses', () => {
  const lock = (packages: Record<string, unknown>) => ({
    'package-lock.json': JSON.stringify({ packages: { '': {}, ...packages } }),
  });
  it('of what is shipped are judged, of development tools not', async () => {
    const repo = repository(
      lock({
        'node_modules/a': { version: '1', license: 'AGPL-3.0-only' },
        'node_modules/b': { version: '1', license: '(MIT OR GPL-3.0)' },
        'node_modules/c': { version: '1', license: 'GPL-3.0', dev: true },
        'node_modules/d': { version: '1' },
      }),
    );
    const { result, findings } = await ask('licenses', repo);
    expect(result).toBe('failed');
    expect(findings.map(({ rule, message }) => `${rule} ${message.split(' ')[0]}`)).toEqual([
      'licenses/denied a',
      'licenses/unknown d',
    ]);
    expect(await ask('licenses', repo, { except: ['a'] })).toMatchObject({ result: 'passed' });
  });
});

describe('workflows', () => {
  const workflow = (on: string, step: string) => ({
    '.github/workflows/ci.yml': `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${step}\n`,
  });
  it.each([
    [
      'take a title into a script',
      'issues',
      "      - run: echo '${{ github.event.issue.title }}'",
      'workflows/injection',
    ],
    [
      'take a branch name into a script',
      'pull_request',
      '      - run: |\n          git checkout ${{ github.head_ref }}',
      'workflows/injection',
    ],
    [
      'run a stranger’s code with secrets',
      'pull_request_target',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}',
      'workflows/strangers-code',
    ],
    ['are not valid', 'push', '      - rum: true', 'workflows/schema'],
  ])('that %s fail', async (_, on, step, rule) => {
    const judged = await ask('workflows', repository(workflow(on, step)));
    expect(judged.result).toBe('failed');
    expect(judged.findings[0]).toMatchObject({
      rule,
      file: '.github/workflows/ci.yml',
      line: expect.any(Number),
    });
  });

  it('that hand a title over in env pass, and an unpinned action is told', async () => {
    const step =
      '      - uses: someone/thing@v1\n      - run: echo "$TITLE"\n        env:\n          TITLE: ${{ github.event.issue.title }}';
    const judged = await ask('workflows', repository(workflow('issues', step)));
    expect(judged).toMatchObject({
      result: 'passed',
      findings: [{ rule: 'workflows/unpinned', severity: 'warning' }],
    });
  });
});

describe('migrations', () => {
  it('that would hurt a database in use are found before they are merged; old ones are not this change’s', async () => {
    const repo = repository(
      { 'migrations/001.sql': 'DROP TABLE old;' },
      {
        'migrations/002.sql': 'ALTER TABLE notes DROP COLUMN title;',
        'migrations/002.down.sql': 'DROP TABLE x;',
      },
    );
    const judged = await ask('migrations', repo);
    expect(judged).toMatchObject({
      result: 'failed',
      findings: [{ file: 'migrations/002.sql', severity: 'error', line: 1 }],
    });
    expect(await ask('migrations', repo, { 'allow-destructive': true })).toMatchObject({ result: 'passed' });
  });

  it('that only add pass', async () => {
    const repo = repository({}, { 'migrations/001.sql': 'CREATE TABLE notes (id int primary key);' });
    expect(await ask('migrations', repo)).toMatchObject({ result: 'passed' });
  });
});

describe('env', () => {
  const files = {
    'src/a.ts': 'const a = process.env.API_KEY;\nconst b = process.env.NODE_ENV;\n',
    'app/b.py': "import os\nurl = os.environ['DATABASE_URL']\n",
  };
  it('a variable that the code reads and nobody names is found where it is read', async () => {
    const judged = await ask('env', repository({ ...files, '.env.example': 'API_KEY=\nOLD=1\n' }));
    expect(judged.result).toBe('failed');
    expect(judged.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`)).toEqual([
      'env/undocumented app/b.py:2',
      'env/unread .env.example:2',
    ]);
  });

  it('everything that is named passes', async () => {
    const repo = repository({ ...files, '.env.example': 'API_KEY=\nDATABASE_URL=\n' });
    expect(await ask('env', repo)).toMatchObject({ result: 'passed' });
  });

  it('asks for its token by name, and never for one in the file', async () => {
    const repo = repository({ ...files, '.env.example': 'API_KEY=\nDATABASE_URL=\n' });
    await expect(ask('env', repo, { vercel: { project: 'web' } })).rejects.toThrow(/VERCEL_TOKEN is empty/);
  });
});
