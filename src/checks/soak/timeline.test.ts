import { describe, expect, it } from '@jest/globals';
import { type Sample, Series } from '../statistics/samples.js';
import { Timeline } from './timeline.js';

const sample = (durationMs: number, verdict: Sample['verdict'] = 'pass'): Sample => ({
  ...{ verdict, reason: verdict === 'pass' ? '' : 'HTTP 500', durationMs },
});

describe('the course of a soak', () => {
  it('shows when it became slow and when it broke', () => {
    const timeline = new Timeline(1_000, 2_000);
    const series = new Series();
    // 20 slices of 100 ms; four answers in each, slow from the second half on, broken in the last.
    for (let at = 0; at < 2_000; at += 25) {
      timeline.passed(1_000 + at, series.count);
      series.add(sample(at < 1_000 ? 5 : 50, at < 1_900 ? 'pass' : 'fail'));
    }
    const slices = timeline.slices(series, 3_000);
    expect(slices).toHaveLength(20);
    expect(slices.map(({ requests }) => requests)).toEqual(Array(20).fill(4));
    expect(slices.map(({ med }) => med)).toEqual([...Array(10).fill(5), ...Array(10).fill(50)]);
    expect(slices.map(({ bad }) => bad)).toEqual([...Array(19).fill(0), 4]);
    expect(slices.at(-1)?.untilMs).toBe(2_000);
  });

  it('has a slice without requests where nothing was asked, and a short one where it was cut', () => {
    const timeline = new Timeline(0, 2_000);
    const series = new Series();
    for (const at of [10, 350, 360]) {
      timeline.passed(at, series.count);
      series.add(sample(7));
    }
    const slices = timeline.slices(series, 360);
    expect(slices.map(({ requests }) => requests)).toEqual([1, 0, 0, 2]);
    expect(slices[1]).toMatchObject({ med: undefined, p95: undefined, bad: 0 });
    expect(slices.at(-1)?.untilMs).toBe(360);
  });
});
