import { badRequest, failure, notFound, readObject } from './answers.js';
import { newRun } from './deployment-checks.js';
import type { Edge } from './edge.js';
import { EventLog } from './event-log.js';
import { type FileStore, readFileEntries } from './files.js';
import type { Lifecycle } from './lifecycle.js';
import type { Deployment, DeploymentRequest, DeploymentScript, Project } from './model.js';
import { guardOf } from './protection.js';
import { newId, type Store } from './store.js';

const known = new Set(
  `actor alias autoAssignCustomDomains build buildMachine customEnvironmentSlugOrId deploymentId env files
  gitMetadata gitSource meta monorepoManager name project projectSettings regions source target version
  withLatestCommit`.split(/\s+/),
);

/** Accepts create requests: checks the body, finds the files, and starts the deployment's life. */
export class DeploymentFactory {
  readonly #store: Store;
  readonly #files: FileStore;
  readonly #edge: Edge;
  readonly #lifecycle: Lifecycle;
  #script: DeploymentScript | undefined;

  constructor(store: Store, files: FileStore, edge: Edge, lifecycle: Lifecycle) {
    this.#store = store;
    this.#files = files;
    this.#edge = edge;
    this.#lifecycle = lifecycle;
  }

  scriptNext(script: DeploymentScript): void {
    this.#script = script;
  }

  /** Creates a deployment; throws the 4xx answers of Vercel, `missing_files` among them. */
  async create(body: Record<string, unknown>, query: URLSearchParams): Promise<Deployment> {
    const extra = Object.keys(body).find((key) => !known.has(key));
    if (extra) throw badRequest(`Invalid request: should NOT have additional property \`${extra}\`.`);
    if (typeof body.name !== 'string' || body.name === '')
      throw badRequest('Invalid request: missing required property `name`.');
    const project = this.#store.project(typeof body.project === 'string' ? body.project : body.name);
    if (!project) throw notFound('Project');
    const original = this.#original(body.deploymentId);
    const entries = original ? [] : readFileEntries(filesOfCommit(body, project, this.#store) ?? body.files);
    if (!original && entries.length === 0)
      throw failure(400, 'missing_files', 'The deployment has no files.', { missing: [] });
    this.#files.requireAll(entries);
    requireEnvironment(project, body.customEnvironmentSlugOrId);
    const request = readRequest(body, query, project, this.#store, original);
    // The script is taken only now: a create that asks for missing files first is not the deployment yet.
    const script = this.#script ?? {};
    this.#script = undefined;
    const id = newId('dpl');
    const sourceDirectory = original?.sourceDirectory ?? (await this.#files.assemble(id, entries));
    const deployment = newDeployment(id, request, project, script, this.#store.time(), sourceDirectory);
    deployment.url = await this.#edge.open(() => deployment, guardOf(project));
    this.#store.deployments.push(deployment);
    this.#lifecycle.begin(deployment);
    return deployment;
  }

  /** A redeploy, or a promote by a new build, reuses the source of another deployment. */
  #original(id: unknown): Deployment | undefined {
    if (id === undefined) return undefined;
    const original = typeof id === 'string' ? this.#store.byId(id) : undefined;
    if (!original) throw notFound('Deployment');
    return original;
  }
}

/** What a `gitSource` names: a commit of the project's own repository. Undefined for a body without one. */
function filesOfCommit({ gitSource, files }: Record<string, unknown>, project: Project, store: Store) {
  if (gitSource === undefined) return undefined;
  if (files !== undefined) throw badRequest('`gitSource` cannot be used in combination with `files`.');
  const { type, repoId, ref, sha } = readObject(gitSource);
  if (typeof ref !== 'string')
    throw badRequest('Invalid request: `gitSource` missing required property `ref`.');
  const commit = typeof sha === 'string' ? store.commits.get(sha) : undefined;
  if (type !== 'github' || repoId !== project.repository?.repoId || !commit)
    throw failure(
      400,
      'incorrect_git_source_info',
      `The commit ${String(sha)} could not be found in the repository.`,
    );
  return Object.entries(commit).map(([file, data]) => ({ file, data }));
}

/** A project that was given environments takes only those; without any, as many tests have it, every name is taken. */
function requireEnvironment({ environments }: Project, wanted: unknown): void {
  if (wanted === undefined || environments.length === 0) return;
  if (!environments.some(({ id, slug }) => id === wanted || slug === wanted))
    throw badRequest(`There is no custom environment \`${String(wanted)}\` in this project.`);
}

function readRequest(
  body: Record<string, unknown>,
  query: URLSearchParams,
  project: Project,
  store: Store,
  original: Deployment | undefined,
): DeploymentRequest {
  const meta = readObject(body.meta ?? {});
  for (const [key, value] of Object.entries(meta))
    if (typeof value !== 'string') throw badRequest(`Invalid request: \`meta.${key}\` should be string.`);
  const target = body.target === 'preview' ? undefined : body.target;
  if (target !== undefined && target !== null && typeof target !== 'string')
    throw badRequest('Invalid request: `target` should be string.');
  const environment = body.customEnvironmentSlugOrId ?? (target === 'production' ? null : (target ?? null));
  const isFirst = store.deploymentsOf(project.id).length === 0;
  return {
    name: String(body.name),
    target: target === 'production' || (isFirst && environment === null) ? 'production' : null,
    customEnvironment: typeof environment === 'string' ? environment : null,
    meta: meta as Record<string, string>,
    gitMetadata: body.gitMetadata === undefined ? null : readObject(body.gitMetadata),
    regions: Array.isArray(body.regions) ? body.regions.map(String) : ['iad1'],
    prebuilt: query.get('prebuilt') === '1' || (original?.prebuilt ?? false),
    autoAssign: body.autoAssignCustomDomains !== false,
    source: typeof body.source === 'string' ? body.source : 'api',
    buildEnv: readTexts(readObject(body.build ?? {}).env),
  };
}

function readTexts(value: unknown): Record<string, string> {
  const entries = Object.entries(readObject(value ?? {}));
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}

function newDeployment(
  id: string,
  request: DeploymentRequest,
  project: Project,
  script: DeploymentScript,
  createdAt: number,
  sourceDirectory: string,
): Deployment {
  return {
    ...request,
    id,
    url: '',
    projectId: project.id,
    readyState: 'QUEUED',
    readySubstate: undefined,
    aliasAssigned: null,
    aliasError: null,
    errorCode: undefined,
    errorMessage: undefined,
    createdAt,
    buildingAt: undefined,
    ready: undefined,
    canceledAt: undefined,
    productionSince: undefined,
    script,
    sourceDirectory,
    site: undefined,
    checkRuns: request.target === 'production' ? project.checks.map(newRun) : [],
    afterChecks: undefined,
    abort: new AbortController(),
    log: new EventLog(id),
  };
}
