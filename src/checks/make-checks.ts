import type { PlannedCheck } from './plan.js';
import { Progress } from './progress.js';
import { type CheckOutcome, resultOf, runCheck, type SharedContext } from './run-check.js';
import type { SuiteDeps, SuiteRun } from './run-settings.js';
import { schedule } from './schedule.js';
import type { Session } from './session.js';

const atOnce = 8;

/**
 * Makes the chosen checks, then the clean-ups of what they made, also when something went wrong or the run is cancelled.
 * Outcomes come in the suite's order. Throws InputError, CancelledError.
 */
export async function makeChecks(run: SuiteRun, session: Session, deps: SuiteDeps): Promise<CheckOutcome[]> {
  const { planned } = session;
  const cleanUps = planned.filter(({ check }) => check.cleanup);
  const before = planned.filter(({ check }) => !check.cleanup);
  const drop = registerCleanUps(cleanUps, run, session, deps);
  const progress = new Progress(before.length, deps.log);
  const made = await schedule(before, run.maxParallel ?? atOnce, {
    make: (one) => progress.during(one.check.name, () => make(one, run, session, session.context)),
    leaveOut,
  }).finally(() => progress.close());
  const cleaned = await cleanUp(cleanUps, run, session, session.context);
  drop();
  const outcomes = new Map(
    [...before, ...cleanUps].map(({ index }, at) => [index, [...made, ...cleaned][at]]),
  );
  return planned.flatMap(({ index }) => outcomes.get(index) ?? []);
}

/** When the run is cancelled, the clean-ups get a signal of their own: the run's is aborted. */
function registerCleanUps(
  cleanUps: readonly PlannedCheck[],
  run: SuiteRun,
  session: Session,
  { onCancel }: SuiteDeps,
): () => void {
  if (cleanUps.length === 0 || !onCancel) return () => undefined;
  return onCancel('make the clean-up checks', () =>
    cleanUp(cleanUps, run, session, session.contextWith(AbortSignal.timeout(6_000))),
  );
}

async function cleanUp(
  cleanUps: readonly PlannedCheck[],
  run: SuiteRun,
  session: Session,
  context: SharedContext,
): Promise<CheckOutcome[]> {
  const outcomes: CheckOutcome[] = [];
  for (const one of cleanUps) {
    const { name: _, ...asked } = one.check;
    const missing = session.variables.missing({ ...asked, expect: undefined });
    outcomes.push(missing.length > 0 ? nothingToClean(one) : await make(one, run, session, context));
  }
  return outcomes;
}

function make(
  { check, index }: PlannedCheck,
  run: SuiteRun,
  { variables }: Session,
  context: SharedContext,
): Promise<CheckOutcome> {
  const locate = run.places?.checks[index];
  return runCheck({ check, locate }, { context, variables, retries: run.retries ?? 2 });
}

function leaveOut({ check }: PlannedCheck, missing: PlannedCheck): CheckOutcome {
  const reason = `not made: it needs "${missing.check.name}", which did not hold`;
  return notMade(check, { verdict: 'inconclusive', reason });
}

function nothingToClean({ check }: PlannedCheck): CheckOutcome {
  return notMade(check, { verdict: 'pass', reason: '' });
}

function notMade(
  check: PlannedCheck['check'],
  outcome: { verdict: 'pass' | 'inconclusive'; reason: string },
): CheckOutcome {
  const result = {
    ...resultOf({ check, locate: undefined }, { ...outcome, durationMs: 0 }, 0),
    skipped: true as const,
  };
  return { result, reached: false, unreachable: undefined };
}
