import { describe, expect, it } from '@jest/globals';
import { compareLatency, defaultComparison, failsAlike } from './compare.js';
import { mannWhitney } from './mann-whitney.js';
import { latencyOf, percentile, sorted } from './percentiles.js';
import { type Sample, Series } from './samples.js';
import { hodgesLehmannShift } from './shift.js';

const held = (durationMs: number): Sample => ({ verdict: 'pass', reason: '', durationMs });
const broken = (durationMs?: number): Sample => ({ verdict: 'fail', reason: 'HTTP 500', durationMs });

describe('percentiles', () => {
  it('are exact, and interpolated as k6 does it', () => {
    const rising = sorted([40, 10, 30, 20]);
    expect(percentile(rising, 50)).toBe(25);
    expect(percentile(rising, 95)).toBeCloseTo(38.5);
    expect([percentile(rising, 0), percentile(rising, 100)]).toEqual([10, 40]);
    expect(percentile(sorted([7]), 99)).toBe(7);
    expect(percentile(sorted([]), 50)).toBeNaN();
  });

  it('say nothing without a duration', () => {
    expect(latencyOf([])).toBeUndefined();
    expect(latencyOf([1, 2, 3])).toMatchObject({ count: 3, min: 1, avg: 2, med: 2, max: 3 });
  });
});

describe('samples', () => {
  it('lose their warm-up, and never more than half of themselves', () => {
    const samples = Series.of([900, 10, 11, 12].map(held));
    const { warmUp, counted } = samples.splitWarmUp(1);
    expect([...warmUp.durations()]).toEqual([900]);
    expect([...counted.durations()]).toEqual([10, 11, 12]);
    expect(samples.splitWarmUp(50).counted.count).toBe(2);
    expect(Series.of([held(1)]).splitWarmUp(1).counted.count).toBe(1);
  });

  it('are kept in any number, with the reasons of the bad ones', () => {
    const series = Series.of(Array.from({ length: 1_000 }, (_, i) => (i % 4 === 0 ? broken(i) : held(i))));
    expect([series.count, series.countOf('fail'), series.errorRate()]).toEqual([1_000, 250, 0.25]);
    expect(series.durations('fail')[1]).toBe(4);
    expect([...series.reasons]).toEqual([['HTTP 500', 250]]);
  });

  it('count an answer that could not be told neither as good nor as bad', () => {
    const unknown: Sample = { verdict: 'inconclusive', reason: '?', durationMs: 1 };
    expect(Series.of([held(1), broken(1), unknown]).errorRate()).toBe(0.5);
    expect(new Series().errorRate()).toBeNaN();
  });
});

describe('Mann-Whitney test', () => {
  // Reference: the example of R's wilcox.test (Hollander and Wolfe 1973, p. 69).
  const x = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const y = [1.15, 0.88, 0.9, 0.74, 1.21];
  // Reference: the example of scipy.stats.mannwhitneyu.
  const males = [19, 22, 16, 29, 24];
  const females = [20, 11, 17, 12];

  it('gives the known exact values of small groups', () => {
    const first = mannWhitney(y, x);
    expect([first.u, first.method]).toEqual([35, 'exact']);
    expect(first.p).toBeCloseTo(0.1272, 4);
    const second = mannWhitney(females, males);
    expect(second.u).toBe(17);
    expect(second.p).toBeCloseTo(0.1111111111111111 / 2, 12);
  });

  it('agrees with counting every possible order of two small groups', () => {
    const orders = (values: number[], size: number): number[][] =>
      size === 0
        ? [[]]
        : values.flatMap((one, i) => orders(values.slice(i + 1), size - 1).map((rest) => [one, ...rest]));
    const values = [1, 2, 3, 4, 5, 6, 7];
    const greater = (b: number[]) =>
      b.reduce((sum, one) => sum + values.filter((a) => !b.includes(a) && a < one).length, 0);
    const all = orders(values, 3);
    for (const b of all) {
      const a = values.filter((value) => !b.includes(value));
      const u = greater(b);
      const found = mannWhitney(a, b);
      expect(found.u).toBe(u);
      expect(found.p).toBeCloseTo(all.filter((other) => greater(other) >= u).length / all.length, 12);
    }
  });

  it('corrects the normal approximation for ties and for continuity', () => {
    const found = mannWhitney([1, 1, 2, 2, 3, 3], [2, 3, 3, 4, 4, 5]);
    // By hand: U = 31, mean 18, variance 3 * (13 - (6 + 24 + 60 + 6) / 132) = 36.818, so z = 12.5 / 6.0678.
    expect(found).toMatchObject({ u: 31, method: 'normal' });
    expect(found.p).toBeCloseTo(0.0197, 5);
  });

  it('sees no difference in equal values or in nothing, and does not turn tiny p into 0 too early', () => {
    expect(mannWhitney([1, 1, 1], [1, 1, 1]).p).toBe(1);
    expect(mannWhitney([], [1]).p).toBe(1);
    const far = mannWhitney(
      Array.from({ length: 100 }, (_, i) => i),
      Array.from({ length: 100 }, (_, i) => i + 1_000),
    );
    expect(far.p).toBeGreaterThan(0);
    expect(far.p).toBeLessThan(1e-30);
  });
});

