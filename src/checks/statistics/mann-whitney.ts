/** Whether the second of two groups tends to be greater. */
export interface RankTest {
  /** Pairs (a, b) with b greater than a; ties count half. */
  u: number;
  /** Probability of such a difference or a greater one when both groups are alike; one-sided, `b` greater. */
  p: number;
  method: 'exact' | 'normal';
}

/** Up to this many values a group, and without ties, every order is counted. */
const exactUpTo = 20;

/**
 * The Mann-Whitney U test (Mann and Whitney 1947) of "`b` tends to be greater than `a`". Exact for small groups without
 * ties, else by the normal approximation with the corrections for ties and for continuity. p is 1 without values, or
 * when all values are the same.
 */
export function mannWhitney(a: ArrayLike<number>, b: ArrayLike<number>): RankTest {
  const { rankSum, ties } = rankSumOf(a, b);
  const u = rankSum - (b.length * (b.length + 1)) / 2;
  if (ties === 0 && a.length <= exactUpTo && b.length <= exactUpTo && a.length > 0 && b.length > 0) {
    return { u, p: exactP(u, a.length, b.length), method: 'exact' };
  }
  return { u, p: normalP(u, a.length, b.length, ties), method: 'normal' };
}

/** Sum of the ranks of `b` in both together, ties sharing their mean rank, and the sum of t³ - t over all ties. */
function rankSumOf(a: ArrayLike<number>, b: ArrayLike<number>): { rankSum: number; ties: number } {
  const one = Float64Array.from(a).sort();
  const other = Float64Array.from(b).sort();
  let rankSum = 0;
  let ties = 0;
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    const value = Math.min(one[i] ?? Number.POSITIVE_INFINITY, other[j] ?? Number.POSITIVE_INFINITY);
    const [beganI, beganJ] = [i, j];
    while (i < one.length && one[i] === value) i += 1;
    while (j < other.length && other[j] === value) j += 1;
    const tied = i - beganI + (j - beganJ);
    // Only NaN is equal to nothing; it would never be passed.
    if (tied === 0) return { rankSum: Number.NaN, ties: 0 };
    rankSum += (j - beganJ) * (beganI + beganJ + (tied + 1) / 2);
    ties += tied ** 3 - tied;
  }
  return { rankSum, ties };
}

/** Counts the orders of n + m values whose U is u or more, by adding one value of `b` after the other. */
function exactP(u: number, n: number, m: number): number {
  // ways[j][k]: orders of j values of b among the values of a seen so far, with U = k.
  let ways: number[][] = Array.from({ length: m + 1 }, () => [1]);
  for (let size = 1; size <= n; size += 1) {
    const next: number[][] = [[1]];
    for (let j = 1; j <= m; j += 1) next[j] = added(next[j - 1] ?? [], ways[j] ?? [], size, j);
    ways = next;
  }
  const counts = ways[m] ?? [];
  const all = counts.reduce((sum, one) => sum + one, 0);
  const extreme = counts.slice(Math.max(0, Math.ceil(u))).reduce((sum, one) => sum + one, 0);
  return extreme / all;
}

/** The greatest value is either one of b, above all `size` of a, or one of a, above none. */
function added(lastIsB: number[], lastIsA: number[], size: number, j: number): number[] {
  const counts: number[] = new Array(size * j + 1).fill(0);
  lastIsB.forEach((ways, k) => {
    counts[k + size] = (counts[k + size] ?? 0) + ways;
  });
  lastIsA.forEach((ways, k) => {
    counts[k] = (counts[k] ?? 0) + ways;
  });
  return counts;
}

function normalP(u: number, n: number, m: number, ties: number): number {
  const all = n + m;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (!(variance > 0)) return 1;
  const z = (u - (n * m) / 2 - 0.5) / Math.sqrt(variance);
  return upperTail(z);
}

/** P(Z > z) of the standard normal distribution, to the last digits: by its series in the middle, by a fraction in the tail. */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  if (z < 3) return 0.5 - density(z) * series(z);
  return density(z) * fraction(z);
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** z + z³/3 + z⁵/(3·5) + …, which times the density is the area between 0 and z. */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; term > 1e-17 * sum; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/…))), Laplace's fraction, which times the density is the tail. */
function fraction(z: number): number {
  let value = z;
  for (let k = 60; k >= 1; k -= 1) value = z + k / value;
  return 1 / value;
}
