import { latencyOf } from '../statistics/percentiles.js';
import type { Series } from '../statistics/samples.js';

/** What one slice of a soak's time held. */
export interface Slice {
  /** Milliseconds from the soak's begin to the end of the slice. */
  untilMs: number;
  requests: number;
  /** Requests that did not hold. */
  bad: number;
  /** Milliseconds; undefined when nothing was timed. */
  med: number | undefined;
  p95: number | undefined;
}

const slices = 20;

/**
 * Cuts a soak's samples into slices of equal time. They come in order of time, so a slice is known by the number of
 * samples before it: nothing more is kept for each of a million samples.
 */
export class Timeline {
  readonly #began: number;
  readonly #stepMs: number;
  /** How many samples there were when each slice ended. */
  readonly #counts: number[] = [];

  constructor(began: number, durationMs: number) {
    this.#began = began;
    this.#stepMs = Math.max(1, durationMs / slices);
  }

  /** Called before a sample is added to the series: ends the slices whose time is over. */
  passed(now: number, count: number): void {
    const over = Math.min(slices, Math.floor((now - this.#began) / this.#stepMs));
    while (this.#counts.length < over) this.#counts.push(count);
  }

  /** The slices up to now; the last one may be short. */
  slices(series: Series, now: number): Slice[] {
    const ends = [...this.#counts];
    if (series.count > (ends.at(-1) ?? 0)) ends.push(series.count);
    return ends.map((end, index) => {
      const part = series.part(ends[index - 1] ?? 0, end);
      const latency = latencyOf(part.durations());
      const untilMs = Math.min((index + 1) * this.#stepMs, Math.max(1, now - this.#began));
      const requests = part.count;
      return {
        untilMs,
        requests,
        bad: requests - part.countOf('pass'),
        med: latency?.med,
        p95: latency?.p95,
      };
    });
  }
}
