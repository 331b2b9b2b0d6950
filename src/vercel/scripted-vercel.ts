import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import type { Clock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createVercelClient, type VercelClient } from './client.js';

/** What Vercel answers to one request; an Error is thrown in its place, as the connection would. */
export type Answer = { status?: number; body?: unknown } | Error;

/** A Vercel for tests of one function: it answers from a script and keeps what it was asked. */
export interface ScriptedVercel {
  client: VercelClient;
  clock: Clock;
  log: RecordingLogger;
  signal: AbortSignal;
  /** `GET /v13/deployments/dpl_1`, in order. */
  asked: string[];
}

/** Makes one whose answers are given request by request; time passes only by waiting. */
export function scriptVercel(answer: (request: HttpRequest, asked: string) => Answer): ScriptedVercel {
  const asked: string[] = [];
  let now = Date.parse('2026-11-21T08:00:00Z');
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
  };
  const http: Http = {
    request: async (request) => {
      const line = `${request.method} ${new URL(request.url).pathname}`;
      asked.push(line);
      const given = answer(request, line);
      if (given instanceof Error) throw given;
      return responseOf(given.status ?? 200, given.body ?? {});
    },
  };
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const access = { http, apiUrl: 'https://api.vercel.com', token: 't', team: 'team_1', log, clock, signal };
  return { client: createVercelClient(access), clock, log, signal, asked };
}

function responseOf(status: number, body: unknown): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const json = () => {
    if (typeof body !== 'string') return body;
    throw new PlatformError('That is not JSON.', { code: 'unexpected-answer', status });
  };
  return { status, headers: {}, text, json };
}
