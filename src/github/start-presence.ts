import type { Http } from '../http/client.js';
import { noPresence, type Presence } from '../release/presence.js';
import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { GitHubClient } from './client.js';
import { createPresence } from './presence.js';

/** What the inputs say about showing a deployment on GitHub. */
export interface WantedPresence {
  /** Undefined without a token, and then nothing is shown. */
  token: string | undefined;
  /** A GitHub deployment for each component. */
  deployments: boolean;
  /** The comment of the pull request, when there is one. */
  comment: boolean;
  /** Name of the GitHub environment, to which the component's is added; undefined for the platform's own. */
  environment: string | undefined;
}

/** The run that shows it. */
export interface PresenceRun {
  http: Http;
  clock: Clock;
  log: Logger;
  context: {
    apiUrl: string;
    repository: string;
    commit: string;
    branch: string;
    pullRequest: { number: number; fromFork: boolean } | undefined;
  };
  runUrl: string;
  onCancel(label: string, work: () => Promise<unknown>): () => void;
}

/**
 * Makes the presence of a run, or one that shows nothing: without a token, outside a repository, and for a fork's pull
 * request, whose token may only read. A cancelled run shows what had not ended as cancelled.
 */
export function startPresence(wanted: WantedPresence, run: PresenceRun): Presence {
  const { token, deployments, comment, environment } = wanted;
  const { apiUrl, repository, commit, branch, pullRequest } = run.context;
  if (!token || !repository || !commit || pullRequest?.fromFork) return noPresence;
  const client = new GitHubClient({ http: run.http, apiUrl, token, repository });
  const issue = comment ? pullRequest?.number : undefined;
  const presence = createPresence(
    { environment, commit, branch, runUrl: run.runUrl, deployments, pullRequest: issue },
    { ...run, client },
  );
  run.onCancel('show on GitHub that it was cancelled', () => presence.cancelled());
  return presence;
}
