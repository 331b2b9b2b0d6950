import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { type GraphQlDocument, readApiToken, readProjectToken } from './documents.js';
import { notAuthorized, refused, tokenRefused, unexpectedAnswer } from './messages.js';

/** What the token is: bound to one environment of one project, or good for whole workspaces. */
export type TokenAccess =
  | { kind: 'project'; projectId: string; environmentId: string }
  | { kind: 'account'; workspaces: readonly { id: string; name: string }[] };

/** What a client needs. `clock` and `signal` serve the pauses between tries. */
export interface RailwayClientOptions {
  http: Http;
  /** Without a slash at the end, e.g. https://backboard.railway.com. */
  apiUrl: string;
  token: string;
  log: Logger;
  clock?: Clock;
  signal?: AbortSignal;
}

/** A body for an address that is not GraphQL (the upload). */
export interface RailwayPost {
  operation: string;
  /** Begins with a slash; may hold a query. */
  path: string;
  headers: Record<string, string>;
  body: NonNullable<HttpRequest['body']>;
  timeoutMs: number;
}

const tries = 4;
const problem = /problem processing request/i;
const notAllowed = /not authorized|unauthorized|project token not found/i;
const maybeDone = /problem processing|internal|timed? ?out|unavailable/i;

const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

/**
 * Talks to Railway's public API (docs.railway.com/integrations/api). Finds out which kind of token it has by asking, and
 * remembers it. Railway answers a refusal with HTTP 200 and `errors`: that is a PlatformError like any other.
 */
export class RailwayClient {
  readonly apiUrl: string;
  readonly #options: Required<RailwayClientOptions>;
  #access: TokenAccess | undefined;
  #remaining: number | undefined;

  constructor(options: RailwayClientOptions) {
    this.apiUrl = options.apiUrl;
    this.#options = { clock: systemClock, signal: new AbortController().signal, ...options };
  }

  /** Requests left in this hour by the last answer; undefined when Railway did not say. */
  get remaining(): number | undefined {
    return this.#remaining;
  }

  /**
   * What the token may do; asked once. Throws PlatformError `not-authorized` when Railway knows it neither as a project
   * token nor as an account or workspace token. (`me` is no question to ask: it is refused to two of the three kinds.)
   */
  async access(): Promise<TokenAccess> {
    this.#access ??= (await this.#tryProjectToken()) ?? (await this.#tryAccountToken());
    return this.#access;
  }

  /**
   * Sends one operation and returns its accepted answer. `hide` are values that no message may repeat. Throws
   * PlatformError: `not-authorized`, `refused`, `unexpected-form`, `unreachable`, or what the HTTP client threw; a change
   * that may have happened all the same is `ambiguous`.
   */
  async ask<Answer>(
    document: GraphQlDocument<Answer>,
    variables: Record<string, unknown>,
    { hide = [] }: { hide?: readonly string[] } = {},
  ): Promise<Answer> {
    const access = await this.access();
    return this.#send(document, variables, { headers: this.#headers(access.kind), kind: access.kind, hide });
  }

