import type { PlatformRequest, PlatformResponse } from '../http/server.js';
import type { Api } from './access.js';
import { ok } from './access.js';
import { badRequest, failure, notFound, readObject } from './answers.js';
import { heldBack } from './deployment-checks.js';
import type { Deployment, Project, Stage } from './model.js';
import type { Production } from './production.js';
import { requireProject } from './project-routes.js';
import type { Store } from './store.js';
import { rollingView } from './views.js';

/** Promote, rollback and rolling releases. */
export function addPromotionRoutes(api: Api, store: Store, production: Production): void {
  const versions = (rest: string) =>
    ['/v1', '/v9', '/v10'].map((version) => `${version}/projects/:id/${rest}`);
  api.owned('POST', versions('promote/:deployment'), 'requestPromote', (request) => {
    const { project, deployment } = find(store, request);
    return promote(production, project, deployment);
  });
  api.owned('POST', versions('rollback/:deployment'), 'requestRollback', (request) => {
    const { project, deployment } = find(store, request);
    project.rollbackDescription = request.query.get('description');
    return rollBack(store, production, project, deployment);
  });
  for (const type of ['promote', 'rollback'] as const)
    api.owned(
      'GET',
      versions(`${type}/aliases`),
      type === 'promote' ? 'listPromoteAliases' : 'listRollbackAliases',
      ({ params }) => ok(aliasesOfJob(requireProject(store, params.id), type)),
    );
  addRollingRoutes(api, store, production);
}

function find(store: Store, { params }: PlatformRequest): { project: Project; deployment: Deployment } {
  const project = requireProject(store, params.id);
  const deployment = store.byId(params.deployment ?? '');
  if (!deployment || deployment.projectId !== project.id) throw notFound('Deployment');
  return { project, deployment };
}

function promote(production: Production, project: Project, deployment: Deployment): PlatformResponse {
  requireReady(deployment);
  if (deployment.target !== 'production')
    throw badRequest(
      'Only a deployment with target production can be promoted; build this one anew for production.',
    );
  // Guessed: that Vercel refuses is documented, how it says so is not.
  const checks = heldBack(deployment, ['deployment-alias', 'deployment-promotion']);
  if (checks === 'pending' || checks === 'failed')
    throw failure(409, 'checks_not_passed', `The deployment's checks have not passed: ${checks}.`);
  if (project.productionId === deployment.id && !production.isRolling(project)) {
    // After a rollback, promoting what is live is how its project gets its automatic domains back.
    if (project.autoAssignCustomDomains)
      throw failure(409, 'conflict', 'The deployment is already the current production deployment.');
  }
  if (production.isRolling(project) && project.rolling) {
    project.rolling.queuedId = deployment.id;
    return { status: 202, body: {} };
  }
  if (production.rolls(project)) {
    const requestedAt = Date.now();
    project.lastAliasRequest = {
      type: 'promote',
      jobStatus: 'in-progress',
      requestedAt,
      fromDeploymentId: project.productionId ?? null,
      toDeploymentId: deployment.id,
    };
    production.startRolling(project, deployment);
  } else production.request(project, deployment, 'promote');
  return { status: 201, body: {} };
}

function rollBack(
  store: Store,
  production: Production,
  project: Project,
  deployment: Deployment,
): PlatformResponse {
  requireReady(deployment);
  if (production.isRolling(project)) {
    production.endRolling(project, 'ABORTED');
    project.autoAssignCustomDomains = false;
    // An abort names the current production deployment or the canary: either way, the current one stays.
    if ([project.productionId, project.rolling?.canaryId].includes(deployment.id))
      return { status: 201, body: {} };
  }
  if (project.productionId === deployment.id)
    throw failure(409, 'conflict', 'The deployment is already the current production deployment.');
  if (deployment.productionSince === undefined)
    throw badRequest('The deployment never served a production domain and cannot be rolled back to.');
  if (!store.rollbackCandidates(project).includes(deployment))
    throw failure(
      402,
      'payment_required',
      'On the Hobby plan only the previous production deployment can be rolled back to.',
    );
  production.request(project, deployment, 'rollback');
  return { status: 201, body: {} };
}

function requireReady({ readyState }: Deployment): void {
  if (readyState !== 'READY') throw badRequest(`The deployment is ${readyState}, not READY.`);
}

