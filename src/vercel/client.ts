import type { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import { addressOf, isLoopback } from '../http/loopback.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import {
  deploymentListSchema,
  deploymentSchema,
  projectSchema,
  type VercelDeployment,
  type VercelProject,
} from './answers.js';
import { errorOf } from './error-body.js';
import { productionHost } from './production-host.js';
import { refusalError } from './refusals.js';

/** Where and as whom to talk to Vercel. */
export interface VercelAccess {
  http: Http;
  /** Without a slash at the end: `https://api.vercel.com`. */
  apiUrl: string;
  token: string;
  /** Team id or slug; undefined, or a `user_…` id, means the personal account. */
  team: string | undefined;
  log: Logger;
  /** For the pause before a read is sent again. */
  clock?: Clock;
  signal?: AbortSignal;
}

/** One call: `path` begins with a slash and carries no query. */
interface Call<Schema extends z.ZodType> {
  /** Ends "Vercel: …" in logs and messages. */
  operation: string;
  method: HttpRequest['method'];
  path: string;
  query?: Record<string, string>;
  json?: unknown;
  /** Undefined where the answer's body says nothing. */
  schema?: Schema;
  timeoutMs?: number;
  headers?: Record<string, string>;
  /** Sent as it is, in place of `json`. */
  body?: HttpRequest['body'];
  /** A change that may be sent again without doing it twice. */
  repeatable?: boolean;
  /** Tries in all where trying again is allowed. */
  tries?: number;
  /** A fault of the server or an answer that makes no sense is not asked about again. */
  once?: boolean;
}

const readTries = 4;
const neverAborted = new AbortController().signal;

/** Whether the same question may get a good answer a moment later, although it got one. */
function isPassing(error: unknown): boolean {
  return error instanceof PlatformError && (error.status === 500 || error.code === 'unexpected-answer');
}

/** Makes the client that all of this project's talk with Vercel goes through. */
export const createVercelClient = (access: VercelAccess): VercelClient => new VercelClient(access);

/**
 * Vercel's REST API as far as this project uses it. Every method throws PlatformError when Vercel refuses, cannot be asked
 * or answers something else than it should; a change without a good answer is `ambiguous`.
 */
export class VercelClient {
  readonly apiUrl: string;
  readonly log: Logger;
  /** The API is on this machine: a rehearsal. */
  readonly loopback: boolean;
  readonly #access: VercelAccess;
  #team: string | undefined;

  constructor(access: VercelAccess) {
    this.#access = access;
    // Vercel refuses a personal account's id as a team.
    this.#team = access.team?.startsWith('user_') ? undefined : access.team;
    this.apiUrl = access.apiUrl;
    this.log = access.log;
    this.loopback = isLoopback(access.apiUrl);
  }

  /** The team that is asked, id or slug; undefined for the personal account. */
  get team(): string | undefined {
    return this.#team;
  }

  /** The address of a host that Vercel gave without a scheme; '' for ''. */
  address(host: string): string {
    return host === '' || /^https?:\/\//.test(host) ? host : addressOf(this.apiUrl, host);
  }

  /**
   * `rollbackInfo` is asked for always: without it the last promotion or rollback may be left out. A token that belongs to
   * a team finds its projects without one; what follows then names the project's team.
   */
  async project(nameOrId: string): Promise<VercelProject> {
    const project = await this.call({
      operation: `read the project "${nameOrId}"`,
      method: 'GET',
      path: `/v9/projects/${encodeURIComponent(nameOrId)}`,
      query: { rollbackInfo: 'true' },
      schema: projectSchema,
    });
    this.#team ??= project.teamId;
    return project;
  }

  /** By id, or by any host that leads to it. With `once` for those who look again anyway: it gives up sooner. */
  async deployment(idOrHost: string, once = false): Promise<VercelDeployment> {
    return this.call({
      operation: `read the deployment ${idOrHost}`,
      method: 'GET',
      path: `/v13/deployments/${encodeURIComponent(idOrHost)}`,
      schema: deploymentSchema,
      ...(once ? { once, tries: 2, timeoutMs: 15_000 } : {}),
    });
  }

  /** The deployments of a project that carry a meta value, newest first. What the answer lists besides is left out. */
  async deploymentsByMeta(projectId: string, key: string, value: string): Promise<VercelDeployment[]> {
    const { deployments } = await this.call({
      operation: 'look for the deployment of this run',
      method: 'GET',
      path: '/v7/deployments',
      query: { projectId, [`meta-${key}`]: value, limit: '10' },
      schema: deploymentListSchema,
    });
    return deployments.filter(({ meta }) => meta[key] === value);
  }

  /** The newest deployments that came from a branch, newest first; what other branches made is left out. */
  async deploymentsOfBranch(projectId: string, branch: string): Promise<VercelDeployment[]> {
    const { deployments } = await this.call({
      operation: `list the deployments of ${branch}`,
      method: 'GET',
      path: '/v7/deployments',
      query: { projectId, branch, limit: '10' },
      schema: deploymentListSchema,
    });
    return deployments.filter(({ meta }) => meta.githubCommitRef === branch);
  }

