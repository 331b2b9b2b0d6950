import type { Dispatcher } from 'undici';
import { CancelledError } from '../../errors/errors.js';
import type { Connection, Connections } from './connections.js';
import { TimeOver, unreachableBy } from './failure.js';
import { wallOf } from './protection.js';
import type { Answer, Exchange, Phases, TransportRequest } from './transport.js';

/** What a repeated request works with. */
export interface RepeatOptions {
  connections: Connections;
  /** The headers as they are at this moment: cookies and tokens change. */
  headers: () => Promise<Record<string, string>>;
  /** For what one plain answer does not end: redirects, packed bodies. */
  otherwise: () => Promise<Exchange>;
  signal: AbortSignal;
  maxBodyBytes: number;
}

const headersHoldMs = 1_000;
const lookAtClockEveryMs = 50;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * The same request over and over on kept connections. What does not change is made ready once, and one timer watches
 * over all that is under way: measured, this takes less than half the time of a request made from the beginning.
 */
export class RepeatedRequest {
  readonly #request: TransportRequest;
  readonly #options: RepeatOptions;
  readonly #origin: string;
  readonly #path: string;
  // A list: V8's sets outgrow their tables again and again, and each old table holds the next one and its answers.
  readonly #underWay: Receiver[] = [];
  readonly #texts = new LastText();
  /** What is sent, with headers that are not too old yet. */
  #ready: Dispatcher.DispatchOptions | undefined;
  #readied: Promise<Dispatcher.DispatchOptions> | undefined;
  #readyFrom = Number.NEGATIVE_INFINITY;
  #watch: NodeJS.Timeout | undefined;
  #plain = true;

  constructor(request: TransportRequest, options: RepeatOptions) {
    const { origin, pathname, search } = new URL(request.url);
    this.#request = request;
    this.#options = options;
    this.#origin = origin;
    this.#path = `${pathname}${search}`;
  }

  /** Sends it once more. Never rejects for what the network or the service does. Rejects with CancelledError. */
  send(): Promise<Exchange> {
    const { signal, otherwise } = this.#options;
    if (signal.aborted) return Promise.reject(new CancelledError());
    if (!this.#plain) return otherwise();
    const now = performance.now();
    if (this.#readied === undefined || now - this.#readyFrom > headersHoldMs) {
      this.#readyFrom = now;
      this.#readied = this.#readyUp();
    }
    // Waiting for what is there would cost every request a promise.
    if (this.#ready) return this.#dispatch(this.#ready);
    return this.#readied.then((ready) => this.#dispatch(ready));
  }

  /** Those that are sent meanwhile wait for it, instead of going without their headers. */
  async #readyUp(): Promise<Dispatcher.DispatchOptions> {
    this.#ready = undefined;
    const { method, body = null } = this.#request;
    const ready = {
      origin: this.#origin,
      path: this.#path,
      method: method as Dispatcher.HttpMethod,
      headers: await this.#options.headers(),
      body,
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    this.#ready = ready;
    return ready;
  }

  #dispatch(ready: Dispatcher.DispatchOptions): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      const done = (receiver: Receiver) => {
        try {
          resolve(this.#settle(receiver));
        } catch (error) {
          reject(error);
        }
      };
      const connection = this.#options.connections.take();
      const receiver = new Receiver(connection, this.#texts, this.#options.maxBodyBytes, done);
      receiver.place = this.#underWay.push(receiver) - 1;
      this.#watch ??= setInterval(() => this.#look(), lookAtClockEveryMs);
      try {
        connection.dispatcher.dispatch(ready, receiver);
      } catch (error) {
        receiver.fail(error as Error);
      }
    });
  }

