import { oneOf } from '../errors/messages.js';
import { formatDuration } from '../runtime/duration.js';

/** What an error says: what happened and why, and the next step. */
export interface Message {
  message: string;
  fix: string;
}

/** Neither way of showing the token was accepted. */
export function tokenRefused(apiUrl: string): Message {
  return {
    message: `Railway at ${apiUrl} accepts the railway-token neither as a project token nor as an account or workspace token ("Not Authorized").`,
    fix: 'Create a project token (Railway: project, Settings, Tokens; it belongs to one environment) and store it as the secret that railway-token reads. Check that the secret is not empty, cut, or of a deleted token.',
  };
}

/** The token is good, the operation is not allowed for it. `kind` is the token's kind in words. */
export function notAuthorized(doing: string, kind: string): Message {
  return {
    message: `Railway refused to ${doing} with this ${kind} ("Not Authorized").`,
    fix: 'A project token may act only in its own project and environment; anything else takes a token of the account or workspace that owns the project. Check railway-project, railway-environment and service, or give railway-token such a token.',
  };
}

/** A refusal Railway gave in its own words. */
export function refused(doing: string, why: string): Message {
  return {
    message: `Railway refused to ${doing}: ${why}`,
    fix: 'If the words do not say what to change, look at the project on railway.com and at https://status.railway.com.',
  };
}

/** The hour's requests are used up. `limit` and `freeInMs` (milliseconds) as far as Railway said. */
export function rateLimited(
  operation: string,
  limit: number | undefined,
  freeInMs: number | undefined,
): Message {
  const plan = limit === undefined ? '' : ` of ${limit} requests an hour`;
  const when =
    freeInMs === undefined || freeInMs <= 0 ? '' : ` It is free again in ${formatDuration(freeInMs)}.`;
  return {
    message: `${operation}: Railway's rate limit${plan} is used up.${when}`,
    fix: 'Run the job again when it is free. The limit belongs to the plan (Free 100, Hobby 1,000, Pro 10,000 an hour) and is shared by everything that uses the account: give each workflow a concurrency group, or look for what else asks so often.',
  };
}

/** An answer in a form that this version does not know. */
export function unexpectedAnswer(doing: string, where: string): Message {
  return {
    message: `Railway's answer when asked to ${doing} does not have the expected form (${where}).`,
    fix: 'Railway may have changed its API: look for a newer version of this action, and report it if there is none.',
  };
}

/** A name that nothing there bears; names what there is. */
export function unknownName(
  input: string,
  what: string,
  got: string,
  there: readonly string[],
  where: string,
): Message {
  const known = there.length > 0 ? oneOf(there.map((name) => `"${name}"`)) : 'none at all';
  return {
    message: `The input "${input}" is "${got}", but ${where} has no ${what} with that name or id.`,
    fix: `It has ${known}. Names are compared exactly.`,
  };
}

/** A name that several things bear. */
export function ambiguousName(input: string, got: string, ids: readonly string[]): Message {
  return {
    message: `The input "${input}" is "${got}", and more than one has that name (${ids.join(', ')}).`,
    fix: 'Give the id instead of the name.',
  };
}

/** A project or environment that the token does not say by itself. */
export function scopeMissing(
  input: 'railway-project' | 'railway-environment',
  there: readonly string[],
): Message {
  const known = there.length > 0 ? ` There are: ${there.join(', ')}.` : '';
  return {
    message: `The railway-token belongs to an account or workspace, so it does not say which ${input === 'railway-project' ? 'project' : 'environment'} is meant, and the input "${input}" is missing.`,
    fix: `Give "${input}" (name or id), or use a project token, which belongs to one environment.${known}`,
  };
}

/** The token is bound to another project or environment than the inputs say. */
export function scopeContradicts(input: string, got: string, bound: string): Message {
  return {
    message: `The input "${input}" is "${got}", but the railway-token is a project token bound to ${bound}.`,
    fix: `Leave "${input}" out, or use the project token of "${got}".`,
  };
}

