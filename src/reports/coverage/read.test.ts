import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../errors/errors.js';
import { percentOf } from './model.js';
import { readCoverage } from './read.js';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'coverage-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let count = 0;
function read(text: string) {
  count += 1;
  const file = join(directory, `report-${count}`);
  writeFileSync(file, text);
  return readCoverage(file);
}

const lcov = `TN:
SF:src/a.ts
FN:1,first
FNDA:1,first
FNF:2
FNH:1
DA:1,1
DA:2,0
DA:3,12
BRDA:2,0,0,-
BRF:2
BRH:1
LF:3
LH:2
end_of_record
SF:src\\b.ts
DA:1,0
end_of_record
`;
const istanbul = {
  '/repo/src/a.ts': {
    path: '/repo/src/a.ts',
    statementMap: { 0: { start: { line: 1 } }, 1: { start: { line: 2 } }, 2: { start: { line: 2 } } },
    fnMap: {},
    branchMap: {},
    s: { 0: 3, 1: 0, 2: 1 },
    f: { 0: 1, 1: 0 },
    b: { 0: [1, 0] },
  },
};
const summary = {
  total: { lines: { total: 2, covered: 1, skipped: 0, pct: 50 } },
  '/repo/src/empty.ts': { lines: { total: 0, covered: 0, skipped: 0, pct: 'Unknown' } },
  '/repo/src/a.ts': {
    lines: { total: 2, covered: 1, skipped: 0, pct: 50 },
    branches: { total: 4, covered: 3, skipped: 0, pct: 75 },
  },
};
const cobertura = `<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage version="7.6" timestamp="1" lines-valid="3" lines-covered="2" line-rate="0.66" branch-rate="0.5">
 <sources><source>/repo/app</source></sources>
 <packages><package name="."><classes><class name="main.py" filename="main.py" line-rate="0.66">
  <methods><method name="run"><lines><line number="2" hits="1" branch="true" condition-coverage="50% (1/2)"/></lines></method></methods>
  <lines><line number="1" hits="1"/><line number="2" hits="1" branch="true" condition-coverage="50% (1/2)"/><line number="3" hits="0"/></lines>
 </class></classes></package></packages>
</coverage>`;
const clover = `<?xml version="1.0"?>
<coverage generated="1" clover="3.2.0"><project timestamp="1"><metrics statements="3" coveredstatements="2" files="1"/>
<file name="a.ts" path="/repo/src/a.ts"><metrics statements="3" coveredstatements="2" conditionals="2" coveredconditionals="1" methods="1" coveredmethods="1"/>
<line num="1" count="1" type="stmt"/><line num="2" count="0" type="stmt"/><line num="3" count="4" type="cond" truecount="1" falsecount="0"/><line num="1" count="1" type="method"/></file></project></coverage>`;
const coveragePy = {
  meta: { format: 3, version: '7.6.1', branch_coverage: true },
  files: {
    'app/main.py': {
      executed_lines: [1, 3],
      missing_lines: [7],
      excluded_lines: [],
      summary: { covered_lines: 2, num_statements: 3, num_branches: 2, covered_branches: 1 },
    },
  },
  totals: {},
};

describe('coverage is the same number whoever wrote the report', () => {
  it.each([
    ['lcov', lcov, { lines: [2, 4], functions: [1, 2], branches: [1, 2] }],
    ['istanbul', JSON.stringify(istanbul), { lines: [2, 2], statements: [2, 3], branches: [1, 2] }],
    ['istanbul-summary', JSON.stringify(summary), { lines: [1, 2], branches: [3, 4] }],
    ['cobertura', cobertura, { lines: [2, 3], branches: [1, 2] }],
    ['clover', clover, { lines: [2, 3], statements: [2, 3], functions: [1, 1] }],
    ['coverage.py', JSON.stringify(coveragePy), { lines: [2, 3], branches: [1, 2] }],
  ])('%s', async (format, text, expected) => {
    const coverage = await read(text);
    expect(coverage.format).toBe(format);
    for (const [measure, [covered, total]] of Object.entries(expected)) {
      expect([measure, coverage.total[measure as 'lines']]).toEqual([measure, { covered, total }]);
    }
  });

  it('and knows which lines of a file ran, under one spelling of its path', async () => {
    const { files } = await read(lcov);
    expect(files.map(({ path }) => path)).toEqual(['src/a.ts', 'src/b.ts']);
    expect([1, 2, 3, 4].map((line) => files[0]?.lines?.at(line))).toEqual([
      'covered',
      'missed',
      'covered',
      'none',
    ]);
  });

  it('joins two suites that ran the same file, instead of counting it twice', async () => {
    const { files, total } = await read(
      `${lcov}${lcov.replace('DA:2,0', 'DA:2,5').replace('FNH:1', 'FNH:2')}`,
    );
    expect(files).toHaveLength(2);
    expect(total).toMatchObject({ lines: { covered: 3, total: 4 }, functions: { covered: 2, total: 2 } });
  });

  it('reads reports with Windows line ends and a byte order mark', async () => {
    const { total } = await read(`\uFEFF${lcov.replaceAll('\n', '\r\n')}`);
    expect(total.lines.total).toBe(4);
  });

  it('says nothing about a project in which nothing can be covered', () => {
    expect(percentOf({ covered: 0, total: 0 })).toBeUndefined();
  });
});

describe('a report that cannot be trusted is an error, never a percentage', () => {
  it.each([
    ['is empty', '', /holds no coverage/],
    ['is half a file', JSON.stringify(istanbul).slice(0, 80), /not valid JSON/],
    ['is other JSON', '{"a":{"b":1}}', /no coverage report of a kind/],
    ['is half an XML', cobertura.slice(0, 400), /not readable XML/],
    ['is a web page', '<!doctype html><html><body>404</body></html>', /not readable XML|holds no coverage/],
    ['is text', 'no such file\n'.repeat(50), /holds no coverage/],
  ])('that %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('that is missing says which gate should have written it', async () => {
    await expect(readCoverage(join(directory, 'none'))).rejects.toMatchObject({
      fix: expect.stringContaining('"needs"'),
    });
  });

  it('that would swell by its entities is refused', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><coverage line-rate="1"><sources><source>&b;</source></sources></coverage>`;
    await expect(read(bomb)).rejects.toBeInstanceOf(InputError);
  });

  it('that is any damage of a real one is read or refused with a message', async () => {
    const texts = [lcov, cobertura, clover, JSON.stringify(istanbul), JSON.stringify(coveragePy)];
    const damaged = fc
      .tuple(fc.constantFrom(...texts), fc.nat(2_000), fc.nat(40), fc.string({ maxLength: 8 }))
      .map(([text, at, gone, put]) => text.slice(0, at) + put + text.slice(at + gone));
    await fc.assert(
      fc.asyncProperty(damaged, async (text) => {
        const end = await read(text).catch((error: unknown) => error);
        if (end instanceof Error) expect(end).toBeInstanceOf(InputError);
        else expect((end as { files: unknown[] }).files.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});