  /** Deletes a deployment with everything that leads to it; one that is gone already is no error. */
  async remove(deploymentId: string): Promise<void> {
    try {
      await this.call({
        operation: `delete the deployment ${deploymentId}`,
        method: 'DELETE',
        path: `/v13/deployments/${encodeURIComponent(deploymentId)}`,
        repeatable: true,
      });
    } catch (error) {
      if (!(error instanceof PlatformError) || error.status !== 404) throw error;
    }
  }

  /** True when Vercel stopped it; false when it had ended already. */
  async cancel(deploymentId: string): Promise<boolean> {
    try {
      await this.call({
        operation: `cancel the deployment ${deploymentId}`,
        method: 'PATCH',
        path: `/v12/deployments/${encodeURIComponent(deploymentId)}/cancel`,
        // Nothing but the deployment itself is a proof.
        schema: deploymentSchema,
        timeoutMs: 5_000,
      });
      return true;
    } catch (error) {
      if (error instanceof PlatformError && error.status === 400) return false;
      throw error;
    }
  }

  /**
   * What production serves now; undefined when it serves nothing. The domain's own answer counts over the project's.
   * `createdAt` is 0 where only the project tells.
   */
  async productionDeployment(
    project: VercelProject,
  ): Promise<{ id: string; host: string | undefined; createdAt: number } | undefined> {
    const { production } = project;
    if (!production) return undefined;
    const host = productionHost(project);
    const byProject = { id: production.id, host, createdAt: 0 };
    if (!host) return byProject;
    try {
      const { id, createdAt } = await this.deployment(host);
      return { id, host, createdAt };
    } catch (error) {
      if (error instanceof PlatformError && error.status === 404) return byProject;
      throw error;
    }
  }

  /** The id of what production serves now, freshly read; undefined when it serves nothing. */
  async liveDeploymentId(projectId: string): Promise<string | undefined> {
    return (await this.productionDeployment(await this.project(projectId)))?.id;
  }

  /** The address people use, without a slash at the end; undefined while nothing is in production. */
  async productionUrl(projectId: string): Promise<string | undefined> {
    const host = productionHost(await this.project(projectId));
    return host === undefined ? undefined : this.address(host);
  }

  /** Sends one call and reads its answer. What may be repeated is sent again when it meets a fault of the server or nonsense. */
  async call<Schema extends z.ZodType>(call: Call<Schema>): Promise<z.infer<Schema>> {
    const { clock = systemClock, signal = neverAborted } = this.#access;
    const again = (call.method === 'GET' || call.repeatable) && !call.once;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return this.#read(call, await this.answer(call));
      } catch (error) {
        if (!again || attempt >= readTries || !isPassing(error)) throw error;
        this.log.debug(`${String(error)} Asking again.`);
        await clock.sleep(this.loopback ? 50 : 500 * 2 ** (attempt - 1), signal);
      }
    }
  }

  #read<Schema extends z.ZodType>(call: Call<Schema>, response: HttpResponse): z.infer<Schema> {
    const operation = `Vercel: ${call.operation}`;
    if (!call.schema) return undefined as z.infer<Schema>;
    const read = call.schema.safeParse(response.json());
    if (read.success) return read.data;
    const issue = read.error.issues[0];
    throw new PlatformError(
      `${operation} answered something this action does not understand (${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}).`,
      {
        code: 'unexpected-answer',
        status: response.status,
        ambiguous: call.method !== 'GET',
        fix: 'Check "vercel-api-url". If it is right, Vercel changed its API: report it to this project with this message.',
      },
    );
  }

  /** Asks for a page as a visitor: without the token, without following a redirect. */
  async visit(address: string, headers: Record<string, string>): Promise<HttpResponse> {
    const operation = `Vercel: look at ${address}`;
    const limits = { timeoutMs: 10_000, tries: 2 };
    return this.#access.http.request({
      operation,
      kind: 'read',
      method: 'GET',
      url: address,
      headers,
      ...limits,
    });
  }

  /** Sends one call and returns the answer unless it is a refusal. */
  async answer(call: Call<z.ZodType>): Promise<HttpResponse> {
    const response = await this.send(call);
    if (response.status < 400) return response;
    throw this.refusal(call, response);
  }

  /** Sends one call and returns the answer, a refusal too. */
  async send(call: Call<z.ZodType>): Promise<HttpResponse> {
    const { http, token } = this.#access;
    return http.request({
      operation: `Vercel: ${call.operation}`,
      kind: call.method === 'GET' || call.repeatable ? 'read' : 'change',
      method: call.method,
      url: this.#url(call.path, call.query ?? {}),
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...call.headers },
      ...(call.json === undefined ? {} : { json: call.json }),
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
      ...(call.tries === undefined ? {} : { tries: call.tries }),
    });
  }

  #url(path: string, query: Record<string, string>): string {
    const parameters = new URLSearchParams(query);
    if (this.team) parameters.set(this.team.startsWith('team_') ? 'teamId' : 'slug', this.team);
    const text = parameters.toString();
    return `${this.apiUrl}${path}${text ? `?${text}` : ''}`;
  }

  /** The error that a refusal means. */
  refusal(call: Pick<Call<z.ZodType>, 'operation' | 'method'>, response: HttpResponse): PlatformError {
    const requestId = response.headers['x-vercel-id'];
    return refusalError({
      operation: `Vercel: ${call.operation}`,
      status: response.status,
      ...errorOf(response),
      ...(requestId ? { requestId } : {}),
      team: this.team,
      changes: call.method !== 'GET',
    });
  }
}
