import { randomBytes } from 'node:crypto';
import type { Handler, PlatformRequest, PlatformServer } from '../http/server.js';
import { notFound, refusal } from './answers.js';

/** What a route asks of a token: one of `names` (as in a workflow's `permissions:`) at `level` or above. */
export interface Needed {
  names: string[];
  level: 'read' | 'write';
}

/** The tokens that were issued and what each may do. */
export class Tokens {
  readonly #permissions = new Map<string, Record<string, string>>();

  /** A new token that may do just `permissions`; `write` implies read, `metadata: read` comes with every token. */
  issue(permissions: Record<string, string>): string {
    const token = `ghs_${randomBytes(18).toString('hex')}`;
    const names = Object.entries(permissions).map(([name, level]) => [name.replaceAll('_', '-'), level]);
    this.#permissions.set(token, { metadata: 'read', ...Object.fromEntries(names) });
    return token;
  }

  /** Throws 401 for a token nobody issued, 403 for one that lacks the permission. */
  check(request: PlatformRequest, needed: Needed): void {
    const header = request.headers.authorization;
    if (!header) throw refusal(401, 'Requires authentication');
    const token = /^(?:bearer|token) (.+)$/i.exec(header)?.[1] ?? '';
    const permissions = this.#permissions.get(token);
    if (!permissions) throw refusal(401, 'Bad credentials');
    const may = needed.names.some((name) => {
      const level = permissions[name];
      return level === 'write' || (level === 'read' && needed.level === 'read');
    });
    if (!may) {
      const answer = refusal(403, 'Resource not accessible by integration');
      const accepted = needed.names.map((name) => `${name.replaceAll('-', '_')}=${needed.level}`).join('; ');
      answer.answer.headers = { 'x-accepted-github-permissions': accepted };
      throw answer;
    }
  }
}

/** The routes below `/repos/:owner/:repo`, each behind the checks GitHub makes before it looks at the request itself. */
export class RepositoryRoutes {
  readonly #server: PlatformServer;
  readonly #tokens: Tokens;
  readonly #repository: { owner: string; name: string };
  #requestNumber = 0;

  constructor(server: PlatformServer, tokens: Tokens, repository: { owner: string; name: string }) {
    this.#server = server;
    this.#tokens = tokens;
    this.#repository = repository;
  }

  /** Adds a route; `path` continues `/repos/:owner/:repo`. */
  add(method: string, path: string, operation: string, needed: Needed, handler: Handler): void {
    this.#server.route(method, `/api/v3/repos/:owner/:repo${path}`, operation, async (request) => {
      this.#check(request, needed);
      const answer = await handler(request);
      return { ...answer, headers: { ...this.#headers(), ...answer.headers } };
    });
  }

  #check(request: PlatformRequest, needed: Needed): void {
    // GitHub turns away every caller that does not say who it is.
    if (!request.headers['user-agent']) {
      throw refusal(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
      );
    }
    this.#tokens.check(request, { names: ['metadata'], level: 'read' });
    const { owner = '', repo = '' } = request.params;
    const same = (left: string, right: string) => left.toLowerCase() === right.toLowerCase();
    if (!same(owner, this.#repository.owner) || !same(repo, this.#repository.name)) throw notFound();
    this.#tokens.check(request, needed);
  }

  #headers(): Record<string, string> {
    this.#requestNumber += 1;
    return {
      'x-github-request-id': `LOCAL:${this.#requestNumber}`,
      'x-github-api-version-selected': '2022-11-28',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': String(Math.max(0, 1000 - this.#requestNumber)),
    };
  }
}
