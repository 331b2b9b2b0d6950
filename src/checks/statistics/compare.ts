import type { Verdict } from '../../release/verdict.js';
import { formatDuration } from '../../runtime/duration.js';
import { mannWhitney } from './mann-whitney.js';
import { percentile, sorted } from './percentiles.js';
import type { Series } from './samples.js';
import { hodgesLehmannShift } from './shift.js';

/** What it takes to call a release slower than the one before it. */
export interface ComparisonRule {
  /** Samples that each side needs; with fewer nothing is said. Kayenta asks for 50 a metric. */
  minSamples: number;
  /** How much slower it may be, as a share of the baseline's median: 0.2 allows 20 %. */
  margin: number;
  /** How much slower it may be in any case, in milliseconds: 20 % of 2 ms is nothing a user would notice. */
  marginMs: number;
  /** The chance of calling a release slow that is not. */
  alpha: number;
}

/** The rule when nothing else is asked for. */
export const defaultComparison: ComparisonRule = { minSamples: 50, margin: 0.2, marginMs: 20, alpha: 0.01 };

/** A release beside the one before it, asked from the same machine at the same time. */
export interface Comparison {
  verdict: Verdict;
  /** In a sentence, also when it passed. */
  reason: string;
  /** Samples of each side that were compared. */
  samples: { release: number; baseline: number };
  /** Medians in milliseconds; NaN without samples. */
  medianMs: { release: number; baseline: number };
  /** By how much the release is slower (negative: faster), in milliseconds: the Hodges-Lehmann shift. */
  shiftMs: number;
  /** One-sided p of the Mann-Whitney test. */
  p: number;
}

/**
 * Tells whether a release is slower than its baseline: `fail` only when the difference is both no accident
 * (Mann-Whitney) and large enough to matter (Hodges-Lehmann shift beyond the margin). Too few samples are
 * `inconclusive`. A slow runner slows both sides and is no difference.
 */
export function compareLatency(release: Series, baseline: Series, rule: ComparisonRule): Comparison {
  // A quick error page would make a broken side look fast.
  const [after, before] = [release.durations('pass'), baseline.durations('pass')];
  const figures = {
    samples: { release: after.length, baseline: before.length },
    medianMs: { release: percentile(sorted(after), 50), baseline: percentile(sorted(before), 50) },
    shiftMs: hodgesLehmannShift(before, after),
    p: mannWhitney(before, after).p,
  };
  return { ...judged(figures, rule), ...figures };
}

function judged(
  { samples, medianMs, shiftMs, p }: Omit<Comparison, 'verdict' | 'reason'>,
  rule: ComparisonRule,
): Pick<Comparison, 'verdict' | 'reason'> {
  const { release, baseline } = samples;
  if (Math.min(release, baseline) < rule.minSamples) {
    const reason = `too few answers to compare: ${release} of the release and ${baseline} of the baseline, ${rule.minSamples} each are needed`;
    return { verdict: 'inconclusive', reason };
  }
  const allowed = Math.max(rule.marginMs, rule.margin * medianMs.baseline);
  const medians = `median ${formatDuration(medianMs.release)} beside the baseline's ${formatDuration(medianMs.baseline)} (${release} and ${baseline} answers)`;
  if (p < rule.alpha && shiftMs > allowed) {
    const reason = `slower than the baseline by ${formatDuration(shiftMs)}, more than the ${formatDuration(allowed)} allowed, and no accident (p = ${p.toPrecision(1)}): ${medians}`;
    return { verdict: 'fail', reason };
  }
  return { verdict: 'pass', reason: `not slower than the baseline: ${medians}` };
}

/**
 * True when the baseline failed side by side at least half as often: then what fails lies outside the release (a shared
 * database, a third party, the runner's network), and going back would mend nothing.
 */
export function failsAlike(release: Series, baseline: Series): boolean {
  const [now, before] = [release.errorRate(), baseline.errorRate()];
  return now > 0 && before >= now / 2;
}
