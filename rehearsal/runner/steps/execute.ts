import type { Conclusion } from '../events.js';
import { evaluateBoolean, evaluateNumber, evaluateTextMap, type Scope } from '../expressions/evaluate.js';
import type { Json } from '../expressions/values.js';
import type { Step } from '../workflow/model.js';
import { type StepControl, type StopReason, underControl } from './control.js';
import { type Frame, stepScope } from './frame.js';
import type { StepLog } from './step-log.js';

/** What a stage's body gets. */
export interface StageContext {
  frame: Frame;
  step: Step;
  log: StepLog;
  stepEnv: Record<string, string>;
  /** Keys of the `github` context that this step sets. */
  github: Record<string, Json>;
  control: StepControl;
}

/** One stage (pre, main or post) of a step. */
export interface Stage {
  frame: Frame;
  step: Step;
  log: StepLog;
  displayName: string;
  github: Record<string, Json>;
  /**
   * Whether the stage is to run; asked again, with a cancelled status, when the job is cancelled meanwhile.
   * @throws Error when the condition cannot be evaluated.
   */
  condition(scope: Scope): Promise<boolean>;
  body(context: StageContext): Promise<Conclusion>;
  outer?: StepControl;
}

/** How a stage ended, before and after `continue-on-error`. */
export interface StageEnd {
  outcome: Conclusion;
  conclusion: Conclusion;
  /** The condition could not be evaluated; in a composite the steps after it do not run. */
  conditionFailed?: boolean;
}

/**
 * Runs a stage with its environment, condition, time limit, cancellation and `continue-on-error`. The environment
 * comes first: a condition may read it, and one that cannot be evaluated fails even a step that would be skipped.
 */
export async function runStage(stage: Stage): Promise<StageEnd> {
  const { frame, step, github } = stage;
  let stepEnv: Record<string, string>;
  try {
    stepEnv = await evaluateTextMap(step.env, stepScope(frame, {}, github));
  } catch (error) {
    return unforgivable(stage, error as Error);
  }
  let wanted = false;
  try {
    wanted = await stage.condition(stepScope(frame, stepEnv, github));
  } catch (error) {
    return { ...unforgivable(stage, error as Error), conditionFailed: true };
  }
  if (!wanted || frame.job.forced) return { outcome: 'skipped', conclusion: 'skipped' };
  const outcome = await stageOutcome(stage, stepEnv);
  if (outcome !== 'failure') return { outcome, conclusion: outcome };
  return { outcome, conclusion: (await continuesOnError(stage, stepEnv)) ? 'success' : 'failure' };
}

function unforgivable(stage: Stage, error: Error): StageEnd {
  stage.log.annotate({ level: 'error', message: error.message });
  return { outcome: 'failure', conclusion: 'failure' };
}

async function stageOutcome(stage: Stage, stepEnv: Record<string, string>): Promise<Conclusion> {
  const { frame, step, log, github } = stage;
  const cancelled: Frame = { ...frame, status: () => 'cancelled' };
  try {
    const minutes = await evaluateNumber(step.timeoutMinutes, stepScope(frame, stepEnv, github));
    const rules = {
      job: frame.job,
      timeout: (minutes ?? 0) * 60_000,
      stillWanted: () => stage.condition(stepScope(cancelled, stepEnv, github)),
      ...(stage.outer ? { outer: stage.outer } : {}),
    };
    const end = await underControl(rules, (control) =>
      stage.body({ frame, step, log, stepEnv, github, control }),
    );
    return end.reason ? stoppedOutcome(stage, end.reason, minutes) : end.conclusion;
  } catch (error) {
    log.annotate({ level: 'error', message: (error as Error).message });
    return 'failure';
  }
}

function stoppedOutcome(stage: Stage, reason: StopReason, minutes: number | undefined): Conclusion {
  if (reason === 'cancelled') {
    stage.log.annotate({ level: 'error', message: 'The operation was canceled.' });
    return 'cancelled';
  }
  const message = minutes
    ? `The action '${stage.displayName}' has timed out after ${minutes} minutes.`
    : 'The action has timed out.';
  stage.log.annotate({ level: 'error', message });
  return 'failure';
}

async function continuesOnError(stage: Stage, stepEnv: Record<string, string>): Promise<boolean> {
  const { frame, step, log } = stage;
  try {
    return await evaluateBoolean(step.continueOnError, stepScope(frame, stepEnv, stage.github));
  } catch (error) {
    log.annotate({ level: 'error', message: (error as Error).message });
    return false;
  }
}