/** A project token belongs to one environment, so it cannot make another. */
export function createNeedsAccount(name: string): Message {
  return {
    message: `The environment "${name}" is not there, and a project token cannot create it: it belongs to one environment.`,
    fix: 'Give railway-token an account token, or a token of the workspace that owns the project, together with railway-project.',
  };
}

/** A token of an account or workspace that may not create environments all the same. */
export function creationRefused(name: string): Message {
  return {
    message: `Railway refused to create the environment "${name}" with this account or workspace token ("Not Authorized").`,
    fix: 'Give railway-token an account token (Railway: Account Settings, Tokens, without a workspace) of a member who may create environments in the project; a workspace token is not enough for that everywhere.',
  };
}

/** An environment that is not deleted: the base one, one that is not ephemeral, or any with a project token. */
export function mayNotDelete(name: string, why: 'base' | 'lasting' | 'token'): Message {
  const message = `The environment "${name}" was not deleted`;
  if (why === 'base')
    return {
      message: `${message}: it is the one that others are copies of, or is called production.`,
      fix: 'This action never deletes it. Check railway-environment; to remove it for good, use railway.com.',
    };
  if (why === 'token')
    return {
      message: `${message}: the railway-token is a project token, and Railway lets only account and workspace tokens delete environments.`,
      fix: 'Give railway-token an account token, or a token of the workspace that owns the project, together with railway-project.',
    };
  return {
    message: `${message}: it is not an ephemeral environment, as those for pull requests are.`,
    fix: `If it is to go all the same, name it: delete-environment: ${name}.`,
  };
}

/** A service of the project that is not in the environment. */
export function notInEnvironment(service: string, environment: string, there: readonly string[]): Message {
  const known = there.length > 0 ? `It has ${there.map((name) => `"${name}"`).join(', ')}.` : 'It has none.';
  return {
    message: `The service "${service}" is in the project but not in its environment "${environment}".`,
    fix: `Add the service to that environment on Railway, or check railway-environment. ${known}`,
  };
}

/** A commit cannot be deployed on a service without a repository. */
export function noRepository(service: string): Message {
  return {
    message: `The service "${service}" is not connected to a repository on Railway, so no commit of it can be deployed.`,
    fix: 'Connect the repository in the settings of the service on Railway, or upload the directory instead (leave "commit" out).',
  };
}

/** Railway looks for a commit in the repository that is connected, on GitHub. */
export function commitNotFound(service: string, commit: string): Message {
  return {
    message: `Railway does not find the commit ${commit} in the repository that "${service}" is connected to ("Commit not found").`,
    fix: 'Push the commit before this step, give its full sha, and check that the service is connected to this repository and that Railway’s GitHub app may read it.',
  };
}

/** There is no deployment to deploy again. */
export function nothingToRedeploy(service: string, which: string): Message {
  return {
    message: `There is no ${which} deployment of "${service}" that Railway can deploy again.`,
    fix: 'Deploy the service once from its source; Railway keeps the image of a removed deployment 24 hours to 15 days, by plan.',
  };
}

/** A deployment was asked for, and what came of it cannot be told. */
export function startLost(service: string, ids: readonly string[]): Message {
  const what =
    ids.length === 0
      ? 'no new deployment appeared'
      : `more than one new deployment appeared (${ids.join(', ')})`;
  return {
    message: `The answer to the request for a deployment of "${service}" was lost, and ${what}.`,
    fix: "Look at the service's deployments and at https://status.railway.com, then run the job again.",
  };
}

/** An archive that Railway does not take, with what is biggest in it. */
export function tooLarge(size: string, folders: string): Message {
  return {
    message: `Railway refused the upload as too large (${size} packed).`,
    fix: `Leave out what the build does not need with a .railwayignore file. The biggest folders: ${folders}.`,
  };
}

/** No answer to an upload, and no deployment that bears its mark. */
export function uploadLost(message: string): Message {
  return {
    message: `The upload got no answer, and no deployment with the message "${message}" can be found on Railway.`,
    fix: "Check https://status.railway.com and the service's deployments, then run the job again.",
  };
}

