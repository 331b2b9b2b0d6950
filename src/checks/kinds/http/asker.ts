import type { Sample } from '../../statistics/samples.js';
import type { Answer, Exchange, TransportRequest } from '../../transport/transport.js';
import type { Expectation } from '../expectations.js';
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
  if (manner.connection === 'fresh') {
    return { request, ask: async () => judge(await context.transport.request(request)) };
  }
  const send = context.transport.repeat(request);
  // A kept connection may be closed from the other side just as it is used again, which says nothing.
  const settle = (asked: Exchange) =>
    brokeOff(asked)
      ? context.transport.request({ ...request, connection: 'fresh' }).then(judge)
      : judge(asked);
  return { request, ask: () => send().then(settle) };
}

function brokeOff(asked: Exchange): boolean {
  return 'unreachable' in asked && asked.unreachable.phase === 'answer' && !asked.unreachable.timedOut;
}

function judgeOf(check: HttpCheck, context: CheckContext): (asked: Exchange) => Sample | Promise<Sample> {
  const quote = quoter(context);
  const schema = check.expect['json-schema'];
  const known = new KnownAnswer(check.expect);
  return (asked) => {
    if (!('answer' in asked)) return unanswered(asked);
    const { answer } = asked;
    if (known.isSame(answer)) return { verdict: 'pass', reason: '', durationMs: answer.durationMs };
    const faults = faultsOf(check.expect, answer, quote);
    if (schema === undefined) {
      if (faults.length === 0) known.keep(answer);
      return sampleOf(faults, answer.durationMs);
    }
    return schemaFaults(schema, answer.text, { workspace: context.workspace, quote }).then((more) => {
      if (faults.length + more.length === 0) known.keep(answer);
      return sampleOf([...faults, ...more], answer.durationMs);
    });
  };
}

/**
 * The last answer that held. One that is the same in all that is looked at holds too, and most answers of a soak are:
 * nothing is read and matched again.
 */
class KnownAnswer {
  readonly #headers: readonly string[];
  readonly #usable: boolean;
  #last: Answer | undefined;

  constructor(expect: Expectation) {
    this.#headers = Object.keys(expect.header ?? {}).map((name) => name.toLowerCase());
    // These differ from answer to answer.
    this.#usable =
      expect['max-duration'] === undefined &&
      expect.cookie === undefined &&
      expect['tls-days-left'] === undefined;
  }

  isSame(answer: Answer): boolean {
    const last = this.#last;
    return (
      last !== undefined &&
      answer.status === last.status &&
      answer.text === last.text &&
      answer.bytes === last.bytes &&
      answer.truncated === last.truncated &&
      answer.url === last.url &&
      answer.httpVersion === last.httpVersion &&
      answer.hops.length === last.hops.length &&
      this.#headers.every((name) => answer.headers[name] === last.headers[name])
    );
  }

  keep(answer: Answer): void {
    if (this.#usable) this.#last = answer;
  }
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
