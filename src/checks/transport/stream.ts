import { Client } from 'undici';
import { CancelledError, ExpectedError } from '../../errors/errors.js';
import { ConnectionTrace } from './connection.js';
import { TimeOver, unreachableBy } from './failure.js';
import { wallOf } from './protection.js';
import type { Outgoing } from './redirects.js';
import type { Transport, TransportRequest } from './transport.js';

/** What opening a stream works with. */
export interface StreamOptions {
  signal: AbortSignal;
  headersOf(out: Outgoing): Promise<Record<string, string>>;
}

/** Sends a request and hands its body over as it comes. Throws CancelledError. */
export async function openStream(
  request: TransportRequest,
  { signal, headersOf }: StreamOptions,
): ReturnType<Transport['stream']> {
  const began = performance.now();
  const url = new URL(request.url);
  const trace = new ConnectionTrace();
  const client = new Client(url.origin, { connect: trace.connector });
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new TimeOver()), request.timeoutMs);
  const close = () => {
    over.abort(new TimeOver());
    void client.destroy().catch(() => undefined);
    trace.socket?.destroy();
  };
  try {
    const out = { request, url: request.url, method: request.method, body: request.body, own: true };
    const response = await client.request({
      path: `${url.pathname}${url.search}`,
      method: request.method as 'GET',
      headers: await headersOf(out),
      body: request.body ?? null,
      signal: AbortSignal.any([signal, over.signal]),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    clearTimeout(timer);
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    );
    const status = response.statusCode;
    const wall = wallOf({ status, headers, setCookies: [response.headers['set-cookie'] ?? []].flat() });
    if (wall) {
      close();
      return { wall, durationMs: performance.now() - began };
    }
    return { streamed: { status, headers, body: response.body, close } };
  } catch (error) {
    clearTimeout(timer);
    close();
    if (signal.aborted) throw new CancelledError();
    if (error instanceof ExpectedError) throw error;
    const unreachable = unreachableBy(error, trace.phase, request.timeoutMs);
    return { unreachable, durationMs: performance.now() - began };
  }
}
