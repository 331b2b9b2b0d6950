import { InputError } from '../../src/errors/errors.js';
import type { Inputs } from './inputs.js';
import { skippedWithoutToken, tokenShouldBeThere } from './messages.js';
import type { Result } from './result.js';
import type { Deps } from './start.js';

/** Ends a run that gets no secrets. Throws InputError for one that should have had them: a lost secret must not look green. */
export function skip(inputs: Inputs, { context, clock, log }: Deps, beganMs: number): Result {
  const { pullRequest, actor, commit } = context;
  if (!pullRequest?.fromFork && actor !== 'dependabot[bot]') {
    const { message, fix } = tokenShouldBeThere();
    throw new InputError(message, { fix });
  }
  log.info(skippedWithoutToken());
  const target = inputs.customEnvironment ?? inputs.target;
  const notes = [skippedWithoutToken()];
  return { ...nothingDeployed('skipped', commit), target, notes, durationMs: clock.now() - beganMs };
}

/** The result of a run that deploys nothing. */
export function nothingDeployed(outcome: Result['outcome'], commit: string): Result {
  return {
    ...{ outcome, commit, vercelState: '', target: 'preview', project: undefined, deploymentId: '' },
    ...{ previous: undefined, url: '', deploymentUrl: '', aliasUrls: [], inspectorUrl: '' },
    ...{ component: undefined, rollingStage: undefined, protectionBypass: undefined, sent: undefined },
    ...{ flags: [], listed: [], notes: [], logLines: [], supersededBy: undefined, diagnosis: undefined },
    ...{ timeline: [], durationMs: 0, failure: undefined },
  };
}
