import { GraphQLError } from 'graphql';
import { allow, type Principal } from './access.js';
import { connection, type PageArguments } from './pages.js';
import type { Deployment, ServiceInstance, Store } from './store.js';
import type { LogQuery, Views } from './views.js';

/** Who asks, handed to every resolver. */
export interface Asking {
  principal: Principal;
  /** The environment a project token is bound to; absent for the first one. */
  environmentId?: string;
}

/** Finds things and checks that the caller may see them: a project token sees its own environment and nothing else. */
export class Scope {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  environment(id: string, asking: Asking): string {
    if (asking.principal === 'project' && id !== this.boundTo(asking)) {
      throw new GraphQLError('Not Authorized');
    }
    return id;
  }

  /** The environment a project token is bound to. */
  boundTo({ environmentId }: Asking): string {
    return environmentId ?? this.#store.environments[0]?.id ?? '';
  }

  project(id: string): void {
    if (id !== this.#store.project.id) throw new GraphQLError('Project not found');
  }

  instance(args: { serviceId: string; environmentId: string }, asking: Asking): ServiceInstance {
    const found = this.#store.instance(args.serviceId, this.environment(args.environmentId, asking));
    if (!found) throw new GraphQLError('ServiceInstance not found');
    return found;
  }

  deployment(id: string, asking: Asking): Deployment {
    const found = this.#store.deployment(id);
    if (!found) throw new GraphQLError('Deployment not found');
    this.environment(found.instance.environmentId, asking);
    return found;
  }
}

interface ListInput {
  environmentId?: string | null;
  includeDeleted?: boolean | null;
  projectId?: string | null;
  serviceId?: string | null;
  status?: { in?: string[] | null; notIn?: string[] | null } | null;
}
interface Place {
  serviceId: string;
  environmentId: string;
  projectId: string;
}

/** The resolvers of `Query`. */
export function queries(store: Store, views: Views, scope: Scope): Record<string, unknown> {
  return {
    ...identity(store, views, scope),
    ...deploymentQueries(store, views, scope),
    ...serviceQueries(views, scope),
    platformStatus: () => ({ isStable: true, incident: null }),
    projects: (args: PageArguments, { principal }: Asking) => {
      allow(principal, 'workspace', 'account');
      return connection([views.project()], args);
    },
    project: ({ id }: { id: string }) => {
      scope.project(id);
      return views.project();
    },
    environments: ({
      projectId,
      isEphemeral,
      ...page
    }: { projectId: string; isEphemeral?: boolean | null } & PageArguments) => {
      scope.project(projectId);
      return views.environments(isEphemeral ?? undefined, page);
    },
    environment: ({ id }: { id: string }, asking: Asking) => views.environment(scope.environment(id, asking)),
    variables: (args: { environmentId: string; serviceId?: string | null }, asking: Asking) => {
      const environmentId = scope.environment(args.environmentId, asking);
      if (!args.serviceId) return store.shared.get(environmentId) ?? {};
      return scope.instance({ environmentId, serviceId: args.serviceId }, asking).variables;
    },
    variablesForServiceDeployment: (args: Place, asking: Asking) => ({
      ...store.shared.get(args.environmentId),
      ...scope.instance(args, asking).variables,
    }),
  };
}

function serviceQueries(views: Views, scope: Scope): Record<string, unknown> {
  return {
    service: ({ id }: { id: string }) => views.service(id),
    serviceInstance: (args: Place, asking: Asking) => views.instance(scope.instance(args, asking)),
    domains: (args: Place, asking: Asking) => views.domains(scope.instance(args, asking)),
    deploymentTriggers: (args: Place & PageArguments, asking: Asking) => {
      const { trigger } = scope.instance(args, asking);
      const { environmentId, projectId, serviceId } = args;
      const nodes = trigger ? [{ provider: 'github', environmentId, projectId, serviceId, ...trigger }] : [];
      return connection(nodes, args);
    },
    serviceInstanceAutoDeployStatus: (args: Place, asking: Asking) => {
      const { trigger, autoDeploy } = scope.instance(args, asking);
      const reason = trigger ? null : 'The service has no repository.';
      return { canEnable: trigger !== undefined, enabled: trigger !== undefined && autoDeploy, reason };
    },
  };
}

function identity(store: Store, views: Views, scope: Scope): Record<string, unknown> {
  return {
    projectToken: (_: unknown, asking: Asking) => {
      if (asking.principal !== 'project') throw new GraphQLError('Project Token not found');
      const environmentId = scope.boundTo(asking);
      return {
        id: 'project-token',
        name: 'rehearsal',
        createdAt: new Date(store.createdAt).toISOString(),
        environmentId,
        environment: () => views.environment(environmentId),
        projectId: store.project.id,
        project: () => views.project(),
      };
    },
    apiToken: (_: unknown, { principal }: Asking) => {
      allow(principal, 'workspace', 'account');
      return { workspaces: [{ id: 'workspace', name: 'Rehearsal' }] };
    },
    me: (_: unknown, { principal }: Asking) => {
      allow(principal, 'account');
      return { id: 'user', email: 'rehearsal@example.com', name: 'Rehearsal', username: 'rehearsal' };
    },
  };
}

function deploymentQueries(store: Store, views: Views, scope: Scope): Record<string, unknown> {
  return {
    deployment: ({ id }: { id: string }, asking: Asking) => views.deployment(scope.deployment(id, asking)),
    deployments: (args: { input: ListInput } & PageArguments, asking: Asking) => {
      const { input } = args;
      if (asking.principal === 'project' && !input.environmentId) throw new GraphQLError('Not Authorized');
      if (input.environmentId) scope.environment(input.environmentId, asking);
      const found = store.deployments.filter((one) => listed(one, input)).reverse();
      return connection(
        found.map((one) => views.deployment(one)),
        args,
      );
    },
    deploymentEvents: (args: { id: string } & PageArguments, asking: Asking) =>
      views.events(scope.deployment(args.id, asking), args),
    buildLogs: (args: { deploymentId: string } & LogQuery, asking: Asking) => {
      const deployment = scope.deployment(args.deploymentId, asking);
      return views.logs(deployment, deployment.buildLogs, args);
    },
    deploymentLogs: (args: { deploymentId: string } & LogQuery, asking: Asking) => {
      const deployment = scope.deployment(args.deploymentId, asking);
      return views.logs(deployment, deployment.deploymentLogs, args);
    },
  };
}

function listed(deployment: Deployment, input: ListInput): boolean {
  const { instance, status } = deployment;
  return (
    (!input.serviceId || instance.serviceId === input.serviceId) &&
    (!input.environmentId || instance.environmentId === input.environmentId) &&
    (!input.status?.in || input.status.in.includes(status)) &&
    !input.status?.notIn?.includes(status)
  );
}
