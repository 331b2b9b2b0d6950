import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Container, freePort } from '../container/index.js';
import { BuildError, copyImage } from './builder.js';
import { makeImage, preDeploy, step } from './images.js';
import { becomesHealthy, spawnContainer } from './launch.js';
import type { RailwayPlatformOptions } from './options.js';
import { type Deployment, inProgress, type Store } from './store.js';

/** How long the edge waits for a retired container's open requests when it has no draining time, in milliseconds. */
const openRequestsFor = 5_000;
const restartPauseMs = 50;

/** Takes deployments from INITIALIZING to where they end, and services from one deployment to the next. */
export class Lifecycle {
  readonly #store: Store;
  readonly #options: RailwayPlatformOptions;
  readonly #underWay = new Set<Promise<void>>();
  readonly #ground: { store: Store; options: RailwayPlatformOptions };
  readonly #making: Parameters<typeof makeImage>[1];
  #closing = false;

  constructor(store: Store, options: RailwayPlatformOptions) {
    this.#store = store;
    this.#options = options;
    this.#ground = { store, options };
    const advance = (deployment: Deployment, status: string): void => this.#advance(deployment, status);
    this.#making = { store, options, advance };
  }

  /** Sets a new deployment going; its end is seen in its status. */
  start(deployment: Deployment): Deployment {
    this.#track(this.#run(deployment));
    return deployment;
  }

  /** Cancels what is not live yet; false for a deployment that has come to its end. */
  cancel(deployment: Deployment): boolean {
    if (!inProgress(deployment)) return false;
    deployment.abort.abort();
    deployment.container?.kill();
    this.#set(deployment, 'REMOVED');
    return true;
  }

  /** Takes the deployment off its service, with the grace its settings give. */
  remove(deployment: Deployment): boolean {
    if (this.cancel(deployment)) return true;
    if (deployment.status === 'REMOVED' || deployment.status === 'REMOVING') return false;
    const { instance } = deployment;
    if (instance.active === deployment) {
      delete instance.active;
      instance.edge.point([]);
    }
    this.#track(this.#retire(deployment, 0));
    return true;
  }

  /** Stops the process and leaves the deployment where it is. */
  stop(deployment: Deployment): boolean {
    deployment.instanceStatus = 'STOPPED';
    this.#track(deployment.container?.stop(this.#drainMs(deployment)) ?? Promise.resolve());
    return true;
  }

