import { runUrl } from '../../src/action/context.js';
import { InputError } from '../../src/errors/errors.js';
import type { GitHubClient } from '../../src/github/client.js';
import { freezeEnvironment, unfreezeEnvironment } from '../../src/github/freeze.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { emptyResult, type Result } from './result.js';

/** Freezes the environment: the deploying actions leave it alone until somebody ends it. Throws PlatformError. */
export async function freeze(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { environment } = inputs;
  const { context } = deps;
  const reason = inputs.reason ?? 'no reason was given';
  const by = context.actor || 'somebody';
  const client = needed(deps.github, 'freeze');
  const frozen = inputs.dryRun
    ? undefined
    : await freezeEnvironment(client, { environment, ref: context.sha, reason, by, run: runUrl(context) });
  return {
    ...emptyResult(inputs, { release: '', commit: context.sha }),
    outcome: inputs.dryRun ? 'planned' : 'frozen',
    reason: frozen ? `frozen by ${frozen.by}: ${frozen.reason}` : reason,
    durationMs: deps.clock.now() - began,
  };
}

/** Ends the freeze of the environment; one that is not frozen stays so. Throws PlatformError. */
export async function unfreeze(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { environment } = inputs;
  const { context } = deps;
  const client = needed(deps.github, 'unfreeze');
  const by = context.actor || 'somebody';
  const ended = inputs.dryRun
    ? undefined
    : await unfreezeEnvironment(client, { environment, by, run: runUrl(context) });
  return {
    ...emptyResult(inputs, { release: '', commit: context.sha }),
    outcome: inputs.dryRun ? 'planned' : 'unfrozen',
    reason: ended ? `it was frozen by ${ended.by}: ${ended.reason}` : `${environment} was not frozen`,
    durationMs: deps.clock.now() - began,
  };
}

/** The client for a command that is nothing without the release records. Throws InputError. */
export function needed(github: GitHubClient | undefined, command: string): GitHubClient {
  if (github) return github;
  throw new InputError(`"command: ${command}" needs the input "github-token".`, {
    fix: 'Leave it out, so that the job\'s own token is used, and give the job "permissions: deployments: write".',
  });
}
