import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { allow } from './access.js';
import { createEnvironment, deleteEnvironment, type EnvironmentInput } from './environments.js';
import type { Ground } from './ground.js';
import type { Asking } from './queries.js';
import type { Deployment, Origin, ServiceInstance, Store } from './store.js';

interface Place {
  serviceId: string;
  environmentId: string;
}

/** The mutations that deploy a service or change how it is set up. */
export function serviceMutations({ store, scope, views, lifecycle }: Ground): Record<string, unknown> {
  const deploy = (args: Place & { commitSha?: string | null }, asking: Asking): Deployment =>
    lifecycle.start(addFrom(store, scope.instance(args, asking), args.commitSha ?? undefined));
  return {
    serviceInstanceDeployV2: (args: Place, asking: Asking) => deploy(args, asking).id,
    serviceInstanceDeploy: (args: Place, asking: Asking) => Boolean(deploy(args, asking)),
    serviceInstanceRedeploy: (args: Place, asking: Asking) => Boolean(deploy(args, asking)),
    environmentTriggersDeploy: ({ input }: { input: Place }, asking: Asking) =>
      Boolean(deploy(input, asking)),
    serviceInstanceUpdate: (
      args: { serviceId: string; environmentId?: string | null; input: Record<string, unknown> },
      asking: Asking,
    ) => {
      const places = args.environmentId ? [args.environmentId] : store.environments.map((one) => one.id);
      for (const environmentId of places) {
        update(scope.instance({ serviceId: args.serviceId, environmentId }, asking), args.input);
      }
      return true;
    },
    serviceDomainCreate: ({ input }: { input: Place & { targetPort?: number | null } }, asking: Asking) => {
      const instance = scope.instance(input, asking);
      if (instance.hasDomain) throw new GraphQLError('Service already has a domain');
      instance.hasDomain = true;
      return views.serviceDomain(instance);
    },
  };
}

/** The mutations that make and remove environments; a project token, being bound to one, may not. */
export function environmentMutations({ store, scope, views, lifecycle }: Ground): Record<string, unknown> {
  const redeploy = (from: ServiceInstance, to: ServiceInstance): void => {
    const { active } = from;
    if (!active) return;
    const { imageDigest: _, ...meta } = active.meta;
    const origin = active.origin ? { origin: active.origin } : {};
    lifecycle.start(store.add(to, { meta, snapshotId: active.snapshotId, ...origin }));
  };
  return {
    environmentCreate: async ({ input }: { input: EnvironmentInput }, asking: Asking) => {
      allow(asking.principal, 'workspace', 'account');
      scope.project(input.projectId);
      return views.environment((await createEnvironment(input, { store, redeploy })).id);
    },
    environmentDelete: async ({ id }: { id: string }, asking: Asking) => {
      allow(asking.principal, 'workspace', 'account');
      await deleteEnvironment(id, store, lifecycle);
      return true;
    },
  };
}

/** A new deployment of the service's source: the commit that is asked for, its image, or what it was deployed from last. */
function addFrom(store: Store, instance: ServiceInstance, commitSha: string | undefined): Deployment {
  const made = (origin: Origin | undefined, meta: Record<string, unknown>): Deployment =>
    store.add(instance, { meta, snapshotId: randomUUID(), ...(origin ? { origin } : {}) });
  const { source } = instance.settings;
  if (commitSha !== undefined) {
    const commit = source?.repo ? store.commits.get(commitSha) : undefined;
    if (!commit) throw new GraphQLError('Commit not found');
    const { directory, branch = 'main', message = '' } = commit;
    const meta = { commitHash: commitSha, commitMessage: message, branch, repo: source?.repo };
    return made({ kind: 'commit', directory }, meta);
  }
  if (source?.image) return made({ kind: 'image', name: source.image }, { image: source.image });
  const latest = store.of(instance).find((one) => one.origin);
  const { imageDigest: _, ...meta } = latest?.meta ?? {};
  return made(latest?.origin, meta);
}

/** null unsets; what is not named stays. Credentials are kept apart, where no view shows them. */
function update(instance: ServiceInstance, input: Record<string, unknown>): void {
  const { registryCredentials, ...settings } = input;
  if (registryCredentials === null) delete instance.registryCredentials;
  else if (registryCredentials) {
    instance.registryCredentials = registryCredentials as { username: string; password: string };
  }
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) delete instance.settings[name];
    else instance.settings[name] = value;
  }
  instance.updatedAt = Date.now();
}
