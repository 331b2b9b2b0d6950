import { data } from '@actions/expressions';
import type { Origin } from '../actions/resolve.js';
import type { Scope } from '../expressions/evaluate.js';
import { type Json, toEnvironmentValue, toValue, type Value } from '../expressions/values.js';
import { githubContext, jobContext, runnerContext } from '../jobs/contexts.js';
import type { JobState, JobStatus, StepRecord } from '../jobs/job-state.js';
import type { Template } from '../workflow/template.js';

/** The surroundings of a step: the job itself, or one call of a composite action. */
export interface Frame {
  job: JobState;
  /** `steps` as the step sees it. */
  steps: Record<string, StepRecord>;
  /** Contexts that only this frame has or changes: a composite's `inputs`. */
  contexts: Record<string, Json>;
  /** `env` of the composite's own step, which its inner steps see. */
  env: Record<string, string>;
  /** What `success()` and `failure()` look at. */
  status(): JobStatus;
  /** Keys of the `github` context that differ here. */
  github: Record<string, Json>;
  /** `defaults.run` of workflow and job; never inside composites. */
  defaults: Template[];
  origin: Origin;
  composite: boolean;
}

/** The frame of a job's own steps. */
export function jobFrame(job: JobState): Frame {
  const { workflow, job: definition } = job.plan;
  // The later of the two replaces the earlier one as a whole (actions/runner JobExtension).
  const defaults = definition.defaults ?? workflow.defaults;
  return {
    job,
    steps: job.steps,
    contexts: {},
    env: {},
    status: () => job.status,
    github: {},
    defaults: defaults ? [defaults] : [],
    origin: workflow.origin,
    composite: false,
  };
}

const HIDDEN_IN_COMPOSITES = new Set(['secrets', 'needs', 'vars']);

/** What an expression of a step may read. `env` is the step's own, if it is already known. */
export function stepScope(
  frame: Frame,
  env: Record<string, string> = {},
  github: Record<string, Json> = {},
): Scope {
  const { job } = frame;
  const plain: Record<string, Json> = {
    ...job.plan.contexts,
    ...frame.contexts,
    github: { ...githubContext(job), ...frame.github, ...github },
    job: jobContext(job),
    runner: runnerContext(job),
    steps: publicSteps(frame.steps),
  };
  const contexts: Record<string, Value> = { env: toEnvironmentValue({ ...job.env, ...frame.env, ...env }) };
  for (const [name, json] of Object.entries(plain)) {
    if (!frame.composite || !HIDDEN_IN_COMPOSITES.has(name)) contexts[name] = toValue(json);
  }
  return { contexts, workspace: job.plan.folders.workspace, functions: statusFunctions(frame) };
}

/** Steps whose id was generated are not in the `steps` context. */
function publicSteps(steps: Record<string, StepRecord>): Json {
  const named = Object.entries(steps).filter(([id]) => !id.startsWith('__'));
  return Object.fromEntries(named.map(([id, record]) => [id, { ...record } as unknown as Json]));
}

function statusFunctions(frame: Frame): NonNullable<Scope['functions']> {
  const truth = (value: boolean) => () => new data.BooleanData(value);
  const status = frame.status();
  return new Map([
    ['always', truth(true)],
    ['success', truth(status === 'success')],
    ['failure', truth(status === 'failure')],
    ['cancelled', truth(frame.job.status === 'cancelled')],
  ]);
}