function aliasesOfJob(project: Project, type: 'promote' | 'rollback'): Record<string, unknown> {
  const job = project.lastAliasRequest;
  const aliases =
    job?.type === type && job.jobStatus === 'failed'
      ? [
          {
            id: `alias_${project.id}`,
            status: 'failed',
            alias: { alias: project.productionHost, deploymentId: job.toDeploymentId },
          },
        ]
      : [];
  return { aliases, pagination: { count: aliases.length, next: null, prev: null } };
}

const rollingPath = '/v1/projects/:id/rolling-release';

function addRollingRoutes(api: Api, store: Store, production: Production): void {
  const state = (project: Project) => ok({ rollingRelease: rollingView(store, project) });
  const step = (
    name: string,
    operation: string,
    act: (project: Project, body: Record<string, unknown>) => void,
  ) =>
    api.owned('POST', [`${rollingPath}/${name}`], operation, ({ params, json }) => {
      const project = requireProject(store, params.id);
      act(project, readObject(json()));
      return state(project);
    });
  api.owned('GET', [rollingPath], 'getRollingRelease', ({ params }) =>
    state(requireProject(store, params.id)),
  );
  step('start', 'startRollingRelease', (project, { canaryDeploymentId }) =>
    startRolling(store, production, project, String(canaryDeploymentId)),
  );
  step('approve-stage', 'approveRollingReleaseStage', (project, { nextStageIndex, canaryDeploymentId }) => {
    requireCanary(production, project, canaryDeploymentId);
    production.enterStage(project, requireNextStage(project, nextStageIndex));
  });
  step('complete', 'completeRollingRelease', (project, { canaryDeploymentId }) => {
    requireCanary(production, project, canaryDeploymentId);
    production.endRolling(project, 'COMPLETE');
  });
  addRollingConfigRoutes(api, store);
}

function startRolling(store: Store, production: Production, project: Project, canaryId: string): void {
  const canary = store.byId(canaryId);
  if (canary?.projectId !== project.id) throw notFound('Deployment');
  requireReady(canary);
  if (!production.rolls(project)) throw badRequest('The project has no rolling release configured.');
  production.startRolling(project, canary);
}

function requireNextStage(project: Project, asked: unknown): number {
  const next = (project.rolling?.stageIndex ?? 0) + 1;
  if (asked !== next) throw badRequest(`The next stage is ${next}, not ${String(asked)}.`);
  return next;
}

function addRollingConfigRoutes(api: Api, store: Store): void {
  const path = `${rollingPath}/config`;
  const config = (project: Project) => ok({ rollingRelease: project.rollingConfig });
  api.owned('GET', [path], 'getRollingReleaseConfig', ({ params }) =>
    config(requireProject(store, params.id)),
  );
  api.owned('PATCH', [path], 'updateRollingReleaseConfig', ({ params, json }) => {
    const project = requireProject(store, params.id);
    project.rollingConfig = readRollingConfig(json());
    return config(project);
  });
  api.owned('DELETE', [path], 'deleteRollingReleaseConfig', ({ params }) => {
    const project = requireProject(store, params.id);
    project.rollingConfig = null;
    return config(project);
  });
}

function requireCanary(production: Production, project: Project, id: unknown): void {
  if (!production.isRolling(project)) throw badRequest('No rolling release is active.');
  if (project.rolling?.canaryId !== id)
    throw badRequest(`The canary is ${project.rolling?.canaryId}, not ${String(id)}.`);
}

/** Reads a rolling release's configuration; null, or one that is not enabled, turns it off. Throws a 400. */
export function readRollingConfig(value: unknown): Project['rollingConfig'] {
  if (value === null || value === undefined) return null;
  const config = readObject(value);
  if (config.enabled === false) return null;
  const stages: unknown[] = Array.isArray(config.stages) ? config.stages : [];
  const valid = stages.every((stage) => typeof readObject(stage).targetPercentage === 'number');
  if (stages.length === 0 || !valid)
    throw badRequest('Invalid request: `stages` needs a `targetPercentage` each.');
  return {
    enabled: true,
    ...(typeof config.advancementType === 'string' ? { advancementType: config.advancementType } : {}),
    stages: stages as Stage[],
  };
}
