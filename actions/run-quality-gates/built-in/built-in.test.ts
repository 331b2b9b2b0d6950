import { describe, expect, it } from '@jest/globals';
import { ask, type Files, repository, unknown } from './gate-test.js';

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

  it('that does not know what a workspace of the repository needs by now fails', async () => {
    const lock = (entry: unknown) =>
      JSON.stringify({ lockfileVersion: 3, packages: { '': { workspaces: ['a'] }, a: entry } });
    const files = (entry: unknown) => ({
      'package.json': '{"workspaces":["a"]}',
      'a/package.json': '{"name":"a","dependencies":{"left-pad":"1"}}',
      'package-lock.json': lock(entry),
    });
    const stale = await ask('lockfile', repository({}, files({ name: 'a' })));
    expect(stale.findings).toMatchObject([
      { file: 'a/package.json', message: expect.stringContaining('differs in left-pad') },
    ]);
    const fits = await ask('lockfile', repository({}, files({ dependencies: { 'left-pad': '1' } })));
    expect(fits).toMatchObject({ result: 'passed' });
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

  it('in a .env that was there before are told, and are not this change’s fault', async () => {
    const judged = await ask('secrets', repository({ 'web/.env.local': 'A=1\n' }, { 'a.ts': '' }));
    expect(judged).toMatchObject({
      result: 'passed',
      reason: 'no secret in 1 changed file(s); 1 .env file(s) in git since earlier',
    });
    expect(judged.findings).toMatchObject([{ severity: 'warning', file: 'web/.env.local' }]);
  });

  it('are found in every one of many files, in their order', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `f${String(index).padStart(2, '0')}.ts`);
    const files = Object.fromEntries(names.map((name) => [name, `const token = '${token}';\n`]));
    const { findings } = await ask('secrets', repository({}, files));
    expect(findings.map(({ file }) => file)).toEqual(names);
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
