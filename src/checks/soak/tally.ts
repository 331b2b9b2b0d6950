import type { Verdict } from '../../release/verdict.js';

/** What may go wrong before an analysis ends, as Argo Rollouts' AnalysisTemplate has it. */
export interface Limits {
  /** Failed measurements that are tolerated; -1 tolerates any number. */
  failureLimit: number;
  /** Inconclusive measurements that are tolerated. */
  inconclusiveLimit: number;
  /** Errors in a row that are tolerated: an error says that nothing could be asked. */
  consecutiveErrorLimit: number;
  /** Passes in a row that end it with `pass`; 0 when it shall go on to its end. */
  consecutiveSuccessLimit: number;
}

/** Argo's defaults: one failure fails, one unclear answer is unclear, the fifth error in a row is an error. */
export const defaultLimits: Limits = {
  failureLimit: 0,
  inconclusiveLimit: 0,
  consecutiveErrorLimit: 4,
  consecutiveSuccessLimit: 0,
};

/** How an analysis ended, with the limit that ended it. */
export interface Ending {
  verdict: Verdict;
  /** Why, naming the limit; '' when it passed. */
  reason: string;
}

/** Counts measurements against limits. */
export class Tally {
  readonly #limits: Limits;
  readonly #counts = { pass: 0, fail: 0, inconclusive: 0, error: 0 };
  #errorsInRow = 0;
  #passesInRow = 0;
  #last = '';

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Measurements that gave a value; errors gave none and do not count towards a number of measurements. */
  get measured(): number {
    return this.#counts.pass + this.#counts.fail + this.#counts.inconclusive;
  }

  get counts(): Readonly<Record<Verdict, number>> {
    return this.#counts;
  }

  /** Counts one measurement; tells when it ends the analysis. */
  add(verdict: Verdict, reason: string): Ending | undefined {
    this.#counts[verdict] += 1;
    this.#errorsInRow = verdict === 'error' ? this.#errorsInRow + 1 : 0;
    this.#passesInRow = verdict === 'pass' ? this.#passesInRow + 1 : 0;
    if (verdict !== 'pass') this.#last = reason;
    return this.#overLimit(verdict) ?? this.#enough();
  }

  /**
   * The ending when time or count ran out before a limit did. Stricter than Argo in one thing: without a single pass it
   * is `inconclusive`, whatever the limits tolerate.
   */
  atEnd(): Ending {
    const { failureLimit, consecutiveSuccessLimit } = this.#limits;
    if (this.#counts.pass === 0) {
      const tried = this.measured + this.#counts.error;
      const last = tried === 0 ? '' : ` in ${tried} tries, the last: ${this.#last}`;
      return { verdict: 'inconclusive', reason: `nothing good was measured${last}` };
    }
    if (consecutiveSuccessLimit === 0) return { verdict: 'pass', reason: '' };
    const missed = `consecutive-success-limit ${consecutiveSuccessLimit} was not reached`;
    if (failureLimit >= 0) return { verdict: 'inconclusive', reason: missed };
    return { verdict: 'fail', reason: missed };
  }

  #overLimit(verdict: Verdict): Ending | undefined {
    const { failureLimit, inconclusiveLimit, consecutiveErrorLimit } = this.#limits;
    const { fail, inconclusive } = this.#counts;
    const over = (name: string, limit: number, words: string): Ending => ({
      verdict,
      reason: limit === 0 ? this.#last : `${words} (${name} ${limit}), the last: ${this.#last}`,
    });
    if (verdict === 'fail' && failureLimit >= 0 && fail > failureLimit) {
      return over('failure-limit', failureLimit, `${fail} failures`);
    }
    if (verdict === 'inconclusive' && inconclusive > inconclusiveLimit) {
      return over('inconclusive-limit', inconclusiveLimit, `${inconclusive} unclear answers`);
    }
    if (this.#errorsInRow > consecutiveErrorLimit) {
      return over('consecutive-error-limit', consecutiveErrorLimit, `${this.#errorsInRow} errors in a row`);
    }
    return undefined;
  }

  #enough(): Ending | undefined {
    const { consecutiveSuccessLimit } = this.#limits;
    const reached = consecutiveSuccessLimit > 0 && this.#passesInRow >= consecutiveSuccessLimit;
    return reached ? { verdict: 'pass', reason: '' } : undefined;
  }
}
