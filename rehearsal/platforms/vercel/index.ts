import type { Faults } from '../http/faults.js';
import { PlatformServer, type RecordedRequest } from '../http/server.js';
import { Api } from './access.js';
import { addAliasRoutes } from './alias-routes.js';
import { addCheckRoutes } from './check-routes.js';
import { DeploymentFactory } from './create.js';
import { addDeploymentRoutes } from './deployment-routes.js';
import { Edge } from './edge.js';
import { addEdgeConfigRoutes, openEdgeConfigs } from './edge-config.js';
import { FileStore } from './files.js';
import { Lifecycle } from './lifecycle.js';
import type { AliasRequestScript, DeploymentScript, Owner, Project, ReadyState, Timings } from './model.js';
import { Production } from './production.js';
import { addProjectRoutes } from './project-routes.js';
import { openProject, type ProjectOptions } from './projects.js';
import { addPromotionRoutes } from './promotion-routes.js';
import { addProtectionRoutes } from './protection.js';
import type { Builder } from './source/build-source.js';
import { Store, Timers } from './store.js';

export type { Owner } from './model.js';

export interface VercelPlatformOptions {
  /** The one token that is let in; any other gets 403 with `invalidToken`. */
  token: string;
  /** A team's resources need its `teamId` or `slug`; a user's account is on the Hobby plan. */
  owner: Owner;
  projects: ProjectOptions[];
  /** Uploaded files and source trees live here; it is made when missing and left behind. */
  workDirectory: string;
  /** With what source trees are installed and built; absent: no user code is run, and a tree is served as it is. */
  builder?: Omit<Builder, 'workDirectory'>;
  /** Milliseconds per phase; 150, 400, 100 and 150 when absent. */
  timings?: Partial<Timings>;
  /** Domains of the account that aliases may use besides `*.vercel.app`. */
  domains?: string[];
  /** Edge Configs by id, each with its items by key. */
  edgeConfigs?: Record<string, Record<string, unknown>>;
}

/** A deployment as a test wants to see it. */
interface DeploymentSummary {
  id: string;
  /** `127.0.0.1:<port>`, without a scheme. */
  url: string;
  target: 'production' | null;
  readyState: ReadyState;
  readySubstate: 'STAGED' | 'ROLLING' | 'PROMOTED' | undefined;
  aliasAssigned: number | null;
  meta: Record<string, string>;
  /** Milliseconds since the epoch; strictly rising within a platform. */
  createdAt: number;
}

/** A Vercel with one account on the loopback interface. */
export interface VercelPlatform {
  /** Base for `--api` and `vercel-api-url`. */
  apiUrl: string;
  requests: RecordedRequest[];
  /** Rules go by the names of Vercel's own SDK: `createDeployment`, `uploadFile`, `getDeployment`, `requestPromote`, … */
  faults: Faults;
  /** `http://127.0.0.1:<port>` for a project's name or id, stable for the platform's life; a 404 until something is live. */
  productionUrl(project: string): string;
  /** The same for an environment of the project's own, which has a domain too; undefined when it has no such one. */
  environmentUrl(project: string, slug: string): string | undefined;
  /** The id of the deployment that is live, undefined before the first. */
  productionDeployment(project: string): string | undefined;
  /** Where a host set with `alias set` is served, undefined for an unknown one. */
  aliasUrl(host: string): string | undefined;
  /** The value of an item of an Edge Config; undefined when there is none. */
  edgeConfigItem(id: string, key: string): unknown;
  /** Oldest first. */
  deployments(project: string): DeploymentSummary[];
  /** How the next created deployment goes. */
  scriptNextDeployment(script: DeploymentScript): void;
  /** How the next promote or rollback goes. */
  scriptNextAliasRequest(script: AliasRequestScript): void;
  /** A project as it is after a rollback that holds: its domains stay where they are until somebody promotes. */
  pinRollback(project: string): void;
  /** Turns the login before a project's deployments on or off. */
  protect(project: string, on: boolean): void;
  /** Sets variables for a project's builds of one target: `production`, `preview`, or an environment's slug. */
  setVariables(project: string, target: string, variables: Record<string, string>): void;
  /** Makes a host belong to somebody else: whoever wants it as an alias gets `alias_in_use`. */
  reserveAlias(host: string): void;
  /** Makes a commit of the connected repositories one that can be deployed: its files by their paths. */
  registerCommit(sha: string, files: Record<string, string>): void;
  /** Deletes a deployment behind everybody's back: it is not found any more. */
  deleteDeployment(id: string): void;
  close(): Promise<void>;
}

