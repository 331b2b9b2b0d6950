import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { type GraphQlDocument, readApiToken, readProjectToken } from './documents.js';
import { accept, type Outcome, readEnvelope, refusalOf } from './envelope.js';
import { rateLimited, tokenRefused } from './messages.js';
import { RateBudget } from './rate-budget.js';

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
  /** Whether the first read is sent as a project token's at once; only one that is refused then asks what the token is. */
  triesProject?: boolean;
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
/** A pause this long for the hour's requests to come back is waited out; a longer one is told instead. */
const longestPauseMs = 120_000;

/**
 * Talks to Railway's public API (docs.railway.com/integrations/api). Finds out which kind of token it has by asking, and
 * remembers it. Railway answers a refusal with HTTP 200 and `errors`: that is a PlatformError like any other.
 */
export class RailwayClient {
  readonly apiUrl: string;
  readonly #options: Required<RailwayClientOptions>;
  /** What is left of the hour's requests. */
  readonly budget = new RateBudget();
  #access: Promise<TokenAccess> | undefined;
  /** Set once a read was answered to it as a project token. */
  #isProject = false;

  constructor(options: RailwayClientOptions) {
    this.apiUrl = options.apiUrl;
    this.#options = {
      clock: systemClock,
      signal: new AbortController().signal,
      triesProject: false,
      ...options,
    };
  }

  /**
   * What the token may do; asked once. Throws PlatformError `not-authorized` when Railway knows it neither as a project
   * token nor as an account or workspace token. (`me` is no question to ask: it is refused to two of the three kinds.)
   */
  async access(): Promise<TokenAccess> {
    // Kept as a promise, so that many questions at once ask for it once; a failure is asked again.
    this.#access ??= this.#findAccess().catch((error: unknown) => {
      this.#access = undefined;
      throw error;
    });
    return this.#access;
  }

  /**
   * Sends one operation and returns its accepted answer. `hide` are values that no message may repeat. Throws
   * PlatformError: `not-authorized`, `refused`, `rate-limited`, `unexpected-form`, `unreachable`, or what the HTTP client
   * threw; a change that may have happened all the same is `ambiguous`.
   */
  async ask<Answer>(
    document: GraphQlDocument<Answer>,
    variables: Record<string, unknown>,
    { hide = [] }: { hide?: readonly string[] } = {},
  ): Promise<Answer> {
    const send = (kind: TokenAccess['kind']) =>
      this.#send(document, variables, { headers: this.#headers(kind), kind, hide });
    if (this.#options.triesProject && !this.#access && !this.#isProject && document.kind === 'read') {
      const answer = await this.#unlessRefused(send('project'));
      if (answer !== undefined) {
        this.#isProject = true;
        return answer;
      }
    }
    return send(await this.#kind());
  }

  async #kind(): Promise<TokenAccess['kind']> {
    return this.#isProject ? 'project' : (await this.access()).kind;
  }

  /** Posts a body with the token; an answer is returned whatever its status. Never sent again by itself. */
  async post({ path, ...request }: RailwayPost): Promise<HttpResponse> {
    const kind = await this.#kind();
    await this.#admit(request.operation);
    const response = await this.#options.http.request({
      ...request,
      kind: 'change',
      method: 'POST',
      url: `${this.apiUrl}${path}`,
      headers: { ...request.headers, ...this.#headers(kind) },
    });
    this.budget.note(response.headers, this.#options.clock.now());
    return response;
  }

  async #findAccess(): Promise<TokenAccess> {
    return (await this.#tryProjectToken()) ?? (await this.#tryAccountToken());
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
      await this.#admit(`Railway: ${document.doing}`);
      const response = await http.request({
        operation: `Railway: ${document.doing}`,
        kind: document.kind,
        method: 'POST',
        url: `${this.apiUrl}/graphql/v2`,
        headers: as.headers,
        json: { query: document.text, variables, operationName: document.name },
      });
      this.budget.note(response.headers, clock.now());
      const outcome = readEnvelope(response);
      if ('data' in outcome) return accept(document, outcome.data, response);
      if (document.kind === 'read' && isPassing(outcome) && attempt < tries) {
        log.debug(`Railway: ${document.doing}: ${outcome.error}; try ${attempt + 1} of ${tries}`);
        await clock.sleep(250 * 2 ** (attempt - 1), signal);
        continue;
      }
      const { resetAt, limit } = this.budget.facts;
      throw refusalOf(document, outcome, response, {
        kind: as.kind,
        hide: [...as.hide, this.#options.token],
        rate: { limit, freeInMs: resetAt && resetAt - clock.now() },
      });
    }
  }

  /** Keeps to what the plan allows: so many a second, so many an hour. Throws PlatformError `rate-limited`. */
  async #admit(operation: string): Promise<void> {
    const { clock, signal } = this.#options;
    const slotMs = this.budget.slotMs(clock.now());
    if (slotMs > 0) await clock.sleep(slotMs, signal);
    const pauseMs = this.budget.exhaustedMs(clock.now());
    if (pauseMs > longestPauseMs) {
      const { message, fix } = rateLimited(operation, this.budget.facts.limit, pauseMs);
      throw new PlatformError(message, { code: 'rate-limited', status: 429, fix });
    }
    if (pauseMs > 0) await clock.sleep(pauseMs, signal);
  }
}

function isPassing({ status, passing }: Exclude<Outcome, { data: unknown }>): boolean {
  return passing || status >= 500;
}

/** Makes the client; no request is sent before the first question. */
export function createRailwayClient(options: RailwayClientOptions): RailwayClient {
  return new RailwayClient(options);
}
