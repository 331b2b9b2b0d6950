import { tmpdir } from 'node:os';
import { RecordingLogger } from '../../runtime/log.js';
import { orderedClock } from '../soak/ordered-clock.js';
import type { Answer, Exchange, Transport, TransportRequest } from '../transport/transport.js';
import type { CheckContext, Target } from './kind.js';

/** An answer for tests; what is left out is that of a plain 200. */
export function answered(changes: Partial<Answer> = {}): Exchange {
  const answer: Answer = {
    status: 200,
    headers: {},
    setCookies: [],
    text: '',
    bytes: 0,
    truncated: false,
    url: 'http://127.0.0.1/',
    hops: [],
    durationMs: 1,
    phases: {},
    httpVersion: '1.1',
    ...changes,
  };
  return { answer };
}

/** No answer, for tests. */
export function refused(): Exchange {
  return {
    unreachable: { phase: 'connect', timedOut: false, why: 'no connection (ECONNREFUSED)' },
    durationMs: 1,
  };
}

/** A context for tests of a kind: time jumps, and the network is the function given. */
export function scriptedContext(
  changes: Partial<CheckContext> = {},
  reply: (request: TransportRequest) => Exchange = () => answered(),
): CheckContext {
  const target: Target = { name: 'api', base: 'http://127.0.0.1:9', vercel: false };
  const transport: Transport = {
    request: async (request) => reply(request),
    repeat: (request) => async () => reply(request),
    stream: async () => ({
      unreachable: { phase: 'connect', timedOut: false, why: 'not scripted' },
      durationMs: 0,
    }),
    trustedHeaders: async () => ({}),
  };
  return {
    target,
    targets: new Map([['api', target]]),
    transport,
    clock: orderedClock(),
    log: new RecordingLogger(),
    signal: new AbortController().signal,
    deadline: Number.POSITIVE_INFINITY,
    env: {},
    workspace: tmpdir(),
    directory: tmpdir(),
    services: {},
    capture: () => {},
    secret: () => {},
    clean: (text) => text,
    shellWord: (text) => `'${text}'`,
    ...changes,
  };
}
