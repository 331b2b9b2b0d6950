import { data } from '@actions/expressions';
import type { Conclusion } from '../events.js';
import type { Scope } from '../expressions/evaluate.js';
import { type Json, toText, toValue, type Value } from '../expressions/values.js';
import type { WorkflowLibrary } from '../workflow/library.js';
import type { Job, Workflow } from '../workflow/model.js';
import { runGithubContext } from './contexts.js';
import type { RunState } from './run-state.js';

/** What became of a job, as `needs` tells it. */
export interface JobOutcome {
  result: Conclusion;
  outputs: Record<string, string>;
}

/** One workflow that runs: the run's own, or one that a job calls. */
export interface WorkflowCall {
  run: RunState;
  library: WorkflowLibrary;
  workflow: Workflow;
  inputs: Record<string, Json>;
  secrets: Record<string, string>;
  /** What the caller allows a called workflow's tokens. */
  permissions?: Record<string, string>;
  /** Put before job ids and names: those of the calling jobs. */
  idPrefix: string;
  namePrefix: string;
  /** Aborted when the job that calls this workflow is cancelled by itself: fail-fast, or a newer one of its group. */
  stop?: AbortSignal;
  /** Concurrency groups that the run and the calling jobs are in. */
  heldGroups: string[];
  /** Jobs that have ended, by lower-case id. */
  outcomes: Map<string, JobOutcome>;
}

/** Contexts of keys of a workflow or a job that are evaluated before the job runs. */
export function callScope(call: WorkflowCall, more: Record<string, Json> = {}): Scope {
  const plain: Record<string, Json> = {
    github: runGithubContext(call.run.request, call.run.workflowName),
    inputs: call.inputs,
    vars: call.run.request.vars,
    ...more,
  };
  return { contexts: Object.fromEntries(Object.entries(plain).map(([name, json]) => [name, toValue(json)])) };
}

/** `needs`: the jobs a job names itself. */
export function needsContext(call: WorkflowCall, job: Job): Record<string, Json> {
  return Object.fromEntries(
    job.needs.flatMap((id) => {
      const outcome = call.outcomes.get(id.toLowerCase());
      return outcome ? [[id, { result: outcome.result, outputs: outcome.outputs }]] : [];
    }),
  );
}

/** Status functions of a job's `if`; without arguments they look at all ancestors, not only at direct needs. */
export function jobStatusFunctions(call: WorkflowCall, job: Job): NonNullable<Scope['functions']> {
  const ancestors = ancestorsOf(call.workflow, job);
  const results = (args: Value[]): (Conclusion | undefined)[] => {
    const ids = args.length > 0 ? args.map((arg) => toText(arg).toLowerCase()) : [...ancestors];
    return ids.map((id) => call.outcomes.get(id)?.result);
  };
  const truth = (value: boolean) => new data.BooleanData(value);
  return new Map([
    ['always', () => truth(true)],
    ['cancelled', () => truth(call.run.cancelled)],
    [
      'success',
      (...args) => truth(!call.run.cancelled && results(args).every((result) => result === 'success')),
    ],
    [
      'failure',
      (...args) => truth(!call.run.cancelled && results(args).some((result) => result === 'failure')),
    ],
  ]);
}

function ancestorsOf(workflow: Workflow, job: Job): Set<string> {
  const byId = new Map(workflow.jobs.map((other) => [other.id.toLowerCase(), other]));
  const found = new Set<string>();
  const queue = [...job.needs];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const key = id.toLowerCase();
    if (found.has(key)) continue;
    found.add(key);
    queue.push(...(byId.get(key)?.needs ?? []));
  }
  return found;
}
