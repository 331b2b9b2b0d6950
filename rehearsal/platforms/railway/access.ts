import { GraphQLError } from 'graphql';
import type { RailwayPlatformOptions } from './options.js';

/** Who asks: the kind of token, told by the header it came in. */
export type Principal = 'project' | 'workspace' | 'account';

/**
 * The two headers are not interchangeable: a project token sent as a bearer token is refused, and the other way round.
 * `environmentId`: the environment a project token is bound to; absent for the first one.
 */
export function authenticate(
  headers: Record<string, string>,
  tokens: RailwayPlatformOptions['tokens'],
): { principal: Principal; environmentId?: string } | { refusal: string } {
  const project = headers['project-access-token'];
  if (project !== undefined) {
    if (project === tokens.project) return { principal: 'project' };
    const bound = Object.entries(tokens.environments ?? {}).find(([, token]) => token === project);
    return bound ? { principal: 'project', environmentId: bound[0] } : { refusal: 'Project Token not found' };
  }
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined && bearer === tokens.account) return { principal: 'account' };
  if (bearer !== undefined && bearer === tokens.workspace) return { principal: 'workspace' };
  return { refusal: 'Not Authorized' };
}

/** Throws "Not Authorized" unless the caller holds one of these kinds of token. */
export function allow(principal: Principal, ...kinds: Principal[]): void {
  if (!kinds.includes(principal)) throw new GraphQLError('Not Authorized');
}

/** Counts requests against an hour's budget and tells the headers that go with each answer. */
export class RateLimit {
  readonly #perHour: number | undefined;
  #used = 0;
  #windowEnds = Date.now() + 3_600_000;

  constructor(perHour: number | undefined) {
    this.#perHour = perHour;
  }

  /** Takes one request from the budget; `spent` when there was none left. */
  take(): { spent: boolean; headers: Record<string, string> } {
    if (this.#perHour === undefined) return { spent: false, headers: {} };
    if (Date.now() > this.#windowEnds) {
      this.#used = 0;
      this.#windowEnds = Date.now() + 3_600_000;
    }
    this.#used += 1;
    const spent = this.#used > this.#perHour;
    const wait = String(Math.ceil((this.#windowEnds - Date.now()) / 1000));
    const headers = {
      'x-ratelimit-limit': String(this.#perHour),
      'x-ratelimit-remaining': String(Math.max(0, this.#perHour - this.#used)),
      'x-ratelimit-reset': String(Math.ceil(this.#windowEnds / 1000)),
      ...(spent ? { 'retry-after': wait } : {}),
    };
    return { spent, headers };
  }
}
