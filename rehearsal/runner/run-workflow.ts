import { join } from 'node:path';
import { Snapshots } from './actions/snapshots.js';
import { ArtifactStore } from './builtin/artifact-store.js';
import type { Conclusion, RunResult } from './events.js';
import type { Json } from './expressions/values.js';
import { callScope, type WorkflowCall } from './jobs/call.js';
import { enterGroup } from './jobs/enter-group.js';
import { runCalled, typedInput } from './jobs/run-called.js';
import { runJobs } from './jobs/run-jobs.js';
import { RunState } from './jobs/run-state.js';
import type { RunRequest } from './request.js';
import { openLibrary, type WorkflowLibrary } from './workflow/library.js';
import { literalText } from './workflow/template.js';

/**
 * Runs a workflow on this machine as GitHub would, and tells what became of every job and step.
 * A failing job is a result, not an error.
 * @throws UnsupportedWorkflow before anything runs, when the workflow is not valid or cannot be run faithfully.
 * @throws Error when the workflow or the commit does not exist.
 */
export async function runWorkflow(request: RunRequest): Promise<RunResult> {
  const library = await openLibrary(request);
  const filled = withDispatchDefaults(request, library);
  const run = openRun(filled, library);
  const call = entryCall(run, library);
  const startedAt = Date.now();
  const jobs = library.entry.jobs.map(({ id, name, needs }) => ({
    id,
    name: literalText(name) ?? id,
    needs,
  }));
  run.emit({ type: 'run-started', at: startedAt, workflow: library.entry.name, jobs });
  const onAbort = (): void => run.cancel();
  request.signal?.addEventListener('abort', onAbort, { once: true });
  if (request.signal?.aborted) run.cancel();
  try {
    const conclusion = await runInGroup(call, request.signal);
    const finishedAt = Date.now();
    run.results.sort((left, right) => left.startedAt - right.startedAt);
    run.emit({ type: 'run-finished', at: finishedAt, conclusion });
    return { conclusion, startedAt, finishedAt, jobs: run.results };
  } finally {
    request.signal?.removeEventListener('abort', onAbort);
  }
}

function openRun(request: RunRequest, library: WorkflowLibrary): RunState {
  const artifacts = new ArtifactStore(join(request.workDirectory, 'artifacts'));
  request.artifacts?.set(request.runId, artifacts);
  const snapshots = new Snapshots(request.repository.gitDirectory, join(request.workDirectory, 'actions'));
  return new RunState(request, library.entry.name, artifacts, snapshots);
}

function entryCall(run: RunState, library: WorkflowLibrary): WorkflowCall {
  const { event, secrets } = run.request;
  const given = (event.payload.inputs ?? {}) as Record<string, Json>;
  const declared = library.entry.dispatchInputs ?? {};
  const typed = Object.entries(declared).map(([name, { type }]) => [
    name,
    typedInput(name, given[name] ?? null, type),
  ]);
  const inputs =
    event.name === 'workflow_dispatch' ? (Object.fromEntries(typed) as Record<string, Json>) : {};
  const place = { idPrefix: '', namePrefix: '', heldGroups: [], outcomes: new Map() };
  return { run, library, workflow: library.entry, inputs, secrets, ...place };
}

/** GitHub fills in what a dispatch left out, and refuses what the workflow does not declare. */
function withDispatchDefaults(request: RunRequest, library: WorkflowLibrary): RunRequest {
  const { event } = request;
  if (event.name !== 'workflow_dispatch') return request;
  const declared = library.entry.dispatchInputs ?? {};
  const given = (event.payload.inputs ?? {}) as Record<string, Json>;
  const unknown = Object.keys(given).find((name) => !(name in declared));
  if (unknown !== undefined) {
    const allowed = Object.keys(declared).join(', ') || 'none';
    throw new Error(`Unexpected inputs provided: '${unknown}'. The workflow declares: ${allowed}.`);
  }
  const inputs: Record<string, string> = {};
  for (const [name, declaration] of Object.entries(declared)) {
    const value = given[name] ?? literalText(declaration.default);
    if ((value === undefined || value === '') && declaration.required) {
      throw new Error(`Required input '${name}' not provided. Give it with the event's inputs.`);
    }
    inputs[name] = String(value ?? '');
  }
  return { ...request, event: { ...event, payload: { ...event.payload, inputs } } };
}

async function runInGroup(call: WorkflowCall, signal: AbortSignal | undefined): Promise<Conclusion> {
  const { run, workflow } = call;
  const applicant = { name: workflow.name, cancel: () => run.cancel(), signal };
  const place = await enterGroup(call, workflow.concurrency, callScope(call), applicant);
  if (!place) return 'cancelled';
  try {
    const conclusion = await runJobs({ ...call, heldGroups: place.held }, runCalled);
    return run.cancelled ? 'cancelled' : conclusion;
  } finally {
    place.leave();
  }
}
