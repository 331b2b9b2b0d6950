import { formatDuration } from '../../src/runtime/duration.js';
import type { DeploymentEnd } from '../../src/vercel/wait.js';
import type { Inputs } from './inputs.js';
import type { Outcome } from './result.js';

interface Message {
  message: string;
  fix: string;
}

export function missingDirectory(directory: string): Message {
  return {
    message: `The input "working-directory" leads to ${directory}, which is not a directory.`,
    fix: 'Give a path relative to the repository, and check out the repository before this step.',
  };
}

export function doubledRoot(directory: string, root: string): Message {
  return {
    message: `The project's root directory on Vercel is "${root}", and "working-directory" leads into it already (${directory}): Vercel would look for ${root}/${root}.`,
    fix: `Set "working-directory" to the directory that contains "${root}", usually the repository's root, or clear the root directory in the project's settings on Vercel.`,
  };
}

export function missingRoot(directory: string, root: string): Message {
  return {
    message: `The project's root directory on Vercel is "${root}", but ${directory} contains no such directory.`,
    fix: `Set "working-directory" to the directory that contains "${root}", or correct the root directory in the project's settings on Vercel.`,
  };
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

/** Automatic domain assignment is off at the start: the state a rollback leaves behind. */
export function assignmentWasOff(): string {
  return 'Automatic assignment of the production domains is off for this project, which is what a rollback leaves behind. Vercel leaves the deployment staged, so it is promoted explicitly; that turns the assignment on again.';
}

export function rolledBackMeanwhile(id: string): Message {
  return {
    message: `Automatic assignment of the production domains was turned off while ${id} was built: somebody probably rolled production back. The deployment is ready and stays staged.`,
    fix: `Find out why. To put it live nevertheless, run deploy-vercel with "target: production" and "deployment-id: ${id}".`,
  };
}

export function notLive(id: string, live: string | undefined, after: string): Message {
  return {
    message: `The deployment ${id} is ready, but after ${after} production serves ${live ?? 'nothing'}.`,
    fix: 'Another deployment probably overtook it. Look at the deployments page on Vercel; to put this one live, promote it.',
  };
}

export function tookProduction(id: string): string {
  return `Vercel made ${id} a production deployment although another target was asked for: it does that with the first deployment of a project.`;
}

export function rollingNote(): string {
  return 'The project has a rolling release: production moves to this deployment in stages, and this step does not wait for the last one.';
}

/** What a bad end means, in Vercel's own words where it has some, and the next step. */
export function failureOf(
  end: DeploymentEnd,
  id: string,
  inputs: Inputs,
  logLines: readonly string[],
): Message {
  switch (end.end) {
    case 'timed-out':
      return timedOut(end, id, inputs);
    case 'blocked':
      return blocked(id, end.deployment?.blockCode);
    case 'canceled':
      return canceled(id);
    case 'deleted':
      return deleted(id);
    case 'not-assigned':
      return notAssigned(id, end.deployment?.aliasError);
    case 'checks-failed':
      return checksFailed(id);
    default:
      return buildFailed(end, id, logLines);
  }
}

function canceled(id: string): Message {
  return {
    message: `The deployment ${id} was canceled: by somebody, by a newer commit, or by the project's ignored build step.`,
    fix: 'Run the job again if it was not meant.',
  };
}

function deleted(id: string): Message {
  return {
    message: `The deployment ${id} was deleted while it was waited for.`,
    fix: 'Run the job again if it was not meant.',
  };
}

function notAssigned(id: string, aliasError: string | undefined): Message {
  return {
    message: `The deployment ${id} is ready, but Vercel could not assign its domains: ${aliasError}.`,
    fix: "Open the project's domains page on Vercel, then run the job again. What production served before, it still serves.",
  };
}

function checksFailed(id: string): Message {
  return {
    message: `A check on Vercel failed for ${id}, so its domains were not assigned.`,
    fix: "See the deployment's checks on Vercel (inspector-url), then run the job again.",
  };
}

function buildFailed({ deployment, phase }: DeploymentEnd, id: string, logLines: readonly string[]): Message {
  const reason = [deployment?.errorCode, deployment?.errorMessage].filter(Boolean).join(': ');
  return {
    message: [
      `The deployment ${id} failed in the phase "${phase}": ${reason || 'Vercel gives no reason'}.`,
      ...logLines.slice(-5).map((line) => `  ${line}`),
    ].join('\n'),
    fix: 'The end of the build log above says what went wrong; the whole of it is behind "inspector-url".',
  };
}

function timedOut({ phase, stopped, deployment }: DeploymentEnd, id: string, inputs: Inputs): Message {
  const [input, limitMs] = {
    queue: ['queue-timeout', inputs.queueTimeoutMs] as const,
    build: ['build-timeout', inputs.buildTimeoutMs] as const,
    assign: ['promote-timeout', inputs.promoteTimeoutMs] as const,
  }[phase];
  const then = stopped ? 'It was canceled.' : 'It could not be canceled any more.';
  return {
    message: `The deployment ${id} was ${deployment?.state ?? 'without an answer'} longer than "${input}" allows (${formatDuration(limitMs)}). ${then}`,
    fix: `See why on Vercel (inspector-url), or raise "${input}".`,
  };
}

const blockReasons: Readonly<Record<string, string>> = {
  TEAM_ACCESS_REQUIRED: "the commit's author is no member of the Vercel team",
  COMMIT_AUTHOR_REQUIRED: "Vercel could not tell who the commit's author is",
};

function blocked(id: string, code: string | undefined): Message {
  const why = code && Object.hasOwn(blockReasons, code) ? `: ${blockReasons[code]}` : '';
  return {
    message: `Vercel blocked the deployment ${id} (${code ?? 'no code given'})${why}. It will not go on by itself.`,
    fix: "Let the author join the team on Vercel, connect the author's Git account, or deploy with the token of a member on a plan that allows it.",
  };
}

const words: Readonly<Record<Outcome, string>> = {
  live: 'is live',
  ready: 'has a preview',
  staged: 'is staged',
  rolling: 'is rolling out',
  failed: 'failed to build',
  canceled: 'was canceled',
  blocked: 'is blocked',
  deleted: 'was deleted',
  'not-assigned': 'is built, but its domains are not assigned',
  'checks-failed': 'is built, but a check failed',
  'timed-out': 'took too long',
};

/** One line for a person: `web is live`. */
export function headline(outcome: Outcome, name: string): string {
  return `${name} ${words[outcome]}`;
}
