import { withoutSecretFields } from '../masker.js';
import { cut } from '../messages.js';
import type { Exchange, TransportRequest } from '../transport/transport.js';
import { evidenceOf } from './evidence.js';
import type { CheckContext, Outcome } from './kind.js';

/** The outcome of a question that got no answer from the app: nothing came, or a login page in between. */
export async function unanswered(
  asked: Exclude<Exchange, { answer: unknown }>,
  request: TransportRequest,
  context: CheckContext,
): Promise<Outcome> {
  const evidence = await evidenceOf(request, undefined, context);
  const { durationMs } = asked;
  if ('wall' in asked) return { verdict: 'error', reason: asked.wall, durationMs, evidence, final: true };
  return {
    verdict: 'error',
    reason: asked.unreachable.why,
    durationMs,
    evidence,
    unreachable: asked.unreachable,
  };
}

/** Pass without faults, else fail with all of them. */
export function judged(faults: readonly string[]): Pick<Outcome, 'verdict' | 'reason'> {
  return { verdict: faults.length === 0 ? 'pass' : 'fail', reason: faults.join('; ') };
}

/** Makes foreign texts fit for messages: cleaned first, then cut. */
export function quoter(context: CheckContext): (text: string) => string {
  return (text) => cut(context.clean(withoutSecretFields(text.slice(0, 20_000))));
}

/** Milliseconds left of this attempt, one at least. */
export function leftMs(context: CheckContext): number {
  return Math.max(1, context.deadline - context.clock.now());
}

/** The address of a path on the check's target; a variable may have made it a whole address. */
export function addressOf(context: CheckContext, path: string): string {
  return /^https?:\/\//.test(path) ? path : `${context.target.base.replace(/\/+$/, '')}${path}`;
}
