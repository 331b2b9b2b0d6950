import { runUrl } from '../../src/action/context.js';
import type { SuiteResult } from '../../src/checks/suite.js';
import type { Component } from '../../src/release/component.js';
import type { ReleaseRecord } from '../../src/release/record.js';
import { type Decision, decide } from './decide.js';
import type { Deps } from './deps.js';
import { carryOut } from './execute.js';
import { readHistory } from './history.js';
import type { Inputs } from './inputs.js';
import { readLive } from './live.js';
import { planTable } from './messages.js';
import { changesAnything, makePlan, refusalOf, type Step } from './plan.js';
import type { Platforms } from './platform.js';
import { readRecords } from './records.js';
import type { Outcome, Result, StepDone } from './result.js';
import { store } from './store.js';
import type { History } from './target.js';

/**
 * Concludes a release: records it as verified, keeps it unverified, or takes it back as a whole and proves that.
 * Throws InputError for unreadable records or a missing token.
 */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { components, jobs } = readRecords(inputs.records);
  const decision = decide(inputs, jobs);
  deps.log.info(`Verdict: ${decision.verdict} (${decision.reason})`);
  const end =
    decision.act === 'rollback' ? await takeBack(components, decision, inputs, deps) : leave(decision);
  const record: ReleaseRecord = {
    schema: 1,
    release: `${deps.context.runId}.${deps.context.runAttempt}`,
    commit: deps.context.sha,
    components,
  };
  const result: Result = {
    ...end,
    release: record.release,
    commit: record.commit,
    environment: inputs.environment,
    components,
    stored: {},
    durationMs: deps.clock.now() - began,
  };
  if (inputs.dryRun) return result;
  return { ...result, ...(await store(result, record, runUrl(deps.context), deps)) };
}

type End = Pick<Result, 'outcome' | 'reason' | 'steps' | 'backTo' | 'proof' | 'notes'>;

function leave(decision: Decision): End {
  const outcome: Outcome = decision.act === 'verify' ? 'verified' : 'kept';
  return { outcome, reason: decision.reason, steps: [], backTo: undefined, proof: undefined, notes: [] };
}

async function takeBack(
  components: Component[],
  decision: Decision,
  inputs: Inputs,
  deps: Deps,
): Promise<End> {
  const history = await readHistory(deps.github, inputs.environment, deps.log);
  const live = await readLive(components, deps.platforms);
  const plan = makePlan(components, live, history);
  deps.log.info(planTable(plan));
  const end = (outcome: Outcome, steps: StepDone[], notes: string[] = [], proof?: SuiteResult): End => ({
    outcome,
    reason: decision.reason,
    steps,
    backTo: undefined,
    proof,
    notes,
  });
  const refusal = refusalOf(plan);
  if (refusal) return end(refusal.outcome, untouched(plan.steps), [refusal.reason]);
  if (!changesAnything(plan)) return end('nothing-to-do', untouched(plan.steps));
  if (inputs.dryRun) return end('planned', untouched(plan.steps));

  const steps = await carryOut(plan, decision.reason, deps);
  const stopped = steps.find((done) => done.state === 'failed' || done.state === 'refused');
  if (stopped) {
    const outcome =
      stopped.state === 'refused' && !steps.some((done) => done.state === 'done') ? 'superseded' : 'failed';
    return end(outcome, steps, stopped.error ? [stopped.error] : []);
  }
  return proven(end('rolled-back', steps), components, history, deps);
}

/** Back is back only when what is live answers well: the suite runs against it, expecting the earlier commit. */
async function proven(end: End, components: Component[], history: History, deps: Deps): Promise<End> {
  const backTo = history.verified
    ? { release: history.verified.release, commit: history.verified.commit }
    : undefined;
  const urls = await publicUrls(components, deps.platforms);
  const proof = await deps.prove(urls, backTo?.commit);
  if (!proof) {
    const note =
      "No smoke suite was found, so the proof is the platforms' word that the earlier deployments are live.";
    return { ...end, backTo, notes: [note] };
  }
  if (proof.verdict === 'pass') return { ...end, backTo, proof };
  const note = `The earlier deployments are live, but the smoke suite does not pass on them: ${proof.reason}`;
  return { ...end, outcome: proof.verdict === 'fail' ? 'failed' : end.outcome, backTo, proof, notes: [note] };
}

async function publicUrls(components: Component[], platforms: Platforms): Promise<Record<string, string>> {
  const urls: Record<string, string> = {};
  for (const component of components) {
    if (component.kind === 'database') continue;
    const url = await platforms[component.kind]?.publicUrl(component);
    if (url) urls[component.name] = url;
  }
  return urls;
}

function untouched(steps: readonly Step[]): StepDone[] {
  return steps.map((step) => ({
    step,
    state: step.action === 'rollback' ? 'planned' : step.action === 'leave' ? 'left' : 'refused',
    durationMs: 0,
  }));
}
