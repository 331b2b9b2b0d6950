import type { Dispatcher } from 'undici';
import type { Connection } from './connections.js';
import { TimeOver } from './failure.js';
import type { Answer, Exchange, Phases } from './transport.js';

const noPhases: Phases = {};

/** Most bodies of a soak are the same: their text is made once. */
export class LastText {
  #bytes: Buffer = Buffer.alloc(0);
  #text = '';

  /** The text of a body, which is kept with its own copy of the bytes. */
  of(bytes: Buffer): string {
    if (this.#bytes.equals(bytes)) return this.#text;
    this.#bytes = Buffer.from(bytes);
    this.#text = bytes.toString('utf8');
    return this.#text;
  }
}

/** What all requests of one repetition have in common. */
export interface Manner {
  /** Bytes of a body that are kept; the connection is given up once there are more. */
  maxBodyBytes: number;
  texts: LastText;
  /** Called once, with the answer or the error in the receiver. */
  end(receiver: Receiver): void;
}

/** Who waits for an answer. */
export interface Asker {
  resolve(exchange: Exchange | Promise<Exchange>): void;
  reject(error: unknown): void;
}

/** Gathers one answer of many: as little as can be is made anew for each. */
export class Receiver implements Dispatcher.DispatchHandler {
  readonly began = performance.now();
  readonly asker: Asker;
  readonly connection: Connection;
  durationMs = 0;
  /** Where it is in the list of what is under way. */
  place = 0;
  error: Error | undefined;
  readonly #manner: Manner;
  #controller: Dispatcher.DispatchController | undefined;
  #ended = false;
  #status = 0;
  #headers: Record<string, string | string[] | undefined> | undefined;
  #text = '';
  #chunks: Buffer[] | undefined;
  #first: Buffer | undefined;
  #bytes = 0;
  #cut = false;

  constructor(asker: Asker, connection: Connection, manner: Manner) {
    this.asker = asker;
    this.connection = connection;
    this.#manner = manner;
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
    const over = this.#bytes - this.#manner.maxBodyBytes;
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

  /** Ends it without an answer, and its connection if the request is on it. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.error = error;
    this.#end();
    this.#controller?.abort(error);
  }

  /** What was gathered, once it has ended without an error. */
  answer(url: string): Answer {
    const headers = this.#headers ?? {};
    const cookies = headers['set-cookie'];
    return {
      status: this.#status,
      setCookies: cookies === undefined ? [] : [cookies].flat(),
      headers: joined(headers),
      text: this.#text,
      bytes: Math.min(this.#bytes, this.#manner.maxBodyBytes),
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
        ? this.#manner.texts.of(this.#first)
        : '';
    this.#manner.end(this);
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
