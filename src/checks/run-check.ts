import { CancelledError, ExpectedError, type FilePlace, InputError } from '../errors/errors.js';
import { formatDuration, parseDuration } from '../runtime/duration.js';
import { kindOf } from './kinds/index.js';
import type { CheckContext, Outcome } from './kinds/kind.js';
import { loadRun } from './kinds/loaders.js';
import { FieldError, type Locate, textOf } from './places.js';
import type { CheckResult } from './suite.js';
import type { NamedCheck } from './targets.js';
import { isDistrusted, TimeOver } from './transport/failure.js';
import type { Unreachable } from './transport/transport.js';
import type { Variables } from './variables.js';

/** A check with where it is written; undefined where no text holds it. */
export interface WrittenCheck {
  check: NamedCheck;
  locate: Locate | undefined;
}

/** A check's result; `unreachable` leaves the verdict to whoever knows whether anything else answered. */
export interface CheckOutcome {
  result: CheckResult;
  /** An answer came, of whatever kind. */
  reached: boolean;
  unreachable: Unreachable | undefined;
}

/** What all checks of a run share; the target, the signal and the deadline are each check's own. */
export type SharedContext = Omit<CheckContext, 'target' | 'deadline'>;

/** What making a check needs. */
export interface CheckDeps {
  context: SharedContext;
  variables: Variables;
  /** More attempts of a check that changes nothing and states none of its own. */
  retries: number;
}

/** Makes one check, again while it does not hold and retries are left. What cannot be made as it is written is an `error` of this check alone. Throws CancelledError. */
export async function runCheck(
  { check, locate }: WrittenCheck,
  { context, variables, retries }: CheckDeps,
): Promise<CheckOutcome> {
  const kind = kindOf(check);
  // Sending a change again would change twice.
  const attempts = 1 + (check.retries ?? (kind.repeatable(check) ? retries : 0));
  const betweenMs = parseDuration(check['retry-interval']) ?? 1_000;
  let reached = false;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptOnce({ check: variables.fill(check), locate }, context);
    reached ||= isAnswered(check.kind, outcome);
    if (outcome.verdict === 'pass' || outcome.final || attempt >= attempts) {
      return {
        result: resultOf({ check, locate }, outcome, attempt),
        reached,
        unreachable: outcome.unreachable,
      };
    }
    await context.clock.sleep(betweenMs, context.signal);
  }
}

/** What an attempt came to; `unmade` when it ended before anybody could have answered, `at` where the mistake is then. */
type Attempt = Outcome & { durationMs: number; unmade?: true; at?: FilePlace };

/** Whether somebody answered from elsewhere: a command runs here, and what was never asked proves no network. */
function isAnswered(kind: NamedCheck['kind'], { unreachable, unmade, verdict }: Attempt): boolean {
  if (unreachable) return isDistrusted(unreachable);
  if (unmade || kind === 'command') return false;
  return verdict !== 'inconclusive' || kind === 'http';
}

async function attemptOnce({ check, locate }: WrittenCheck, shared: SharedContext): Promise<Attempt> {
  const target = shared.targets.get(check.target);
  if (!target) throw new Error(`The target ${check.target} was not looked up.`);
  const timeoutMs = parseDuration(check.timeout) ?? 10_000;
  const limit = limited(shared.signal, timeoutMs + graceMs);
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  try {
    const run = await loadRun(check.kind);
    const context = {
      ...shared,
      target,
      signal: limit.signal,
      deadline: shared.clock.now() + timeoutMs,
    };
    const outcome = await Promise.race([run(check, context), limit.ended]);
    return { ...outcome, durationMs: outcome.durationMs ?? elapsed() };
  } catch (error) {
    if (shared.signal.aborted) throw new CancelledError();
    const outcome = limit.signal.aborted
      ? { verdict: 'error' as const, reason: `it did not end within ${formatDuration(timeoutMs)}` }
      : unmade(error, locate);
    return { ...outcome, durationMs: elapsed(), unmade: true };
  } finally {
    limit.release();
  }
}

/** A check that minds its deadline ends before this; one that does not must not hold up the run. */
const graceMs = 2_000;

/**
 * A signal that follows another one and ends by itself after `ms`; `ended` rejects with it, also when it had ended
 * before. A timer of our own: those of AbortSignal.timeout hold no process open, and are lost with a collected signal.
 */
function limited(
  outer: AbortSignal,
  ms: number,
): { signal: AbortSignal; ended: Promise<never>; release(): void } {
  const over = new AbortController();
  const end = () => over.abort(new CancelledError());
  const timer = setTimeout(() => over.abort(new TimeOver()), Math.min(ms, 2 ** 31 - 1));
  outer.addEventListener('abort', end, { once: true });
  const ended = new Promise<never>((_, reject) => {
    over.signal.addEventListener('abort', () => reject(over.signal.reason), { once: true });
  });
  // The race may be over before it; then nobody listens.
  ended.catch(() => undefined);
  if (outer.aborted) end();
  const release = () => {
    clearTimeout(timer);
    outer.removeEventListener('abort', end);
  };
  return { signal: over.signal, ended, release };
}

/** What kept a check from being made; a mistake in the check itself is told where it is written. */
function unmade(error: unknown, locate: Locate | undefined): Outcome & { at?: FilePlace } {
  const reason = (at?: FilePlace) =>
    `it could not be made: ${at ? `${textOf(at)}: ` : ''}${messageOf(error)}`;
  if (!(error instanceof InputError)) return { verdict: 'error', reason: reason() };
  const at = locate?.(error instanceof FieldError ? error.path : []);
  return { verdict: 'error', reason: reason(at), final: true, ...(at ? { at } : {}) };
}

function messageOf(error: unknown): string {
  if (error instanceof ExpectedError) return `${error.message}${error.fix ? ` ${error.fix}` : ''}`;
  return error instanceof Error ? error.message : String(error);
}

/** The result of a check, without what is not known of it. */
export function resultOf(
  { check, locate }: WrittenCheck,
  outcome: Outcome & { durationMs: number; at?: FilePlace },
  attempts: number,
): CheckResult {
  const { name, kind, target, level, tags } = check;
  const place = outcome.at ?? locate?.();
  const { verdict, reason, durationMs, evidence, measurements, samples } = outcome;
  return {
    name,
    kind,
    target,
    level,
    tags,
    verdict,
    reason,
    durationMs,
    attempts,
    url: evidence?.url ?? '',
    curl: evidence?.command ?? '',
    ...(measurements && Object.keys(measurements).length > 0 ? { measurements } : {}),
    ...(samples ? { samples } : {}),
    ...(evidence ? { evidence } : {}),
    ...(place ? { place } : {}),
  };
}
