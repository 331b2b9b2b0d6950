import { PlatformError } from '../../../src/errors/errors.js';
import type { GitHubClient } from '../../../src/github/client.js';
import { type CommitStatus, setCommitStatus } from '../../../src/github/commit-status.js';
import { openRevert } from '../../../src/github/revert.js';
import type { Http } from '../../../src/http/client.js';
import type { Clock } from '../../../src/runtime/clock.js';
import type { Logger } from '../../../src/runtime/log.js';
import type { AfterInputs } from '../inputs/after.js';
import { headlineOf } from '../messages.js';
import type { Outcome, Result } from '../result.js';
import type { Evidence } from './evidence.js';
import { tellIncident } from './incident.js';
import { tellWebhook } from './webhook.js';

/** What telling needs. */
export interface TellDeps {
  github: GitHubClient | undefined;
  http: Http;
  clock: Clock;
  log: Logger;
  runUrl: string;
  /** Looks up what is known of the bad deployments. */
  evidence(result: Result): Promise<Evidence>;
}

/** What was told, and what could not be. */
export interface Told {
  issueUrl: string | undefined;
  revertUrl: string | undefined;
  notes: string[];
}

/**
 * Tells of the end of a release, each way once: an incident issue, a pull request that reverts, a status of the commit, a
 * webhook. What is refused is a note: the release has ended, and nothing of that changes it.
 */
export async function tellAfterwards(result: Result, inputs: AfterInputs, deps: TellDeps): Promise<Told> {
  const { github, runUrl, clock } = deps;
  const notes: string[] = [];
  const incident =
    github && inputs.incidentIssue
      ? await tellIncident(result, { github, runUrl, now: clock.now(), evidence: deps.evidence })
      : {};
  if (incident.note) notes.push(incident.note);
  const revertUrl = await revert(result, inputs, deps, notes);
  await showOnCommit(result, inputs, deps);
  const issueUrl = incident.url ?? result.issueUrl;
  const refused =
    inputs.webhook && (await tellWebhook(inputs.webhook, result, { http: deps.http, runUrl, issueUrl }));
  if (refused) notes.push(refused);
  return { issueUrl, revertUrl, notes };
}

async function revert(
  result: Result,
  { revertOn }: AfterInputs,
  { github, runUrl }: TellDeps,
  notes: string[],
): Promise<string | undefined> {
  const { backTo, commit, outcome, reason } = result;
  if (!github || revertOn === undefined || outcome !== 'rolled-back' || !backTo) return undefined;
  const title = `Revert to ${backTo.commit.slice(0, 7)}: the release of ${commit.slice(0, 7)} was bad`;
  const body = `The release was taken back by ${runUrl}.\n\n> ${reason.replace(/\s+/g, ' ')}\n\nUntil this or a fix is merged, the next release ships the bad change again.`;
  try {
    const url = await openRevert(github, { branch: revertOn, bad: commit, good: backTo.commit, title, body });
    if (!url) notes.push(`No revert was opened: ${revertOn} has moved on since ${commit.slice(0, 7)}.`);
    return url;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    notes.push(`The revert could not be opened: ${error.message} ${error.fix ?? ''}`.trim());
    return undefined;
  }
}

const states: Partial<Record<Outcome, CommitStatus['state']>> = {
  verified: 'success',
  kept: 'error',
  planned: 'pending',
};

/** The status is one more place to see it; a token that may not set it is no reason for a note in every run. */
async function showOnCommit(
  result: Result,
  { commitStatus }: AfterInputs,
  { github, log, runUrl }: TellDeps,
): Promise<void> {
  const { command, outcome, environment, commit, reason } = result;
  // An alert is about what runs, not about the commit that its workflow happens to stand at.
  if (!github || !commitStatus || commit === '' || command === 'alert') return;
  const status: CommitStatus = {
    state: states[outcome] ?? 'failure',
    context: `release / ${environment}`,
    description: `${headlineOf(result)}: ${reason}`,
    url: runUrl,
  };
  try {
    await setCommitStatus(github, commit, status);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.info(`The status of the commit was not set: ${error.message}`);
  }
}