/** More than one deployment bears the mark of one upload. */
export function uploadTwice(message: string, ids: readonly string[]): Message {
  return {
    message: `More than one deployment bears the message "${message}" (${ids.join(', ')}), so it is not clear which one this run started.`,
    fix: 'Look at the deployments of the service and remove the one too many, then run the job again.',
  };
}

/** A deployment that Railway keeps no image of any more. */
export function cannotRollBack(deploymentId: string, status: string): Message {
  return {
    message: `Railway cannot roll back to the deployment ${deploymentId} (status ${status}, canRollback: false).`,
    fix: 'Its image is no longer kept (Railway keeps the image of a removed deployment 24 hours to 15 days, by plan) or it never ran. Deploy the earlier commit again instead.',
  };
}

/** A rollback whose deployment never appeared. */
export function rollbackLost(deploymentId: string): Message {
  return {
    message: `The rollback to the deployment ${deploymentId} was asked for, but no new deployment appeared on Railway.`,
    fix: 'Look at the deployments of the service, and roll back there if nothing happened.',
  };
}

/** A rollback after which more than one deployment appeared. */
export function rollbackAmbiguous(ids: readonly string[]): Message {
  return {
    message: `More than one new deployment appeared after the rollback was asked for (${ids.join(', ')}): somebody else deployed at the same moment.`,
    fix: 'Look at the deployments of the service and decide which one shall be live.',
  };
}

/** A rollback whose deployment did not come up. */
export function rollbackEnded(deploymentId: string, status: string, cause: string): Message {
  return {
    message: `The rollback's deployment ${deploymentId} did not become live: ${status}${cause ? ` (${cause})` : ''}.`,
    fix: 'Look at its log on Railway; what was live before the rollback is probably still live.',
  };
}

/** A deployment waits for the checks of a commit, one of which is the workflow run that waits for the deployment. */
export function ciDeadlock(deploymentId: string, commit: string): Message {
  return {
    message: `The deployment ${deploymentId} is WAITING for the GitHub checks of commit ${commit.slice(0, 7)}, and this workflow run is one of them: each waits for the other. It was told to stop.`,
    fix: 'Turn "Wait for CI" off for this service on Railway (service, Settings, Source): this workflow decides itself when to deploy. Or deploy with source: upload, which waits for no checks.',
  };
}

/** Somebody else's deployment took the place of this one. */
export function superseded(deploymentId: string, by: string): Message {
  return {
    message: `The deployment ${deploymentId} was replaced by the deployment ${by} before this run was done with it.`,
    fix: 'Let only one thing deploy this service: turn automatic deploys off on Railway, and give the workflow a concurrency group.',
  };
}

/** Railway still calls it a success, and its process ends again and again. */
export function crashLoop(deploymentId: string, times: number, status: string): Message {
  return {
    message: `The process of the deployment ${deploymentId} ended ${times} time(s) while it was watched and was started again each time (Railway still says ${status}).`,
    fix: 'Correct what ends the process; its last lines are in the deploy log. Set a health check path, so that such a version never takes the traffic.',
  };
}

/** Railway's success, and nothing runs. */
export function exitedWords(name: string): string {
  return `The process of ${name} has ended with exit code 0, which Railway calls a success. That is right for a job; if it is a server, nothing answers now: look at its start command, or give it a health check path.`;
}

/** The deadline passed while Railway could not be asked, so nothing is known of what became of the deployment. */
export function notKnown(deploymentId: string, lastStatus: string, why: string): Message {
  const last = lastStatus === 'unknown' ? 'it was never seen' : `it was ${lastStatus} when it was last seen`;
  return {
    message: `Whether the deployment ${deploymentId} went live is not known: Railway could not be asked any more until the deadline (${why}); ${last}.`,
    fix: 'Look at the deployment on Railway before you run the job again: it may be live.',
  };
}