/**
 * Starts a Vercel that takes uploads, builds and serves static sites, each deployment on a port of its own, and moves
 * its projects' production domains as promote and rollback ask. Functions are not run; build commands are where a
 * builder is given. A prebuilt output is served by its `static` directory.
 */
export async function startVercelPlatform(options: VercelPlatformOptions): Promise<VercelPlatform> {
  const server = new PlatformServer(unknownPath);
  const store = new Store(options.owner);
  const timers = new Timers();
  const edge = new Edge();
  const files = new FileStore(options.workDirectory);
  await files.open();
  const timings = { queuedMs: 150, buildingMs: 400, aliasMs: 100, promoteMs: 150, ...options.timings };
  const production = new Production(store, timers, timings.promoteMs);
  const builder = options.builder && { ...options.builder, workDirectory: options.workDirectory };
  const lifecycle = new Lifecycle(store, timers, timings, production, builder);
  const factory = new DeploymentFactory(store, files, edge, lifecycle);
  for (const project of options.projects) await openProject(store, edge, production, project);
  const edgeConfigs = openEdgeConfigs(options.edgeConfigs ?? {});
  const api = new Api(server, options.token, options.owner);
  addDeploymentRoutes(api, { store, files, edge, lifecycle, factory });
  addAliasRoutes(api, store, edge, production, options.domains ?? []);
  addPromotionRoutes(api, store, production);
  addEdgeConfigRoutes(api, edgeConfigs);
  for (const add of [addProjectRoutes, addProtectionRoutes, addCheckRoutes]) add(api, store);
  const apiUrl = await server.start();
  return {
    apiUrl,
    requests: server.requests,
    faults: server.faults,
    ...viewOf(store),
    ...controlsOf(store, factory, production),
    edgeConfigItem: (id, key) => edgeConfigs.get(id)?.get(key),
    close: async () => {
      timers.stop();
      for (const { log, abort } of store.deployments) {
        abort.abort();
        log.end();
      }
      await Promise.all([server.close(), edge.closeAll()]);
    },
  };
}

function unknownPath({ path }: { path: string }): { status: number; body: object } {
  return { status: 404, body: { error: { code: 'not_found', message: `This server has no ${path}.` } } };
}

type Views = 'productionUrl' | 'environmentUrl' | 'productionDeployment' | 'aliasUrl' | 'deployments';

/** What a test sees of the account. */
function viewOf(store: Store): Pick<VercelPlatform, Views> {
  return {
    productionUrl: (name) => `http://${named(store, name).productionHost}`,
    environmentUrl: (name, slug) => {
      const found = named(store, name).environments.find((one) => one.slug === slug);
      return found && `http://${found.host}`;
    },
    productionDeployment: (name) => named(store, name).productionId,
    aliasUrl: (host) => store.aliases.get(host.toLowerCase())?.servedAt,
    deployments: (name) => store.deploymentsOf(named(store, name).id).map(summarize),
  };
}

type Controls =
  | 'scriptNextDeployment'
  | 'scriptNextAliasRequest'
  | 'pinRollback'
  | 'protect'
  | 'setVariables'
  | 'registerCommit'
  | 'reserveAlias';

/** What a test arranges. */
function controlsOf(
  store: Store,
  factory: DeploymentFactory,
  production: Production,
): Pick<VercelPlatform, Controls | 'deleteDeployment'> {
  return {
    scriptNextDeployment: (script) => factory.scriptNext(script),
    scriptNextAliasRequest: (script) => production.scriptNext(script),
    pinRollback: (name) => production.pin(named(store, name)),
    protect: (name, on) => {
      named(store, name).isProtected = on;
    },
    setVariables: (name, target, variables) => {
      const { envOf } = named(store, name);
      envOf.set(target, { ...envOf.get(target), ...variables });
    },
    registerCommit: (sha, files) => void store.commits.set(sha, files),
    reserveAlias: (host) => void store.reserved.add(host.toLowerCase()),
    deleteDeployment: (id) => {
      const deployment = store.byId(id);
      if (deployment) store.remove(deployment);
    },
  };
}

function named(store: Store, idOrName: string): Project {
  const project = store.project(idOrName);
  if (project) return project;
  const names = store.projects.map(({ name }) => name).join(', ');
  throw new Error(`The local Vercel has no project "${idOrName}"; it has: ${names}.`);
}

function summarize(deployment: DeploymentSummary): DeploymentSummary {
  const { id, url, target, readyState, readySubstate, aliasAssigned, meta, createdAt } = deployment;
  return { id, url, target, readyState, readySubstate, aliasAssigned, meta, createdAt };
}
