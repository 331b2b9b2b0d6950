import { randomBytes } from 'node:crypto';
import type { Alias, Deployment, Owner, Project } from './model.js';

const letters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** An identifier in Vercel's form: a prefix, an underscore and 24 letters whose case matters. */
export function newId(prefix: string): string {
  return `${prefix}_${[...randomBytes(24)].map((byte) => letters[byte % letters.length]).join('')}`;
}

/** All that one account holds, in memory, and how things are found in it. */
export class Store {
  readonly owner: Owner;
  readonly projects: Project[] = [];
  /** Oldest first. */
  readonly deployments: Deployment[] = [];
  readonly aliases = new Map<string, Alias>();
  /** Commits of connected repositories: the files by their paths. */
  readonly commits = new Map<string, Record<string, string>>();
  /** Hosts that belong to somebody else. */
  readonly reserved = new Set<string>();
  #lastTime = 0;

  constructor(owner: Owner) {
    this.owner = owner;
  }

  /** Now, in milliseconds, but never the same twice: lists are paged by time. */
  time(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }

  project(idOrName: string): Project | undefined {
    return this.projects.find(({ id, name }) => id === idOrName || name === idOrName);
  }

  /** By id (its case matters), by its own host, by an alias, or by a production domain (case does not). */
  deployment(idOrHost: string): Deployment | undefined {
    const host = idOrHost.toLowerCase();
    const named = this.deployments.find(({ id, url }) => id === idOrHost || url === host);
    if (named) return named;
    const id =
      this.aliases.get(host)?.deploymentId ??
      this.projects.find(({ productionHost }) => productionHost === host)?.productionId ??
      this.projects.flatMap(({ environments }) => environments).find((one) => one.host === host)
        ?.deploymentId;
    return id === undefined ? undefined : this.byId(id);
  }

  byId(id: string): Deployment | undefined {
    return this.deployments.find((deployment) => deployment.id === id);
  }

  projectOf(deployment: Deployment): Project {
    const project = this.projects.find(({ id }) => id === deployment.projectId);
    if (!project)
      throw new Error(`Deployment ${deployment.id} has lost its project ${deployment.projectId}.`);
    return project;
  }

  /** Oldest first, without deleted ones. */
  deploymentsOf(projectId: string): Deployment[] {
    return this.deployments.filter((deployment) => deployment.projectId === projectId);
  }

  /** Hosts that lead to a deployment now: the domain of its environment first, then aliases set over the API. */
  hostsOf(deployment: Deployment): string[] {
    const project = this.projectOf(deployment);
    const own = [...this.aliases.values()].filter(({ deploymentId }) => deploymentId === deployment.id);
    return [
      ...(project.productionId === deployment.id ? [project.productionHost] : []),
      ...project.environments.flatMap(({ host, deploymentId }) =>
        deploymentId === deployment.id ? [host] : [],
      ),
      ...own.map(({ alias }) => alias),
    ];
  }

  remove(deployment: Deployment): void {
    this.deployments.splice(this.deployments.indexOf(deployment), 1);
    for (const [host, alias] of this.aliases)
      if (alias.deploymentId === deployment.id) this.aliases.delete(host);
  }

  /** Former production deployments that a rollback may bring back: the account's plan decides how many. */
  rollbackCandidates(project: Project): Deployment[] {
    const former = this.deploymentsOf(project.id)
      .filter(({ id, productionSince }) => productionSince !== undefined && id !== project.productionId)
      .sort((one, other) => (other.productionSince ?? 0) - (one.productionSince ?? 0));
    return this.owner.kind === 'user' ? former.slice(0, 1) : former;
  }
}

/** Timers that all stop together, so that a closed platform keeps no process alive. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();
  #stopped = false;

  after(ms: number, action: () => void): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      action();
    }, ms);
    this.#running.add(timer);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
