import { randomBytes } from 'node:crypto';
import {
  type Handler,
  HttpAnswer,
  type PlatformRequest,
  type PlatformResponse,
  type PlatformServer,
} from '../http/server.js';
import { failure, notFound } from './answers.js';
import type { Owner } from './model.js';

/** The API's routes behind its two doors: the token, and the scope that `teamId` or `slug` names. */
export class Api {
  readonly #server: PlatformServer;
  readonly #token: string;
  readonly #owner: Owner;

  constructor(server: PlatformServer, token: string, owner: Owner) {
    this.#server = server;
    this.#token = token;
    this.#owner = owner;
  }

  /** Routes for resources that belong to the owner: a team's need its `teamId` or `slug`. */
  owned(method: string, paths: readonly string[], operation: string, handler: Handler): void {
    this.#add(method, paths, operation, 'owner', handler);
  }

  /**
   * Routes that are answered without a scope too. The official CLI asks for the deployment of a team without its
   * `teamId` in several commands, and compares the `team` in the answer itself.
   */
  open(method: string, paths: readonly string[], operation: string, handler: Handler): void {
    this.#add(method, paths, operation, 'any', handler);
  }

  #add(
    method: string,
    paths: readonly string[],
    operation: string,
    scope: 'owner' | 'any',
    handler: Handler,
  ): void {
    for (const path of paths)
      this.#server.route(method, path, operation, async (request) => {
        const answer = await this.#answer(request, scope, handler);
        return { ...answer, headers: { 'x-vercel-id': requestId(), ...answer.headers } };
      });
  }

  /** Errors are answers too: they carry a request id like any other. */
  async #answer(
    request: PlatformRequest,
    scope: 'owner' | 'any',
    handler: Handler,
  ): Promise<PlatformResponse> {
    try {
      this.#checkToken(request);
      this.#checkScope(request, scope);
      return await handler(request);
    } catch (error) {
      if (error instanceof HttpAnswer) return error.answer;
      throw error;
    }
  }

  #checkToken(request: PlatformRequest): void {
    const { authorization } = request.headers;
    if (authorization === `Bearer ${this.#token}`) return;
    if (!authorization)
      throw failure(403, 'forbidden', 'The request is missing an authentication token', {
        missingToken: true,
      });
    throw failure(403, 'forbidden', 'Not authorized', { invalidToken: true });
  }

  #checkScope(request: PlatformRequest, scope: 'owner' | 'any'): void {
    const asked = request.query.get('teamId') ?? request.query.get('slug');
    const owner = this.#owner;
    if (asked === null) {
      if (owner.kind === 'team' && scope === 'owner') throw notFound('Resource');
      return;
    }
    const known = owner.kind === 'team' ? [owner.id, owner.slug] : [owner.id];
    if (!known.includes(asked))
      throw failure(403, 'forbidden', 'Not authorized: You do not have access to this team');
  }
}

function requestId(): string {
  return `dev1::${randomBytes(5).toString('hex')}-${Date.now()}`;
}

/** A 200 with a JSON body. */
export function ok(body: unknown): { status: number; body: unknown } {
  return { status: 200, body };
}
