import { describe, expect, it } from '@jest/globals';
import { RateBudget } from './rate-budget.js';

const now = 1_700_000_000_000;
const told = (limit: number, remaining: number, resetInS: number, unit: 'unix' | 'left' = 'unix') => {
  const budget = new RateBudget();
  const reset = unit === 'unix' ? now / 1_000 + resetInS : resetInS;
  budget.note(
    {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
    },
    now,
  );
  return budget;
};

describe('the budget of requests', () => {
  it('says nothing as long as Railway says nothing', () => {
    const budget = new RateBudget();
    budget.note({}, now);
    expect([budget.paceMs(now), budget.exhaustedMs(now), budget.slotMs(now), budget.slotMs(now)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it.each([
    ['plenty of a Pro plan are no reason to wait', told(10_000, 9_000, 3_600), 100],
    ['a Hobby hour with 500 left is spent evenly over a deployment', told(1_000, 500, 3_600), 1_900],
    ['a Free hour lasts through a deployment', told(100, 90, 3_600), 12_000],
    ['the last few are kept for the end', told(100, 10, 3_600), 60_000],
    ['the hour is nearly over, so there is nothing to spare', told(100, 10, 5), 5_000],
  ])('%s', (_, budget, atMost) => {
    expect(budget.paceMs(now)).toBeLessThanOrEqual(atMost * 1.01);
    expect(budget.paceMs(now)).toBeGreaterThanOrEqual(atMost / 2);
  });

  it('that is used up says when there is more, whether Railway tells a time or a span', () => {
    expect(told(100, 0, 600).exhaustedMs(now)).toBe(600_000);
    expect(told(100, 0, 600, 'left').exhaustedMs(now)).toBe(600_000);
    expect(told(100, 0, 600).exhaustedMs(now + 700_000)).toBe(0);
  });

  it('understands a date as well', () => {
    const budget = new RateBudget();
    budget.note(
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(now + 60_000).toISOString() },
      now,
    );
    expect(budget.exhaustedMs(now)).toBe(60_000);
  });

  it('lets no more requests start in a second than Hobby allows', () => {
    const budget = told(1_000, 900, 3_600);
    const starts = Array.from({ length: 20 }, () => budget.slotMs(now));
    expect(starts.filter((at) => at < 1_000).length).toBeLessThanOrEqual(10);
    expect(starts.at(0)).toBe(0);
  });
});
