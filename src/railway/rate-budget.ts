import { timeOf } from './events.js';

/** What Railway's answers said about the hour's requests. */
export interface BudgetFacts {
  /** Requests an hour of this plan: 100 (Free), 1,000 (Hobby), 10,000 (Pro); undefined when it was never said. */
  limit: number | undefined;
  remaining: number | undefined;
  /** When the hour begins anew, in milliseconds since the epoch. */
  resetAt: number | undefined;
}

/** Requests kept back from polling, for what comes at the end: the cause of a failure, what is live, a cancellation. */
const reserve = 15;
/** Polling may spend what is left over this time, in milliseconds: nearly every deployment has ended by then. */
const horizonMs = 15 * 60_000;
const slowestMs = 60_000;

/**
 * The requests that are left, by the rate headers of the last answer (docs.railway.com/integrations/api: 100, 1,000 or
 * 10,000 an hour by plan, and 10 or 50 a second). One per client, so that everything in a step spends from the same.
 */
export class RateBudget {
  #facts: BudgetFacts = { limit: undefined, remaining: undefined, resetAt: undefined };
  #nextSlot = 0;

  get facts(): BudgetFacts {
    return this.#facts;
  }

  /** Reads `x-ratelimit-limit`, `-remaining` and `-reset` (unix seconds, seconds from now, or a date). */
  note(headers: Readonly<Record<string, string>>, now: number): void {
    const limit = numberOf(headers['x-ratelimit-limit']);
    const remaining = numberOf(headers['x-ratelimit-remaining']);
    const reset = momentOf(headers['x-ratelimit-reset'], now);
    this.#facts = {
      limit: limit ?? this.#facts.limit,
      remaining: remaining ?? this.#facts.remaining,
      resetAt: reset ?? this.#facts.resetAt,
    };
  }

  /** Milliseconds until the hour begins anew, when nothing is left; 0 while something is. */
  exhaustedMs(now: number): number {
    const { remaining, resetAt } = this.#facts;
    return remaining === 0 && resetAt !== undefined ? Math.max(resetAt - now, 0) : 0;
  }

  /** Milliseconds that must lie between two looks so that the requests last; 0 when they are plenty or unknown. */
  paceMs(now: number): number {
    const { remaining, resetAt } = this.#facts;
    if (remaining === undefined) return 0;
    const left = Math.min(horizonMs, Math.max((resetAt ?? now + horizonMs) - now, 0));
    const spendable = remaining - reserve;
    return spendable <= 0 ? Math.min(left, slowestMs) : Math.min(left / spendable, slowestMs);
  }

  /** Milliseconds until the next request may start: plans also allow only so many a second. Takes the slot. */
  slotMs(now: number): number {
    const { limit } = this.#facts;
    const gapMs = limit === undefined ? 0 : limit >= 5_000 ? 25 : 110;
    const at = Math.max(now, this.#nextSlot);
    this.#nextSlot = at + gapMs;
    return at - now;
  }
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

function momentOf(text: string | undefined, now: number): number | undefined {
  const reset = numberOf(text);
  if (reset === undefined) return timeOf(text);
  if (reset > 1e12) return reset;
  return reset > 1e9 ? reset * 1_000 : now + reset * 1_000;
}
