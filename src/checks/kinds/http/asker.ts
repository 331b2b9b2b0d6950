import type { Sample } from '../../statistics/samples.js';
import type { Exchange, TransportRequest } from '../../transport/transport.js';
import type { CheckContext } from '../kind.js';
import { quoter } from '../outcomes.js';
import { faultsOf } from './faults.js';
import { schemaFaults } from './json-schema.js';
import { requestOf } from './request.js';
import type { HttpCheck } from './spec.js';

/** How the requests of one check travel when there are many. */
export interface AskingManner {
  connection: 'fresh' | 'kept';
  /** Connections that are kept. */
  poolSize: number;
}

/**
 * A function that makes one check again and again: the request is made ready once, each answer is judged. Nothing is
 * captured. Throws InputError when a file of the check cannot be read.
 */
export async function askerOf(
  check: HttpCheck,
  context: CheckContext,
  manner: AskingManner,
): Promise<{ request: TransportRequest; ask: () => Promise<Sample> }> {
  const request = { ...(await requestOf(check, context)), ...manner };
  const judge = judgeOf(check, context);
  const ask = async () => {
    const asked = await context.transport.request(request);
    // A kept connection may be closed from the other side just as it is used again, which says nothing.
    if (manner.connection === 'kept' && brokeOff(asked))
      return judge(await context.transport.request({ ...request, connection: 'fresh' }));
    return judge(asked);
  };
  return { request, ask };
}

function brokeOff(asked: Exchange): boolean {
  return 'unreachable' in asked && asked.unreachable.phase === 'answer' && !asked.unreachable.timedOut;
}

function judgeOf(check: HttpCheck, context: CheckContext): (asked: Exchange) => Sample | Promise<Sample> {
  const quote = quoter(context);
  const schema = check.expect['json-schema'];
  return (asked) => {
    if (!('answer' in asked)) return unanswered(asked);
    const { answer } = asked;
    const faults = faultsOf(check.expect, answer, quote);
    if (schema === undefined) return sampleOf(faults, answer.durationMs);
    return schemaFaults(schema, answer.text, { workspace: context.workspace, quote }).then((more) =>
      sampleOf([...faults, ...more], answer.durationMs),
    );
  };
}

function sampleOf(faults: readonly string[], durationMs: number): Sample {
  return { verdict: faults.length === 0 ? 'pass' : 'fail', reason: faults.join('; '), durationMs };
}

/** Whoever was connected and gives no answer is broken; who cannot be connected to may be beyond this runner's reach. */
function unanswered(asked: Exclude<Exchange, { answer: unknown }>): Sample {
  if ('wall' in asked) return { verdict: 'error', reason: asked.wall, durationMs: undefined };
  const { phase, timedOut, why } = asked.unreachable;
  const durationMs = timedOut ? asked.durationMs : undefined;
  return { verdict: phase === 'answer' ? 'fail' : 'error', reason: why, durationMs };
}
