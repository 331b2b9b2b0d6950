import { CancelledError, PlatformError } from '../errors/errors.js';
import type { Clock } from './clock.js';
import { formatDuration } from './duration.js';
import type { Logger } from './log.js';

/** What one look at a waited-for thing says: it has ended, or the phase it is in and what to print about it. */
export type Look<Value> = { done: Value } | { phase: string; detail?: string };

/** What to wait for, how often to look and how long each phase may last. */
export interface Waiting<Value> {
  /** Names it in progress lines and in the deadline's message: `Railway deployment 1234`. */
  subject: string;
  /** Asks once. A PlatformError that says "could not ask" (unreachable, timeout, 429, 5xx) is asked again until the deadline. */
  look(): Promise<Look<Value>>;
  /** Milliseconds a phase may last. */
  timeoutMs(phase: string): number;
  /** Milliseconds until the next look; `elapsedMs` is since the wait began. */
  intervalMs(phase: string, elapsedMs: number): number;
}

/** How a wait ended that did not end by itself. */
export interface DeadlinePassed {
  phase: string;
  elapsedMs: number;
}

const progressEveryMs = 15_000;

/**
 * Looks until the thing has ended or a phase's deadline passed. Progress lines come on each change of phase and every
 * 15 s. Throws CancelledError when the run is cancelled, and whatever `look` throws that is a real refusal.
 */
export async function waitUntil<Value>(
  waiting: Waiting<Value>,
  { clock, log, signal }: { clock: Clock; log: Logger; signal: AbortSignal },
): Promise<{ value: Value } | { deadline: DeadlinePassed }> {
  const began = clock.now();
  let phase = '';
  let phaseBegan = began;
  let said = began;
  let trouble = '';
  for (;;) {
    if (signal.aborted) throw new CancelledError();
    const { look, couldNot = '' } = await lookAgain(waiting, phase);
    // One line for an outage, not one for every look: the progress lines go on.
    if (couldNot !== '' && couldNot !== trouble)
      log.info(`${waiting.subject}: could not ask (${couldNot}), looking again`);
    trouble = couldNot;
    if (look && 'done' in look) return { value: look.done };
    const now = clock.now();
    if (look && look.phase !== phase) {
      phase = look.phase;
      phaseBegan = now;
      said = Number.NEGATIVE_INFINITY;
    }
    if (now - said >= progressEveryMs) {
      log.info(
        `${waiting.subject}: ${phase || 'no answer yet'}${look?.detail ? ` (${look.detail})` : ''}, ${formatDuration(now - began)}`,
      );
      said = now;
    }
    const left = phaseBegan + waiting.timeoutMs(phase) - now;
    if (left <= 0) return { deadline: { phase: phase || 'no answer', elapsedMs: now - began } };
    await clock.sleep(Math.min(waiting.intervalMs(phase, now - began), left), signal);
  }
}

/** A dropped socket or an overloaded service while waiting says nothing about the thing waited for. */
async function lookAgain<Value>(
  waiting: Waiting<Value>,
  phase: string,
): Promise<{ look: Look<Value> | undefined; couldNot?: string }> {
  try {
    return { look: await waiting.look() };
  } catch (error) {
    if (!(error instanceof PlatformError) || !couldNotAsk(error)) throw error;
    const detail = 'last answer; the service could not be asked just now';
    return { look: phase ? { phase, detail } : undefined, couldNot: error.code };
  }
}

function couldNotAsk(error: PlatformError): boolean {
  const { status } = error;
  if (status !== undefined) return status === 429 || status >= 500 || error.code === 'unexpected-answer';
  return error.code === 'unreachable' || error.code === 'timeout';
}
