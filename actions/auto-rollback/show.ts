import { VerdictError } from '../../src/errors/errors.js';
import type { Component } from '../../src/release/component.js';
import {
  newestComponents,
  newestVerified,
  type PastRelease,
  type PastRollback,
} from '../../src/release/past.js';
import type { Deps } from './deps.js';
import { readKnown } from './history.js';
import type { Inputs } from './inputs.js';
import { emptyResult, type Result } from './result.js';
import { findAsked } from './situation.js';

/**
 * Tells the last verified release of the environment, or the one that `to` names, with its commit and its components: what a
 * promotion ships. Asks no platform, changes nothing. Throws VerdictError when nothing is verified, InputError for a `to`
 * that names no verified release.
 */
export async function show(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { environment, to } = inputs;
  // Also one that shipped nothing but a site beside production: nothing goes back there, and it may be promoted.
  const matters = ({ components }: PastRelease) => components.some(({ kind }) => kind !== 'database');
  const enough = (past: readonly PastRelease[], rollbacks: readonly PastRollback[]) => {
    const found = to === undefined ? newestVerified(past, rollbacks) : undefined;
    return found !== undefined && componentsAt(found, past).length >= newestComponents(past).length;
  };
  const known = await readKnown(deps.github, environment, { enough, matters }, deps.log);
  const newest = newestVerified(known.past, known.rollbacks);
  const found = to === undefined ? newest : findAsked(to, known.past, newest, environment);
  if (!found) throw nothingVerified(environment, known.unreadable);
  const { release, commit } = found;
  return {
    ...emptyResult(inputs, { release, commit }),
    outcome: 'shown',
    reason: `release ${release} of commit ${commit.slice(0, 7)} is the last verified one of ${environment}`,
    components: componentsAt(found, known.past),
    durationMs: deps.clock.now() - began,
  };
}

/** Not every release ships everything: each component as the newest verified release up to this one shipped it. */
function componentsAt(found: PastRelease, past: readonly PastRelease[]): Component[] {
  const upToIt = past.slice(past.indexOf(found)).filter(({ end }) => end === 'verified');
  return newestComponents(upToIt).map(({ component }) => component);
}

function nothingVerified(environment: string, unreadable: string | undefined): VerdictError {
  if (unreadable !== undefined)
    return new VerdictError(
      `The release records of ${environment} could not be read (${unreadable}), so nothing is known to be verified.`,
      { fix: 'Give this job the right "deployments: read", or run it again.' },
    );
  return new VerdictError(`No release of ${environment} is verified.`, {
    fix: `Ship to ${environment} first: its pipeline's last job records a good release as verified.`,
  });
}
