import type { CompositeRuns } from '../actions/metadata.js';
import type { Conclusion } from '../events.js';
import { evaluateCondition, evaluateText } from '../expressions/evaluate.js';
import type { JobStatus } from '../jobs/job-state.js';
import type { Step } from '../workflow/model.js';
import { type ActionInstance, type FolderUse, type Post, prepareAction } from './action-instance.js';
import type { StepControl } from './control.js';
import { runStage, type StageContext, type StageEnd } from './execute.js';
import { type Frame, stepScope } from './frame.js';
import { evaluateInputs } from './inputs.js';
import { stepName } from './names.js';
import { recordOutputs } from './outputs.js';

/** Runs the main stage of any step; passed in because a composite's steps may be composites. */
export type RunMain = (
  context: StageContext,
  instance: ActionInstance | undefined,
  register: (post: Post) => void,
) => Promise<Conclusion>;

/** Runs the steps of a composite action inside its own step. */
export async function runComposite(
  context: StageContext,
  instance: ActionInstance,
  use: FolderUse,
  runs: CompositeRuns,
  runMain: RunMain,
): Promise<Conclusion> {
  const inputs = await evaluateInputs(context, use.metadata, true);
  const progress: { status: JobStatus } = { status: 'success' };
  const frame = compositeFrame(context, use, inputs, progress);
  let conclusion: Conclusion = 'success';
  for (const step of runs.steps) {
    frame.github.action_status = progress.status;
    const end = await runInner({ ...context, frame }, instance, step, runMain, context.control);
    if (end.conclusion === 'failure' || (end.conclusion === 'cancelled' && conclusion === 'success')) {
      conclusion = end.conclusion;
      progress.status = end.conclusion;
    }
    if (end.conditionFailed) break;
  }
  await recordCompositeOutputs(context, use, frame);
  return conclusion;
}

/** The frame of a composite's inner steps: own inputs and steps, the job's environment, no defaults. */
export function compositeFrame(
  context: StageContext,
  use: FolderUse,
  inputs: Record<string, string>,
  progress: { status: JobStatus },
): Frame {
  const { frame, stepEnv } = context;
  const { job } = frame;
  return {
    job,
    steps: {},
    contexts: { inputs },
    env: { ...frame.env, ...stepEnv },
    status: () => progress.status,
    github: {
      ...frame.github,
      ...context.github,
      action_path: use.folder,
      action_repository: use.repository,
      action_ref: use.ref,
    },
    defaults: [],
    origin: use.origin,
    composite: true,
  };
}

async function runInner(
  context: StageContext,
  instance: ActionInstance,
  step: Step,
  runMain: RunMain,
  outer: StepControl,
): Promise<StageEnd> {
  const { frame } = context;
  let inner = instance.inner.get(step);
  const displayName = await stepName(frame, step);
  const end = await runStage({
    frame,
    step,
    log: context.log,
    displayName,
    github: {},
    outer,
    condition: (scope) => evaluateCondition(step.condition, scope),
    body: async (stage) => {
      if (step.uses !== undefined) {
        inner ??= await prepareAction(frame, step);
        instance.inner.set(step, inner);
      }
      return runMain(stage, inner, (post) => instance.innerPosts.push(post));
    },
  });
  const record = frame.steps[step.id] ?? { outputs: {}, outcome: end.outcome, conclusion: end.conclusion };
  frame.steps[step.id] = { ...record, outcome: end.outcome, conclusion: end.conclusion };
  return end;
}

/** Only declared outputs leave a composite; they are evaluated even when it failed. */
async function recordCompositeOutputs(context: StageContext, use: FolderUse, frame: Frame): Promise<void> {
  const outputs: Record<string, string> = {};
  for (const { name, value } of use.metadata.outputs) {
    outputs[name] = await evaluateText(value, stepScope(frame));
  }
  recordOutputs(context, outputs);
}
