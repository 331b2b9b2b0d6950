import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../built-in/built-in-gate.js';
import type { Changes } from '../changes/changes.js';
import type { GateResult } from '../gate-result.js';
import { rankAnnotations } from './rank.js';
import { sarifOf } from './sarif.js';
import { summaryOf } from './summary.js';

const gate = (more: Partial<GateResult>): GateResult => ({
  ...{ name: 'a', level: 'block', result: 'failed', reason: 'no', exitCode: 1, attempts: 1 },
  ...{ durationMs: 1_500, startedMs: 0, tail: [], findings: [], markdown: '', figures: {} },
  ...more,
});
const finding = (file: string, line: number, severity: Finding['severity'] = 'error'): Finding => ({
  ...{ severity, rule: 'r', message: `${file}:${line}`, file, line },
});
const changes: Changes = {
  ...{ known: true, base: 'b', how: '' },
  files: [{ path: 'changed.ts', status: 'modified', added: new Set([7]) }],
};
const result = (gates: GateResult[]) => ({
  ...{ passed: false, listed: false, chosen: [], gates, changes, durationMs: 1, report: undefined },
});

describe('of many findings GitHub shows ten', () => {
  it('so those on changed lines come first, then those in changed files, and the rest is counted', () => {
    const others = Array.from({ length: 30 }, (_, index) => finding('other.ts', index + 1));
    const findings = [...others, finding('changed.ts', 1), finding('changed.ts', 7)];
    const { annotations, leftOut } = rankAnnotations([gate({ findings })], changes);
    expect(annotations.map(({ message }) => message).slice(0, 3)).toEqual([
      'changed.ts:7',
      'changed.ts:1',
      'other.ts:1',
    ]);
    expect([annotations.length, leftOut]).toEqual([9, 23]);
    expect(summaryOf(result([gate({ findings })]), leftOut)).toContain('23 finding(s) are not shown');
  });

  it('and what only warns is not shown as an error', () => {
    const { annotations } = rankAnnotations(
      [gate({ level: 'warn', findings: [finding('a.ts', 1)] })],
      changes,
    );
    expect(annotations[0]?.level).toBe('warning');
  });
});

describe('the summary', () => {
  it('stays below what GitHub accepts, and keeps its table whatever the gates print', () => {
    const huge = gate({ name: 'huge', markdown: '| x |\n'.repeat(300_000), tail: ['y'.repeat(50_000)] });
    const text = summaryOf(
      result([
        huge,
        ...Array.from({ length: 60 }, (_, index) => gate({ name: `g${index}`, tail: ['z'.repeat(30_000)] })),
      ]),
      0,
    );
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    expect(text).toContain('| g59 |');
  });

  it('cannot be broken by a gate’s name or output', () => {
    const text = summaryOf(
      result([gate({ name: 'a|b\n<img>', reason: '`x` @everyone', tail: ['```', '</details>'] }), gate({})]),
      0,
    );
    expect(text).not.toMatch(/<img>|@everyone/);
    expect(text.split('\n').filter((line) => line.startsWith('| a'))).toHaveLength(2);
  });

  it('draws when each gate ran', () => {
    const text = summaryOf(
      result([gate({ name: 'lint: all' }), gate({ name: 'test', startedMs: 500, result: 'passed' })]),
      0,
    );
    expect(text).toContain('  lint  all :crit, 0, 1500ms');
    expect(text).toContain('  test :500, 1500ms');
  });
});

it('SARIF names rule, file and line of each finding, with paths as addresses', () => {
  const sarif = sarifOf([
    gate({
      name: 'lint',
      findings: [finding('src/a b.ts', 3), { severity: 'notice', rule: 'x', message: 'no file' }],
    }),
  ]);
  expect(sarif).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        results: [
          {
            ruleId: 'r',
            level: 'error',
            locations: [
              { physicalLocation: { artifactLocation: { uri: 'src/a%20b.ts' }, region: { startLine: 3 } } },
            ],
          },
        ],
      },
    ],
  });
});
