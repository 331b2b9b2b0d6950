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
  options: StreamOptions,
): ReturnType<Transport['stream']> {
  const began = performance.now();
  const opening = new Opening(request);
  try {
    const { status, setCookies, ...answer } = await opening.send(options);
    const wall = wallOf({ status, headers: answer.headers, setCookies });
    if (!wall) return { streamed: { status, ...answer, close: () => opening.close() } };
    opening.close();
    return { wall, durationMs: performance.now() - began };
  } catch (error) {
    opening.close();
    if (options.signal.aborted) throw new CancelledError();
    if (error instanceof ExpectedError) throw error;
    const unreachable = unreachableBy(error, opening.trace.phase, request.timeoutMs);
    return { unreachable, durationMs: performance.now() - began };
  }
}

/** One connection for one answer, ended by whoever has had enough of it. */
class Opening {
  readonly trace = new ConnectionTrace();
  readonly #over = new AbortController();
  readonly #request: TransportRequest;
  readonly #url: URL;
  readonly #client: Client;

  constructor(request: TransportRequest) {
    this.#request = request;
    this.#url = new URL(request.url);
    this.#client = new Client(this.#url.origin, { connect: this.trace.connector });
  }

  async send({ signal, headersOf }: StreamOptions) {
    const { method, body = null, timeoutMs } = this.#request;
    const timer = setTimeout(() => this.#over.abort(new TimeOver()), timeoutMs);
    try {
      const out = {
        request: this.#request,
        url: this.#request.url,
        method,
        body: body ?? undefined,
        own: true,
      };
      const response = await this.#client.request({
        path: `${this.#url.pathname}${this.#url.search}`,
        method: method as 'GET',
        headers: await headersOf(out),
        body,
        signal: AbortSignal.any([signal, this.#over.signal]),
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return {
        status: response.statusCode,
        headers: flatHeaders(response.headers),
        setCookies: [response.headers['set-cookie'] ?? []].flat(),
        body: response.body,
      };
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.#over.abort(new TimeOver());
    void this.#client.destroy().catch(() => undefined);
    this.trace.socket?.destroy();
  }
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
