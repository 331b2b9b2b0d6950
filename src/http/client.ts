import type { Readable } from 'node:stream';
import { CancelledError, PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { faultOf, isBusy, neverSent, retryDelayMs } from './retry.js';
import { createTransport } from './transport.js';

/**
 * One call. `kind` says what a failure allows: a `read` may be sent again, a `change` only when it is certain that the
 * service never got it (or refused it with 429). An ambiguous change throws with `ambiguous: true`.
 */
export interface HttpRequest {
  /** The call's name in logs and messages, e.g. `Vercel: read the deployment`. */
  operation: string;
  kind: 'read' | 'change';
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; a stream is made anew for every try. */
  body?: string | Uint8Array | (() => Readable);
  /** For one try, in milliseconds; 30 s when absent. */
  timeoutMs?: number;
  /** Tries of a read in all; 5 when absent. */
  tries?: number;
  /** Whether an answer to a read is no answer at all, so that it is asked again, besides the statuses that say "not now". */
  isPassing?(response: HttpResponse): boolean;
}

/** An answer, whatever its status: what a status means is the client's business. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The body as JSON. Throws PlatformError `unexpected-answer` when it is not. */
  json(): unknown;
}

/** The one way out of an action. */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
}

interface HttpOptions {
  log: Logger;
  clock: Clock;
  signal: AbortSignal;
  userAgent: string;
}

/**
 * Makes the client: a deadline for each try, retries by rule, `Retry-After` honoured, proxies from `HTTPS_PROXY` and
 * `NO_PROXY`. Throws PlatformError (`unreachable`, `timeout`) or CancelledError; an answer is never an error here.
 */
export function createHttp(options: HttpOptions): Http {
  const send = createTransport(process.env);
  const once = async (request: HttpRequest): Promise<HttpResponse> => {
    const deadline = new Deadline(options.signal, request.timeoutMs ?? 30_000);
    const { status, headers, text } = await send({
      url: request.url,
      method: request.method,
      headers: {
        'user-agent': options.userAgent,
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      body: bodyOf(request),
      signal: deadline.signal,
    }).finally(() => deadline.end());
    return readResponse(request, status, headers, text);
  };
  return { request: (request) => withRetries(request, once, options) };
}

/** Ends one try when its time is over or the run is cancelled. By hand: `AbortSignal.any` is slow where requests are many. */
class Deadline {
  readonly #stop = new AbortController();
  readonly #run: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #cancel = () => this.#stop.abort(this.#run.reason);

  constructor(run: AbortSignal, timeoutMs: number) {
    this.#run = run;
    const late = () => this.#stop.abort(new DOMException('The request took too long.', 'TimeoutError'));
    this.#timer = setTimeout(late, timeoutMs);
    if (run.aborted) this.#cancel();
    else run.addEventListener('abort', this.#cancel);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#run.removeEventListener('abort', this.#cancel);
  }
}

function bodyOf(request: HttpRequest): string | Uint8Array | Readable | null {
  if (request.json !== undefined) return JSON.stringify(request.json);
  return typeof request.body === 'function' ? request.body() : (request.body ?? null);
}

async function withRetries(
  request: HttpRequest,
  once: (request: HttpRequest) => Promise<HttpResponse>,
  { log, clock, signal }: HttpOptions,
): Promise<HttpResponse> {
  const tries = request.tries ?? 5;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(request).catch((error: unknown) => ({ error }));
    if (signal.aborted) throw new CancelledError();
    const failed = 'error' in outcome;
    const again = failed
      ? request.kind === 'read' || neverSent(outcome.error)
      : outcome.status === 429 || (request.kind === 'read' && isWorthAsking(request, outcome));
    if (!failed && !again) return outcome;
    if (!again || attempt >= tries) {
      if (!failed) return outcome;
      throw unreachable(request, outcome.error, attempt);
    }
    const delay = retryDelayMs(attempt, failed ? undefined : outcome.headers, clock.now());
    log.debug(
      `${request.operation}: ${failed ? codeOf(outcome.error) : `HTTP ${outcome.status}`}; try ${attempt + 1} of ${tries} in ${delay} ms`,
    );
    await clock.sleep(delay, signal);
  }
}

function isWorthAsking(request: HttpRequest, outcome: HttpResponse): boolean {
  return isBusy(outcome.status) || request.isPassing?.(outcome) === true;
}

function unreachable(request: HttpRequest, error: unknown, tries: number): PlatformError {
  const timeout = faultOf(error).name === 'TimeoutError';
  const why = timeout ? `no answer within ${(request.timeoutMs ?? 30_000) / 1_000} s` : codeOf(error);
  const ambiguous = request.kind === 'change' && !neverSent(error);
  return new PlatformError(
    `${request.operation} got no answer from ${new URL(request.url).origin} (${why}; ${tries} ${tries === 1 ? 'try' : 'tries'}).`,
    {
      code: timeout ? 'timeout' : 'unreachable',
      fix: "Check the service's status page and that the runner reaches it; then run the job again.",
      cause: error,
      ambiguous,
    },
  );
}

function codeOf(error: unknown): string {
  const { code, message } = faultOf(error);
  return code || message;
}

function readResponse(
  request: HttpRequest,
  status: number,
  headers: Record<string, string | string[] | undefined>,
  text: string,
): HttpResponse {
  const flat = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    status,
    headers: Object.fromEntries(flat),
    text,
    json() {
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new PlatformError(
          `${request.operation} answered HTTP ${status} with something that is not JSON: ${JSON.stringify(text.slice(0, 120))}.`,
          {
            code: 'unexpected-answer',
            status,
            cause,
            ambiguous: request.kind === 'change',
            fix: 'This is usually a proxy or an outage in between; run the job again, and check the address if it stays.',
          },
        );
      }
    },
  };
}
