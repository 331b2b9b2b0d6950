import { describe, expect, it } from '@jest/globals';
import { ask, lcov, repository, unknown } from './gate-test.js';

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
describe('coverage of more than one report', () => {
  const four = { 'src/a.ts': '1\n2\n3\n4\n' };

  it('joins shards: a line that any of them ran is covered', async () => {
    const shards = {
      'shard-1/lcov.info': lcov('src/a.ts', [1, 1, 0, 0]),
      'shard-2/lcov.info': lcov('src/a.ts', [0, 0, 1, 0]),
    };
    const judged = await ask('coverage', repository(four, shards), { reports: 'shard-*/lcov.info' });
    expect(judged).toMatchObject({ result: 'passed', figures: { coverage: 75 } });
  });

  it('reads the Python report beside the JavaScript one', async () => {
    const both = {
      'coverage/lcov.info': lcov('src/a.ts', [1, 1]),
      'coverage.json': JSON.stringify({
        meta: { version: '7' },
        files: { 'api/b.py': { executed_lines: [1], missing_lines: [2], summary: {} } },
      }),
      'api/b.py': '',
    };
    expect(await ask('coverage', repository(four, both))).toMatchObject({ figures: { coverage: 75 } });
  });
});

describe('coverage whose report was written elsewhere', () => {
  const files = { 'packages/ui.js/src/a.ts': '1\n', 'src/b.ts': '1\n' };

  it('knows the files of a container by their end', async () => {
    const report = { 'coverage/lcov.info': lcov('/app/src/b.ts', [1, 0]) };
    const judged = await ask('coverage', repository(files, report), { thresholds: { lines: 80 } });
    expect(judged).toMatchObject({ result: 'failed', figures: { coverage: 50 } });
  });

  it('is an error when no file of it is here, and not 100 % of nothing', async () => {
    const report = { 'coverage/lcov.info': lcov('/elsewhere/x.ts', [0]) };
    const asked = ask('coverage', repository(files, report), { thresholds: { lines: 80 } });
    await expect(asked).rejects.toThrow(/none of them is in .*\/elsewhere\/x.ts/);
  });

  it('says how many files it names that are not here', async () => {
    const report = { 'coverage/lcov.info': lcov('/elsewhere/x.ts', [0]) + lcov('src/b.ts', [1]) };
    const judged = await ask('coverage', repository(files, report));
    expect(judged.reason).toContain('1 file(s) of the report are not in this repository');
  });

  it('belongs to its package also when a folder has a dot in its name', async () => {
    const report = { 'packages/ui.js/coverage/lcov.info': lcov('src/a.ts', [1, 0]) };
    const options = {
      reports: 'packages/*/coverage/lcov.info',
      packages: { 'packages/ui.js': { lines: 60 } },
    };
    expect(await ask('coverage', repository(files, report), options)).toMatchObject({ result: 'failed' });
  });
});

describe('a bar that nothing was measured for', () => {
  const report = { 'src/a.ts': '', 'coverage/lcov.info': lcov('src/a.ts', [1, 1]), 'packages/api/b.ts': '' };

  it('is told and not passed: a measure the report does not have', async () => {
    const judged = await ask('coverage', repository({}, report), { thresholds: { branches: 80 } });
    expect(judged).toMatchObject({
      result: 'warned',
      reason: expect.stringContaining('branches cannot be judged'),
    });
  });

  it('is told and not passed: a package without a report', async () => {
    const judged = await ask('coverage', repository({}, report), {
      packages: { 'packages/api': { lines: 80 } },
    });
    expect(judged).toMatchObject({
      result: 'warned',
      reason: expect.stringContaining('lines of packages/api'),
    });
  });

  it('is refused when its package does not exist', async () => {
    const asked = ask('coverage', repository({}, report), { packages: { 'packages/Api': { lines: 80 } } });
    await expect(asked).rejects.toThrow(/packages\/Api, which is no folder/);
  });
});

describe('coverage beside the report of the base', () => {
  const report = { 'src/a.ts': '', 'coverage/lcov.info': lcov('src/a.ts', [1, 0]) };
  const base = (gates: unknown) => ({ ...report, 'base/quality-gates.json': JSON.stringify({ gates }) });
  const options = { 'base-report': 'base/quality-gates.json' };

  it('fails when it fell, and passes when it did not', async () => {
    const gates = (coverage: number) => [
      { name: 'coverage', figures: { coverage } },
      { name: 'lint', figures: {} },
    ];
    expect(await ask('coverage', repository({}, base(gates(60))), options)).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('lines, against the base 50 % instead of 59.9 %'),
    });
    expect(await ask('coverage', repository({}, base(gates(50))), options)).toMatchObject({
      result: 'passed',
    });
  });

  it('is not compared in the first run, and says so', async () => {
    const judged = await ask('coverage', repository({}, report), options);
    expect(judged).toMatchObject({
      result: 'passed',
      reason: expect.stringContaining('not compared with the base'),
    });
  });

  it('is not compared with another gate’s figure', async () => {
    const gates = ['web', 'api'].map((name) => ({ name, figures: { coverage: 99 } }));
    expect(await ask('coverage', repository({}, base(gates)), options)).toMatchObject({ result: 'passed' });
  });
});
