import type { Verdict } from '../../release/verdict.js';

/** One request of many: whether its answer held, and how long it took. */
export interface Sample {
  /** `fail`: an answer came and did not hold. `error`: no answer came. */
  verdict: Verdict;
  /** Why; '' when it passed. */
  reason: string;
  /** Milliseconds until the whole answer, or until waiting was given up; undefined when there was nothing to time. */
  durationMs: number | undefined;
}

/** Samples split into those that warmed up connections and the service, and those that count. */
export interface Warmed {
  warmUp: readonly Sample[];
  counted: readonly Sample[];
}

/**
 * Takes the first `count` samples off: they pay for connections, cold starts and empty caches. At most half are taken,
 * so that a check with few samples is still judged by some.
 */
export function splitWarmUp(samples: readonly Sample[], count: number): Warmed {
  const dropped = Math.min(count, Math.floor(samples.length / 2));
  return { warmUp: samples.slice(0, dropped), counted: samples.slice(dropped) };
}

/** Durations of the samples that have one, in milliseconds and in their order. */
export function durationsOf(samples: readonly Sample[]): number[] {
  return samples.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs]));
}

/** Share of samples that did not hold, 0 to 1; NaN without samples. What could not be told counts as neither. */
export function errorRateOf(samples: readonly Sample[]): number {
  const told = samples.filter(({ verdict }) => verdict !== 'inconclusive');
  return told.filter(({ verdict }) => verdict !== 'pass').length / told.length;
}
