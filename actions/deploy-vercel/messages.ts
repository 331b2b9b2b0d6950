import type { PlatformError } from '../../src/errors/errors.js';
import type { RollingStage } from '../../src/vercel/rolling-release.js';
import type { FailureText, Outcome } from './result.js';
import type { TurnedOff } from './start.js';

interface Message {
  message: string;
  fix: string;
}

export function otherProject(id: string, project: string): Message {
  return {
    message: `The deployment ${id} does not belong to the project "${project}".`,
    fix: 'Give the "deployment-id" output of the deploy-vercel step that staged this project.',
  };
}

export function notForProduction(id: string, target: string | undefined): Message {
  return {
    message: `The deployment ${id} was built for ${target ?? 'preview'}, not for production; promoting it would build it anew with other settings.`,
    fix: 'Deploy it with "target: staged" first, then promote the id of that deployment.',
  };
}

/** Said of every change of production while domains do not follow new deployments. */
export function assignmentWasOff(by: TurnedOff | undefined, isOnAgain: boolean): string {
  const since = by ? `since ${rollbackText(by)}` : 'for this project, which is what a rollback leaves behind';
  const after = isOnAgain
    ? 'that turned the assignment on again'
    : "Vercel says that the assignment is still off, so see the project's settings";
  return `Automatic assignment of the production domains was off ${since}. Vercel leaves deployments staged then, so this one was promoted explicitly; ${after}.`;
}

function rollbackText({ from, to, reason, run }: TurnedOff): string {
  return `the rollback from release ${from} to ${to ?? 'what was live before'} (${reason}; ${run})`;
}

export function rolledBackMeanwhile(id: string): FailureText {
  return {
    code: 'rolled-back-meanwhile',
    message: `Automatic assignment of the production domains was turned off while ${id} was built: somebody probably rolled production back. The deployment is ready and stays staged.`,
    fix: `Find out why. To put it live nevertheless, run deploy-vercel with "target: production", "deployment-id: ${id}" and "allow-over-rollback: true".`,
  };
}

export function notLive(
  id: string,
  live: string | undefined,
  after: string,
  rolling: string | undefined,
): Message {
  const inTheWay = rolling ? ` The rolling release of ${rolling} is under way.` : '';
  return {
    message: `The deployment ${id} is ready, but after ${after} production serves ${live ?? 'nothing'}.${inTheWay}`,
    fix: rolling
      ? 'Complete or abort that rolling release first, then promote this deployment.'
      : 'Another deployment probably overtook it. Look at the deployments page on Vercel; to put this one live, promote it.',
  };
}

export function tookProduction(id: string): string {
  return `Vercel made ${id} a production deployment although another target was asked for: it does that with the first deployment of a project.`;
}

/** How far a rolling release is, and how it goes on. */
export function rollingNote(stage: RollingStage | undefined): string {
  if (!stage)
    return 'Production moves to this deployment in stages (a rolling release); no stage is active yet.';
  const { index, count, percentage, requiresApproval, minutes } = stage;
  const next = requiresApproval
    ? 'It waits for approval: run deploy-vercel with this "deployment-id" and "rolling: approve" or "rolling: complete".'
    : `It goes on by itself${minutes === null ? '' : ` after ${minutes} minutes`}; "rolling: complete" ends it at once.`;
  return `A rolling release is at stage ${index + 1} of ${count}: ${percentage} % of the traffic goes to this deployment. ${next}`;
}

/** Somebody rolled production back, and this run is not told to change that. `at`: milliseconds since the epoch, if known. */
export function pinnedRollback(project: string, at: number | undefined, by: TurnedOff | undefined): Message {
  const time = at === undefined ? '' : ` at ${new Date(at).toISOString()}`;
  const when = by ? `${time}, by ${rollbackText(by)},` : time;
  return {
    message: `Production of ${project} was rolled back${when} and is held there: automatic assignment of its domains is off. Nothing was sent.`,
    fix: 'Find out why it was rolled back. To put a new deployment live all the same, set "allow-over-rollback: true", or "older" to allow it only for deployments made after the rollback; that ends the hold. (A project that has automatic assignment turned off on purpose looks the same until its first promotion.)',
  };
}

/** Production serves the deployment, and what it needs switched on is not. */
export function flagNotSet(
  key: string,
  { message, fix }: { message: string; fix?: string | undefined },
): Message {
  return {
    message: `Production serves the deployment, and the flag ${key} could not be set: ${message}`,
    fix: `${fix ?? 'Look at the Edge Config on Vercel.'} Run this step again when it can be set; auto-rollback puts back what was set.`,
  };
}

