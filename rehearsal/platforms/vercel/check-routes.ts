import { type Api, ok } from './access.js';
import { badRequest, notFound, readObject } from './answers.js';
import { newRun } from './deployment-checks.js';
import { requireDeployment } from './deployment-routes.js';
import type { CheckRun } from './model.js';
import { requireProject } from './project-routes.js';
import type { Store } from './store.js';

const statuses = ['queued', 'running', 'completed'];
const conclusions = ['canceled', 'skipped', 'timeout', 'failed', 'neutral', 'succeeded'];

/** Checks of projects and their runs (v2). */
export function addCheckRoutes(api: Api, store: Store): void {
  api.owned('GET', ['/v2/projects/:id/checks'], 'listProjectChecks', ({ params }) =>
    ok({ checks: requireProject(store, params.id).checks }),
  );
  api.owned('GET', ['/v2/deployments/:id/check-runs'], 'listCheckRuns', ({ params }) => {
    const deployment = requireDeployment(store, params.id);
    const { failedCheck: name } = deployment.script;
    const scripted = name ? [{ id: 'run_1', name, status: 'completed', conclusion: 'failed' }] : [];
    return ok({ runs: [...deployment.checkRuns.map(viewOf), ...scripted] });
  });
  api.owned('POST', ['/v2/deployments/:id/check-runs'], 'createCheckRun', ({ params, json }) => {
    const deployment = requireDeployment(store, params.id);
    const { checkId } = readObject(json());
    const check = store.projectOf(deployment).checks.find(({ id }) => id === checkId);
    if (!check) throw notFound('Check');
    const run = newRun(check);
    deployment.checkRuns.push(run);
    return ok(viewOf(run));
  });
  api.owned('PATCH', ['/v2/deployments/:id/check-runs/:run'], 'updateCheckRun', ({ params, json }) => {
    const deployment = requireDeployment(store, params.id);
    const run = deployment.checkRuns.find(({ id }) => id === params.run);
    if (!run) throw notFound('Check run');
    update(run, readObject(json()));
    deployment.afterChecks?.();
    return ok(viewOf(run));
  });
}

function update(run: CheckRun, { status, conclusion, ...said }: Record<string, unknown>): void {
  if (status !== undefined && !statuses.includes(String(status)))
    throw badRequest(`Invalid request: \`status\` should be one of ${statuses.join(', ')}.`);
  if (conclusion !== undefined && !conclusions.includes(String(conclusion)))
    throw badRequest(`Invalid request: \`conclusion\` should be one of ${conclusions.join(', ')}.`);
  if (status !== undefined) run.status = status as CheckRun['status'];
  if (conclusion !== undefined) run.conclusion = String(conclusion);
  Object.assign(run.said, said);
}

function viewOf({ id, check, status, conclusion, said }: CheckRun): Record<string, unknown> {
  const { name, blocks } = check;
  return { id, name, checkId: check.id, blocks, status, ...(conclusion ? { conclusion } : {}), ...said };
}
