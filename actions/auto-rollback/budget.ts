import { runUrl } from '../../src/action/context.js';
import { PlatformError } from '../../src/errors/errors.js';
import { freezeEnvironment } from '../../src/github/freeze.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import type { Situation } from './situation.js';

/**
 * Whether this run may still take something back by itself; why not, when it may not. A person who asks for a rollback
 * always may. Going over the budget freezes the environment, unless the run only plans.
 */
export async function refusalByBudget(
  { known, subject }: Situation,
  inputs: Inputs,
  deps: Deps,
): Promise<string | undefined> {
  if (inputs.command === 'rollback') return undefined;
  const { environment, maxRollbacks, budgetWindowMs } = inputs;
  const { freeze } = known;
  if (freeze)
    return `${environment} is frozen since ${new Date(freeze.since).toISOString()} by ${freeze.by}: ${freeze.reason}`;
  // Finishing the same release's way back is no new rollback.
  const recent = known.rollbacks.filter(
    ({ at, from, drill }) => deps.clock.now() - at < budgetWindowMs && from !== subject.release && !drill,
  );
  if (maxRollbacks === 0 || recent.length < maxRollbacks) return undefined;
  const reason = `${recent.length} rollbacks in the last ${formatDuration(budgetWindowMs)}, and "max-rollbacks" is ${maxRollbacks}`;
  if (!inputs.dryRun && inputs.mode !== 'ask') await freezeFor(reason, inputs, deps);
  return reason;
}

async function freezeFor(reason: string, { environment }: Inputs, deps: Deps): Promise<void> {
  const { github, context, log } = deps;
  if (!github) return;
  try {
    const run = runUrl(context);
    await freezeEnvironment(github, { environment, ref: context.sha, reason, by: 'auto-rollback', run });
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`${environment} could not be frozen: ${error.message} ${error.fix ?? ''}`.trim());
  }
}
