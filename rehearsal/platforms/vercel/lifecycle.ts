import { buildSite } from './build.js';
import { BuildError } from './build-error.js';
import { heldBack } from './deployment-checks.js';
import type { Deployment, Project, Timings } from './model.js';
import type { Production } from './production.js';
import type { Builder } from './source/build-source.js';
import type { Store, Timers } from './store.js';

const unfinished = new Set(['QUEUED', 'INITIALIZING', 'ANALYZING', 'BUILDING', 'DEPLOYING', 'BLOCKED']);

/** Takes each deployment from QUEUED to its end, over time, writing its events on the way. */
export class Lifecycle {
  readonly #store: Store;
  readonly #timers: Timers;
  readonly #timings: Timings;
  readonly #production: Production;
  readonly #builder: Builder | undefined;

  constructor(
    store: Store,
    timers: Timers,
    timings: Timings,
    production: Production,
    builder: Builder | undefined,
  ) {
    this.#builder = builder;
    this.#store = store;
    this.#timers = timers;
    this.#timings = timings;
    this.#production = production;
  }

  /** Starts the clock of a deployment that was just created. */
  begin(deployment: Deployment): void {
    const { script } = deployment;
    const timings = { ...this.#timings, ...script.timings };
    if (script.end === 'QUEUED') return;
    this.#later(deployment, timings.queuedMs, () => {
      if (script.end === 'BLOCKED') return this.#enter(deployment, 'BLOCKED');
      this.#enter(deployment, 'INITIALIZING');
      if (script.end === 'INITIALIZING') return;
      this.#later(deployment, timings.buildingMs / 8, () => this.#build(deployment, timings));
    });
  }

  /** Cancels what is not finished yet; false when there is nothing left to cancel. */
  cancel(deployment: Deployment): boolean {
    if (!unfinished.has(deployment.readyState)) return false;
    deployment.canceledAt = Date.now();
    deployment.abort.abort();
    this.#enter(deployment, 'CANCELED');
    deployment.log.end();
    return true;
  }

  #build(deployment: Deployment, timings: Timings): void {
    const { script, log } = deployment;
    deployment.buildingAt = Date.now();
    this.#enter(deployment, 'BUILDING');
    log.line('Running build in Washington, D.C., USA (East) – dev1');
    for (const text of script.buildLog ?? []) log.line(text);
    if (script.end === 'BUILDING') return;
    this.#later(deployment, (timings.buildingMs * 7) / 8, () => void this.#finishBuild(deployment, timings));
  }

  async #finishBuild(deployment: Deployment, timings: Timings): Promise<void> {
    const { script, log } = deployment;
    if (script.end === 'ERROR')
      return this.#fail(
        deployment,
        script.errorCode ?? 'BUILD_FAILED',
        script.errorMessage ?? 'Command "npm run build" exited with 1',
      );
    if (script.end && script.end !== 'READY') {
      this.#enter(deployment, script.end);
      if (script.end === 'CANCELED' || script.end === 'DELETED') log.end();
      return;
    }
    const project = this.#store.projectOf(deployment);
    try {
      const site = await buildSite({
        ...{ id: deployment.id, source: deployment.sourceDirectory, rootDirectory: project.rootDirectory },
        ...{ settings: project.buildSettings, environment: buildEnvironment(deployment, project) },
        ...{ prebuilt: deployment.prebuilt, builder: this.#builder, signal: deployment.abort.signal },
        log: (line, kind) => log.line(line, kind),
      });
      if (deployment.readyState !== 'BUILDING') return;
      deployment.site = site;
    } catch (error) {
      if (deployment.readyState !== 'BUILDING') return;
      const known = error instanceof BuildError;
      return this.#fail(
        deployment,
        known ? error.code : 'UNEXPECTED_ERROR',
        known ? error.message : String(error),
      );
    }
    log.line('Build Completed in /vercel/output');
    deployment.ready = Date.now();
    if (deployment.target === 'production') deployment.readySubstate = 'STAGED';
    this.#enter(deployment, 'READY');
    this.#later(deployment, timings.aliasMs + (script.checksRunForMs ?? 0), () =>
      this.#assignDomains(deployment),
    );
  }

  #assignDomains(deployment: Deployment): void {
    const { script, log } = deployment;
    const project = this.#store.projectOf(deployment);
    const checks = heldBack(deployment, ['deployment-alias']);
    deployment.afterChecks = checks === 'pending' ? () => this.#assignDomains(deployment) : undefined;
    if (checks === 'pending' && deployment.autoAssign) return;
    const stays = script.aliasError ?? (script.checksConclusion === 'failed' || checks === 'failed');
    if (script.aliasError) deployment.aliasError = script.aliasError;
    if (stays || script.failedCheck !== undefined || script.neverAssigned) {
      log.end();
      return;
    }
    const assigns = deployment.autoAssign && project.autoAssignCustomDomains && !script.leavesProduction;
    if (deployment.target === 'production' && assigns) {
      if (this.#production.rolls(project)) this.#production.startRolling(project, deployment);
      else this.#production.assign(project, deployment);
    }
    const environment = project.environments.find(({ id, slug }) =>
      [id, slug].includes(deployment.customEnvironment ?? ''),
    );
    if (environment) environment.deploymentId = deployment.id;
    deployment.aliasAssigned = Date.now();
    log.add('alias-assigned', {
      alias: this.#store.hostsOf(deployment),
      aliasError: null,
      aliasWarning: script.aliasWarning ?? null,
    });
    log.end();
  }

  #fail(deployment: Deployment, code: string, message: string): void {
    deployment.errorCode = code;
    deployment.errorMessage = message;
    deployment.log.line(`Error: ${message}`, 'error');
    this.#enter(deployment, 'ERROR');
    deployment.log.end();
  }

  #enter(deployment: Deployment, state: Deployment['readyState']): void {
    deployment.readyState = state;
    deployment.log.add('deployment-state', { info: { type: 'build', readyState: state } });
  }

  /** Does the next step unless the deployment was canceled or deleted in between. */
  #later(deployment: Deployment, ms: number, step: () => void): void {
    const { readyState } = deployment;
    this.#timers.after(ms, () => {
      if (deployment.readyState === readyState && this.#store.byId(deployment.id)) step();
    });
  }
}

/** What a build finds in its environment: the project's variables, this deployment's, and what Vercel tells it. */
function buildEnvironment(deployment: Deployment, project: Project): Record<string, string> {
  const { meta, target } = deployment;
  const sha = meta.githubCommitSha;
  const environment = deployment.customEnvironment ?? target ?? 'preview';
  return {
    ...project.env,
    ...project.envOf.get(environment),
    ...deployment.buildEnv,
    VERCEL: '1',
    VERCEL_ENV: target === 'production' ? 'production' : 'preview',
    VERCEL_TARGET_ENV: environment,
    VERCEL_URL: deployment.url,
    VERCEL_PROJECT_ID: project.id,
    VERCEL_DEPLOYMENT_ID: deployment.id,
    ...(sha === undefined ? {} : { VERCEL_GIT_COMMIT_SHA: sha }),
  };
}
