import type { Share } from './forced-share.js';
import type { AliasRequest, AliasRequestScript, Deployment, Project } from './model.js';
import type { Store, Timers } from './store.js';

/** Who serves a project's production domain, and the jobs (promote, rollback, rolling release) that change it. */
export class Production {
  readonly #store: Store;
  readonly #timers: Timers;
  readonly #promoteMs: number;
  #script: AliasRequestScript | undefined;

  constructor(store: Store, timers: Timers, promoteMs: number) {
    this.#store = store;
    this.#timers = timers;
    this.#promoteMs = promoteMs;
  }

  /** How the next promote or rollback goes. */
  scriptNext(script: AliasRequestScript): void {
    this.#script = script;
  }

  /** Moves the production domain at once: requests before this see the old deployment, those after it the new. */
  assign(project: Project, deployment: Deployment): void {
    project.productionId = deployment.id;
    project.updatedAt = Date.now();
    deployment.productionSince = this.#store.time();
    deployment.readySubstate = 'PROMOTED';
  }

  /** Starts a promote or a rollback; the project shows it from now on, and the domain moves a little later. */
  request(project: Project, deployment: Deployment, type: 'promote' | 'rollback'): void {
    const end = this.#script?.end ?? 'succeeded';
    this.#script = undefined;
    const job: AliasRequest = {
      type,
      jobStatus: 'pending',
      requestedAt: Date.now(),
      fromDeploymentId: project.productionId ?? null,
      toDeploymentId: deployment.id,
    };
    project.lastAliasRequest = job;
    if (type === 'rollback') project.lastRollbackTarget = deployment.id;
    if (end === 'pending') return;
    this.#timers.after(this.#promoteMs / 3, () => {
      job.jobStatus = 'in-progress';
      if (end === 'in-progress') return;
      this.#timers.after((this.#promoteMs * 2) / 3, () => this.#finish(project, deployment, job, end));
    });
  }

  #finish(project: Project, deployment: Deployment, job: AliasRequest, end: AliasRequest['jobStatus']): void {
    // A later request has taken over: the domain is its to move.
    if (project.lastAliasRequest !== job) end = 'skipped';
    if (end === 'succeeded') {
      project.autoAssignCustomDomains = job.type === 'promote';
      if (job.type === 'promote') project.lastRollbackTarget = null;
      this.assign(project, deployment);
    }
    job.jobStatus = end;
  }

  /** As after a rollback: production deployments stay staged until one is promoted. */
  pin(project: Project): void {
    project.autoAssignCustomDomains = false;
    project.lastRollbackTarget = project.productionId ?? null;
    project.lastAliasRequest = {
      type: 'rollback',
      jobStatus: 'succeeded',
      requestedAt: this.#store.time(),
      fromDeploymentId: null,
      toDeploymentId: project.productionId ?? '',
    };
  }

  /** True when production deployments of this project go out in stages, and there is one to share traffic with. */
  rolls(project: Project): boolean {
    return (project.rollingConfig?.stages.length ?? 0) > 0 && project.productionId !== undefined;
  }

  isRolling(project: Project): boolean {
    return project.rolling?.state === 'ACTIVE';
  }

  /** Begins a rolling release; asking again for the same canary changes nothing. */
  startRolling(project: Project, canary: Deployment): void {
    if (this.isRolling(project) && project.rolling?.canaryId === canary.id) return;
    const now = Date.now();
    canary.readySubstate = 'ROLLING';
    project.rolling = {
      state: 'ACTIVE',
      currentId: project.productionId ?? null,
      canaryId: canary.id,
      queuedId: null,
      stageIndex: 0,
      startedAt: now,
      updatedAt: now,
      carry: 0,
    };
  }

  /** Goes to a stage; the last one (100 per cent) completes the release. */
  enterStage(project: Project, index: number): void {
    const { rolling, rollingConfig } = project;
    if (!rolling || !rollingConfig) return;
    rolling.stageIndex = index;
    rolling.updatedAt = Date.now();
    if ((rollingConfig.stages[index]?.targetPercentage ?? 100) >= 100) this.endRolling(project, 'COMPLETE');
  }

  endRolling(project: Project, state: 'COMPLETE' | 'ABORTED'): void {
    const { rolling } = project;
    if (!rolling) return;
    rolling.state = state;
    rolling.updatedAt = Date.now();
    const canary = this.#store.byId(rolling.canaryId);
    if (!canary) return;
    if (state === 'COMPLETE') this.assign(project, canary);
    else canary.readySubstate = 'STAGED';
    const queued = rolling.queuedId === null ? undefined : this.#store.byId(rolling.queuedId);
    if (queued && state === 'COMPLETE') this.startRolling(project, queued);
  }

  /** The deployment that answers this one request to the production domain; its visitor may have a share forced. */
  choose(project: Project, forced?: Share): Deployment | undefined {
    const { rolling, rollingConfig } = project;
    const current = project.productionId === undefined ? undefined : this.#store.byId(project.productionId);
    if (rolling?.state !== 'ACTIVE' || forced === 'stable') return current;
    if (forced === 'canary') return this.#store.byId(rolling.canaryId) ?? current;
    rolling.carry += rollingConfig?.stages[rolling.stageIndex]?.targetPercentage ?? 0;
    if (rolling.carry < 100) return current;
    rolling.carry -= 100;
    return this.#store.byId(rolling.canaryId) ?? current;
  }
}
