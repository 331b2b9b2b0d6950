import type { Conclusion } from '../events.js';
import { evaluateBoolean, evaluateNumber, evaluateTextMap } from '../expressions/evaluate.js';
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
   * Whether the stage is to run, and, with `again`, whether it is to go on although the job was cancelled meanwhile.
   * @throws Error when the condition cannot be evaluated.
   */
  condition(again: boolean): Promise<boolean>;
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

/** Runs a stage with its condition, environment, time limit, cancellation and `continue-on-error`. */
export async function runStage(stage: Stage): Promise<StageEnd> {
  let wanted = false;
  try {
    wanted = await stage.condition(false);
  } catch (error) {
    stage.log.annotate({ level: 'error', message: (error as Error).message });
    return { outcome: 'failure', conclusion: 'failure', conditionFailed: true };
  }
  if (!wanted || stage.frame.job.forced) return { outcome: 'skipped', conclusion: 'skipped' };
  const outcome = await stageOutcome(stage);
  if (outcome !== 'failure') return { outcome, conclusion: outcome };
  return { outcome, conclusion: (await continuesOnError(stage)) ? 'success' : 'failure' };
}

async function stageOutcome(stage: Stage): Promise<Conclusion> {
  const { frame, step, log } = stage;
  try {
    const stepEnv = await evaluateTextMap(step.env, stepScope(frame, {}, stage.github));
    const minutes = await evaluateNumber(step.timeoutMinutes, stepScope(frame, stepEnv, stage.github));
    const timeout = (minutes ?? 0) * 60_000;
    const rules = {
      job: frame.job,
      timeout,
      stillWanted: () => stage.condition(true),
      ...(stage.outer ? { outer: stage.outer } : {}),
    };
    const end = await underControl(rules, (control) =>
      stage.body({ frame, step, log, stepEnv, github: stage.github, control }),
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

async function continuesOnError(stage: Stage): Promise<boolean> {
  const { frame, step, log } = stage;
  try {
    return await evaluateBoolean(step.continueOnError, stepScope(frame, {}, stage.github));
  } catch (error) {
    log.annotate({ level: 'error', message: (error as Error).message });
    return false;
  }
}
