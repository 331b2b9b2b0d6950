import { runUrl } from '../../src/action/context.js';
import { ExpectedError, PlatformError } from '../../src/errors/errors.js';
import type { Component } from '../../src/release/component.js';
import { type Decision, decide } from './decide.js';
import type { Deps, LiveComponents } from './deps.js';
import { carryOut, interrupted, type Progress } from './execute.js';
import { readHistory } from './history.js';
import type { Inputs } from './inputs.js';
import { readLive } from './live.js';
import { headline, planTable } from './messages.js';
import { outputsOf } from './outputs.js';
import { changesAnything, makePlan, refusalOf, type Step } from './plan.js';
import { readRecords } from './records.js';
import type { Outcome, Result, StepDone } from './result.js';
import { store } from './store.js';

/**
 * Concludes a release: records it as verified, keeps it unverified, or takes it back as a whole and proves that.
 * Throws InputError for unreadable records or a missing token.
 */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { components, jobs } = readRecords(inputs.records);
  const decision = decide(inputs, jobs);
  deps.log.info(`Verdict: ${decision.verdict} (${decision.reason})`);
  const finish = (end: End) => finished(end, { components, inputs, began }, deps);
  if (decision.act !== 'rollback') return finish(leave(decision, inputs));
  const progress: Progress = { plan: undefined, done: [], underWay: undefined };
  const disarm = deps.onCancel('write down how far the way back got', async () => {
    const result = await finish(cancelled(progress, decision));
    deps.know(outputsOf(result));
    deps.log.warning(`${headline(result.outcome)}: ${result.notes.join(' ')}`);
  });
  const end = await takeBack(components, decision, progress, inputs, deps);
  disarm();
  return finish(end);
}

async function finished(
  end: End,
  { components, inputs, began }: { components: Component[]; inputs: Inputs; began: number },
  deps: Deps,
): Promise<Result> {
  const { context, clock } = deps;
  const result: Result = {
    ...end,
    release: `${context.runId}.${context.runAttempt}`,
    commit: context.sha,
    environment: inputs.environment,
    components,
    stored: {},
    issueUrl: undefined,
    revertUrl: undefined,
    durationMs: clock.now() - began,
  };
  // What was done holds also when the run is cancelled while it is being stored.
  deps.know(outputsOf(result));
  if (inputs.dryRun) return result;
  const recorded = { ...result, ...(await store(result, runUrl(context), deps)) };
  const told = await deps.tell(recorded);
  return { ...recorded, ...told, notes: [...recorded.notes, ...told.notes] };
}

type End = Pick<Result, 'outcome' | 'reason' | 'steps' | 'backTo' | 'proof' | 'notes'>;

function leave({ act, reason }: Decision, { dryRun }: Inputs): End {
  const outcome: Outcome = act === 'verify' ? 'verified' : 'kept';
  const notes = dryRun ? ['Dry run: nothing was recorded.'] : [];
  return { outcome, reason, steps: [], backTo: undefined, proof: undefined, notes };
}

async function takeBack(
  components: Component[],
  { reason }: Decision,
  progress: Progress,
  inputs: Inputs,
  deps: Deps,
): Promise<End> {
  const { github, log, platforms } = deps;
  const history = await readHistory(github, inputs.environment, components, log);
  const end = (outcome: Outcome, steps: StepDone[], notes: string[] = []): End => ({
    outcome,
    reason,
    steps,
    notes,
    backTo: undefined,
    proof: undefined,
  });
  const live = await readLive(components, platforms).catch((error: unknown) => {
    if (deps.signal.aborted || !(error instanceof PlatformError)) throw error;
    return error;
  });
  if (live instanceof PlatformError) return end('failed', [], [live.message]);
  const plan = makePlan(components, live, history);
  log.info(planTable(plan));
  const refusal = refusalOf(plan);
  if (refusal) return end(refusal.outcome, untouched(plan.steps), [refusal.reason]);
  if (!changesAnything(plan)) return end('nothing-to-do', untouched(plan.steps));
  if (inputs.dryRun) return end('planned', untouched(plan.steps));

  await carryOut(plan, reason, progress, deps);
  const { done: steps } = progress;
  const stopped = steps.find((step) => step.state === 'failed' || step.state === 'refused');
  const changed = steps.some((step) => step.state === 'done');
  if (!stopped) return proven(end('rolled-back', steps), deps);
  const outcome = stopped.state === 'refused' && !changed ? 'superseded' : 'failed';
  return end(outcome, steps, stopped.error ? [stopped.error] : []);
}

/** Back is back only when what is live answers well: the suite runs against it, expecting the earlier commit. */
async function proven(end: End, deps: Deps): Promise<End> {
  const back = { ...end, backTo: releaseReached(end.steps) };
  const notes: string[] = [];
  const proof = await deps.prove(await whatIsLive(back, notes, deps)).catch((error: unknown) => {
    if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
    notes.push(`The proof could not be made: ${error.message}`);
    return undefined;
  });
  if (proof?.verdict === 'pass') return { ...back, proof, notes };
  if (!proof && notes.length === 0)
    notes.push(
      "No smoke suite was found, so the proof is the platforms' word that the earlier deployments are live.",
    );
  if (!proof) return { ...back, notes };
  const words = proof.verdict === 'fail' ? 'does not pass on them' : 'could not tell whether they work';
  notes.unshift(`The earlier deployments are live, but the smoke suite ${words}: ${proof.reason}`);
  return { ...back, outcome: proof.verdict === 'fail' ? 'failed' : end.outcome, proof, notes };
}

/** What cannot be asked is noted: the rollback stands, and must be recorded. */
async function whatIsLive(end: End, notes: string[], deps: Deps): Promise<LiveComponents> {
  const urls: Record<string, string> = {};
  for (const { step } of end.steps) {
    const { component } = step;
    if (component.kind === 'database') continue;
    try {
      const url = await deps.platforms[component.kind]?.publicUrl(component);
      if (url) urls[component.name] = url;
    } catch (error) {
      if (deps.signal.aborted || !(error instanceof ExpectedError)) throw error;
      notes.push(`The address of ${component.name} could not be read, so it is not proved: ${error.message}`);
    }
  }
  const atCommit = end.steps.filter(({ step }) => commitOf(step) === end.backTo?.commit);
  const onVercel = end.steps.filter(({ step }) => step.component.kind === 'vercel');
  return {
    urls,
    onVercel: onVercel.map(({ step }) => step.component.name),
    commit: end.backTo?.commit,
    atCommit: atCommit.map(({ step }) => step.component.name),
  };
}

function commitOf(step: Step): string | undefined {
  return step.action === 'refuse' ? undefined : step.release?.commit;
}

/** The one verified release that everything that went back is at. */
function releaseReached(steps: readonly StepDone[]): Result['backTo'] {
  const releases = steps.flatMap(({ step }) => (step.action === 'rollback' ? [step.release] : []));
  const [first] = releases;
  return releases.every((release) => release?.release === first?.release) ? first : undefined;
}

function cancelled(progress: Progress, { reason }: Decision): End {
  const steps = interrupted(progress);
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
    ...{ outcome: whole ? 'rolled-back' : 'failed', reason, steps, proof: undefined },
    ...{ backTo: whole ? releaseReached(steps) : undefined, notes: [note, ...errors] },
  };
}

function untouched(steps: readonly Step[]): StepDone[] {
  return steps.map((step) => ({
    step,
    state: step.action === 'rollback' ? 'planned' : step.action === 'leave' ? 'left' : 'refused',
    durationMs: 0,
  }));
}
