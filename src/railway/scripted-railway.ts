import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import type { Clock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createRailwayClient } from './client.js';
import type { WaitDeps } from './wait.js';

/** One scripted answer: GraphQL data, an error of GraphQL's, an HTTP status, or a lost connection. */
export type Answer = { data: unknown } | { errors: string } | { status: number } | { lost: true };

/** What the script gets to see of a request. */
export interface Asked {
  operation: string;
  headers: Record<string, string>;
  variables: Record<string, unknown>;
  query: string;
}

/** For tests: answers by operation's name from a script, on a clock that jumps. What a local platform cannot be made to do is tested with it. */
export function scriptedRailway(
  script: Record<string, (asked: Asked, time: number) => Answer>,
  headers: Record<string, string> | (() => Record<string, string>) = {},
  { triesProject = false } = {},
): {
  deps: WaitDeps & { log: RecordingLogger };
  asked: Asked[];
} {
  const asked: Asked[] = [];
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const clock = jumpingClock();
  const http: Http = {
    request: async (request) => {
      const body = request.json as {
        operationName: string;
        variables: Record<string, unknown>;
        query: string;
      };
      const one = {
        operation: body.operationName,
        headers: request.headers ?? {},
        variables: body.variables,
        query: body.query,
      };
      asked.push(one);
      const handler = script[one.operation];
      if (!handler) throw new Error(`The script has no answer to ${one.operation}.`);
      const response = toResponse(handler(one, clock.now()), request);
      return { ...response, headers: typeof headers === 'function' ? headers() : headers };
    },
  };
  const apiUrl = 'https://railway.test';
  const client = createRailwayClient({ http, apiUrl, token: 'tok-secret', log, clock, signal, triesProject });
  return { deps: { client, clock, log, signal }, asked };
}

/** The answer that makes a client take its token for a project token. */
export const projectTokenAccepted = (): Answer => ({
  data: { projectToken: { projectId: 'p', environmentId: 'e' } },
});

/** A deployment as a list shows it. */
export function listed(id: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  const createdAt = '2026-11-21T00:00:00.000Z';
  return {
    id,
    status: 'SUCCESS',
    createdAt,
    canRollback: true,
    deploymentStopped: false,
    meta: {},
    ...fields,
  };
}

interface LookedAt {
  active?: string[];
  events?: unknown[];
  id?: string;
  meta?: unknown;
  instances?: { id: string; status: string }[];
  createdAt?: string;
}

/** Answers a look at many deployments from the answers to looks at each; what is no data for one is so for all. */
export function lookedAtAll({ variables }: Asked, one: (id: string) => Answer): Answer {
  const all: Record<string, unknown> = {};
  for (const [name, id] of Object.entries(variables)) {
    const suffix = /^id(\d*)$/.exec(name)?.[1];
    if (suffix === undefined) continue;
    const answer = one(String(id));
    if (!('data' in answer)) return answer;
    for (const [field, value] of Object.entries(answer.data as object)) all[`${field}${suffix}`] = value;
  }
  return { data: all };
}

/** Answers one look of a wait. */
export function lookedAt(
  status: string,
  { active = ['d1'], events = [] as unknown[], id = 'd1', ...fields }: LookedAt = {},
): Answer {
  const actives = active.map((one) => ({
    id: one,
    status: 'SUCCESS',
    createdAt: '2026-11-21T00:00:00.000Z',
  }));
  return {
    data: {
      deployment: listed(id, { status, environmentId: 'e', ...fields }),
      deploymentEvents: { edges: events.map((node) => ({ node })) },
      serviceInstance: { activeDeployments: actives },
    },
  };
}

function jumpingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
}

function toResponse(answer: Answer, request: HttpRequest): HttpResponse {
  if ('lost' in answer) {
    const ambiguous = request.kind === 'change';
    throw new PlatformError(`${request.operation} got no answer.`, { code: 'unreachable', ambiguous });
  }
  const body =
    'data' in answer ? answer : 'errors' in answer ? { errors: [{ message: answer.errors }] } : { code: 'x' };
  const text = JSON.stringify(body);
  return {
    status: 'status' in answer ? answer.status : 200,
    headers: {},
    text,
    json: () => JSON.parse(text),
  };
}
