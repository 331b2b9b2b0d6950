import { runUrl } from '../../src/action/context.js';
import { ExpectedError, InputError, PlatformError } from '../../src/errors/errors.js';
import type { Component } from '../../src/release/component.js';
import { refusalByBudget } from './budget.js';
import { type Decision, decide } from './decide.js';
import type { Deps } from './deps.js';
import { carryOut, noProgress, type Progress, stepsOf } from './execute.js';
import type { Inputs } from './inputs.js';
import { lookAgain, platformOf, readRestorability, readSchemas } from './live.js';
import { headline, planTable } from './messages.js';
import { outputsOf } from './outputs.js';
import { changes, changesAnything, fenceOf, makePlan, type Plan, refusalOf, type Step } from './plan.js';
import { provenBack, releaseReached } from './proof.js';
import { type JobsVerdict, readRecords } from './records.js';
import { type End, emptyResult, type Outcome, type Result, type StepDone } from './result.js';
import {
  componentsToMove,
  recordedSituation,
  type Situation,
  type Subject,
  situationOf,
} from './situation.js';
import { store } from './store.js';

/**
 * Concludes a release: records it as verified, keeps it unverified, or takes it back as a whole and proves that.
 * Throws InputError for unreadable records or a missing token.
 */
export async function conclude(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const told = inputs.records === undefined ? undefined : readRecords(inputs.records);
  const decision = decisionOf(inputs, told?.jobs);
  deps.log.info(`Verdict: ${decision.verdict} (${decision.reason})`);
  const { runId, runAttempt, sha } = deps.context;
  const known: { subject: Subject } = {
    subject: {
      ...{ release: `${runId}.${runAttempt}`, commit: sha, record: undefined },
      components: told?.components ?? [],
    },
  };
  const finish = (end: End) => finished(end, known.subject, { inputs, began }, deps);
  if (decision.act !== 'rollback') return finish(leave(decision, inputs));
  const progress = noProgress();
  const disarm = deps.onCancel('write down how far the way back got', async () => {
    const result = await finish(cancelled(progress, decision));
    deps.know(outputsOf(result));
    deps.log.warning(`${headline(result.outcome)}: ${result.notes.join(' ')}`);
  });
  const end = await takeBack(known, told?.components, decision, { progress, inputs, deps });
  disarm();
  return finish(end);
}

function decisionOf(inputs: Inputs, jobs: JobsVerdict | undefined): Decision {
  if (inputs.command === 'rollback')
    return { verdict: 'fail', act: 'rollback', reason: inputs.reason ?? 'a rollback was asked for' };
  if (jobs) return decide(inputs, jobs);
  if (inputs.verdict === 'fail')
    return decide(inputs, { verdict: 'fail', reason: 'the verdict was given as "fail"' });
  throw new InputError(
    `Without "records" there is nothing to conclude unless "verdict: fail" says that the newest release is bad; it is "${inputs.verdict}".`,
    { fix: 'Give "records: ${{ toJSON(needs) }}", or say "command: rollback".' },
  );
}

async function finished(
  end: End,
  { release, commit, components, record }: Subject,
  { inputs, began }: { inputs: Inputs; began: number },
  deps: Deps,
): Promise<Result> {
  const { context, clock } = deps;
  const result: Result = {
    ...emptyResult(inputs, { release, commit }),
    ...end,
    components: [...components],
    durationMs: clock.now() - began,
  };
  // What was done holds also when the run is cancelled while it is being stored.
  deps.know(outputsOf(result));
  if (inputs.dryRun || (inputs.mode === 'ask' && end.outcome !== 'verified' && end.outcome !== 'kept'))
    return result;
  const recorded = { ...result, ...(await store(result, { runUrl: runUrl(context), record }, deps)) };
  const told = await deps.tell(recorded);
  return { ...recorded, ...told, notes: [...recorded.notes, ...told.notes] };
}

function leave({ act, reason }: Decision, { dryRun }: Inputs): End {
  const outcome: Outcome = act === 'verify' ? 'verified' : 'kept';
  const notes = dryRun ? ['Dry run: nothing was recorded.'] : [];
  return { outcome, reason, steps: [], backTo: undefined, proof: undefined, notes, liveNow: undefined };
}