/** A newer deployment is live: this one's turn is over. */
export function overtaken(id: string, newer: string): Message {
  return {
    message: `The deployment ${id} is ready, but production serves ${newer} already, which is newer.`,
    fix: 'Nothing needs to be done if the newer commit holds this one. "concurrency:" in the workflow keeps runs from overtaking each other; to put this one live all the same, promote it.',
  };
}

/** Vercel cancelled a deployment because a newer one of its branch began. */
export function superseded(id: string, newer: string): FailureText {
  return {
    message: `The deployment ${id} was canceled, because ${newer} of the same branch is newer.`,
    fix: 'Nothing needs to be done: the newer run deploys the newer commit. "concurrency:" in the workflow keeps runs from overtaking each other.',
    code: 'superseded',
  };
}

export function rollingAborted(id: string): Message {
  return {
    message: `The rolling release of ${id} was aborted: production serves what it served before.`,
    fix: 'Find out who aborted it and why before you deploy again.',
  };
}

/** An alias template needs a word that this run does not have. */
export function aliasSkipped(template: string, word: string): string {
  const why = word === 'number' ? 'this run belongs to no pull request' : `this run has no ${word}`;
  return `The alias "${template}" was left out: ${why}.`;
}

/** A preview would take production over. */
export function aliasIsProduction(template: string, host: string, project: string): Message {
  return {
    message: `The alias "${template}" is ${host}, a domain of ${project}'s production.`,
    fix: 'Choose another name, for example "{project}-pr-{number}" or "{project}-{branch}". To change production, set "target: production".',
  };
}

export function aliasStays(host: string, newer: string, id: string): string {
  return `${host} stays with ${newer}, which is newer than ${id}.`;
}

/** Aliases that were asked for and that Vercel did not assign; `refusals` has at least one. */
export function aliasesFailed(id: string, refusals: readonly PlatformError[]): FailureText {
  return {
    message: [
      `The deployment ${id} is ready, but not every alias leads to it.`,
      ...refusals.map(({ message }) => `  ${message}`),
    ].join('\n'),
    fix: refusals[0]?.fix ?? 'Correct "aliases", or run the job again.',
    code: refusals[0]?.code ?? 'not-assigned',
  };
}

/** The deployments of the project ask visitors to log in, and no secret is at hand. */
export function howToBypass(project: string): string {
  return `The deployments of ${project} are protected: visitors log in to Vercel. For a smoke test, give "protection-bypass" a secret made under Settings, Deployment Protection, Protection Bypass for Automation (or set "create-protection-bypass: true"), or let smoke-test use a GitHub OIDC token as a trusted source.`;
}

export function bypassRefused(): string {
  return 'The secret in "protection-bypass" does not open this deployment: Vercel still asks to log in. Check that it belongs to this project and was not revoked.';
}

/** A run without secrets, as asked. */
export function skippedWithoutToken(): string {
  return 'This run gets no secrets, because it is for a pull request from a fork or from Dependabot; nothing was deployed. A maintainer can deploy it from a branch of the repository.';
}

/** Told to skip, but this run should have had the secret. */
export function tokenShouldBeThere(): Message {
  return {
    message:
      'The input "vercel-token" is empty. "on-missing-credentials: skip" is for pull requests from forks and from Dependabot, and this run is none.',
    fix: 'Check that the secret exists, is spelled the same and is available to this job and its environment.',
  };
}

const words: Readonly<Record<Outcome, string>> = {
  live: 'is live',
  ready: 'has a preview',
  staged: 'is staged',
  rolling: 'is rolling out',
  'dry-run': 'would be deployed',
  skipped: 'was not deployed',
  removed: 'has no previews of this pull request any more',
  failed: 'failed to build',
  canceled: 'was canceled',
  blocked: 'is blocked',
  deleted: 'was deleted',
  'not-assigned': 'is built, but its domains are not assigned',
  'checks-failed': 'is built, but a check failed',
  'timed-out': 'took too long',
};

/** One line for a person: `web is live`. `target` is what the deployment is for; a project's own environment is named. */
export function headline(outcome: Outcome, name: string, target: string): string {
  if (outcome === 'ready' && target !== 'preview') return `${name} is ready in ${target}`;
  return `${name} ${words[outcome]}`;
}
