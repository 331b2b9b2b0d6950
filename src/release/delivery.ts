import { runOf } from './record.js';

/** A release as its record tells it, in the order of time. Times in milliseconds since the epoch. */
export interface RecordedRelease {
  /** `<run id>.<attempt>`. */
  release: string;
  commit: string;
  /** When the release ended: verified, taken back, or left failing. */
  endedAt: number;
  /** `kept` = it stays and was never verified. */
  end: 'verified' | 'rolled-back' | 'failed' | 'kept';
  /** When the commits it brought were written; empty when that is unknown. */
  commitTimes: readonly number[];
}

/** A rollback as its record tells it. */
export interface RecordedRollback {
  from: string;
  to: string | null;
  at: number;
}

/** The four measures of delivery (DORA's names), over a window. A measure that no release speaks of is undefined. */
export interface DeliveryFigures {
  releases: number;
  verified: number;
  failed: number;
  /** Verified releases a week. */
  perWeek: number;
  frequency: 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** Median time from a commit to the verified release that brought it. */
  leadTimeMs: number | undefined;
  /** Failed releases in percent of all that came to an end. */
  changeFailPercent: number | undefined;
  /** Median time from a failed release's end to the next good state: a rollback, or a verified release. */
  recoveryMs: number | undefined;
  /** Failed releases that nothing good followed yet. */
  unrecovered: number;
  /** Verified and failed releases of each week, oldest first. */
  weeks: { from: number; verified: number; failed: number }[];
}

const weekMs = 7 * 86_400_000;

/**
 * Computes the four measures from what is recorded between two moments. A failed release is one that was taken back or
 * left failing; one that was kept unverified is neither a success nor a failure. Recovery begins with the failed verdict,
 * not with the deployment: what was broken before anybody could know is not in it. Attempts of one run that all failed are one
 * failed release, from the first of them on.
 */
export function deliveryFigures(
  releases: readonly RecordedRelease[],
  rollbacks: readonly RecordedRollback[],
  window: { from: number; to: number },
): DeliveryFigures {
  const inside = failingOnce(releases).filter(
    ({ endedAt }) => endedAt >= window.from && endedAt <= window.to,
  );
  const verified = inside.filter(({ end }) => end === 'verified');
  const failed = inside.filter(hasFailed);
  const weeks = weeksOf(verified, failed, window);
  const recoveries = failed.map((release) => recoveryOf(release, releases, rollbacks));
  const known = recoveries.filter((recovery) => recovery !== undefined);
  const ended = verified.length + failed.length;
  return {
    releases: inside.length,
    verified: verified.length,
    failed: failed.length,
    perWeek: verified.length / ((window.to - window.from) / weekMs),
    frequency: frequencyOf(verified, weeks, window),
    leadTimeMs: median(leadTimes(verified)),
    changeFailPercent: ended === 0 ? undefined : (failed.length / ended) * 100,
    recoveryMs: median(known),
    unrecovered: recoveries.length - known.length,
    weeks,
  };
}

function hasFailed({ end }: RecordedRelease): boolean {
  return end === 'rolled-back' || end === 'failed';
}

/** In the order of time, with the first failure of each run only. */
function failingOnce(releases: readonly RecordedRelease[]): RecordedRelease[] {
  const failed = new Set<string>();
  return [...releases]
    .sort((a, b) => a.endedAt - b.endedAt)
    .filter((release) => {
      const run = runOf(release.release);
      if (!hasFailed(release)) return true;
      const isFirst = !failed.has(run);
      failed.add(run);
      return isFirst;
    });
}

/** Commits written after the release (a wrong clock) tell nothing. */
function leadTimes(verified: readonly RecordedRelease[]): number[] {
  return verified.flatMap(({ endedAt, commitTimes }) =>
    commitTimes.map((written) => endedAt - written).filter((time) => time > 0),
  );
}

/** A rollback is recorded a moment before or after the release it took back: both are written as the release ends. */
function recoveryOf(
  failed: RecordedRelease,
  releases: readonly RecordedRelease[],
  rollbacks: readonly RecordedRollback[],
): number | undefined {
  const run = runOf(failed.release);
  const back = rollbacks
    .filter(({ from }) => runOf(from) === run)
    .map(({ at }) => Math.max(at, failed.endedAt));
  const next = releases
    .filter(({ end, endedAt }) => end === 'verified' && endedAt > failed.endedAt)
    .map(({ endedAt }) => endedAt);
  const told = releases.filter(({ release, end }) => end === 'rolled-back' && runOf(release) === run);
  const recovered = back.length === 0 ? told.map(({ endedAt }) => endedAt) : [];
  const first = Math.min(...back, ...next, ...recovered);
  return Number.isFinite(first) ? first - failed.endedAt : undefined;
}

function weeksOf(
  verified: readonly RecordedRelease[],
  failed: readonly RecordedRelease[],
  { from, to }: { from: number; to: number },
): DeliveryFigures['weeks'] {
  const count = Math.max(1, Math.ceil((to - from) / weekMs));
  return Array.from({ length: count }, (_, index) => {
    const start = from + index * weekMs;
    const within = ({ endedAt }: RecordedRelease) => endedAt >= start && endedAt < start + weekMs;
    return { from: start, verified: verified.filter(within).length, failed: failed.filter(within).length };
  });
}

/** The buckets of the Four Keys project: by the median week's days with a release, then by weeks and months with one. */
function frequencyOf(
  verified: readonly RecordedRelease[],
  weeks: DeliveryFigures['weeks'],
  { from, to }: { from: number; to: number },
): DeliveryFigures['frequency'] {
  const days = weeks.map(({ from: start }) => {
    const inWeek = verified.filter(({ endedAt }) => endedAt >= start && endedAt < start + weekMs);
    return new Set(inWeek.map(({ endedAt }) => Math.floor(endedAt / 86_400_000))).size;
  });
  if ((median(days) ?? 0) >= 3) return 'daily';
  if ((median(days.map((count) => Math.min(count, 1))) ?? 0) >= 1) return 'weekly';
  const months = Math.max(1, (to - from) / (30 * 86_400_000));
  return verified.length >= months ? 'monthly' : 'yearly';
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle];
  if (high === undefined) return undefined;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}
