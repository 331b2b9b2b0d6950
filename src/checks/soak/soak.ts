import { combineVerdicts, type Verdict } from '../../release/verdict.js';
import type { Clock } from '../../runtime/clock.js';
import { formatDuration } from '../../runtime/duration.js';
import type { Logger } from '../../runtime/log.js';
import { type Comparison, type ComparisonRule, compareLatency, failsAlike } from '../statistics/compare.js';
import { type Latency, latencyOf } from '../statistics/percentiles.js';
import { type Sample, Series } from '../statistics/samples.js';
import { judgeThreshold, type Threshold, type ThresholdResult } from '../statistics/thresholds.js';
import { type AnalysisResult, runAnalysis } from './analysis.js';
import type { Limits } from './tally.js';
import { type Slice, Timeline } from './timeline.js';

/** How long to keep asking, how often, and what is tolerated. */
export interface SoakPlan {
  durationMs: number;
  /** Milliseconds between two requests of one check; 0 asks as fast as answers come. */
  intervalMs: number;
  initialDelayMs: number;
  /** Requests of one check that may be under way at once. */
  concurrency: number;
  limits: Limits;
  /** Held against every check's samples at the end. */
  thresholds: readonly Threshold[];
  /** First samples of a check that do not count for thresholds and comparison. */
  warmUp: number;
  comparison: ComparisonRule;
}

/** Asks once and judges the answer. Never throws for what the network or the service does; CancelledError on abort. */
export type Ask = (signal: AbortSignal) => Promise<Sample>;

/** One check to keep asking. */
export interface SoakCheck {
  name: string;
  target: string;
  ask: Ask;
  /** The same request to the previous deployment; it is asked at the same time as the release. */
  askBaseline?: Ask;
  /** Of this check alone, beside those of the plan. */
  thresholds?: readonly Threshold[];
}

/** What keeping on asking one check found. */
export interface SoakCheckResult {
  name: string;
  target: string;
  verdict: Verdict;
  /** Why; '' when it passed. */
  reason: string;
  counts: AnalysisResult['counts'];
  /** 0 to 1; undefined when nothing was measured. */
  errorRate: number | undefined;
  /** Over what counts; undefined when nothing was timed. */
  latency: Latency | undefined;
  /** What was dropped as warm-up; undefined when nothing was. */
  warmUp: Latency | undefined;
  thresholds: ThresholdResult[];
  /** Undefined without a baseline. */
  comparison: Comparison | undefined;
  baselineLatency: Latency | undefined;
  /** Why requests did not pass, and how often. */
  reasons: { reason: string; times: number }[];
  /** How it went over time, warm-up too. */
  timeline: Slice[];
}

/** What a soak found. */
export interface SoakResult {
  verdict: Verdict;
  /** The first cause, or what was proved, in a sentence. */
  reason: string;
  durationMs: number;
  checks: SoakCheckResult[];
}

/** What a soak works with. */
export interface SoakDeps {
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  /**
   * Whether this runner reaches anything else just now; undefined when nobody knows. Asked when a check that was
   * answered before gets no answer any more.
   */
  reachesElse?: () => Promise<boolean | undefined>;
}

/**
 * Keeps asking all checks for a while, the release and its baseline side by side. The first check that ends with
 * anything but `pass` ends the soak. Then thresholds and the comparison with the baseline are judged. What the baseline
 * fails at just as often is `inconclusive`: going back would mend nothing. Throws CancelledError.
 */
export async function runSoak(
  plan: SoakPlan,
  checks: readonly SoakCheck[],
  deps: SoakDeps,
): Promise<SoakResult> {
  const { clock, log, signal } = deps;
  const began = clock.now();
  log.info(
    `Soak: asking ${checks.length === 1 ? 'one check' : `${checks.length} checks`} every ${formatDuration(plan.intervalMs)} for ${formatDuration(plan.durationMs)}`,
  );
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const progress = new Progress(deps);
  const soaked = await Promise.all(
    checks.map(async (check) => {
      const recording = new Recording(check, clock, progress, plan.durationMs);
      const ended = await recording.run(plan, until, signal);
      if (ended && ended.verdict !== 'pass') stop.abort();
      return { recording, ended: ended && (await settled(ended, deps)) };
    }),
  );
  const durationMs = clock.now() - began;
  const results = soaked.map(({ recording, ended }) => recording.result(plan, ended));
  return concluded(results, durationMs);
}

const sayEveryMs = 60_000;

/** Says once a minute how far it is: a job without a line looks dead. */
class Progress {
  readonly #deps: SoakDeps;
  readonly #began: number;
  #said: number;
  #asked = 0;
  #bad = 0;

  constructor(deps: SoakDeps) {
    this.#deps = deps;
    this.#began = deps.clock.now();
    this.#said = this.#began;
  }

  add({ verdict }: Sample): void {
    this.#asked += 1;
    if (verdict !== 'pass') this.#bad += 1;
    const now = this.#deps.clock.now();
    if (now - this.#said < sayEveryMs) return;
    this.#said = now;
    this.#deps.log.info(
      `Soak: ${formatDuration(now - this.#began)}, ${this.#asked} requests, ${this.#bad} did not hold`,
    );
  }
}

/** What was answered and no longer is has gone, unless it is this runner's own network that broke. */
async function settled(ended: AnalysisResult, { reachesElse }: SoakDeps): Promise<AnalysisResult> {
  if (ended.verdict !== 'error' || ended.counts.pass === 0) return ended;
  if ((await reachesElse?.()) !== false) return { ...ended, verdict: 'fail' };
  const reason = `${ended.reason}; nothing else could be reached either, so this runner's network may be at fault`;
  return { ...ended, verdict: 'inconclusive', reason };
}