  /** Posts a body with the token; an answer is returned whatever its status. Never sent again by itself. */
  async post({ path, ...request }: RailwayPost): Promise<HttpResponse> {
    const access = await this.access();
    const response = await this.#options.http.request({
      ...request,
      kind: 'change',
      method: 'POST',
      url: `${this.apiUrl}${path}`,
      headers: { ...request.headers, ...this.#headers(access.kind) },
    });
    this.#noteRemaining(response);
    return response;
  }

  async #tryProjectToken(): Promise<TokenAccess | undefined> {
    const headers = this.#headers('project');
    const answer = await this.#unlessRefused(
      this.#send(readProjectToken, {}, { headers, kind: 'project', hide: [] }),
    );
    return answer && { kind: 'project', ...answer.projectToken };
  }

  async #tryAccountToken(): Promise<TokenAccess> {
    const headers = this.#headers('account');
    const answer = await this.#unlessRefused(
      this.#send(readApiToken, {}, { headers, kind: 'account', hide: [] }),
    );
    if (answer) return { kind: 'account', workspaces: answer.apiToken.workspaces };
    const { message, fix } = tokenRefused(this.apiUrl);
    throw new PlatformError(message, { code: 'not-authorized', fix });
  }

  async #unlessRefused<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'not-authorized') return undefined;
      throw error;
    }
  }

  /** A project token in the Bearer header, or the other way round, is "Not Authorized". */
  #headers(kind: TokenAccess['kind']): Record<string, string> {
    const { token } = this.#options;
    return kind === 'project' ? { 'project-access-token': token } : { authorization: `Bearer ${token}` };
  }

  async #send<Answer>(
    document: GraphQlDocument<Answer>,
    variables: Record<string, unknown>,
    as: { headers: Record<string, string>; kind: TokenAccess['kind']; hide: readonly string[] },
  ): Promise<Answer> {
    const { http, clock, signal, log } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const response = await http.request({
        operation: `Railway: ${document.doing}`,
        kind: document.kind,
        method: 'POST',
        url: `${this.apiUrl}/graphql/v2`,
        headers: as.headers,
        json: { query: document.text, variables, operationName: document.name },
      });
      this.#noteRemaining(response);
      const outcome = readEnvelope(document, response);
      if (outcome.error === undefined) return accept(document, outcome.data, response);
      if (document.kind === 'read' && problem.test(outcome.error) && attempt < tries) {
        log.debug(`Railway: ${document.doing}: "Problem processing request"; try ${attempt + 1} of ${tries}`);
        await clock.sleep(250 * 2 ** (attempt - 1), signal);
        continue;
      }
      throw this.#refusal(document, outcome.error, response, as);
    }
  }

  #refusal(
    document: GraphQlDocument<unknown>,
    why: string,
    response: HttpResponse,
    as: { kind: TokenAccess['kind']; hide: readonly string[] },
  ): PlatformError {
    const requestId = response.headers['x-railway-request-id'] ?? response.headers['x-request-id'];
    const common = requestId === undefined ? {} : { requestId };
    if (notAllowed.test(why)) {
      const words = as.kind === 'project' ? 'project token' : 'account or workspace token';
      const { message, fix } = notAuthorized(document.doing, words);
      return new PlatformError(message, { code: 'not-authorized', status: response.status, fix, ...common });
    }
    const { message, fix } = refused(document.doing, redact(why, [...as.hide, this.#options.token]));
    const ambiguous = document.kind === 'change' && (maybeDone.test(why) || response.status >= 500);
    // A passing trouble inside an HTTP 200 is "could not ask": whoever waits may look again.
    if (problem.test(why))
      return new PlatformError(message, { code: 'unreachable', fix, ambiguous, ...common });
    return new PlatformError(message, {
      code: 'refused',
      status: response.status,
      fix,
      ambiguous,
      ...common,
    });
  }

  #noteRemaining(response: HttpResponse): void {
    const text = response.headers['x-ratelimit-remaining'];
    if (text !== undefined && /^\d+$/.test(text)) this.#remaining = Number(text);
  }
}

/** Makes the client; no request is sent before the first question. */
export function createRailwayClient(options: RailwayClientOptions): RailwayClient {
  return new RailwayClient(options);
}

/** Takes values out of a text that others wrote. Short ones stay: hiding every `1` would make it unreadable. */
export function redact(text: string, secrets: readonly string[]): string {
  const worth = secrets.filter((secret) => secret.length >= 4).sort((a, b) => b.length - a.length);
  return worth.reduce((kept, secret) => kept.replaceAll(secret, '***'), text);
}

function readEnvelope(
  document: GraphQlDocument<unknown>,
  response: HttpResponse,
): { error: string } | { error?: undefined; data: unknown } {
  if (response.status === 401 || response.status === 403) return { error: 'Not Authorized' };
  const parsed = isJson(response) ? envelopeSchema.safeParse(response.json()) : undefined;
  const [first] = parsed?.data?.errors ?? [];
  if (first) return { error: first.message };
  if (response.status >= 300) return { error: `HTTP ${response.status}` };
  if (parsed?.success && parsed.data.data !== undefined) return { data: parsed.data.data };
  throw unexpected(document, response, 'the body', 'unexpected-answer');
}

function isJson(response: HttpResponse): boolean {
  try {
    response.json();
    return true;
  } catch {
    return false;
  }
}

function accept<Answer>(document: GraphQlDocument<Answer>, data: unknown, response: HttpResponse): Answer {
  const parsed = document.answer.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unexpected(document, response, `${issue?.path.join('.')}: ${issue?.message}`, 'unexpected-form');
}

/** `unexpected-answer` (no GraphQL at all) passes when an outage does; `unexpected-form` does not pass by waiting. */
function unexpected(
  document: GraphQlDocument<unknown>,
  response: HttpResponse,
  where: string,
  code: 'unexpected-answer' | 'unexpected-form',
): PlatformError {
  const { message, fix } = unexpectedAnswer(document.doing, where);
  return new PlatformError(message, {
    code,
    status: response.status,
    fix,
    ambiguous: document.kind === 'change',
  });
}
