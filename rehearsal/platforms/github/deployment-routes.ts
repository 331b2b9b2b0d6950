import type { PlatformRequest } from '../http/server.js';
import type { Needed, RepositoryRoutes } from './access.js';
import {
  type Body,
  flag,
  invalid,
  notFound,
  optionalText,
  paged,
  readBody,
  refusal,
  requiredText,
  textList,
  timestamp,
} from './answers.js';
import {
  checkAddress,
  type DeploymentRequest,
  type DeploymentStore,
  deploymentBody,
  deploymentStates,
  type StoredDeployment,
  type StoredStatus,
  statusBody,
} from './deployments.js';

const read: Needed = { names: ['deployments'], level: 'read' };
const write: Needed = { names: ['deployments'], level: 'write' };

/** Where things of this repository are addressed. */
export interface Addresses {
  /** Origin of the server, without a slash at the end. */
  serverUrl: string;
  /** REST address of the repository. */
  repositoryUrl: string;
  /** The account answers name as creator. */
  creator: Body;
}

/** Deployments, their statuses, and the environments they made. */
export function addDeploymentRoutes(routes: RepositoryRoutes, store: DeploymentStore, at: Addresses): void {
  const body = (deployment: StoredDeployment) => deploymentBody(deployment, at.repositoryUrl, at.creator);
  routes.add('POST', '/deployments', 'createDeployment', write, async (request) => ({
    status: 201,
    body: body(await store.create(deploymentRequest(readBody(request)))),
  }));
  routes.add('GET', '/deployments', 'listDeployments', read, (request) =>
    paged(request, at.serverUrl, filtered(store.all, request).map(body)),
  );
  routes.add('GET', '/deployments/:id', 'getDeployment', read, (request) => ({
    status: 200,
    body: body(store.get(request.params.id)),
  }));
  addStatusRoutes(routes, store, at);
  const environmentRead: Needed = { names: ['actions', 'deployments'], level: 'read' };
  routes.add('GET', '/environments/:environment', 'getEnvironment', environmentRead, (request) => ({
    status: 200,
    body: environmentBody(store, request.params.environment ?? '', at.repositoryUrl),
  }));
}

function addStatusRoutes(routes: RepositoryRoutes, store: DeploymentStore, at: Addresses): void {
  const path = '/deployments/:id/statuses';
  routes.add('POST', path, 'createDeploymentStatus', write, (request) => {
    const deployment = store.get(request.params.id);
    const sent = readBody(request);
    const status = store.addStatus(
      deployment,
      statusRequest(sent, deployment),
      flag(sent, 'auto_inactive', true),
    );
    return { status: 201, body: statusBody(status, deployment, at.repositoryUrl, at.creator) };
  });
  routes.add('GET', path, 'listDeploymentStatuses', read, (request) => {
    const deployment = store.get(request.params.id);
    const newestFirst = deployment.statuses.toReversed();
    return paged(
      request,
      at.serverUrl,
      newestFirst.map((status) => statusBody(status, deployment, at.repositoryUrl, at.creator)),
    );
  });
  routes.add('GET', `${path}/:status`, 'getDeploymentStatus', read, (request) => {
    const deployment = store.get(request.params.id);
    const status = deployment.statuses.find(({ id }) => String(id) === request.params.status);
    if (!status) throw notFound();
    return { status: 200, body: statusBody(status, deployment, at.repositoryUrl, at.creator) };
  });
}

function filtered(all: StoredDeployment[], request: PlatformRequest): StoredDeployment[] {
  const fields = ['sha', 'ref', 'task', 'environment'] as const;
  return all.toReversed().filter((deployment) =>
    fields.every((field) => {
      const wanted = request.query.get(field) ?? 'none';
      return wanted === 'none' || wanted === '' || deployment[field] === wanted;
    }),
  );
}

function deploymentRequest(body: Body): DeploymentRequest {
  const environment = optionalText(body, 'environment') ?? 'production';
  const payload = body.payload ?? '';
  if (typeof payload !== 'string' && typeof payload !== 'object') {
    throw refusal(422, 'Invalid request.\n\nNo subschema in "oneOf" matched for \'properties/payload\'.');
  }
  return {
    ref: requiredText(body, 'ref'),
    task: optionalText(body, 'task') ?? 'deploy',
    payload,
    environment,
    description: optionalText(body, 'description') ?? null,
    autoMerge: flag(body, 'auto_merge', true),
    requiredContexts: textList(body, 'required_contexts'),
    transient: flag(body, 'transient_environment', false),
    production: flag(body, 'production_environment', environment === 'production'),
  };
}

function statusRequest(body: Body, deployment: StoredDeployment): Omit<StoredStatus, 'id' | 'createdAt'> {
  const asked = requiredText(body, 'state');
  const state = deploymentStates.find((known) => known === asked);
  if (!state) {
    throw invalid({
      resource: 'DeploymentStatus',
      code: 'custom',
      field: 'state',
      message: 'state is not included in the list',
    });
  }
  const description = optionalText(body, 'description') ?? '';
  if (description.length > 140) {
    throw invalid({
      resource: 'DeploymentStatus',
      code: 'custom',
      field: 'description',
      message: 'description is too long (maximum is 140 characters)',
    });
  }
  return {
    state,
    description,
    environment: optionalText(body, 'environment') ?? deployment.environment,
    logUrl: checkAddress('log_url', optionalText(body, 'log_url') ?? optionalText(body, 'target_url') ?? ''),
    environmentUrl: checkAddress(
      'environment_url',
      optionalText(body, 'environment_url') ?? deployment.statuses.at(-1)?.environmentUrl ?? '',
    ),
  };
}

function environmentBody(store: DeploymentStore, name: string, repositoryUrl: string): Body {
  const first = store.all.find(({ environment }) => environment.toLowerCase() === name.toLowerCase());
  if (!first) throw notFound();
  return {
    id: first.id,
    node_id: `EN_${first.id}`,
    name: first.environment,
    url: `${repositoryUrl}/environments/${encodeURIComponent(first.environment)}`,
    html_url: null,
    created_at: timestamp(first.createdAt),
    updated_at: timestamp(first.createdAt),
    can_admins_bypass: true,
    protection_rules: [],
    deployment_branch_policy: null,
  };
}
