import type { Faults } from '../http/faults.js';
import { type Handler, type PlatformRequest, PlatformServer, type RecordedRequest } from '../http/server.js';
import { RateLimit } from './access.js';
import { openInstance } from './environments.js';
import { answerGraphql, operationName, railwaySchema } from './graphql.js';
import { Lifecycle } from './lifecycle.js';
import { mutations } from './mutations.js';
import type {
  DeploymentScript,
  RailwayPlatformOptions,
  RegisteredCommit,
  RegisteredImage,
} from './options.js';
import { queries, Scope } from './queries.js';
import { type ServiceInstance, Store } from './store.js';
import { receiveUpload } from './upload.js';
import { Views } from './views.js';
import { volumeFolder } from './volume.js';

export type { DeploymentScript, RailwayPlatformOptions } from './options.js';

/** What a test or a report may know of a deployment. */
export interface DeploymentFacts {
  id: string;
  status: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  meta: Record<string, unknown>;
  canRollback: boolean;
  buildLog: string[];
  deploymentLog: string[];
  /** The process id of its container, while there is one. */
  pid?: number;
}

/** A local Railway that builds, runs and serves what is uploaded to it. Services are named by id or by name. */
export interface RailwayPlatform {
  /** Base URL; GraphQL at `/graphql/v2`, uploads at `/project/:project/environment/:environment/up`. */
  apiUrl: string;
  requests: RecordedRequest[];
  faults: Faults;
  /** The stable address of the service; 404 with `x-railway-fallback: true` when nothing runs. */
  serviceUrl(service: string, environmentId?: string): string;
  /** The id of the deployment that has the traffic. */
  activeDeployment(service: string, environmentId?: string): string | undefined;
  /** Newest first. */
  deployments(service: string, environmentId?: string): DeploymentFacts[];
  scriptNextDeployment(service: string, script: DeploymentScript, environmentId?: string): void;
  /** Makes `name` (as in `ghcr.io/acme/api:1.2`) an image a service can be pointed at: the folder's program, ready to run. */
  registerImage(name: string, image: RegisteredImage): void;
  /** Makes a commit deployable to services whose source is a repository: the folder's files, built like an upload. */
  registerCommit(sha: string, commit: RegisteredCommit): void;
  /** A deployment without traffic that Railway knows no more: it is in no list and cannot be read. */
  forget(deploymentId: string): void;
  /** Name and id of every environment there is now. */
  environments(): { id: string; name: string; isEphemeral: boolean }[];
  /** Sets a service's variables without a deployment; the next one has them. */
  setVariables(service: string, variables: Record<string, string>, environmentId?: string): void;
  /** The folder of this machine that is the service's volume in one environment. */
  volumeFolder(service: string, environmentId?: string): string;
  /** A service's variables as they are set, in one environment. */
  variables(service: string, environmentId?: string): Record<string, string>;
  /** Stops every process it started and every server it opened. */
  close(): Promise<void>;
}

/** Starts a local Railway on 127.0.0.1. Rejects when no port can be opened. */
export async function startRailwayPlatform(options: RailwayPlatformOptions): Promise<RailwayPlatform> {
  const store = new Store(options);
  for (const environment of options.project.environments) {
    for (const service of options.project.services) {
      store.instances.push(await openInstance(environment.id, service));
    }
  }
  const lifecycle = new Lifecycle(store, options);
  const server = new PlatformServer(() => ({ status: 404, body: { message: 'Not Found' } }));
  const apiUrl = await openApi(server, store, lifecycle, options);
  const find = (service: string, environmentId?: string) => instanceIn(store, service, environmentId);
  return {
    apiUrl,
    requests: server.requests,
    faults: server.faults,
    serviceUrl: (service, environmentId) => find(service, environmentId).edge.url,
    activeDeployment: (service, environmentId) => find(service, environmentId).active?.id,
    deployments: (service, environmentId) =>
      store.of(find(service, environmentId)).map((one) => facts(one, store)),
    scriptNextDeployment: (service, script, environmentId) => {
      find(service, environmentId).scripts.push(script);
    },
    registerImage: (name, image) => void store.images.set(name, image),
    registerCommit: (sha, commit) => void store.commits.set(sha, commit),
    forget: (deploymentId) => store.forget(deploymentId),
    environments: () => store.environments.map(({ id, name, isEphemeral }) => ({ id, name, isEphemeral })),
    setVariables: (service, variables, environmentId) =>
      void Object.assign(find(service, environmentId).variables, variables),
    volumeFolder: (service, environmentId) =>
      volumeFolder(find(service, environmentId), options.workDirectory),
    variables: (service, environmentId) => ({ ...find(service, environmentId).variables }),
    close: async () => {
      await server.close();
      await lifecycle.close();
      for (const { edge } of store.instances) await edge.close();
    },
  };
}

function instanceIn(store: Store, service: string, environmentId: string | undefined): ServiceInstance {
  const instance = store.instance(service, environmentId);
  const names = store.project.services.map((one) => one.name).join(', ');
  if (!instance) throw new Error(`There is no service "${service}" here; there are: ${names}.`);
  return instance;
}

async function openApi(
  server: PlatformServer,
  store: Store,
  lifecycle: Lifecycle,
  options: RailwayPlatformOptions,
): Promise<string> {
  const views = new Views(store);
  const scope = new Scope(store);
  const root = { ...queries(store, views, scope), ...mutations({ store, views, scope, lifecycle }) };
  const schema = railwaySchema();
  const limit = new RateLimit(options.plan?.rateLimitPerHour);
  let apiUrl = '';
  const limited = (handler: Handler): Handler => {
    return async (request: PlatformRequest) => {
      const { spent, headers } = limit.take();
      if (spent) return { status: 429, headers, body: { errors: [{ message: 'Rate limit exceeded' }] } };
      const answer = await handler(request);
      return { ...answer, headers: { ...answer.headers, ...headers } };
    };
  };
  const graphql = limited((request) => answerGraphql(request, { schema, root, options }));
  server.route('POST', '/graphql/v2', operationName, graphql);
  const upload = limited((request) => receiveUpload(request, { store, lifecycle, options, apiUrl }));
  server.route('POST', '/project/:project/environment/:environment/up', 'upload', upload);
  apiUrl = await server.start();
  return apiUrl;
}

function facts(deployment: ReturnType<Store['of']>[number], store: Store): DeploymentFacts {
  const { id, status, createdAt, container } = deployment;
  return {
    id,
    status,
    createdAt,
    meta: { ...deployment.meta },
    canRollback: store.canRollback(deployment),
    buildLog: deployment.buildLogs.map((line) => line.message),
    deploymentLog: deployment.deploymentLogs.map((line) => line.message),
    ...(container && !container.ended ? { pid: container.pid } : {}),
  };
}