  #settle(receiver: Receiver): Exchange | Promise<Exchange> {
    this.#leave(receiver);
    const { error, durationMs } = receiver;
    if (this.#options.signal.aborted) throw new CancelledError();
    if (error) return { unreachable: unreachableBy(error, 'answer', this.#request.timeoutMs), durationMs };
    const answer = receiver.answer(this.#request.url);
    const moves = redirects.has(answer.status) && this.#request.redirects !== 0;
    if (moves || answer.headers['content-encoding'] !== undefined) {
      // The next one knows that this address needs the long way.
      this.#plain = false;
      return this.#options.otherwise();
    }
    const wall = answer.status < 300 ? undefined : wallOf(answer);
    return wall === undefined ? { answer } : { wall, durationMs };
  }

  /** The last in the list takes the place of the one that leaves. */
  #leave({ place, connection }: Receiver): void {
    this.#options.connections.give(connection);
    const last = this.#underWay.pop();
    if (last && place < this.#underWay.length) {
      this.#underWay[place] = last;
      last.place = place;
    }
    if (this.#underWay.length > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  #look(): void {
    const { signal } = this.#options;
    const oldest = performance.now() - this.#request.timeoutMs;
    // Whoever fails leaves the list.
    for (const receiver of [...this.#underWay]) {
      if (signal.aborted) receiver.fail(new CancelledError());
      else if (receiver.began < oldest) receiver.fail(new TimeOver());
    }
  }
}

const noPhases: Phases = {};

/** Most bodies of a soak are the same: their text is made once. */
class LastText {
  #bytes: Buffer = Buffer.alloc(0);
  #text = '';

  of(bytes: Buffer): string {
    if (this.#bytes.equals(bytes)) return this.#text;
    this.#bytes = Buffer.from(bytes);
    this.#text = bytes.toString('utf8');
    return this.#text;
  }
}

/** Gathers one answer. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly began = performance.now();
  readonly connection: Connection;
  durationMs = 0;
  /** Where it is in the list of what is under way. */
  place = 0;
  error: Error | undefined;
  readonly #texts: LastText;
  readonly #limit: number;
  readonly #done: (receiver: Receiver) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #ended = false;
  #status = 0;
  #headers: Record<string, string | string[] | undefined> = {};
  #text = '';
  #chunks: Buffer[] | undefined;
  #first: Buffer | undefined;
  #bytes = 0;
  #cut = false;

  constructor(connection: Connection, texts: LastText, limit: number, done: (receiver: Receiver) => void) {
    this.connection = connection;
    this.#texts = texts;
    this.#limit = limit;
    this.#done = done;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(this.error ?? new TimeOver());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.#bytes += chunk.length;
    const over = this.#bytes - this.#limit;
    const part = over > 0 ? chunk.subarray(0, chunk.length - over) : chunk;
    if (this.#chunks) this.#chunks.push(part);
    else if (this.#first) this.#chunks = [this.#first, part];
    else this.#first = part;
    if (over <= 0) return;
    this.#cut = true;
    this.#end();
    controller.abort(new Error('the rest of the body is not needed'));
  }

  onResponseEnd(): void {
    this.#end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: Error): void {
    if (this.#ended) return;
    this.error = error;
    this.#end();
    this.#controller?.abort(error);
  }

  answer(url: string): Answer {
    const cookies = this.#headers['set-cookie'];
    return {
      status: this.#status,
      setCookies: cookies === undefined ? [] : [cookies].flat(),
      headers: joined(this.#headers),
      text: this.#text,
      bytes: Math.min(this.#bytes, this.#limit),
      truncated: this.#cut,
      url,
      hops: [],
      durationMs: this.durationMs,
      phases: noPhases,
      httpVersion: '1.1',
    };
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.durationMs = performance.now() - this.began;
    // The chunks are the connection's own memory: their text is taken before it is used again.
    this.#text = this.#chunks
      ? Buffer.concat(this.#chunks).toString('utf8')
      : this.#first
        ? this.#texts.of(this.#first)
        : '';
    this.#done(this);
  }
}

/** Names come in lower case; only a name that is there twice has a list. */
function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  for (const name in headers) {
    const value = headers[name];
    if (typeof value !== 'string') headers[name] = value?.join(', ') ?? '';
  }
  return headers as Record<string, string>;
}
