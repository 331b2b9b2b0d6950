import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { Http, HttpRequest, HttpResponse } from '../http/client.js';
import { isLoopback } from '../http/loopback.js';
import { refused } from './messages.js';

/** Where and as whom to talk to GitHub. */
export interface GitHubAccess {
  http: Http;
  /** `GITHUB_API_URL`, without a slash at the end. */
  apiUrl: string;
  token: string;
  /** `owner/name`. */
  repository: string;
}

const deploymentSchema = z.object({
  id: z.number(),
  sha: z.string(),
  ref: z.string(),
  task: z.string(),
  environment: z.string(),
  created_at: z.string(),
  /** An object, or text when it was created as text. */
  payload: z.unknown(),
});

const statusSchema = z.object({
  state: z.string(),
  description: z.string().nullable(),
  created_at: z.string(),
});

/** A GitHub Deployment (REST API 2022-11-28). */
export type GitHubDeployment = z.infer<typeof deploymentSchema>;
/** One status of a GitHub Deployment; the list comes newest first. */
export type GitHubStatus = z.infer<typeof statusSchema>;

/** What a new deployment says. */
export interface NewDeployment {
  ref: string;
  task: 'release' | 'rollback' | 'freeze' | `deploy:${string}`;
  environment: string;
  description: string;
  payload: unknown;
  /** A deployment that will be gone one day, such as a preview: GitHub does not set it inactive by itself. */
  transient?: boolean;
  /** Whether users meet it; by default when the environment is called `production`. */
  production?: boolean;
}

/** What a new status says; `description` is cut to the 140 characters GitHub takes. */
export interface NewStatus {
  state: 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  description: string;
  logUrl: string;
  environmentUrl?: string;
  /** Whether GitHub sets older successful deployments of the environment inactive. */
  autoInactive: boolean;
}

/** The few calls this project makes to GitHub. Every method throws PlatformError when GitHub refuses or cannot be asked. */
export class GitHubClient {
  readonly #access: GitHubAccess;

  constructor(access: GitHubAccess) {
    this.#access = access;
  }

  /** Whether this GitHub is on this machine, where waits are short. */
  get loopback(): boolean {
    return isLoopback(this.#access.apiUrl);
  }

  /** Newest first, one page of at most 100. */
  async listDeployments(
    filter: { environment: string; task: string },
    page = 1,
  ): Promise<GitHubDeployment[]> {
    const query = new URLSearchParams({ ...filter, per_page: '100', page: String(page) });
    return this.call('list deployments', 'GET', `/deployments?${query}`, z.array(deploymentSchema));
  }

  async listStatuses(deploymentId: number): Promise<GitHubStatus[]> {
    return this.call(
      'list deployment statuses',
      'GET',
      `/deployments/${deploymentId}/statuses?per_page=100`,
      z.array(statusSchema),
    );
  }

  async createDeployment(deployment: NewDeployment): Promise<GitHubDeployment> {
    const { transient, production, ...named } = deployment;
    return this.call('create a deployment', 'POST', '/deployments', deploymentSchema, {
      ...named,
      description: cut(named.description),
      auto_merge: false,
      required_contexts: [],
      transient_environment: transient ?? false,
      production_environment: production ?? named.environment === 'production',
    });
  }

  async createStatus(deploymentId: number, status: NewStatus): Promise<GitHubStatus> {
    return this.call(
      'create a deployment status',
      'POST',
      `/deployments/${deploymentId}/statuses`,
      statusSchema,
      {
        state: status.state,
        description: cut(status.description),
        log_url: status.logUrl,
        auto_inactive: status.autoInactive,
        ...(status.environmentUrl ? { environment_url: status.environmentUrl } : {}),
      },
    );
  }

  /** Login of the person whose token this is; undefined for a job's own token, which is nobody's. */
  async login(): Promise<string | undefined> {
    const response = await this.#send('GET', `${this.#access.apiUrl}/user`, 'read the token');
    const parsed = z.object({ login: z.string() }).safeParse(response.status < 400 ? response.json() : {});
    return parsed.data?.login;
  }

  /**
   * One call below the repository's address; `what` names it in logs and messages. A `GET` is sent again while GitHub
   * answers with a fault of its own or with nonsense, anything else only when it is certain that GitHub never got it.
   */
  async call<Schema extends z.ZodType>(
    what: string,
    method: HttpRequest['method'],
    path: string,
    schema: Schema,
    json?: unknown,
  ): Promise<z.infer<Schema>> {
    const { apiUrl, repository } = this.#access;
    const url = `${apiUrl}/repos/${repository}${path}`;
    const isPassing = (response: HttpResponse) =>
      response.status >= 500 || (response.status < 400 && !isReadable(response, schema));
    const response = await this.#send(method, url, what, { json, isPassing });
    if (response.status >= 400) throw refused(what, response, repository, method !== 'GET');
    const parsed = schema.safeParse(bodyOf(response));
    if (parsed.success) return parsed.data;
    throw new PlatformError(
      `GitHub's answer to "${what}" has a form this version does not know: ${parsed.error.issues[0]?.path.join('.')}.`,
      {
        code: 'unexpected-answer',
        status: response.status,
        ambiguous: method !== 'GET',
        fix: 'Update the action; report it if the newest version says the same.',
      },
    );
  }

  #send(
    method: HttpRequest['method'],
    url: string,
    what: string,
    { json, ...rest }: Pick<HttpRequest, 'json' | 'isPassing'> = {},
  ): Promise<HttpResponse> {
    return this.#access.http.request({
      operation: `GitHub: ${what}`,
      kind: method === 'GET' ? 'read' : 'change',
      method,
      url,
      headers: {
        authorization: `Bearer ${this.#access.token}`,
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
      },
      ...(json === undefined ? {} : { json }),
      ...rest,
    });
  }
}

/** Throws PlatformError for what is not JSON. */
function bodyOf(response: HttpResponse): unknown {
  return response.status === 204 ? undefined : response.json();
}

function isReadable(response: HttpResponse, schema: z.ZodType): boolean {
  try {
    return schema.safeParse(bodyOf(response)).success;
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  }
}

/**
 * Whether GitHub refused because the token is not allowed to see what was asked for. A limit on requests is none, and a
 * token that is not valid (any more) says nothing of what is there.
 */
export function mayNotSee({ status, code }: PlatformError): boolean {
  return (status === 403 || status === 404) && !/rate limit/i.test(code);
}

/** One line of at most 140 UTF-16 units; half a character at the cut would make the whole request unreadable. */
function cut(description: string): string {
  const line = description.replace(/\s+/g, ' ').trim();
  return line.length <= 140 ? line : `${line.slice(0, 139).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
