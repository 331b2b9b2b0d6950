import { type Api, ok } from './access.js';
import { badRequest, failure, notFound, readObject } from './answers.js';
import type { DeploymentFactory } from './create.js';
import type { Edge } from './edge.js';
import type { FileStore } from './files.js';
import type { Lifecycle } from './lifecycle.js';
import { listDeployments } from './list.js';
import type { Deployment } from './model.js';
import type { Store } from './store.js';
import { deploymentView } from './views.js';

/** What the deployments' routes work with. */
export interface DeploymentParts {
  store: Store;
  files: FileStore;
  edge: Edge;
  lifecycle: Lifecycle;
  factory: DeploymentFactory;
}

/** Upload, create, read, list, cancel and delete. */
export function addDeploymentRoutes(api: Api, parts: DeploymentParts): void {
  const { store, files, factory, lifecycle } = parts;
  api.owned('POST', ['/v2/files', '/v2/now/files'], 'uploadFile', async ({ raw, headers }) => {
    const digest = headers['x-now-digest'] ?? headers['x-vercel-digest'];
    await files.put(raw, digest, headers['x-now-size']);
    return ok({ urls: [] });
  });
  api.owned('POST', ['/v13/deployments'], 'createDeployment', async (request) => {
    const deployment = await factory.create(readObject(request.json()), request.query);
    return ok(deploymentView(store, deployment));
  });
  api.open('GET', ['/v13/deployments/:id'], 'getDeployment', ({ params }) =>
    ok(deploymentView(store, requireDeployment(store, params.id))),
  );
  api.owned('GET', ['/v6/deployments', '/v7/deployments'], 'getDeployments', ({ query }) =>
    ok(listDeployments(store, query)),
  );
  api.owned('PATCH', ['/v12/deployments/:id/cancel'], 'cancelDeployment', ({ params }) => {
    const deployment = requireDeployment(store, params.id);
    if (!lifecycle.cancel(deployment))
      throw badRequest(`The deployment is ${deployment.readyState} and cannot be canceled.`);
    return ok(deploymentView(store, deployment));
  });
  api.owned('DELETE', ['/v13/deployments/:id', '/now/deployments/:id'], 'deleteDeployment', ({ params }) =>
    removeDeployment(parts, requireDeployment(store, params.id)),
  );
  addBuildRoutes(api, store);
}

/** The deployment a path names; throws the 404 Vercel answers for an unknown one. */
export function requireDeployment(store: Store, idOrHost: string | undefined): Deployment {
  const deployment = store.deployment(idOrHost ?? '');
  if (!deployment) throw notFound('Deployment');
  return deployment;
}

async function removeDeployment(
  { store, edge, files, lifecycle }: DeploymentParts,
  deployment: Deployment,
): Promise<{ status: number; body: unknown }> {
  const project = store.projectOf(deployment);
  if (project.productionId === deployment.id)
    throw failure(409, 'conflict', 'The deployment serves the production domain of its project.');
  lifecycle.cancel(deployment);
  deployment.log.end();
  store.remove(deployment);
  await edge.close(deployment.url);
  // A redeploy shares the source of its original.
  const shared = store.deployments.some(
    ({ sourceDirectory }) => sourceDirectory === deployment.sourceDirectory,
  );
  if (!shared) await files.remove(deployment.sourceDirectory);
  return ok({ uid: deployment.id, state: 'DELETED' });
}

function addBuildRoutes(api: Api, store: Store): void {
  const eventPaths = ['/v2', '/v3', '/v3/now'].map((version) => `${version}/deployments/:id/events`);
  api.owned('GET', eventPaths, 'getDeploymentEvents', ({ params, query, signal }) => {
    const { log } = requireDeployment(store, params.id);
    const since = Number(query.get('since') ?? 0);
    const follow = query.get('follow') === '1';
    if (follow)
      return {
        status: 200,
        headers: { 'content-type': 'application/stream+json' },
        stream: log.follow(since, signal),
      };
    const events = log.read(since);
    if (query.get('direction') === 'backward') events.reverse();
    const limit = Number(query.get('limit') ?? -1);
    const chosen = limit > 0 ? events.slice(0, limit) : events;
    if (query.get('format') !== 'lines') return ok(chosen);
    const body = chosen.map((event) => `${JSON.stringify(event)}\n`).join('');
    return { status: 200, body, headers: { 'content-type': 'application/stream+json' } };
  });
  api.owned('GET', ['/v11/deployments/:id/builds'], 'getDeploymentBuilds', ({ params }) => {
    const { id, readyState } = requireDeployment(store, params.id);
    const build = { id: `bld_${id.slice(4)}`, deploymentId: id, entrypoint: '.', use: '@vercel/static' };
    return ok({ builds: [{ ...build, readyState, output: [] }] });
  });
  api.owned('GET', ['/v1/deployments/:id/checks'], 'getAllChecks', ({ params }) => {
    const { checksConclusion: conclusion } = requireDeployment(store, params.id).script;
    return ok({
      checks: conclusion ? [{ id: 'check_1', name: 'check', status: 'completed', conclusion }] : [],
    });
  });
}
