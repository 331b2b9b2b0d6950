import { PlatformError } from '../errors/errors.js';
import type { ComponentNews, ComponentState, Presence } from '../release/presence.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import type { GitHubClient } from './client.js';
import { ComponentDeployment, type Shown } from './component-deployment.js';
import { hasRow, type Row, withRow } from './deployments-comment.js';
import { confirmStickyComment, writeStickyComment } from './sticky-comment.js';

/** What is shown, and where. */
export interface PresenceOptions extends Shown {
  /** Whether GitHub gets a deployment for each component. */
  deployments: boolean;
  /** Pull request whose comment is kept up to date; undefined for none. */
  pullRequest: number | undefined;
}

interface Deps {
  client: GitHubClient;
  clock: Clock;
  log: Logger;
}

/** A presence that can also say that the run was cancelled. */
export interface ShownPresence extends Presence {
  /** Shows everything that has not ended as cancelled, and waits for it. Never throws. */
  cancelled(): Promise<void>;
}

/**
 * Shows components on GitHub as deployments with statuses and as rows of one comment on the pull request. News is shown
 * in order by one worker; what comes while it is busy replaces what waits. A refusal is told once in the log and ends that
 * channel for the run, since it fails no deployment.
 */
export function createPresence(options: PresenceOptions, deps: Deps): ShownPresence {
  const newest = new Map<string, ComponentNews>();
  const channels = [
    ...(options.deployments ? [deploymentsChannel(options, deps)] : []),
    ...(options.pullRequest === undefined ? [] : [commentChannel(options, options.pullRequest, deps)]),
  ].map((channel) => new Worker(channel, deps.log));
  return {
    tell(news) {
      newest.set(news.component, news);
      for (const channel of channels) channel.take(news);
    },
    async settled() {
      await Promise.all(channels.map((channel) => channel.settled()));
    },
    async cancelled() {
      for (const news of newest.values()) {
        if (unfinished.includes(news.state)) this.tell({ ...news, state: 'cancelled' });
      }
      await this.settled();
    },
  };
}

/** Nobody would ever end these if the run ends now. */
const unfinished: readonly ComponentState[] = ['queued', 'building', 'deploying'];

interface Channel {
  /** What is not there when it is refused, as a sentence's end. */
  loss: string;
  show(news: ComponentNews): Promise<void>;
  /** Looks once more, when all is told, whether it is still there. */
  confirm?(): Promise<void>;
}

/** Shows the newest news of each component, one after the other. */
class Worker {
  readonly #channel: Channel;
  readonly #log: Logger;
  readonly #waiting = new Map<string, ComponentNews>();
  #broken = false;
  #idle: Promise<void> = Promise.resolve();
  #busy = false;

  constructor(channel: Channel, log: Logger) {
    this.#channel = channel;
    this.#log = log;
  }

  take(news: ComponentNews): void {
    if (this.#broken) return;
    this.#waiting.set(news.component, news);
    if (!this.#busy) this.#idle = this.#work();
  }

  async settled(): Promise<void> {
    await this.#idle;
    if (!this.#broken) await this.#channel.confirm?.().catch((error: unknown) => this.#giveUp(error));
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (;;) {
      const [next] = this.#waiting;
      if (!next || this.#broken) break;
      this.#waiting.delete(next[0]);
      await this.#channel.show(next[1]).catch((error: unknown) => this.#giveUp(error));
    }
    this.#busy = false;
  }

  #giveUp(error: unknown): void {
    this.#broken = true;
    const reason = error instanceof Error ? error.message : String(error);
    const fix = error instanceof PlatformError && error.fix ? ` ${error.fix}` : '';
    // News for people who did not ask for it by name: no reason to mark every run of a workflow with a warning.
    this.#log.info(`The deployment goes on, but ${this.#channel.loss}: ${reason}${fix}`);
  }
}

function deploymentsChannel(shown: Shown, { client }: Deps): Channel {
  const deployments = new Map<string, ComponentDeployment>();
  return {
    loss: 'GitHub will not show it under its deployments',
    async show(news) {
      const deployment = deployments.get(news.component) ?? new ComponentDeployment(client, shown);
      deployments.set(news.component, deployment);
      await deployment.show(news);
    },
  };
}

function commentChannel({ commit, runUrl }: Shown, issue: number, deps: Deps): Channel {
  const comment = { issue, kind: 'deployments' };
  const rows = new Map<string, Row>();
  const text = {
    change: (body: string) => [...rows.values()].reduce(withRow, body),
    holds: (body: string) => [...rows.values()].every((row) => hasRow(body, row)),
  };
  return {
    loss: 'the comment on the pull request will not tell of it',
    async show(news) {
      const at = new Date(deps.clock.now()).toISOString();
      rows.set(news.component, { ...news, commit, run: runUrl, at });
      await writeStickyComment(comment, text, deps.client);
    },
    async confirm() {
      if (rows.size > 0) await confirmStickyComment(comment, text, deps);
    },
  };
}
