import { CancelledError } from '../../errors/errors.js';
import type { Verdict } from '../../release/verdict.js';
import type { Clock } from '../../runtime/clock.js';
import { type Ending, type Limits, Tally } from './tally.js';

/** What one measurement says. */
export interface Measured {
  verdict: Verdict;
  /** Why; '' when it passed. */
  reason: string;
}

/** When to measure, and when to stop. It ends with the count or the duration, whichever comes first. */
export interface Schedule {
  /** Milliseconds from the end of one measurement to the begin of the next. */
  intervalMs: number;
  /** Milliseconds before the first one. */
  initialDelayMs: number;
  /** Measurements that gave a value; one when neither this nor a duration is given. */
  count?: number;
  /** Milliseconds after the initial delay. */
  durationMs?: number;
}

/** How an analysis ended and what it counted. */
export interface AnalysisResult extends Ending {
  counts: Tally['counts'];
  /** Milliseconds from its begin to its end. */
  durationMs: number;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** As in Argo, a measurement that could not be made is made again after this time, whatever the interval. */
const errorRetryMs = 10_000;

/**
 * Measures until a limit is passed, the count is reached or the time is over; `lanes` measurements at once, all counted
 * together. Once it has ended, the signal given to `measure` is aborted and what comes after is not counted. Throws
 * CancelledError when the run is cancelled, and what `measure` throws.
 */
export async function runAnalysis(
  schedule: Schedule,
  limits: Limits,
  measure: (signal: AbortSignal) => Promise<Measured>,
  { clock, signal, lanes = 1 }: { clock: Clock; signal: AbortSignal; lanes?: number },
): Promise<AnalysisResult> {
  const began = clock.now();
  const run = new Run(schedule, limits, clock, signal);
  await clock.sleep(schedule.initialDelayMs, signal);
  await run.go(measure, lanes);
  return { ...run.ending(), counts: run.counts, durationMs: clock.now() - began };
}

class Run {
  readonly #schedule: Schedule;
  readonly #tally: Tally;
  readonly #clock: Clock;
  readonly #outer: AbortSignal;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  #until = Number.POSITIVE_INFINITY;
  #ending: Ending | undefined;

  constructor(schedule: Schedule, limits: Limits, clock: Clock, outer: AbortSignal) {
    this.#schedule = schedule;
    this.#tally = new Tally(limits);
    this.#clock = clock;
    this.#outer = outer;
    this.#signal = AbortSignal.any([outer, this.#stop.signal]);
  }

  get counts(): Tally['counts'] {
    return this.#tally.counts;
  }

  ending(): Ending {
    return this.#ending ?? this.#tally.atEnd();
  }

  async go(measure: (signal: AbortSignal) => Promise<Measured>, lanes: number): Promise<void> {
    this.#until = this.#clock.now() + (this.#schedule.durationMs ?? Number.POSITIVE_INFINITY);
    const all = Array.from({ length: lanes }, () => this.#lane(measure));
    // Nobody waits for answers that are still under way once the end is known; their lanes end by themselves.
    await Promise.race([Promise.all(all), aborted(this.#signal)]);
    this.#stop.abort();
    if (this.#outer.aborted) throw new CancelledError();
  }

  async #lane(measure: (signal: AbortSignal) => Promise<Measured>): Promise<void> {
    try {
      while (!this.#over()) {
        const { verdict, reason } = await measure(this.#signal);
        if (this.#outer.aborted) throw new CancelledError();
        if (this.#over()) return;
        this.#ending = this.#tally.add(verdict, reason);
        if (this.#over()) return this.#stop.abort();
        const waitMs = verdict === 'error' ? errorRetryMs : this.#schedule.intervalMs;
        if (waitMs > 0) await this.#pause(waitMs);
        if (this.#clock.now() >= this.#until) this.#stop.abort();
      }
    } catch (error) {
      // Whoever is still asking when the end is reached is interrupted by it.
      if (this.#outer.aborted || !this.#stop.signal.aborted) throw error;
    }
  }

  #over(): boolean {
    const { count, durationMs } = this.#schedule;
    const enough = count ?? (durationMs === undefined ? 1 : Number.POSITIVE_INFINITY);
    return this.#ending !== undefined || this.#stop.signal.aborted || this.#tally.measured >= enough;
  }

  /** Sleeps to the next measurement, or to the end if that comes first. */
  async #pause(ms: number): Promise<void> {
    const left = this.#until - this.#clock.now();
    await this.#clock.sleep(Math.max(0, Math.min(ms, left)), this.#signal);
  }
}
