import { GraphQLError } from 'graphql';
import { type Connection, connection, type PageArguments } from './pages.js';
import type { Deployment, LogLine, ServiceInstance, Store } from './store.js';

/** A node as GraphQL reads it: plain values, and functions for what is looked up when asked. */
export type Node = Record<string, unknown> & { id: string };

const iso = (at: number): string => new Date(at).toISOString();

/** Shows the store's facts in the schema's shapes. */
export class Views {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  deployment(deployment: Deployment): Node {
    const { instance } = deployment;
    const domain = instance.hasDomain ? instance.edge.domain : null;
    return {
      id: deployment.id,
      status: deployment.status,
      canRedeploy: deployment.origin !== undefined,
      canRollback: this.#store.canRollback(deployment),
      createdAt: iso(deployment.createdAt),
      updatedAt: iso(deployment.statusUpdatedAt),
      statusUpdatedAt: iso(deployment.statusUpdatedAt),
      deploymentStopped: !['RUNNING', 'RESTARTING', 'INITIALIZING', 'REMOVING'].includes(
        deployment.instanceStatus,
      ),
      diagnosis: deployment.diagnosis,
      environment: () => this.environment(instance.environmentId),
      environmentId: instance.environmentId,
      instances: [{ id: deployment.instanceId, status: deployment.instanceStatus }],
      meta: { ...deployment.meta },
      projectId: this.#store.project.id,
      service: () => this.service(instance.serviceId),
      serviceId: instance.serviceId,
      snapshotId: deployment.snapshotId,
      staticUrl: domain,
      url: domain,
      suggestAddServiceDomain: domain === null,
    };
  }

  instance(instance: ServiceInstance): Node {
    const { settings } = instance;
    const latest = this.#store.of(instance)[0];
    return {
      numReplicas: 1,
      restartPolicyMaxRetries: 10,
      restartPolicyType: 'ON_FAILURE',
      builder: 'RAILPACK',
      watchPatterns: [],
      ...settings,
      id: instance.id,
      createdAt: iso(this.#store.createdAt),
      updatedAt: iso(instance.updatedAt),
      environmentId: instance.environmentId,
      serviceId: instance.serviceId,
      serviceName: this.service(instance.serviceId).name,
      service: () => this.service(instance.serviceId),
      domains: () => this.domains(instance),
      latestDeployment: () => (latest ? this.deployment(latest) : null),
      activeDeployments: () => (instance.active ? [this.deployment(instance.active)] : []),
    };
  }

  domains(instance: ServiceInstance): unknown {
    return { customDomains: [], serviceDomains: instance.hasDomain ? [this.serviceDomain(instance)] : [] };
  }

  serviceDomain(instance: ServiceInstance): Node {
    const { environmentId, serviceId, edge } = instance;
    const projectId = this.#store.project.id;
    const { domain } = edge;
    return { id: `domain-${instance.id}`, domain, environmentId, serviceId, projectId, targetPort: null };
  }

  service(id: string): Node {
    const service = this.#store.project.services.find((one) => one.id === id);
    if (!service) throw new GraphQLError('Service not found');
    return {
      id,
      name: service.name,
      createdAt: iso(this.#store.createdAt),
      deletedAt: null,
      projectId: this.#store.project.id,
      project: () => this.project(),
    };
  }

  environment(id: string): Node {
    const environment = this.#store.environments.find((one) => one.id === id);
    if (!environment) throw new GraphQLError('Environment not found');
    const instances = this.#store.instances.filter((one) => one.environmentId === id);
    return {
      id,
      name: environment.name,
      createdAt: iso(this.#store.createdAt),
      deletedAt: null,
      isEphemeral: environment.isEphemeral,
      projectId: this.#store.project.id,
      serviceInstances: (page: PageArguments) =>
        connection(
          instances.map((one) => this.instance(one)),
          page,
        ),
    };
  }

  environments(isEphemeral: boolean | undefined, page: PageArguments): Connection<Node> {
    const found = this.#store.environments.filter(
      (one) => isEphemeral === undefined || one.isEphemeral === isEphemeral,
    );
    return connection(
      found.map((one) => this.environment(one.id)),
      page,
    );
  }

  project(): Node {
    const { id, name, services } = this.#store.project;
    return {
      id,
      name,
      createdAt: iso(this.#store.createdAt),
      deletedAt: null,
      subscriptionType: this.#store.planName,
      baseEnvironmentId: this.#store.environments[0]?.id,
      primaryEnvironmentId: this.#store.environments[0]?.id,
      environments: ({ isEphemeral, ...page }: PageArguments & { isEphemeral?: boolean | null }) =>
        this.environments(isEphemeral ?? undefined, page),
      services: (page: PageArguments): Connection<Node> =>
        connection(
          services.map((one) => this.service(one.id)),
          page,
        ),
    };
  }

  events(deployment: Deployment, page: PageArguments): Connection<Node> {
    const nodes = deployment.events.map((event) => ({
      ...event,
      createdAt: iso(event.createdAt),
      completedAt: event.completedAt ? iso(event.completedAt) : null,
    }));
    return connection(nodes, page);
  }

  /** Like the service itself, answers one line more than was asked for. */
  logs(deployment: Deployment, lines: LogLine[], query: LogQuery): unknown[] {
    const limit = query.limit ?? 100;
    if (limit > 5000) throw new GraphQLError('limit must not be greater than 5000');
    const since = query.startDate ? Date.parse(query.startDate) : 0;
    const until = query.endDate ? Date.parse(query.endDate) : Number.POSITIVE_INFINITY;
    const found = lines.filter((line) => {
      const at = Date.parse(line.timestamp);
      return at >= since && at <= until && matches(line, query.filter ?? '');
    });
    const kept = query.startDate ? found.slice(0, limit + 1) : found.slice(-(limit + 1));
    const { instance, id: deploymentId, instanceId, snapshotId } = deployment;
    const { serviceId, environmentId } = instance;
    const projectId = this.#store.project.id;
    const tags = {
      deploymentId,
      deploymentInstanceId: instanceId,
      serviceId,
      environmentId,
      projectId,
      snapshotId,
    };
    return kept.map((line) => ({ ...line, tags, attributes: [{ key: 'level', value: line.severity }] }));
  }
}

/** The arguments of the log queries. */
export interface LogQuery {
  limit?: number | null;
  filter?: string | null;
  startDate?: string | null;
  endDate?: string | null;
}

function matches(line: LogLine, filter: string): boolean {
  const level = /@level:(\w+)/.exec(filter)?.[1];
  const text = filter
    .replace(/@level:\w+/, '')
    .trim()
    .replace(/^"|"$/g, '')
    .toLowerCase();
  return (level === undefined || level === line.severity) && line.message.toLowerCase().includes(text);
}
