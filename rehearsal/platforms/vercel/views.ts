import { heldBack } from './deployment-checks.js';
import type { Deployment, Project } from './model.js';
import type { Store } from './store.js';

/** A project as `GET /v9/projects/{idOrName}` gives it; `lastAliasRequest` comes only with `rollbackInfo=true`. */
export function projectView(store: Store, project: Project, rollbackInfo = false): Record<string, unknown> {
  const production = project.productionId === undefined ? undefined : store.byId(project.productionId);
  const deployments = store.deploymentsOf(project.id);
  return {
    id: project.id,
    name: project.name,
    accountId: store.owner.id,
    rootDirectory: project.rootDirectory,
    ...(project.repository
      ? {
          link: {
            type: 'github',
            repoId: project.repository.repoId,
            productionBranch: project.repository.branch,
          },
        }
      : {}),
    framework: null,
    nodeVersion: '22.x',
    autoAssignCustomDomains: project.autoAssignCustomDomains,
    targets: production ? { production: deploymentView(store, production) } : {},
    latestDeployments: deployments
      .slice(-10)
      .reverse()
      .map((deployment) => deploymentView(store, deployment)),
    customEnvironments: project.environments.map(environmentView),
    rollingRelease: project.rollingConfig,
    ssoProtection: project.isProtected ? { deploymentType: 'prod_deployment_urls_and_all_previews' } : null,
    passwordProtection: null,
    protectionBypass: bypassView(project.bypassSecrets),
    lastRollbackTarget: project.lastRollbackTarget ? { id: project.lastRollbackTarget } : null,
    ...(rollbackInfo && project.lastAliasRequest
      ? { lastAliasRequest: { ...project.lastAliasRequest } }
      : {}),
    createdAt: project.createdAt,
    updatedAt: project.updatedAt,
  };
}

/** One of a project's own environments as Vercel gives it. */
export function environmentView(environment: {
  id: string;
  slug: string;
  host?: string;
}): Record<string, unknown> {
  const { id, slug, host } = environment;
  const domains = host === undefined ? [] : [{ name: host, verified: true }];
  return { id, slug, type: 'preview', description: '', domains };
}

/** A deployment as `GET /v13/deployments/{idOrUrl}` gives it. */
export function deploymentView(store: Store, deployment: Deployment): Record<string, unknown> {
  const { owner } = store;
  const { script } = deployment;
  const scope = owner.kind === 'team' ? owner.slug : owner.username;
  const project = store.projectOf(deployment);
  return {
    id: deployment.id,
    name: deployment.name,
    url: deployment.url,
    version: 2,
    projectId: deployment.projectId,
    project: { id: project.id, name: project.name, framework: null },
    target: deployment.target,
    ...(deployment.customEnvironment
      ? { customEnvironment: customEnvironmentOf(project, deployment.customEnvironment) }
      : {}),
    readyState: deployment.readyState,
    status: deployment.readyState,
    ...(deployment.readySubstate ? { readySubstate: deployment.readySubstate } : {}),
    alias: store.hostsOf(deployment),
    aliasAssigned: deployment.aliasAssigned,
    aliasError: deployment.aliasError,
    aliasWarning: script.aliasWarning ?? null,
    ...failureView(deployment),
    ...checksView(deployment),
    ...timesView(deployment),
    inspectorUrl: `https://vercel.com/${scope}/${project.name}/${deployment.id.slice(4)}`,
    meta: deployment.meta,
    ...(deployment.gitMetadata ? { gitMetadata: deployment.gitMetadata } : {}),
    regions: deployment.regions,
    prebuilt: deployment.prebuilt,
    source: deployment.source,
    public: false,
    type: 'LAMBDAS',
    ownerId: owner.id,
    creator: creatorView(store),
    ...(owner.kind === 'team' ? { team: { id: owner.id, name: owner.slug, slug: owner.slug } } : {}),
    autoAssignCustomDomains: deployment.autoAssign,
  };
}

/** The CLI's checks use slugs no project was given; they are shown as they came. */
function customEnvironmentOf({ environments }: Project, slugOrId: string): Record<string, unknown> {
  const known = environments.find(({ id, slug }) => id === slugOrId || slug === slugOrId);
  return known ? environmentView(known) : { id: slugOrId, slug: slugOrId };
}

