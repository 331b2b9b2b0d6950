import { InputError, PlatformError } from '../errors/errors.js';
import { addressOf } from '../http/loopback.js';
import type { Clock } from '../runtime/clock.js';
import type { RailwayClient } from './client.js';
import { liveOf, readUrl } from './deployments.js';
import { readProject } from './documents.js';
import {
  createEnvironment as createDocument,
  createDomain,
  deleteEnvironment as deleteDocument,
  type InstanceAnswer,
  readInstance,
  readInstances,
} from './environments-documents.js';
import { createNeedsAccount, creationRefused, type Message, mayNotDelete } from './messages.js';
import {
  chooseEnvironment,
  type ProjectScope,
  pickEnvironmentOf,
  type Scope,
  type ServiceTarget,
} from './scope.js';
import type { ServiceSettings } from './settings.js';

/** A service in its environment: how it is set up and what runs there. */
export interface ServiceFacts {
  serviceId: string;
  /** Path inside the uploaded archive that Railway builds from; undefined for its top. */
  rootDirectory: string | undefined;
  settings: ServiceSettings;
  /** A config-as-code file the service is set to read; undefined for the default (`railway.json`, `railway.toml`). */
  configFile: string | undefined;
  /** What it is connected to; both undefined for a service that only gets uploads. */
  image: string | undefined;
  repo: string | undefined;
  /** Its public address without a slash at its end; undefined when it has none. */
  url: string | undefined;
  /** The id of the deployment that takes the traffic; undefined when there is none. */
  live: string | undefined;
  /** Railway's word for the live deployment: `CRASHED` when it fell over and nobody took its place. */
  liveStatus: string | undefined;
  /** The id of its newest deployment, whatever became of it. */
  latest: string | undefined;
}

/**
 * Reads the services of an environment, all in one request. Should the token not be allowed to list them, those that are
 * wanted are read one by one. Services that are not in this environment are missing from the answer.
 */
export async function readServices(
  client: RailwayClient,
  environmentId: string,
  wanted: readonly string[],
): Promise<Map<string, ServiceFacts>> {
  const instances = await listInstances(client, environmentId).catch((error: unknown) => {
    if (!isNotAuthorized(error)) throw error;
    return readEach(client, environmentId, wanted);
  });
  const facts = instances.map((instance) => factsOf(instance, client.apiUrl));
  return new Map(facts.map((one) => [one.serviceId, one]));
}

async function listInstances(client: RailwayClient, id: string): Promise<InstanceAnswer[]> {
  const found: InstanceAnswer[] = [];
  let after: string | undefined;
  do {
    const { serviceInstances } = (await client.ask(readInstances, { id, after })).environment;
    found.push(...serviceInstances.edges.map(({ node }) => node));
    const { hasNextPage, endCursor } = serviceInstances.pageInfo;
    after = hasNextPage ? (endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found;
}

async function readEach(
  client: RailwayClient,
  environmentId: string,
  wanted: readonly string[],
): Promise<InstanceAnswer[]> {
  const found: InstanceAnswer[] = [];
  for (const serviceId of wanted) {
    found.push((await client.ask(readInstance, { environmentId, serviceId })).serviceInstance);
  }
  return found;
}

function factsOf(instance: InstanceAnswer, apiUrl: string): ServiceFacts {
  const root = (instance.rootDirectory ?? '').replace(/^(\.?\/)+|\/+$/g, '');
  const live = liveOf(instance);
  const deployments = [...instance.activeDeployments, instance.latestDeployment];
  const [domain] = [...instance.domains.serviceDomains, ...instance.domains.customDomains];
  return {
    serviceId: instance.serviceId,
    rootDirectory: root || undefined,
    settings: settingsOf(instance),
    configFile: instance.railwayConfigFile || undefined,
    image: instance.source?.image || undefined,
    repo: instance.source?.repo || undefined,
    url: domain && addressOf(apiUrl, domain.domain),
    live,
    liveStatus: deployments.find((one) => one?.id === live)?.status,
    latest: instance.latestDeployment?.id,
  };
}

function settingsOf(instance: InstanceAnswer): ServiceSettings {
  const { preDeployCommand } = instance;
  const commands = Array.isArray(preDeployCommand) ? preDeployCommand.map(String) : undefined;
  return {
    healthcheckPath: instance.healthcheckPath || undefined,
    healthcheckTimeout: instance.healthcheckTimeout ?? undefined,
    startCommand: instance.startCommand || undefined,
    preDeployCommand: commands && commands.length > 0 ? commands : undefined,
    numReplicas: instance.numReplicas ?? undefined,
    region: instance.region || undefined,
    overlapSeconds: instance.overlapSeconds ?? undefined,
    drainingSeconds: instance.drainingSeconds ?? undefined,
  };
}

/**
 * The environment by name, made as a copy of another one when it is not there: ephemeral, and without the deployments
 * that Railway would start in it by itself. Throws InputError when the token may not do that or the source is unknown.
 */
export async function ensureEnvironment(
  found: ProjectScope,
  wanted: { name: string; from: string },
  { client, clock, signal }: { client: RailwayClient; clock: Clock; signal: AbortSignal },
): Promise<Scope & { created: boolean }> {
  const there = found.environments.find(({ id, name }) => id === wanted.name || name === wanted.name);
  const inputs = { project: undefined, environment: wanted.name };
  if (there) return { ...chooseEnvironment(found, inputs), created: false };
  if (found.access.kind === 'project') throw asInputError(createNeedsAccount(wanted.name));
  const source = pickEnvironmentOf(found, wanted.from, 'create-environment-from');
  const { project, services } = found;
  const environment = await createOnce(client, found, { name: wanted.name, sourceEnvironmentId: source.id });
  await copied({ client, clock, signal }, source.id, environment.id);
  return { project, environment, services, created: true };
}

/** Names are unique in a project, so after a lost answer the environment of that name is the one that was asked for. */
async function createOnce(
  client: RailwayClient,
  { project }: ProjectScope,
  { name, sourceEnvironmentId }: { name: string; sourceEnvironmentId: string },
): Promise<{ id: string; name: string }> {
  const options = { ephemeral: true, skipInitialDeploys: true };
  const input = { projectId: project.id, name, sourceEnvironmentId, ...options };
  const create = () =>
    client.ask(createDocument, { input }).then(
      ({ environmentCreate }) => environmentCreate,
      (error: unknown) => {
        throw isNotAuthorized(error) ? asPlatformError(creationRefused(name)) : error;
      },
    );
  return onceMore(create, async () =>
    (await environmentsOf(client, project.id)).find((one) => one.name === name),
  );
}

async function environmentsOf(client: RailwayClient, id: string): Promise<{ id: string; name: string }[]> {
  return (await client.ask(readProject, { id })).project.environments.edges.map(({ node }) => node);
}

/** After a lost answer looks whether the change happened, and asks for it again only when it did not. */
async function onceMore<Value>(
  change: () => Promise<Value>,
  happened: () => Promise<Value | undefined>,
): Promise<Value> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    return (await happened()) ?? (await change());
  }
}

