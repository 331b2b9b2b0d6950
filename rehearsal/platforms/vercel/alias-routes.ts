import { type Api, ok } from './access.js';
import { failure, notFound, readObject } from './answers.js';
import { requireDeployment } from './deployment-routes.js';
import type { Edge } from './edge.js';
import type { Alias, Deployment, Project } from './model.js';
import type { Production } from './production.js';
import { guardOf } from './protection.js';
import { newId, type Store } from './store.js';

/** What the aliases' routes work with; `domains` are those the account owns. */
interface AliasParts {
  store: Store;
  edge: Edge;
  production: Production;
  domains: readonly string[];
}

/** Aliases of deployments, and the domains an account owns. */
export function addAliasRoutes(
  api: Api,
  store: Store,
  edge: Edge,
  production: Production,
  domains: readonly string[],
): void {
  const parts: AliasParts = { store, edge, production, domains };
  addDeploymentAliasRoutes(api, parts);
  addAccountAliasRoutes(api, parts);
  addDomainRoute(api, domains);
}

function addDeploymentAliasRoutes(api: Api, parts: AliasParts): void {
  const { store } = parts;
  const paths = ['/now/deployments/:id/aliases', '/v2/deployments/:id/aliases'];
  api.owned('POST', paths, 'assignAlias', async ({ params, json }) => {
    const deployment = store.deployment(params.id ?? '');
    if (!deployment) throw failure(404, 'deployment_not_found', 'The deployment was not found');
    const host = String(readObject(json()).alias ?? '').toLowerCase();
    return ok(await assign(parts, deployment, host));
  });
  api.owned('GET', paths, 'listDeploymentAliases', ({ params }) => {
    const { id } = requireDeployment(store, params.id);
    const aliases = [...store.aliases.values()].filter(({ deploymentId }) => deploymentId === id);
    return ok({ aliases: aliases.map((alias) => aliasView(store, alias)) });
  });
}

function addAccountAliasRoutes(api: Api, { store, edge }: AliasParts): void {
  api.owned('GET', ['/v3/now/aliases', '/v4/aliases'], 'listAliases', ({ query }) => {
    const projectId = query.get('projectId');
    const aliases = [...store.aliases.values()].filter(
      (alias) => !projectId || alias.projectId === projectId,
    );
    const pagination = { count: aliases.length, next: null, prev: null };
    return ok({ aliases: aliases.map((alias) => aliasView(store, alias)), pagination });
  });
  api.owned('DELETE', ['/v2/aliases/:id', '/v2/now/aliases/:id'], 'deleteAlias', async ({ params }) => {
    const found = [...store.aliases.values()].find(
      ({ uid, alias }) => uid === params.id || alias === params.id,
    );
    if (!found) throw notFound('Alias');
    store.aliases.delete(found.alias);
    await edge.close(found.servedAt.replace('http://', ''));
    return ok({ status: 'SUCCESS' });
  });
}

function addDomainRoute(api: Api, domains: readonly string[]): void {
  api.owned('GET', ['/v5/domains/:domain'], 'getDomain', ({ params }) => {
    const name = params.domain ?? '';
    if (!domains.includes(name)) throw notFound('Domain');
    return ok({
      domain: { id: `domain_${name}`, name, verified: true, serviceType: 'external', nameservers: [] },
    });
  });
}

async function assign(
  parts: AliasParts,
  deployment: Deployment,
  host: string,
): Promise<Record<string, unknown>> {
  if (deployment.readyState !== 'READY')
    throw failure(400, 'deployment_not_ready', `The deployment is ${deployment.readyState}, not READY.`);
  const project = parts.store.projectOf(deployment);
  if (host === project.productionHost) return assignProduction(parts.production, project, deployment);
  requireUsableHost(host, parts.domains);
  if (parts.store.reserved.has(host))
    throw failure(409, 'alias_in_use', `The alias ${host} is already in use by another account.`);
  const existing = parts.store.aliases.get(host);
  if (!existing) return openAlias(parts, deployment, host);
  if (existing.projectId !== project.id)
    throw failure(409, 'alias_in_use', `The alias ${host} belongs to another project.`);
  const oldDeploymentId = existing.deploymentId;
  existing.deploymentId = deployment.id;
  return { uid: existing.uid, alias: host, created: new Date(existing.createdAt), oldDeploymentId };
}

function assignProduction(
  production: Production,
  project: Project,
  deployment: Deployment,
): Record<string, unknown> {
  const oldDeploymentId = project.productionId ?? null;
  production.assign(project, deployment);
  return { uid: `alias_${project.id}`, alias: project.productionHost, created: new Date(), oldDeploymentId };
}

function requireUsableHost(host: string, domains: readonly string[]): void {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host))
    throw failure(400, 'invalid_alias', `The alias \`${host}\` is not a host name.`);
  if (!host.endsWith('.vercel.app') && !domains.includes(host))
    throw failure(403, 'forbidden', `You don't have access to the domain ${host}.`);
}

/** Opens a port for a new alias, which follows the alias from one deployment to the next. */
async function openAlias(
  { store, edge }: AliasParts,
  deployment: Deployment,
  host: string,
): Promise<Record<string, unknown>> {
  const { id: deploymentId, projectId } = deployment;
  const choose = () => {
    const alias = store.aliases.get(host);
    return alias && store.byId(alias.deploymentId);
  };
  const servedAt = `http://${await edge.open(choose, guardOf(store.projectOf(deployment)))}`;
  const uid = newId('als').slice(4);
  const createdAt = Date.now();
  store.aliases.set(host, { uid, alias: host, deploymentId, projectId, createdAt, servedAt });
  return { uid, alias: host, created: new Date(createdAt) };
}

function aliasView(store: Store, alias: Alias): Record<string, unknown> {
  const { uid, deploymentId, projectId, createdAt } = alias;
  const url = store.byId(deploymentId)?.url;
  return {
    uid,
    alias: alias.alias,
    deploymentId,
    projectId,
    deployment: { id: deploymentId, url },
    created: new Date(createdAt),
    createdAt,
  };
}
