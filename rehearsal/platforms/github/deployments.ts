import { type Body, invalid, notFound, refusal, timestamp } from './answers.js';
import type { Git } from './git.js';

/** The states a deployment status can have (REST, "Create a deployment status"). */
export const deploymentStates = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const;
type DeploymentState = (typeof deploymentStates)[number];

export interface StoredStatus {
  id: number;
  state: DeploymentState;
  description: string;
  environment: string;
  logUrl: string;
  environmentUrl: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** A deployment as the local GitHub keeps it; statuses oldest first. */
export interface StoredDeployment {
  id: number;
  sha: string;
  ref: string;
  task: string;
  /** What was sent, an object or text, unchanged; '' when nothing was. */
  payload: unknown;
  environment: string;
  originalEnvironment: string;
  description: string | null;
  transient: boolean;
  production: boolean;
  createdAt: number;
  updatedAt: number;
  statuses: StoredStatus[];
}

/** What a caller asks for when it creates a deployment, checked for form but not against the repository. */
export interface DeploymentRequest {
  ref: string;
  task: string;
  payload: unknown;
  environment: string;
  description: string | null;
  autoMerge: boolean;
  /** Undefined means all that were reported for the commit. */
  requiredContexts: string[] | undefined;
  transient: boolean;
  production: boolean;
}

/** A check on a commit as `required_contexts` sees it. */
export interface ReportedContext {
  context: string;
  passed: boolean;
}

/** The deployments of one repository, with GitHub's rules for creating them and for what a status changes. */
export class DeploymentStore {
  readonly all: StoredDeployment[] = [];
  readonly #git: Git;
  readonly #defaultBranch: string;
  readonly #contextsOf: (sha: string) => ReportedContext[];
  readonly #now: () => number;
  #lastId = 1_000_000;

  constructor(
    git: Git,
    defaultBranch: string,
    contextsOf: (sha: string) => ReportedContext[],
    now: () => number = Date.now,
  ) {
    this.#git = git;
    this.#defaultBranch = defaultBranch;
    this.#contextsOf = contextsOf;
    this.#now = now;
  }

  /** Throws 422 for an unknown ref, 202 when `auto_merge` would merge first, 409 when a required check has not passed. */
  async create(request: DeploymentRequest): Promise<StoredDeployment> {
    const sha = await this.#git.commit(request.ref);
    if (!sha) throw refusal(422, `No ref found for: ${request.ref}`);
    if (request.autoMerge) await this.#refuseWhenBehind(request.ref, sha);
    this.#checkContexts(request, sha);
    const at = this.#now();
    const deployment: StoredDeployment = {
      id: this.#nextId(),
      sha,
      ref: request.ref,
      task: request.task,
      payload: request.payload,
      environment: request.environment,
      originalEnvironment: request.environment,
      description: request.description,
      transient: request.transient,
      production: request.production,
      createdAt: at,
      updatedAt: at,
      statuses: [],
    };
    this.all.push(deployment);
    return deployment;
  }

  /** Throws 404 when there is none with this id. */
  get(id: string | undefined): StoredDeployment {
    const found = this.all.find((deployment) => String(deployment.id) === id);
    if (!found) throw notFound();
    return found;
  }

  /**
   * Adds a status. A `success` with `autoInactive` also adds `inactive` to the older deployments of the environment
   * that are neither transient nor anything but successful now. GitHub's text still says "non-production", but that
   * exception was part of a preview that has since become the rule (docs, "flash-preview"): production is included.
   */
  addStatus(
    deployment: StoredDeployment,
    status: Omit<StoredStatus, 'id' | 'createdAt'>,
    autoInactive: boolean,
  ): StoredStatus {
    const stored = this.#append(deployment, status);
    deployment.environment = status.environment;
    if (status.state === 'success' && autoInactive) {
      for (const older of this.all) {
        if (older.id >= deployment.id || older.transient) continue;
        if (older.environment !== deployment.environment) continue;
        const latest = older.statuses.at(-1);
        if (latest?.state !== 'success') continue;
        this.#append(older, { ...latest, state: 'inactive', description: '' });
      }
    }
    return stored;
  }

  #append(deployment: StoredDeployment, status: Omit<StoredStatus, 'id' | 'createdAt'>): StoredStatus {
    const stored = { ...status, id: this.#nextId(), createdAt: this.#now() };
    deployment.statuses.push(stored);
    deployment.updatedAt = stored.createdAt;
    return stored;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  async #refuseWhenBehind(ref: string, sha: string): Promise<void> {
    const branch = await this.#git.commit(this.#defaultBranch);
    if (!branch || (await this.#git.text('merge-base', sha, branch)) === branch) return;
    // GitHub merges and answers 202 without creating a deployment; here nothing is ever written to the repository.
    throw refusal(202, `Auto-merged ${this.#defaultBranch} into ${ref} on deployment.`);
  }

  #checkContexts(request: DeploymentRequest, sha: string): void {
    const reported = this.#contextsOf(sha);
    const required =
      request.requiredContexts?.map(
        (context) => reported.find((one) => one.context === context) ?? { context, passed: false },
      ) ?? reported;
    if (required.every(({ passed }) => passed)) return;
    throw refusal(409, `Conflict: Commit status checks failed for ${request.ref}.`, {
      errors: [
        {
          contexts: required.map(({ context, passed }) => ({
            context,
            state: passed ? 'success' : 'pending',
          })),
          resource: 'Deployment',
          field: 'required_contexts',
          code: 'invalid',
        },
      ],
    });
  }
}

/** Throws GitHub's 422 unless the address is empty or http(s). */
export function checkAddress(field: string, address: string): string {
  if (address === '' || /^https?:\/\//i.test(address)) return address;
  throw invalid({
    resource: 'DeploymentStatus',
    code: 'custom',
    field,
    message: `${field} must use http(s) scheme`,
  });
}

/** A deployment in the REST form. */
export function deploymentBody(deployment: StoredDeployment, repositoryUrl: string, creator: Body): Body {
  const url = `${repositoryUrl}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: `DE_${deployment.id}`,
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl,
    creator,
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

/** A deployment status in the REST form. */
export function statusBody(
  status: StoredStatus,
  deployment: StoredDeployment,
  repositoryUrl: string,
  creator: Body,
): Body {
  const url = `${repositoryUrl}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: `DES_${status.id}`,
    state: status.state,
    creator,
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    deployment_url: url,
    repository_url: repositoryUrl,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}
