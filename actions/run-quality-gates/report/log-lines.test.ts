import { describe, expect, it } from '@jest/globals';
import type { GateResult } from '../gate-result.js';
import { inlineGatesSchema } from '../gates-file.js';
import { planLines, resultLines } from './log-lines.js';

describe('the log', () => {
  it('says first what will run, why, and after what', () => {
    const { gates } = inlineGatesSchema.parse([
      { name: 'lint', command: 'npm run lint' },
      { gate: 'coverage', needs: ['lint'] },
    ]);
    const chosen = gates.map((gate) => ({ gate, because: 'the file' }));
    const packageManager = {
      name: 'npm',
      version: undefined,
      lockFile: undefined,
      because: 'a lock',
    } as const;
    expect(planLines(chosen, { packageManager, python: undefined }, 2)).toEqual([
      '2 gate(s), at most 2 at once; npm (a lock)',
      '  lint      npm run lint        the file',
      '  coverage  built in: coverage  the file; after lint',
    ]);
  });

  it('ends with one line a gate, so that nobody scrolls up through 2,000 lines to see which failed', () => {
    const gate: GateResult = {
      ...{ name: 'lint', level: 'block', result: 'failed', reason: 'exit code 1', exitCode: 1, attempts: 2 },
      ...{ durationMs: 1_500, tail: [], startedMs: 0, findings: [], markdown: '', figures: {} },
    };
    const long = { ...gate, name: 'x', reason: `${'long\n'.repeat(90)}`, attempts: 1 };
    const lines = resultLines([gate, long]);
    expect(lines[0]).toMatch(/❌ failed +lint +1.5 s +exit code 1 \(attempt 2\)/);
    expect(lines[1]?.length).toBeLessThan(220);
    expect(lines).toHaveLength(2);
  });
});