  /** Starts the process of a live deployment anew. */
  restart(deployment: Deployment): boolean {
    if (deployment.instance.active !== deployment) return false;
    const old = deployment.container;
    delete deployment.container;
    const stopped = old?.stop(this.#drainMs(deployment));
    const free = deployment.settings.volumeMountPath ? stopped : undefined;
    const started = Promise.resolve(free).then(() => this.#launch(deployment));
    this.#track(Promise.all([stopped, started]).then(() => {}));
    return true;
  }

  /** Ends everything that runs; returns when every process is gone. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const deployment of this.#store.deployments) {
      deployment.abort.abort();
      deployment.container?.kill();
    }
    await Promise.allSettled([...this.#underWay]);
    for (const { container } of this.#store.deployments) {
      container?.kill();
      await container?.exit;
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.catch(() => {}).finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  #set(deployment: Deployment, status: string): void {
    deployment.status = status;
    deployment.statusUpdatedAt = Date.now();
    if (status === 'REMOVED') {
      deployment.removedAt = Date.now();
      deployment.instanceStatus = 'REMOVED';
    }
  }

  /** Moves on, unless the deployment was cancelled meanwhile. */
  #advance(deployment: Deployment, status: string): void {
    deployment.abort.signal.throwIfAborted();
    this.#set(deployment, status);
  }

  async #run(deployment: Deployment): Promise<void> {
    const { signal } = deployment.abort;
    try {
      if (await this.#perform(deployment)) return;
      await delay(1, undefined, { signal });
      this.#advance(deployment, 'QUEUED');
      await delay(this.#options.timings?.queuedMs ?? 50, undefined, { signal });
      await makeImage(deployment, this.#making);
      this.#advance(deployment, 'DEPLOYING');
      await preDeploy(deployment, this.#making);
      const stopped = await this.#freeVolume(deployment);
      if (await this.#launch(deployment)) return this.#goLive(deployment);
      // What Railway does then is not written anywhere; its previous deployment stays the active one, so it runs again.
      if (stopped) await this.#launch(stopped);
    } catch (error) {
      if (signal.aborted) return;
      deployment.diagnosis = error instanceof Error ? error.message : String(error);
      if (!(error instanceof BuildError))
        deployment.buildLogs.push(this.#store.line(deployment.diagnosis, 'error'));
      this.#set(deployment, 'FAILED');
    }
  }

  /** Two deployments never have one volume mounted: the active one stops before the next starts. Returns it. */
  async #freeVolume(deployment: Deployment): Promise<Deployment | undefined> {
    const { active, edge } = deployment.instance;
    if (!deployment.settings.volumeMountPath || !active) return undefined;
    edge.point([]);
    active.instanceStatus = 'STOPPED';
    await active.container?.stop(this.#drainMs(active));
    deployment.abort.signal.throwIfAborted();
    return active;
  }

  /** Plays the part of the script that comes before the build; true when nothing comes after it. */
  async #perform(deployment: Deployment): Promise<boolean> {
    const { script } = deployment;
    const { signal } = deployment.abort;
    if (script?.kind === 'skipped') {
      await delay(20, undefined, { signal });
      this.#advance(deployment, 'SKIPPED');
      return true;
    }
    if (script?.kind === 'needs-approval') {
      this.#advance(deployment, 'NEEDS_APPROVAL');
      await deployment.approval;
    }
    if (script?.kind === 'statuses') {
      for (const status of script.statuses) {
        this.#advance(deployment, status);
        await delay(script.stepMs ?? 100, undefined, { signal });
      }
      return script.stay === true;
    }
    return false;
  }

  /** Starts the process and waits for its health; false when it is not healthy. */
  async #launch(deployment: Deployment): Promise<boolean> {
    const port = await freePort();
    const directory = path.join(this.#options.workDirectory, 'containers', randomUUID());
    const container = await step(deployment, 'CREATE_CONTAINER', async () => {
      if (deployment.image) await copyImage(deployment.image, directory);
      deployment.abort.signal.throwIfAborted();
      deployment.directory = directory;
      return spawnContainer({ deployment, directory, port, ...this.#ground });
    });
    const target = { port, deploymentId: deployment.id, open: 0, alive: () => !container.ended };
    if (!(await becomesHealthy(deployment, container, port, this.#store))) {
      await container.stop(0);
      deployment.diagnosis = `Healthcheck failed: ${deployment.settings.healthcheckPath} did not answer 200 in time.`;
      deployment.instanceStatus = 'CRASHED';
      this.#advance(deployment, 'FAILED');
      return false;
    }
    deployment.target = target;
    deployment.instanceStatus = 'RUNNING';
    if (deployment.instance.active === deployment) deployment.instance.edge.point([target]);
    this.#track(this.#watch(deployment, container));
    return true;
  }

  #goLive(deployment: Deployment): void {
    const { instance, target, script } = deployment;
    if (!target) return;
    this.#advance(deployment, 'SUCCESS');
    const before = instance.active;
    instance.active = deployment;
    deployment.wasLive = true;
    for (const other of this.#store.of(instance)) {
      if (other.createdAt <= deployment.createdAt && other !== deployment) this.cancel(other);
    }
    const overlapMs = (deployment.settings.overlapSeconds ?? 0) * 1000;
    const old = overlapMs > 0 && before?.target?.alive() ? [before.target] : [];
    instance.edge.point([target, ...old]);
    if (before) this.#track(this.#retire(before, overlapMs));
    if (script?.kind === 'crash') this.#track(this.#crash(deployment, script.afterMs));
  }

  async #crash(deployment: Deployment, afterMs: number): Promise<void> {
    await delay(afterMs, undefined, { signal: deployment.abort.signal });
    deployment.container?.kill();
  }

  #drainMs(deployment: Deployment): number {
    return (deployment.settings.drainingSeconds ?? 0) * 1000;
  }

  /** Overlap, no new requests, the open ones finish, SIGTERM, draining time, SIGKILL. */
  async #retire(deployment: Deployment, overlapMs: number): Promise<void> {
    const { target, container, instance } = deployment;
    this.#set(deployment, 'REMOVING');
    deployment.instanceStatus = 'REMOVING';
    const { signal } = deployment.abort;
    await delay(overlapMs, undefined, { signal }).catch(() => {});
    if (target) instance.edge.drop(target);
    const deadline = Date.now() + Math.max(openRequestsFor, this.#drainMs(deployment));
    while (target && target.open > 0 && !signal.aborted && Date.now() < deadline) await delay(10);
    await container?.stop(this.#drainMs(deployment));
    this.#set(deployment, 'REMOVED');
  }

  /** Follows a running process; one that fails is restarted as its policy says, then the deployment is CRASHED. */
  async #watch(deployment: Deployment, container: Container): Promise<void> {
    const most = deployment.settings.restartPolicyMaxRetries ?? 10;
    const policy = deployment.settings.restartPolicyType ?? 'ON_FAILURE';
    let current = container;
    for (let restarts = 0; ; restarts += 1) {
      const { code } = await current.exit;
      const unwanted = deployment.container === current && deployment.instanceStatus === 'RUNNING';
      if (!unwanted || this.#closing || deployment.abort.signal.aborted) return;
      if (code === 0 && policy !== 'ALWAYS') {
        deployment.instanceStatus = 'EXITED';
        return;
      }
      if (deployment.script?.kind === 'crash' || policy === 'NEVER' || restarts >= most) break;
      deployment.deploymentLogs.push(
        this.#store.line(`the process exited with ${code}: restarting`, 'error'),
      );
      deployment.instanceStatus = 'RESTARTING';
      await delay(restartPauseMs);
      if (this.#closing || deployment.instanceStatus !== 'RESTARTING') return;
      deployment.instanceStatus = 'RUNNING';
      deployment.instanceId = randomUUID();
      current = this.#again(deployment);
    }
    deployment.instanceStatus = 'CRASHED';
    this.#set(deployment, 'CRASHED');
  }

  #again(deployment: Deployment): Container {
    const { directory = this.#options.workDirectory, target } = deployment;
    const container = spawnContainer({ deployment, directory, port: target?.port ?? 0, ...this.#ground });
    if (target) target.alive = () => !container.ended;
    return container;
  }
}
