import type { Edge } from './edge.js';
import { forcedShare } from './forced-share.js';
import type { CustomEnvironment, Project, ProjectCheck } from './model.js';
import type { Production } from './production.js';
import { readRollingConfig } from './promotion-routes.js';
import type { BuildSettings } from './source/frameworks.js';
import type { Store } from './store.js';

/** A project of the account, as it is given. */
export interface ProjectOptions {
  id: string;
  name: string;
  rootDirectory?: string | null;
  /** The repository on GitHub that it is connected to: its commits can be deployed. */
  repository?: { repoId: number; branch: string };
  /** `{stages: [{targetPercentage}, …]}`: production deployments then go out in stages. */
  rollingRelease?: unknown;
  /** Environment variables, the same for every target; only `env ls` and `env pull` show them. */
  env?: Record<string, string>;
  /** Checks that every production deployment gets a run of. */
  checks?: ProjectCheck[];
  /** What is set under "Build and Development Settings"; `vercel.json` wins over it. */
  build?: BuildSettings;
  /** Environments of its own besides preview and production. */
  environments?: { id: string; slug: string }[];
  /** Deployments' own addresses ask for a login; these secrets and trusted sources' OIDC tokens open them. */
  protection?: { bypassSecrets?: string[]; trusts?: (idToken: string) => boolean };
}

/** Adds a project with its production domain and those of its environments. */
export async function openProject(
  store: Store,
  edge: Edge,
  production: Production,
  given: ProjectOptions,
): Promise<void> {
  const project = newProject(given);
  project.productionHost = await edge.open((request, response) =>
    production.choose(project, forcedShare(project, request, response)),
  );
  for (const environment of given.environments ?? [])
    project.environments.push(await openEnvironment(store, edge, environment));
  store.projects.push(project);
}

async function openEnvironment(
  store: Store,
  edge: Edge,
  { id, slug }: { id: string; slug: string },
): Promise<CustomEnvironment> {
  const environment: CustomEnvironment = { id, slug, host: '', deploymentId: undefined };
  environment.host = await edge.open(() => store.byId(environment.deploymentId ?? ''));
  return environment;
}

/** A project that nothing was deployed to yet. */
function newProject({
  id,
  name,
  rootDirectory,
  rollingRelease,
  protection,
  ...given
}: ProjectOptions): Project {
  const now = Date.now();
  return {
    id,
    name,
    rootDirectory: rootDirectory ?? null,
    repository: given.repository,
    env: given.env ?? {},
    envOf: new Map(),
    buildSettings: given.build ?? {},
    checks: given.checks ?? [],
    environments: [],
    isProtected: protection !== undefined,
    trusts: protection?.trusts ?? (() => false),
    bypassSecrets: new Map((protection?.bypassSecrets ?? []).map((secret) => [secret, now])),
    productionHost: '',
    productionId: undefined,
    autoAssignCustomDomains: true,
    lastAliasRequest: undefined,
    lastRollbackTarget: null,
    rollbackDescription: null,
    rollingConfig: readRollingConfig(rollingRelease),
    rolling: undefined,
    createdAt: now,
    updatedAt: now,
  };
}
