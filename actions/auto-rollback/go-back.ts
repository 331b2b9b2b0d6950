import { ExpectedError, PlatformError } from '../../src/errors/errors.js';
import { type Component, componentKey, type DatabaseComponent } from '../../src/release/component.js';
import { refusalByBudget } from './budget.js';
import type { Deps } from './deps.js';
import { carryOut, type Progress, stepsOf } from './execute.js';
import type { Inputs } from './inputs.js';
import {
  lackingUndoPoints,
  lookAgain,
  platformOf,
  readHalfDown,
  readRestorability,
  readSchemas,
} from './live.js';
import { assignmentNotes, planTable } from './messages.js';
import {
  asksAnything,
  changes,
  changesAnything,
  fenceOf,
  makePlan,
  type Plan,
  refusalOf,
  type Step,
} from './plan.js';
import { provenBack } from './proof.js';
import type { End, Outcome, StepDone } from './result.js';
import { componentsToMove, type Situation, shippedWith } from './situation.js';

/** What taking a release back works with. */
export interface Work {
  progress: Progress;
  inputs: Inputs;
  deps: Deps;
}

/**
 * Takes a release back: makes the plan, refuses what must not be done, carries the rest out and proves it. Nothing is
 * stored or told. Throws CancelledError, and InputError for a token that is missing.
 */
export async function goBack(
  found: Situation,
  reason: string,
  { progress, inputs, deps }: Work,
): Promise<End> {
  const end = ending(reason);
  const plan = await planFor(found, inputs, deps).catch((error: unknown) => unreachable(error, deps));
  if (plan instanceof PlatformError) return end('failed', [], [...found.notes, plan.message]);
  deps.log.info(planTable(plan));
  const refusal = refusalOf(plan);
  if (refusal) return end(refusal.outcome, untouched(plan.steps), [refusal.reason, ...found.notes]);
  if (!changesAnything(plan)) return end('nothing-to-do', untouched(plan.steps), found.notes);
  const frozen = asksAnything(plan) ? await refusalByBudget(found, inputs, deps) : undefined;
  if (frozen) return end('frozen', untouched(plan.steps), [frozen, ...found.notes]);
  if (inputs.dryRun || inputs.mode === 'ask') return end('planned', untouched(plan.steps), found.notes);
  await carryOut(plan, reason, progress, deps);
  const steps = stepsOf(progress);
  return concluded(end, steps, [...found.notes, ...assignmentNotes(steps)], deps);
}

/** Makes an end of an outcome. */
export type Ending = (outcome: Outcome, steps: StepDone[], notes?: string[]) => End;

/** Ends that share a reason. */
export function ending(reason: string): Ending {
  return (outcome, steps, notes = []) => ({
    ...{ outcome, reason, steps, notes, backTo: undefined, proof: undefined, liveNow: undefined },
  });
}

/** A platform that cannot be asked is the end of it; whatever else went wrong is thrown. */
export function unreachable(error: unknown, { signal }: Deps): PlatformError {
  if (signal.aborted || !(error instanceof PlatformError)) throw error;
  return error;
}

async function planFor(found: Situation, inputs: Inputs, deps: Deps): Promise<Plan> {
  const { history } = found;
  const { platforms } = deps;
  const components = componentsToMove(found);
  const live = await lookAgain(found.live, history, platforms);
  const going = [...live.keys()].flatMap((component) =>
    component.kind !== 'database' && fenceOf(component, live, history) === 'holds' ? [component] : [],
  );
  const [restorable, schemas] = await Promise.all([
    readRestorability(going, history, { platforms, ahead: found.ahead }),
    readSchemas(components, platforms),
  ]);
  const schema = {
    ...{ reachable: platforms.database !== undefined, allowRestore: inputs.allowRestore, live: schemas },
    lacking: lackingUndoPoints(components, platforms),
    halfDown: await readHalfDown(schemas, platforms),
    again: migratedBefore(found, components, deps),
  };
  return makePlan({ components, live, history, restorable, schema, order: inputs.order });
}

/** The databases that this release migrated, for an attempt that has others before it. */
function migratedBefore(
  found: Situation,
  components: readonly Component[],
  { context }: Deps,
): ReadonlySet<DatabaseComponent> {
  if (!(Number(context.runAttempt) > 1)) return new Set();
  const own = shippedWith(found).map(componentKey);
  const databases = components.filter((one): one is DatabaseComponent => one.kind === 'database');
  return new Set(databases.filter((one) => own.includes(componentKey(one))));
}

/** What is to be told once the plan was carried out as far as it went. */
async function concluded(end: Ending, steps: StepDone[], notes: string[], deps: Deps): Promise<End> {
  const stopped = steps.find((step) => step.state === 'failed' || step.state === 'refused');
  const changed = steps.some((step) => step.state === 'done');
  if (!stopped) {
    const back = await provenBack(end('rolled-back', steps, notes), deps);
    return back.outcome === 'failed' ? { ...back, liveNow: await liveNow(steps, deps) } : back;
  }
  const outcome = stopped.state === 'refused' && !changed ? 'superseded' : 'failed';
  const errors = steps.flatMap(({ error }) => (error ? [error] : []));
  return { ...end(outcome, steps, [...errors, ...notes]), liveNow: await liveNow(steps, deps) };
}

/** What is live of each component after all; what cannot be asked is said to be unknown. */
async function liveNow(steps: readonly StepDone[], deps: Deps): Promise<Record<string, string>> {
  const asked = steps.map(async ({ step: { component } }): Promise<[string, string]> => {
    try {
      if (component.kind === 'database')
        return [component.name, (await deps.platforms.database?.look(component)) ?? 'not known'];
      const { live } = await platformOf(component, deps.platforms).look(component);
      return [component.name, live ?? 'nothing'];
    } catch (error) {
      if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
      return [component.name, `not known (${error.message})`];
    }
  });
  return Object.fromEntries(await Promise.all(asked));
}

function untouched(steps: readonly Step[]): StepDone[] {
  return steps.map((step) => ({
    step,
    state: changes(step) ? 'planned' : step.action === 'leave' ? 'left' : 'refused',
    durationMs: 0,
  }));
}