function failureView({ errorCode, errorMessage, script, readyState }: Deployment): Record<string, unknown> {
  if (readyState === 'BLOCKED')
    return { seatBlock: script.seatBlock ?? { blockCode: 'TEAM_ACCESS_REQUIRED', gitProvider: 'github' } };
  if (errorCode === undefined) return {};
  return { errorCode, errorMessage, errorStep: script.errorStep ?? 'buildStep', ...reportView(script) };
}

function reportView({ errorLink, oomReport }: Deployment['script']): Record<string, unknown> {
  return { errorLink: errorLink ?? null, ...(oomReport ? { oomReport } : {}) };
}

function checksView(deployment: Deployment): Record<string, unknown> {
  const { script, readyState, ready } = deployment;
  if (readyState !== 'READY' || ready === undefined) return {};
  const state = heldBack(deployment, ['deployment-alias']);
  if (state) return { checks: { 'deployment-alias': { state } } };
  if (Date.now() < ready + (script.checksRunForMs ?? 0)) return { checksState: 'running' };
  return {
    ...(script.checksConclusion
      ? { checksState: 'completed', checksConclusion: script.checksConclusion }
      : {}),
    ...(script.failedCheck ? { checks: { 'deployment-alias': { state: 'failed' } } } : {}),
  };
}

function timesView({ createdAt, buildingAt, ready, canceledAt }: Deployment): Record<string, unknown> {
  return {
    createdAt,
    ...(buildingAt === undefined ? {} : { buildingAt }),
    ...(ready === undefined ? {} : { ready }),
    ...(canceledAt === undefined ? {} : { canceledAt }),
  };
}

/** A deployment as the lists give it: `uid`, `created` and `state` in place of the single view's names. */
export function listItem(store: Store, deployment: Deployment): Record<string, unknown> {
  const project = store.projectOf(deployment);
  const { id, alias: _, ...view } = deploymentView(store, deployment);
  return {
    ...view,
    uid: id,
    created: deployment.createdAt,
    state: deployment.readyState,
    isRollbackCandidate: store.rollbackCandidates(project).includes(deployment),
  };
}

/** The account that the token belongs to. */
export function creatorView({ owner }: Store): Record<string, unknown> {
  const uid = owner.kind === 'user' ? owner.id : 'user_local';
  const username = owner.kind === 'user' ? owner.username : 'local';
  return { uid, username, email: `${username}@example.com` };
}

/** A rolling release as `GET /v1/projects/{idOrName}/rolling-release` gives it; null when there never was one. */
export function rollingView(store: Store, project: Project): Record<string, unknown> | null {
  const { rolling, rollingConfig } = project;
  if (!rolling || !rollingConfig) return null;
  const stages = rollingConfig.stages.map((stage, index) => ({
    index,
    isFinalStage: index === rollingConfig.stages.length - 1,
    requireApproval: rollingConfig.advancementType !== 'automatic',
    duration: null,
    ...stage,
  }));
  const view = (id: string | null) => {
    const deployment = id === null ? undefined : store.byId(id);
    return deployment ? deploymentView(store, deployment) : null;
  };
  return {
    state: rolling.state,
    currentDeployment: view(rolling.currentId),
    canaryDeployment: view(rolling.canaryId),
    queuedDeploymentId: rolling.queuedId,
    advancementType: rollingConfig.advancementType ?? 'manual-approval',
    stages,
    activeStage: rolling.state === 'ACTIVE' ? (stages[rolling.stageIndex] ?? null) : null,
    nextStage: rolling.state === 'ACTIVE' ? (stages[rolling.stageIndex + 1] ?? null) : null,
    startedAt: rolling.startedAt,
    updatedAt: rolling.updatedAt,
  };
}

/** A project's bypass secrets as Vercel gives them: by the secret itself. */
export function bypassView(secrets: Project['bypassSecrets']): Record<string, unknown> {
  const entries = [...secrets].map(([secret, createdAt]) => [
    secret,
    { scope: 'automation-bypass', createdAt, createdBy: 'user_local' },
  ]);
  return Object.fromEntries(entries);
}
