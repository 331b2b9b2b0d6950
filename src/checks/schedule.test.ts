import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlannedCheck } from './plan.js';
import { schedule } from './schedule.js';

/** Checks of which each needs some that stand before it, and which of them do not hold. */
const plans = fc
  .array(fc.record({ needs: fc.array(fc.nat(30), { maxLength: 3 }), holds: fc.boolean() }), { maxLength: 20 })
  .map((all) =>
    all.map(({ needs, holds }, index) => ({
      planned: {
        index,
        check: { name: `c${index}` } as PlannedCheck['check'],
        needs: index === 0 ? [] : needs.map((need) => need % index),
      },
      holds,
    })),
  );

describe('the order of checks', () => {
  it('makes each after what it needs, none whose needs did not hold, and no more at once than it may', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 4 }), async (plan, atOnce) => {
        const ended = new Map<number, boolean>();
        let now = 0;
        let most = 0;
        const outcomes = await schedule(
          plan.map(({ planned }) => planned),
          atOnce,
          {
            make: async ({ index, needs }) => {
              for (const need of needs) expect(ended.get(need)).toBe(true);
              now += 1;
              most = Math.max(most, now);
              await Promise.resolve();
              now -= 1;
              const holds = plan[index]?.holds ?? false;
              ended.set(index, holds);
              return { index, result: { verdict: holds ? 'pass' : 'fail' } };
            },
            leaveOut: ({ index }, missing) => {
              expect(ended.get(missing.index)).not.toBe(true);
              ended.set(index, false);
              return { index, result: { verdict: 'inconclusive' } };
            },
          },
        );
        expect(outcomes.map(({ index }) => index)).toEqual(plan.map((_, index) => index));
        expect(most).toBeLessThanOrEqual(atOnce);
      }),
      { numRuns: 200 },
    );
  });

  it('waits for what is under way before it throws: nothing is left behind that still sends', async () => {
    const ended: number[] = [];
    const planned = [0, 1].map((index) => ({
      index,
      check: { name: '' } as PlannedCheck['check'],
      needs: [],
    }));
    const made = schedule(planned, 2, {
      make: async ({ index }) => {
        if (index === 0) throw new Error('cancelled');
        await new Promise((resolve) => setTimeout(resolve, 5));
        ended.push(index);
        return { result: { verdict: 'pass' } };
      },
      leaveOut: () => ({ result: { verdict: 'inconclusive' } }),
    });
    await expect(made).rejects.toThrow('cancelled');
    expect(ended).toEqual([1]);
  });
});