/** A large environment is copied in the background: its services appear one after the other. */
async function copied(
  { client, clock, signal }: { client: RailwayClient; clock: Clock; signal: AbortSignal },
  from: string,
  to: string,
): Promise<void> {
  const { length: wanted } = await listInstances(client, from);
  for (let looks = 0; looks < 20; looks += 1) {
    if ((await listInstances(client, to)).length >= wanted) return;
    await clock.sleep(3_000, signal);
  }
}

/** What became of an environment that was to be deleted. */
export type Deleted = { name: string; existed: boolean };

/**
 * Deletes an environment with everything in it. One that is not there any more is as good as deleted. Throws InputError
 * for the base environment, and for one that is not ephemeral unless `confirmed` is its exact name.
 */
export async function deleteEnvironment(
  found: ProjectScope,
  wanted: { name: string; confirmed: string | undefined; dryRun: boolean },
  client: RailwayClient,
): Promise<Deleted> {
  const there = found.environments.find(({ id, name }) => id === wanted.name || name === wanted.name);
  if (!there) return { name: wanted.name, existed: false };
  if (there.id === found.baseEnvironmentId || /^production$/i.test(there.name)) {
    throw asInputError(mayNotDelete(there.name, 'base'));
  }
  if (!there.isEphemeral && wanted.confirmed !== there.name) {
    throw asInputError(mayNotDelete(there.name, 'lasting'));
  }
  if (found.access.kind === 'project') throw asInputError(mayNotDelete(there.name, 'token'));
  if (wanted.dryRun) return { name: there.name, existed: true };
  await onceMore(
    async () => (await client.ask(deleteDocument, { id: there.id })).environmentDelete,
    async () =>
      (await environmentsOf(client, found.project.id)).every(({ id }) => id !== there.id) || undefined,
  );
  return { name: there.name, existed: true };
}

/** Gives the service a public address and returns it, without a slash at its end. */
export async function createPublicDomain(client: RailwayClient, target: ServiceTarget): Promise<string> {
  const { environmentId, serviceId } = target;
  return onceMore(
    async () => {
      const { serviceDomainCreate } = await client.ask(createDomain, { input: { environmentId, serviceId } });
      return addressOf(client.apiUrl, serviceDomainCreate.domain);
    },
    () => readUrl(client, target),
  );
}

function isNotAuthorized(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'not-authorized';
}

function asPlatformError({ message, fix }: Message): PlatformError {
  return new PlatformError(message, { code: 'not-authorized', fix });
}

function asInputError({ message, fix }: Message): InputError {
  return new InputError(message, { fix });
}