describe('Hodges-Lehmann shift', () => {
  it('is the median of all differences, for odd and even numbers of pairs', () => {
    expect(hodgesLehmannShift([1, 2, 3], [11, 12, 13])).toBeCloseTo(10, 9);
    expect(hodgesLehmannShift([1, 2], [4, 8])).toBeCloseTo(4.5, 9);
    expect(hodgesLehmannShift([5], [3])).toBe(-2);
    expect(hodgesLehmannShift([], [3])).toBeNaN();
  });
});

describe('comparison with the previous deployment', () => {
  // A fixed sequence that looks random: tests must not depend on luck.
  const noisy = (count: number, base: number, seed: number): Sample[] => {
    let state = seed;
    return Array.from({ length: count }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return held(base + (state / 2_147_483_648) * base * 0.5);
    });
  };

  const noise = (count: number, base: number, seed: number) => Series.of(noisy(count, base, seed));

  it('fails a release that is clearly slower', () => {
    const found = compareLatency(noise(80, 300, 1), noise(80, 100, 2), defaultComparison);
    expect(found.verdict).toBe('fail');
    expect(found.reason).toContain('slower than the baseline by');
    expect(found.shiftMs).toBeGreaterThan(150);
  });

  it('does not fail a good release because the runner is slow: both sides are', () => {
    const found = compareLatency(noise(80, 2_000, 1), noise(80, 2_000, 2), defaultComparison);
    expect(found.verdict).toBe('pass');
  });

  it('does not fail a difference that is certain and that nobody would notice', () => {
    const found = compareLatency(noise(500, 12, 1), noise(500, 10, 2), defaultComparison);
    expect(found.p).toBeLessThan(0.01);
    expect(found.verdict).toBe('pass');
  });

  it('says nothing with few answers, and does not take quick error pages for speed', () => {
    expect(compareLatency(noise(49, 900, 1), noise(80, 100, 2), defaultComparison).verdict).toBe(
      'inconclusive',
    );
    const errors = Series.of(Array.from({ length: 100 }, () => broken(1)));
    expect(compareLatency(errors, noise(80, 100, 2), defaultComparison).samples.release).toBe(0);
  });

  it('is not fooled by one very slow answer', () => {
    const release = Series.of([...noisy(80, 100, 1), held(60_000)]);
    expect(compareLatency(release, noise(80, 100, 2), defaultComparison).verdict).toBe('pass');
  });

  it('sees when the previous deployment fails just as often', () => {
    expect(failsAlike(Series.of([broken(), held(1)]), Series.of([broken(), held(1)]))).toBe(true);
    expect(
      failsAlike(Series.of([broken(), broken(), broken()]), Series.of([held(1), held(1), broken()])),
    ).toBe(false);
    expect(failsAlike(Series.of([broken()]), Series.of([]))).toBe(false);
    expect(failsAlike(Series.of([held(1)]), Series.of([broken()]))).toBe(false);
  });
});
