import { parseDuration } from '../runtime/duration.js';
import { expectsRedirect, faultsOf } from './assertions.js';
import { type Exchange, exchange, type Sender } from './exchange.js';
import { curlOf } from './messages.js';
import type { Check, CheckResult } from './suite.js';
import { addressOf } from './targets.js';

/** A check's result; `unreachable` leaves the verdict to whoever knows whether anything else answered. */
export interface CheckOutcome {
  result: CheckResult;
  reached: boolean;
  unreachable: boolean;
}

const betweenAttemptsMs = 1_000;

/** Makes one check, again while it does not hold and retries are left. Throws CancelledError. */
export async function runCheck(
  check: Check & { target: string },
  base: string,
  { sender, retries, signal }: { sender: Sender; retries: number; signal: AbortSignal },
): Promise<CheckOutcome> {
  // Sending a change again would change twice.
  const attempts = 1 + (check.retries ?? (check.method === 'GET' ? retries : 0));
  let reached = false;
  for (let attempt = 1; ; attempt += 1) {
    const asked = await ask(check, base, sender);
    reached ||= !('unreachable' in asked);
    const judged = judge(check, asked);
    if (judged.verdict === 'pass' || 'wall' in asked || attempt >= attempts) {
      return {
        result: resultOf(check, base, judged, attempt, sender),
        reached,
        unreachable: 'unreachable' in asked,
      };
    }
    await sender.clock.sleep(betweenAttemptsMs, signal);
  }
}

type Judged = Pick<CheckResult, 'verdict' | 'reason' | 'durationMs'>;

function resultOf(
  check: Check & { target: string },
  base: string,
  judged: Judged,
  attempts: number,
  sender: Sender,
): CheckResult {
  const url = addressOf(base, check.path);
  const curl = curlOf(check, url, sender.headers);
  return { name: check.name, target: check.target, ...judged, attempts, url, curl };
}

function ask(check: Check & { target: string }, base: string, sender: Sender): Promise<Exchange> {
  const body = check.json === undefined ? check.body : JSON.stringify(check.json);
  return exchange(
    {
      operation: `Check "${check.name}"`,
      method: check.method,
      url: addressOf(base, check.path),
      headers: {
        ...(check.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...check.headers,
      },
      ...(body === undefined ? {} : { body }),
      timeoutMs: parseDuration(check.timeout) ?? 10_000,
      followRedirects: !expectsRedirect(check.expect.status),
    },
    sender,
  );
}

function judge(check: Check, asked: Exchange): Judged {
  if ('wall' in asked) return { verdict: 'error', reason: asked.wall, durationMs: asked.durationMs };
  if ('unreachable' in asked) {
    return { verdict: 'error', reason: asked.unreachable, durationMs: asked.durationMs };
  }
  const faults = faultsOf(check.expect, asked.answer);
  const { durationMs } = asked.answer;
  return { verdict: faults.length === 0 ? 'pass' : 'fail', reason: faults.join('; '), durationMs };
}
