import type { Conclusion, JobResult } from '../events.js';
import { callScope, type JobOutcome, type WorkflowCall } from './call.js';
import { enterGroup, type GroupPlace } from './enter-group.js';
import type { JobState } from './job-state.js';
import type { Leg } from './leg.js';
import { enterEnvironment } from './protection.js';
import { environmentOf, openJob, runJob } from './run-job.js';

/** How to stop a leg from outside, and who wants to know. */
export interface LegControl {
  /** Aborted when the leg is to be cancelled. */
  signal: AbortSignal;
  cancel(): void;
}

/** Runs a called workflow for a leg; passed in because a called workflow runs legs itself. */
export type RunCalled = (call: WorkflowCall, leg: Leg, control: LegControl) => Promise<JobOutcome>;

/** Runs one leg, in its concurrency group if it has one, and records its result unless it only calls a workflow. */
export async function runLeg(
  call: WorkflowCall,
  leg: Leg,
  control: LegControl,
  runCalled: RunCalled,
): Promise<JobOutcome> {
  const startedAt = Date.now();
  let place: GroupPlace | undefined;
  let job: JobState | undefined;
  try {
    const applicant = { name: leg.name, cancel: control.cancel, signal: control.signal };
    place = await enterGroup(call, leg.job.concurrency, callScope(call, leg.contexts), applicant);
    if (!place || control.signal.aborted) return recordEmpty(call, leg, 'cancelled', startedAt);
    if (leg.job.uses !== undefined) return await runCalled({ ...call, heldGroups: place.held }, leg, control);
    if (!(await isLetIn(call, leg, control.signal))) return recordEmpty(call, leg, 'cancelled', startedAt);
    call.run.emit({ type: 'job-started', at: startedAt, job: leg.key, name: leg.name });
    job = await openJob(call, leg);
    const running = job;
    control.signal.addEventListener('abort', () => running.cancel(), { once: true });
    if (control.signal.aborted) job.cancel();
    const outcome = await runJob(call, leg, job);
    record(call, leg, { ...outcome, steps: job.results, startedAt });
    return outcome;
  } finally {
    place?.leave();
  }
}

/** Waits until the job's environment lets it in. @returns false when it is cancelled meanwhile. @throws Error when it may not. */
async function isLetIn(call: WorkflowCall, leg: Leg, signal: AbortSignal): Promise<boolean> {
  // A name that cannot be told fails the job when it is prepared, with its reason.
  const name = await environmentOf(call, leg).catch(() => '');
  const { environments, ref } = call.run.request;
  try {
    await enterEnvironment(name, environments?.[name.toLowerCase()]?.protection, ref, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** Notes a job that ran no step. */
export function recordEmpty(
  call: WorkflowCall,
  leg: Pick<Leg, 'id' | 'key' | 'name'>,
  result: Conclusion,
  at = Date.now(),
) {
  const outcome: JobOutcome = { result, outputs: {} };
  record(call, leg, { ...outcome, steps: [], startedAt: at });
  return outcome;
}

function record(
  call: WorkflowCall,
  leg: Pick<Leg, 'id' | 'key' | 'name'>,
  end: JobOutcome & Pick<JobResult, 'steps' | 'startedAt'>,
): void {
  const finishedAt = Date.now();
  const { id, key, name } = leg;
  const { result: conclusion, outputs, steps, startedAt } = end;
  call.run.results.push({ id, name, conclusion, startedAt, finishedAt, outputs, steps });
  call.run.emit({ type: 'job-finished', at: finishedAt, job: key, name, conclusion });
}
