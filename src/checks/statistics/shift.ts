import { sorted } from './percentiles.js';

/**
 * By how much `b` lies above `a`: the median of all differences b - a (Hodges and Lehmann 1963), which a few outliers
 * do not move. NaN when a group is empty. Works on groups of any size: the differences are counted, never written down.
 */
export function hodgesLehmannShift(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [low, high] = [sorted(a), sorted(b)];
  const pairs = low.length * high.length;
  if (pairs === 0) return Number.NaN;
  const upper = smallestDifference(low, high, Math.floor(pairs / 2) + 1);
  if (pairs % 2 === 1) return upper;
  return (smallestDifference(low, high, pairs / 2) + upper) / 2;
}

/** The rank-th smallest difference, by halving the range it lies in; 60 halvings leave nothing of it. */
function smallestDifference(a: Float64Array, b: Float64Array, rank: number): number {
  let from = (b[0] ?? 0) - (a.at(-1) ?? 0);
  let to = (b.at(-1) ?? 0) - (a[0] ?? 0);
  for (let step = 0; step < 60 && from < to; step += 1) {
    const middle = (from + to) / 2;
    if (differencesUpTo(a, b, middle) >= rank) to = middle;
    else from = middle;
  }
  return to;
}

/** How many pairs have b - a <= limit, in one walk over both. */
function differencesUpTo(a: Float64Array, b: Float64Array, limit: number): number {
  let count = 0;
  let reached = 0;
  for (const value of a) {
    while (reached < b.length && (b[reached] ?? 0) - value <= limit) reached += 1;
    count += reached;
  }
  return count;
}
