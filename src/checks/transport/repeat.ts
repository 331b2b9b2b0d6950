import type { Dispatcher } from 'undici';
import { CancelledError } from '../../errors/errors.js';
import { TimeOver, unreachableBy } from './failure.js';
import { wallOf } from './protection.js';
import type { Answer, Exchange, Phases, TransportRequest } from './transport.js';

/** What a repeated request works with. */
export interface RepeatOptions {
  dispatcher: Dispatcher;
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
  #headers: Promise<Record<string, string>> | undefined;
  #headersFrom = Number.NEGATIVE_INFINITY;
  #watch: NodeJS.Timeout | undefined;
  #plain = true;

  constructor(request: TransportRequest, options: RepeatOptions) {
    const { origin, pathname, search } = new URL(request.url);
    this.#request = request;
    this.#options = options;
    this.#origin = origin;
    this.#path = `${pathname}${search}`;
  }

  /** Sends it once more. Never throws for what the network or the service does. Throws CancelledError. */
  async send(): Promise<Exchange> {
    const { signal, otherwise } = this.#options;
    if (signal.aborted) throw new CancelledError();
    if (!this.#plain) return otherwise();
    const now = performance.now();
    if (this.#headers === undefined || now - this.#headersFrom > headersHoldMs) {
      this.#headersFrom = now;
      // Kept before they are there: those that are sent meanwhile wait for them, instead of going without.
      this.#headers = this.#options.headers();
    }
    return this.#settle(await this.#dispatch(await this.#headers));
  }

  #dispatch(headers: Record<string, string>): Promise<Receiver> {
    return new Promise((resolve) => {
      const receiver = new Receiver(this.#options.maxBodyBytes, resolve);
      receiver.place = this.#underWay.push(receiver) - 1;
      this.#watch ??= setInterval(() => this.#look(), lookAtClockEveryMs);
      const { method, body = null } = this.#request;
      const { dispatcher } = this.#options;
      try {
        dispatcher.dispatch(
          {
            origin: this.#origin,
            path: this.#path,
            method: method as Dispatcher.HttpMethod,
            headers,
            body,
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

  #settle(receiver: Receiver): Exchange | Promise<Exchange> {
    const last = this.#underWay.pop();
    if (last && last !== receiver) {
      last.place = receiver.place;
      this.#underWay[last.place] = last;
    }
    if (this.#underWay.length === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
    }
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

  #look(): void {
    const { signal } = this.#options;
    const oldest = performance.now() - this.#request.timeoutMs;
    for (const receiver of this.#underWay) {
      if (signal.aborted) receiver.fail(new CancelledError());
      else if (receiver.began < oldest) receiver.fail(new TimeOver());
    }
  }
}

const noPhases: Phases = {};

/** Gathers one answer. */
class Receiver implements Dispatcher.DispatchHandler {
  readonly began = performance.now();
  durationMs = 0;
  /** Where it is in the list of what is under way. */
  place = 0;
  error: Error | undefined;
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

  constructor(limit: number, done: (receiver: Receiver) => void) {
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
    const setCookies = [this.#headers['set-cookie'] ?? []].flat();
    return {
      status: this.#status,
      headers: joined(this.#headers),
      setCookies,
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
      : (this.#first?.toString('utf8') ?? '');
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