interface Work {
  progress: Progress;
  inputs: Inputs;
  deps: Deps;
}

async function takeBack(
  about: { subject: Subject },
  told: Component[] | undefined,
  { reason }: Decision,
  { progress, inputs, deps }: Work,
): Promise<End> {
  const end = ending(reason);
  const byRecords = told === undefined || inputs.to !== undefined;
  const found = await (byRecords
    ? recordedSituation(inputs, deps)
    : situationOf(about.subject, inputs, deps)
  ).catch((error: unknown) => unreachable(error, deps));
  if (found instanceof PlatformError) return end('failed', [], [found.message]);
  if ('nothing' in found) return end('no-target', [], [found.nothing]);
  about.subject = found.subject;
  const plan = await planFor(found, inputs, deps).catch((error: unknown) => unreachable(error, deps));
  if (plan instanceof PlatformError) return end('failed', [], [...found.notes, plan.message]);
  deps.log.info(planTable(plan));
  const refusal = refusalOf(plan);
  if (refusal) return end(refusal.outcome, untouched(plan.steps), [refusal.reason, ...found.notes]);
  if (!changesAnything(plan)) return end('nothing-to-do', untouched(plan.steps), found.notes);
  const frozen = await refusalByBudget(found, inputs, deps);
  if (frozen) return end('frozen', untouched(plan.steps), [frozen, ...found.notes]);
  if (inputs.dryRun || inputs.mode === 'ask') return end('planned', untouched(plan.steps), found.notes);
  await carryOut(plan, reason, progress, deps);
  return concluded(end, stepsOf(progress), found.notes, deps);
}

type Ending = (outcome: Outcome, steps: StepDone[], notes?: string[]) => End;

function ending(reason: string): Ending {
  return (outcome, steps, notes = []) => ({
    ...{ outcome, reason, steps, notes, backTo: undefined, proof: undefined, liveNow: undefined },
  });
}

/** A platform that cannot be asked is the end of it; whatever else went wrong is thrown. */
function unreachable(error: unknown, { signal }: Deps): PlatformError {
  if (signal.aborted || !(error instanceof PlatformError)) throw error;
  return error;
}

async function planFor(found: Situation, inputs: Inputs, deps: Deps): Promise<Plan> {
  const { history } = found;
  const { platforms } = deps;
  const components = componentsToMove(found);
  const live = await lookAgain(found.live, history, platforms);
  const going = [...live.keys()].flatMap((component) =>
    component.kind !== 'database' && ['holds'].includes(fenceOf(component, live, history)) ? [component] : [],
  );
  const [restorable, schemas] = await Promise.all([
    readRestorability(going, history, platforms),
    going.length > 0 ? readSchemas(components, platforms) : new Map(),
  ]);
  const schema = {
    ...{ reachable: platforms.database !== undefined, allowRestore: inputs.allowRestore, live: schemas },
  };
  return makePlan({ components, live, history, restorable, schema, order: inputs.order });
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

function cancelled(progress: Progress, { reason }: Decision): End {
  const steps = stepsOf(progress);
  const back = steps.filter(({ state }) => state === 'done').map(({ step }) => step.component.name);
  const whole = steps.length > 0 && !steps.some(({ state }) => state === 'failed' || state === 'not-reached');
  const touched = back.length > 0 || steps.some(({ state }) => state === 'failed');
  const note = whole
    ? 'The run was cancelled before it was proved that the earlier deployments work.'
    : touched
      ? `The run was cancelled on the way back. Back already: ${back.join(', ') || 'nothing'}.`
      : 'The run was cancelled before anything was touched.';
  const errors = steps.flatMap(({ error }) => (error ? [error] : []));
  return {
    ...ending(reason)(whole ? 'rolled-back' : 'failed', steps, [note, ...errors]),
    backTo: whole ? releaseReached(steps) : undefined,
  };
}

function untouched(steps: readonly Step[]): StepDone[] {
  return steps.map((step) => ({
    step,
    state: changes(step) ? 'planned' : step.action === 'leave' ? 'left' : 'refused',
    durationMs: 0,
  }));
}
