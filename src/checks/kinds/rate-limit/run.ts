import { formatDuration, parseDuration } from '../../../runtime/duration.js';
import type { Answer, Exchange, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf } from '../outcomes.js';
import type { RateLimitCheck } from './spec.js';

const requestTimeoutMs = 10_000;
const betweenLooksMs = 1_000;

/** Sends at most `within` requests until the limit answers, then waits until it lets go. */
export async function run(check: RateLimitCheck, context: CheckContext): Promise<Outcome> {
  const request = requestOf(check, context);
  const flood = await runInto(check, request, context);
  const evidence = await evidenceOf(request, undefined, context);
  if ('outcome' in flood) return { evidence, ...flood.outcome };
  const measurements = { 'requests-until-limit': flood.sent };
  const recovered = await recover(check, flood.limit, request, context);
  if (typeof recovered === 'string') return { verdict: 'fail', reason: recovered, evidence, measurements };
  return {
    verdict: 'pass',
    reason: '',
    evidence,
    measurements: { ...measurements, 'recovered-after-ms': recovered },
  };
}

function requestOf(check: RateLimitCheck, context: CheckContext): TransportRequest {
  return {
    method: check.method,
    url: addressOf(context, check.path),
    headers: {
      ...(check.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...check.headers,
    },
    ...(check.json === undefined ? {} : { body: JSON.stringify(check.json) }),
    timeoutMs: requestTimeoutMs,
    redirects: 0,
    maxBodyBytes: 100_000,
    connection: 'kept',
    poolSize: check.concurrency,
  };
}

type Flood = { limit: Answer; sent: number } | { outcome: Outcome };

async function runInto(
  check: RateLimitCheck,
  request: TransportRequest,
  { transport }: CheckContext,
): Promise<Flood> {
  let sent = 0;
  let ended: Flood | undefined;
  const lane = async () => {
    while (!ended && sent < check.within) {
      sent += 1;
      const flood = flooded(check, await transport.request(request), sent);
      ended ??= flood;
    }
  };
  await Promise.all(Array.from({ length: Math.min(check.concurrency, check.within) }, lane));
  return (
    ended ?? {
      outcome: {
        verdict: 'fail',
        reason: `all of ${sent} requests were answered, none with HTTP ${check.status}`,
      },
    }
  );
}

/** Undefined while the limit has not answered yet. */
function flooded(check: RateLimitCheck, asked: Exchange, sent: number): Flood | undefined {
  if ('wall' in asked) return { outcome: { verdict: 'fail', reason: asked.wall, final: true } };
  if ('unreachable' in asked) {
    const { unreachable } = asked;
    if (sent <= check.concurrency)
      return { outcome: { verdict: 'error', reason: unreachable.why, unreachable } };
    const reason = `request ${sent} got no answer (${unreachable.why}) where HTTP ${check.status} belongs`;
    return { outcome: { verdict: 'fail', reason } };
  }
  const { answer } = asked;
  if (answer.status === check.status) return { limit: answer, sent };
  if (answer.status < 500) return undefined;
  const reason = `request ${sent} was answered with HTTP ${answer.status} before the limit answered with ${check.status}`;
  return { outcome: { verdict: 'fail', reason } };
}

/** Milliseconds until requests were answered again, or why the limit is not a good one. */
async function recover(
  check: RateLimitCheck,
  limit: Answer,
  request: TransportRequest,
  { transport, clock, signal }: CheckContext,
): Promise<number | string> {
  const allowedMs = parseDuration(check['recovers-within']) ?? 60_000;
  const began = clock.now();
  const waitMs = retryAfterMs(limit, began);
  if (waitMs === undefined && check['retry-after'])
    return 'the limit does not say when to come back (Retry-After)';
  if (waitMs !== undefined && waitMs > allowedMs) {
    return `the limit asks to come back after ${formatDuration(waitMs)}, more than ${check['recovers-within']}`;
  }
  let pauseMs = waitMs ?? betweenLooksMs;
  for (;;) {
    await clock.sleep(pauseMs, signal);
    const asked = await transport.request(request);
    const durationMs = clock.now() - began;
    if ('answer' in asked && asked.answer.status !== check.status && asked.answer.status < 500)
      return durationMs;
    if (durationMs >= allowedMs) {
      return `the limit did not let go within ${check['recovers-within']}: ${toldBy(asked)}`;
    }
    pauseMs = Math.min(betweenLooksMs, allowedMs - durationMs);
  }
}

function toldBy(asked: Exchange): string {
  if ('answer' in asked) return `HTTP ${asked.answer.status}`;
  return 'wall' in asked ? asked.wall : asked.unreachable.why;
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function retryAfterMs({ headers }: Answer, now: number): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