/** The samples of one check and of its baseline. */
class Recording {
  readonly #check: SoakCheck;
  readonly #clock: Clock;
  readonly #progress: Progress;
  readonly #release = new Series();
  readonly #baseline = new Series();
  readonly #timeline: Timeline;

  constructor(check: SoakCheck, clock: Clock, progress: Progress, durationMs: number) {
    this.#timeline = new Timeline(clock.now(), durationMs);
    this.#check = check;
    this.#clock = clock;
    this.#progress = progress;
  }

  /** Undefined when another check ended the soak first. */
  async run(plan: SoakPlan, until: AbortSignal, cancelled: AbortSignal): Promise<AnalysisResult | undefined> {
    const { concurrency: lanes, limits } = plan;
    try {
      return await runAnalysis(plan, limits, (signal) => this.#measure(signal), {
        clock: this.#clock,
        signal: until,
        lanes,
      });
    } catch (error) {
      if (cancelled.aborted || !until.aborted) throw error;
      return undefined;
    }
  }

  #measure(signal: AbortSignal): Promise<Sample> {
    const { ask, askBaseline } = this.#check;
    if (askBaseline) return this.#measureBoth(ask, askBaseline, signal);
    return ask(signal).then((sample) => {
      if (!signal.aborted) this.#keep(sample);
      return sample;
    });
  }

  /** Both at once, so that whatever slows this runner slows both. */
  async #measureBoth(ask: Ask, askBaseline: Ask, signal: AbortSignal): Promise<Sample> {
    // Who goes first has a small advantage, so they take turns.
    const swapped = this.#release.count % 2 === 1;
    const early = swapped ? askBaseline(signal) : ask(signal);
    const late = swapped ? ask(signal) : askBaseline(signal);
    const [first, second] = await Promise.all([early, late]);
    const [release, baseline] = swapped ? [second, first] : [first, second];
    if (!signal.aborted) {
      this.#keep(release);
      this.#baseline.add(baseline);
    }
    return release;
  }

  #keep(sample: Sample): void {
    this.#timeline.passed(this.#clock.now(), this.#release.count);
    this.#release.add(sample);
    this.#progress.add(sample);
  }

  result(plan: SoakPlan, ended: AnalysisResult | undefined): SoakCheckResult {
    const { name, target, askBaseline } = this.#check;
    const { warmUp, counted } = this.#release.splitWarmUp(plan.warmUp);
    const before = this.#baseline.splitWarmUp(plan.warmUp).counted;
    const limits = [...plan.thresholds, ...(this.#check.thresholds ?? [])];
    // What another check cut short is judged by nobody: its samples may be few.
    const thresholds = ended ? limits.map((threshold) => judgeThreshold(threshold, counted)) : [];
    const comparison = askBaseline && ended ? compareLatency(counted, before, plan.comparison) : undefined;
    const judged = this.#judge(ended, thresholds, comparison);
    const errorRate = counted.errorRate();
    return {
      name,
      target,
      ...judged,
      counts: countsOf(this.#release),
      errorRate: Number.isNaN(errorRate) ? undefined : errorRate,
      latency: latencyOf(counted.durations()),
      warmUp: latencyOf(warmUp.durations()),
      thresholds,
      comparison,
      baselineLatency: latencyOf(before.durations()),
      reasons: [...this.#release.reasons].map(([reason, times]) => ({ reason, times })),
      timeline: this.#timeline.slices(this.#release, this.#clock.now()),
    };
  }

  #judge(
    ended: AnalysisResult | undefined,
    thresholds: readonly ThresholdResult[],
    comparison: Comparison | undefined,
  ): Pick<SoakCheckResult, 'verdict' | 'reason'> {
    if (!ended) return { verdict: 'inconclusive', reason: 'cut short by another check' };
    if (ended.verdict === 'fail' && failsAlike(this.#release, this.#baseline)) {
      const reason = `the baseline fails as often side by side, so this is not the release's doing: ${ended.reason}`;
      return { verdict: 'inconclusive', reason };
    }
    const parts = [ended, ...thresholds, ...(comparison ? [comparison] : [])];
    const verdict = combineVerdicts(parts.map((part) => part.verdict));
    const reasons = parts.filter((part) => part.verdict === verdict && verdict !== 'pass');
    return { verdict, reason: reasons.map(({ reason }) => reason).join('; ') };
  }
}

function countsOf(series: Series): AnalysisResult['counts'] {
  const of = (verdict: Verdict) => series.countOf(verdict);
  return { pass: of('pass'), fail: of('fail'), inconclusive: of('inconclusive'), error: of('error') };
}

function concluded(checks: SoakCheckResult[], durationMs: number): SoakResult {
  const decided = checks.filter(({ reason }) => reason !== 'cut short by another check');
  const verdict = combineVerdicts(decided.map((check) => check.verdict));
  const bad = decided.find((check) => check.verdict === verdict && verdict !== 'pass');
  const asked = checks.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0);
  const reason = bad
    ? `"${bad.name}" on ${bad.target} after ${formatDuration(durationMs)} of soak: ${bad.reason}`
    : `${asked} requests in ${formatDuration(durationMs)} of soak held`;
  return { verdict, reason, durationMs, checks };
}
