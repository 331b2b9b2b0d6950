/** How long answers took: every figure in milliseconds, exact (nothing is put into buckets). */
export interface Latency {
  count: number;
  min: number;
  avg: number;
  med: number;
  max: number;
  p90: number;
  p95: number;
  p99: number;
}

/** The values in rising order, in memory of their own; a typed array sorts numbers several times faster than a list. */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * The p-th percentile (0 to 100) of values in rising order, interpolated between its two neighbours as k6 does it; NaN
 * without values.
 */
export function percentile(rising: ArrayLike<number>, p: number): number {
  const last = rising.length - 1;
  if (last < 0) return Number.NaN;
  const place = (Math.min(100, Math.max(0, p)) / 100) * last;
  const below = Math.floor(place);
  const low = rising[below] ?? Number.NaN;
  const high = rising[Math.min(below + 1, last)] ?? Number.NaN;
  return low + (high - low) * (place - below);
}

/** The figures over some durations in milliseconds; undefined when there are none. */
export function latencyOf(durationsMs: ArrayLike<number>): Latency | undefined {
  if (durationsMs.length === 0) return undefined;
  const rising = sorted(durationsMs);
  let sum = 0;
  for (const value of rising) sum += value;
  return {
    count: rising.length,
    min: percentile(rising, 0),
    avg: sum / rising.length,
    med: percentile(rising, 50),
    max: percentile(rising, 100),
    p90: percentile(rising, 90),
    p95: percentile(rising, 95),
    p99: percentile(rising, 99),
  };
}
