import type { Dispatcher } from 'undici';
import { TimeOver } from './failure.js';

/** One request without redirects, as a dispatcher takes it. */
export interface RawRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
  timeoutMs: number;
  /** Bytes of the body that are kept; the connection is given up once there are more. */
  limit: number;
}

/** What came back, as far as it was read. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  chunks: Buffer[];
  bytes: number;
  cut: boolean;
  /** Milliseconds from the begin until a connection took the request, until the answer's first byte, and to its end. */
  sentMs: number;
  firstByteMs: number;
  durationMs: number;
}

/** Sends one request. Throws what the connection throws, and TimeOver when the time is over. */
export function sendRaw(
  dispatcher: Dispatcher,
  request: RawRequest,
  signal: AbortSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver(request.limit, { resolve, reject, signal });
    receiver.arm(request.timeoutMs);
    try {
      dispatcher.dispatch(
        {
          origin: request.url.origin,
          path: `${request.url.pathname}${request.url.search}`,
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: request.body ?? null,
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        receiver,
      );
    } catch (error) {
      receiver.fail(error as Error);
    }
  });
}

interface Ends {
  resolve(answer: RawAnswer): void;
  reject(error: Error): void;
  signal: AbortSignal;
}

/** Gathers one answer; a class, since the fast path makes thousands of them a second. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly #limit: number;
  readonly #ends: Ends;
  readonly #began = performance.now();
  readonly #chunks: Buffer[] = [];
  readonly #onAbort = () => this.fail(this.#ends.signal.reason as Error);
  #controller: Dispatcher.DispatchController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #done = false;
  #status = 0;
  #headers: RawAnswer['headers'] = {};
  #bytes = 0;
  #sentMs = 0;
  #firstByteMs = 0;

  constructor(limit: number, ends: Ends) {
    this.#limit = limit;
    this.#ends = ends;
    ends.signal.addEventListener('abort', this.#onAbort);
  }

  arm(timeoutMs: number): void {
    this.#timer = setTimeout(() => this.fail(new TimeOver()), Math.max(1, timeoutMs));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#sentMs = performance.now() - this.#began;
    if (this.#done) controller.abort(new TimeOver());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: RawAnswer['headers'],
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#firstByteMs = performance.now() - this.#began;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#done) return;
    this.#bytes += chunk.length;
    const over = this.#bytes - this.#limit;
    this.#chunks.push(over > 0 ? chunk.subarray(0, chunk.length - over) : chunk);
    if (over <= 0) return;
    this.#settle(true);
    controller.abort(new Error('the rest of the body is not needed'));
  }

  onResponseEnd(): void {
    this.#settle(false);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: Error): void {
    if (!this.#end()) return;
    this.#ends.reject(error);
    this.#controller?.abort(error);
  }

  #settle(cut: boolean): void {
    if (!this.#end()) return;
    this.#ends.resolve({
      status: this.#status,
      headers: this.#headers,
      chunks: this.#chunks,
      bytes: Math.min(this.#bytes, this.#limit),
      cut,
      sentMs: this.#sentMs,
      firstByteMs: this.#firstByteMs,
      durationMs: performance.now() - this.#began,
    });
  }

  #end(): boolean {
    if (this.#done) return false;
    this.#done = true;
    clearTimeout(this.#timer);
    this.#ends.signal.removeEventListener('abort', this.#onAbort);
    return true;
  }
}
