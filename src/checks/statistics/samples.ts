import { type Verdict, verdicts } from '../../release/verdict.js';

/** One request of many: whether its answer held, and how long it took. */
export interface Sample {
  /** `fail`: an answer came and did not hold. `error`: no answer came. */
  verdict: Verdict;
  /** Why; '' when it passed. */
  reason: string;
  /** Milliseconds until the whole answer, or until waiting was given up; undefined when there was nothing to time. */
  durationMs: number | undefined;
}

const keptReasons = 20;

/**
 * Samples in the order they came. A soak may ask a million times, so each is kept as two numbers and only the first
 * 20 different reasons are kept as text.
 */
export class Series {
  #durations = new Float64Array(64);
  #verdicts = new Uint8Array(64);
  #count = 0;
  readonly #reasons = new Map<string, number>();

  /** A series of some samples, for those that are few. */
  static of(samples: Iterable<Sample>): Series {
    const series = new Series();
    for (const sample of samples) series.add(sample);
    return series;
  }

  add({ verdict, reason, durationMs }: Sample): void {
    if (this.#count === this.#durations.length) this.#grow();
    this.#durations[this.#count] = durationMs ?? Number.NaN;
    this.#verdicts[this.#count] = verdicts.indexOf(verdict);
    this.#count += 1;
    if (reason === '') return;
    const known = this.#reasons.get(reason);
    if (known !== undefined || this.#reasons.size < keptReasons) this.#reasons.set(reason, (known ?? 0) + 1);
  }

  get count(): number {
    return this.#count;
  }

  /** Why samples did not pass, and how often, in the order first seen. */
  get reasons(): ReadonlyMap<string, number> {
    return this.#reasons;
  }

  countOf(verdict: Verdict): number {
    const code = verdicts.indexOf(verdict);
    let found = 0;
    for (let index = 0; index < this.#count; index += 1) if (this.#verdicts[index] === code) found += 1;
    return found;
  }

  /** Milliseconds of the samples that have a time, in their order; of those with one verdict where one is given. */
  durations(verdict?: Verdict): Float64Array {
    const code = verdict === undefined ? undefined : verdicts.indexOf(verdict);
    const found = new Float64Array(this.#count);
    let count = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const ms = this.#durations[index] ?? Number.NaN;
      if (Number.isNaN(ms) || (code !== undefined && this.#verdicts[index] !== code)) continue;
      found[count] = ms;
      count += 1;
    }
    return found.subarray(0, count);
  }

  /** Share of samples that did not hold, 0 to 1; NaN without samples. What could not be told counts as neither. */
  errorRate(): number {
    const bad = this.countOf('fail') + this.countOf('error');
    return bad / (bad + this.countOf('pass'));
  }

  /**
   * The series in two: the first `count` samples, which pay for connections, cold starts and empty caches, and the rest.
   * At most half are taken off, so that a check with few samples is still judged by some. Reasons stay with the rest.
   */
  splitWarmUp(count: number): { warmUp: Series; counted: Series } {
    const at = Math.min(count, Math.floor(this.#count / 2));
    const warmUp = this.part(0, at);
    const counted = this.part(at, this.#count);
    for (const [reason, times] of this.#reasons) counted.#reasons.set(reason, times);
    return { warmUp, counted };
  }

  /** The samples from one place up to another, without reasons. */
  part(from: number, to: number): Series {
    const part = new Series();
    // The same memory: whoever adds to a part makes it grow into its own first.
    part.#durations = this.#durations.subarray(from, to);
    part.#verdicts = this.#verdicts.subarray(from, to);
    part.#count = to - from;
    return part;
  }

  #grow(): void {
    const durations = new Float64Array(Math.max(64, this.#count * 2));
    durations.set(this.#durations);
    this.#durations = durations;
    const kept = new Uint8Array(durations.length);
    kept.set(this.#verdicts);
    this.#verdicts = kept;
  }
}
