import { oneOf } from '../errors/messages.js';

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

export function unexpectedAnswer(doing: string, where: string): Message {
  return {
    message: `Railway's answer when asked to ${doing} does not have the expected form (${where}).`,
    fix: 'Railway may have changed its API: look for a newer version of this action, and report it if there is none.',
  };
}

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

export function ambiguousName(input: string, got: string, ids: readonly string[]): Message {
  return {
    message: `The input "${input}" is "${got}", and more than one has that name (${ids.join(', ')}).`,
    fix: 'Give the id instead of the name.',
  };
}

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

export function cannotRollBack(deploymentId: string, status: string): Message {
  return {
    message: `Railway cannot roll back to the deployment ${deploymentId} (status ${status}, canRollback: false).`,
    fix: 'Its image is no longer kept (Railway keeps the image of a removed deployment 24 hours to 15 days, by plan) or it never ran. Deploy the earlier commit again instead.',
  };
}

export function rollbackLost(deploymentId: string): Message {
  return {
    message: `The rollback to the deployment ${deploymentId} was asked for, but no new deployment appeared on Railway.`,
    fix: 'It was not asked for a second time. Look at the deployments of the service, and roll back there if nothing happened.',
  };
}

export function rollbackAmbiguous(ids: readonly string[]): Message {
  return {
    message: `More than one new deployment appeared after the rollback was asked for (${ids.join(', ')}): somebody else deployed at the same moment.`,
    fix: 'Look at the deployments of the service and decide which one shall be live.',
  };
}

export function rollbackEnded(deploymentId: string, status: string, cause: string): Message {
  return {
    message: `The rollback's deployment ${deploymentId} did not become live: ${status}${cause ? ` (${cause})` : ''}.`,
    fix: 'Look at its log on Railway; what was live before the rollback is probably still live.',
  };
}
