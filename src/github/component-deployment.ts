import { PlatformError } from '../errors/errors.js';
import type { ComponentNews, ComponentState } from '../release/presence.js';
import type { GitHubClient, NewStatus } from './client.js';

/** Where a component's deployment is shown on GitHub. */
export interface Shown {
  /** What the deployment is for: `production`, `preview`, `staged`, a custom environment; undefined leaves it to the news. */
  environment: string | undefined;
  commit: string;
  /** Branch of the commit: previews of one branch supersede each other, those of two do not. */
  branch: string;
  runUrl: string;
}

const states: Record<ComponentState, NewStatus['state']> = {
  queued: 'queued',
  building: 'in_progress',
  deploying: 'in_progress',
  staged: 'success',
  ready: 'success',
  live: 'success',
  failed: 'failure',
  cancelled: 'error',
  superseded: 'inactive',
  skipped: 'inactive',
  removed: 'inactive',
};

/**
 * One GitHub Deployment for one component of this run, in an environment of its own (`production – web`), task
 * `deploy:<component>`. It carries no record: that is the release's, written once when the release ends.
 */
export class ComponentDeployment {
  readonly #client: GitHubClient;
  readonly #shown: Shown;
  #id: number | undefined;
  #said = '';

  constructor(client: GitHubClient, shown: Shown) {
    this.#client = client;
    this.#shown = shown;
  }

  /** Shows a state; the first one creates the deployment. Throws PlatformError when GitHub refuses. */
  async show(news: ComponentNews): Promise<void> {
    // Nothing was deployed, so there is no deployment to show.
    if (news.state === 'skipped' && this.#id === undefined) return;
    if (news.state === 'removed') return this.#retire(news, Number.POSITIVE_INFINITY, 'removed');
    this.#id ??= await this.#create(news);
    const status: NewStatus = {
      state: states[news.state],
      description: news.detail ?? `${news.platform}: ${news.state}`,
      logUrl: news.page?.startsWith('http') ? news.page : this.#shown.runUrl,
      autoInactive: news.state === 'live',
      ...(news.url ? { environmentUrl: news.url } : {}),
    };
    const said = JSON.stringify(status);
    if (said === this.#said) return;
    await this.#client.createStatus(this.#id, status);
    this.#said = said;
    if (status.state === 'success' && news.state !== 'live')
      await this.#retire(news, this.#id, `superseded by ${this.#shown.commit.slice(0, 7)}`);
  }

  async #create(news: ComponentNews): Promise<number> {
    const { commit, branch, runUrl } = this.#shown;
    const production = this.#environmentOf(news).startsWith('production ');
    const request = {
      ref: commit,
      task: `deploy:${news.component}` as const,
      environment: this.#environmentOf(news),
      description: `${news.component} on ${news.platform}`,
      payload: { run: runUrl, branch },
      production,
      transient: !production,
    };
    try {
      return (await this.#client.createDeployment(request)).id;
    } catch (error) {
      if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
      const newest = await this.#client.listDeployments(request);
      const there = newest.find(({ payload }) => fieldOf(payload, 'run') === runUrl);
      return (there ?? (await this.#client.createDeployment(request))).id;
    }
  }

  /** GitHub does not touch transient deployments: what earlier pushes of the same branch left is ours to set inactive. */
  async #retire(news: ComponentNews, before: number, description: string): Promise<void> {
    const task = `deploy:${news.component}`;
    const listed = await this.#client.listDeployments({ environment: this.#environmentOf(news), task });
    const older = listed.find(
      ({ id, payload }) =>
        id < before && fieldOf(payload, 'branch') === this.#shown.branch && this.#shown.branch !== '',
    );
    if (!older) return;
    const [latest] = await this.#client.listStatuses(older.id);
    if (latest?.state === 'inactive') return;
    await this.#client.createStatus(older.id, {
      state: 'inactive',
      description,
      logUrl: this.#shown.runUrl,
      autoInactive: false,
    });
  }

  #environmentOf({ component, environment }: ComponentNews): string {
    return `${this.#shown.environment ?? environment ?? 'production'} – ${component}`;
  }
}

function fieldOf(payload: unknown, field: string): unknown {
  return typeof payload === 'object' && payload !== null
    ? (payload as Record<string, unknown>)[field]
    : undefined;
}
