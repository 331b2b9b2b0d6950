import { GraphQLError } from 'graphql';
import type { Ground } from './ground.js';
import type { Asking } from './queries.js';
import { environmentMutations, serviceMutations } from './service-mutations.js';
import type { Deployment, Store } from './store.js';

/** The resolvers of `Mutation`. */
export function mutations(ground: Ground): Record<string, unknown> {
  return {
    ...deploymentMutations(ground),
    ...serviceMutations(ground),
    ...environmentMutations(ground),
    ...variableMutations(ground),
  };
}

function deploymentMutations({ store, views, scope, lifecycle }: Ground): Record<string, unknown> {
  type One = { id: string };
  return {
    deploymentRollback: ({ id }: One, asking: Asking) => {
      const target = scope.deployment(id, asking);
      if (!store.canRollback(target)) throw new GraphQLError('Deployment cannot be rolled back');
      lifecycle.start(again(store, target, { variables: target.variables, settings: target.settings }));
      return true;
    },
    deploymentRedeploy: (args: One & { usePreviousImageTag?: boolean | null }, asking: Asking) => {
      const target = scope.deployment(args.id, asking);
      const made =
        args.usePreviousImageTag && target.image ? again(store, target, {}) : rebuild(store, target);
      return views.deployment(lifecycle.start(made));
    },
    deploymentCancel: ({ id }: One, asking: Asking) => lifecycle.cancel(scope.deployment(id, asking)),
    deploymentRemove: ({ id }: One, asking: Asking) => lifecycle.remove(scope.deployment(id, asking)),
    deploymentStop: ({ id }: One, asking: Asking) => lifecycle.stop(scope.deployment(id, asking)),
    deploymentRestart: ({ id }: One, asking: Asking) => lifecycle.restart(scope.deployment(id, asking)),
    deploymentApprove: ({ id }: One, asking: Asking) => {
      const deployment = scope.deployment(id, asking);
      deployment.approved();
      return deployment.status === 'NEEDS_APPROVAL';
    },
  };
}

/** A new deployment of an image there is: no build; variables and settings are today's unless they are given. */
function again(store: Store, target: Deployment, parts: Partial<Deployment>): Deployment {
  const { image, origin, snapshotId, instance } = target;
  return store.add(instance, {
    meta: { ...target.meta },
    snapshotId,
    ...(image ? { image } : {}),
    ...(origin ? { origin } : {}),
    ...parts,
  });
}

/** A new deployment built from the same source. */
function rebuild(store: Store, target: Deployment): Deployment {
  const { imageDigest: _, ...meta } = target.meta;
  const { origin, snapshotId, instance } = target;
  return store.add(instance, { meta, snapshotId, ...(origin ? { origin } : {}) });
}

interface VariableInput {
  environmentId: string;
  serviceId?: string | null;
  skipDeploys?: boolean | null;
}

function variableMutations({ store, scope, lifecycle }: Ground): Record<string, unknown> {
  const change = (
    input: VariableInput,
    asking: Asking,
    apply: (variables: Record<string, string>) => Record<string, string>,
  ): boolean => {
    const environmentId = scope.environment(input.environmentId, asking);
    if (!input.serviceId) {
      store.shared.set(environmentId, apply({ ...store.shared.get(environmentId) }));
      return true;
    }
    const instance = scope.instance({ environmentId, serviceId: input.serviceId }, asking);
    instance.variables = apply({ ...instance.variables });
    if (!input.skipDeploys && instance.active) lifecycle.start(again(store, instance.active, {}));
    return true;
  };
  return {
    variableCollectionUpsert: (
      { input }: { input: VariableInput & { replace?: boolean | null; variables: Record<string, string> } },
      asking: Asking,
    ) => change(input, asking, (before) => ({ ...(input.replace ? {} : before), ...input.variables })),
    variableUpsert: ({ input }: { input: VariableInput & { name: string; value: string } }, asking: Asking) =>
      change(input, asking, (before) => ({ ...before, [input.name]: input.value })),
    variableDelete: ({ input }: { input: VariableInput & { name: string } }, asking: Asking) =>
      change(input, asking, ({ [input.name]: _, ...rest }) => rest),
  };
}
