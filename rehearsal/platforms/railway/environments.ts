import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { Edge } from './edge.js';
import type { Lifecycle } from './lifecycle.js';
import type { ServiceOptions } from './options.js';
import type { Environment, ServiceInstance, Store } from './store.js';

/** What `environmentCreate` is told. */
export interface EnvironmentInput {
  name: string;
  projectId: string;
  sourceEnvironmentId?: string | null;
  ephemeral?: boolean | null;
  skipInitialDeploys?: boolean | null;
}

/** Puts a service into an environment as it was set up, with an address of its own. */
export async function openInstance(environmentId: string, service: ServiceOptions): Promise<ServiceInstance> {
  const { id: serviceId, name: _, variables = {}, domain = true, trigger, autoDeploy, ...settings } = service;
  const edge = new Edge();
  await edge.start();
  return {
    id: randomUUID(),
    serviceId,
    environmentId,
    settings,
    variables: { ...variables },
    edge,
    scripts: [],
    updatedAt: Date.now(),
    hasDomain: domain,
    autoDeploy: autoDeploy ?? trigger !== undefined,
    ...(trigger ? { trigger: { id: randomUUID(), checkSuites: false, ...trigger } } : {}),
  };
}

/**
 * Makes an environment; with a source, every service of it is there too, with its settings and variables, and is
 * deployed from the same source unless that is skipped. Throws GraphQLError for a name that is taken.
 */
export async function createEnvironment(
  input: EnvironmentInput,
  { store, redeploy }: { store: Store; redeploy: (from: ServiceInstance, to: ServiceInstance) => void },
): Promise<Environment> {
  if (store.environments.some((one) => one.name === input.name)) {
    throw new GraphQLError(`Environment named "${input.name}" already exists in this project`);
  }
  const { name, ephemeral, sourceEnvironmentId } = input;
  const environment: Environment = {
    id: randomUUID(),
    name,
    isEphemeral: ephemeral ?? false,
    ...(sourceEnvironmentId ? { sourceEnvironmentId } : {}),
  };
  const sources = store.instances.filter((one) => one.environmentId === sourceEnvironmentId);
  const copies = await Promise.all(sources.map((one) => copyOf(one, environment.id)));
  store.environments.push(environment);
  store.instances.push(...copies);
  store.shared.set(environment.id, { ...store.shared.get(sourceEnvironmentId ?? '') });
  for (const [index, source] of sources.entries()) {
    const copy = copies[index];
    if (copy && !input.skipInitialDeploys && source.active) redeploy(source, copy);
  }
  return environment;
}

async function copyOf(source: ServiceInstance, environmentId: string): Promise<ServiceInstance> {
  const { serviceId, settings, variables, hasDomain, registryCredentials } = source;
  const opened = await openInstance(environmentId, { id: serviceId, name: '', variables, domain: hasDomain });
  return { ...opened, settings: { ...settings }, ...(registryCredentials ? { registryCredentials } : {}) };
}

/** Takes an environment away with everything that runs in it. Throws GraphQLError when there is none. */
export async function deleteEnvironment(id: string, store: Store, lifecycle: Lifecycle): Promise<void> {
  const index = store.environments.findIndex((one) => one.id === id);
  if (index < 0) throw new GraphQLError('Environment not found');
  store.environments.splice(index, 1);
  for (const instance of store.instances.filter((one) => one.environmentId === id)) {
    for (const deployment of store.of(instance)) lifecycle.remove(deployment);
    await instance.edge.close();
    store.instances.splice(store.instances.indexOf(instance), 1);
  }
}
