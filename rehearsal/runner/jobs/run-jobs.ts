import type { Conclusion } from '../events.js';
import { evaluateCondition } from '../expressions/evaluate.js';
import type { Job } from '../workflow/model.js';
import { callScope, type JobOutcome, jobStatusFunctions, needsContext, type WorkflowCall } from './call.js';
import { type Leg, type LegPlan, planLegs } from './leg.js';
import { type RunCalled, recordEmpty, runLeg } from './run-leg.js';

/** Runs all jobs of a workflow as their needs allow. @returns the worst result that counts. */
export async function runJobs(call: WorkflowCall, runCalled: RunCalled): Promise<Conclusion> {
  const started = new Map<string, Promise<JobOutcome>>();
  const start = (job: Job): Promise<JobOutcome> => {
    const key = job.id.toLowerCase();
    const known = started.get(key);
    if (known) return known;
    const needed = call.workflow.jobs.filter((other) => job.needs.some((id) => sameId(id, other.id)));
    const outcome = Promise.all(needed.map(start)).then(() => runNode(call, job, runCalled));
    started.set(key, outcome);
    return outcome.then((end) => {
      call.outcomes.set(key, end);
      return end;
    });
  };
  const outcomes = await Promise.all(call.workflow.jobs.map(start));
  return worst(outcomes.map((outcome) => outcome.result));
}

/** The result of several: a failure outweighs a cancellation, that outweighs success; skipped ones do not count. */
function worst(results: Conclusion[]): Conclusion {
  if (results.includes('failure')) return 'failure';
  return results.includes('cancelled') ? 'cancelled' : 'success';
}

function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Runs a job whose needs have all ended. */
async function runNode(call: WorkflowCall, job: Job, runCalled: RunCalled): Promise<JobOutcome> {
  const whole = {
    id: `${call.idPrefix}${job.id}`,
    key: `${call.idPrefix}${job.id}`,
    name: `${call.namePrefix}${job.id}`,
  };
  try {
    if (call.stop?.aborted || !(await isWanted(call, job)))
      return recordEmpty(call, whole, isStopped(call) ? 'cancelled' : 'skipped');
    const plan = await planLegs(call, job);
    const finish = announceParts(call, whole, plan);
    const outcome = await runLegs(call, job, plan, runCalled);
    finish(outcome.result);
    return outcome;
  } catch (error) {
    return recordFailure(call, whole, error as Error);
  }
}

function isStopped(call: WorkflowCall): boolean {
  return call.run.cancelled || call.stop?.aborted === true;
}

async function isWanted(call: WorkflowCall, job: Job): Promise<boolean> {
  const scope = callScope(call, { needs: needsContext(call, job) });
  return evaluateCondition(job.condition, { ...scope, functions: jobStatusFunctions(call, job) });
}

/** A job that GitHub's service would fail before any runner takes it; its one step says why. */
function recordFailure(
  call: WorkflowCall,
  whole: Pick<Leg, 'id' | 'key' | 'name'>,
  error: Error,
): JobOutcome {
  const outcome = recordEmpty(call, whole, 'failure');
  const at = Date.now();
  const annotation = { level: 'error' as const, message: error.message };
  call.run.emit({ type: 'annotation', at, job: whole.key, step: 0, annotation });
  const result = call.run.results[call.run.results.length - 1];
  const times = { startedAt: at, finishedAt: at };
  const end = { outcome: 'failure' as const, conclusion: 'failure' as const };
  const shown = { outputs: {}, log: [`##[error]${error.message}`], summary: '', annotations: [annotation] };
  result?.steps.push({ name: 'Set up job', ...times, ...end, ...shown });
  return outcome;
}

/** Tells of a job that only stands for its parts, which tell of themselves: matrix legs, jobs of a called workflow. */
function announceParts(
  call: WorkflowCall,
  whole: Pick<Leg, 'key' | 'name'>,
  plan: LegPlan,
): (conclusion: Conclusion) => void {
  const isOwnLeg = plan.legs.every((leg) => leg.key === whole.key && leg.job.uses === undefined);
  if (isOwnLeg) return () => undefined;
  const { key: job, name } = whole;
  call.run.emit({ type: 'job-started', at: Date.now(), job, name });
  return (conclusion) => call.run.emit({ type: 'job-finished', at: Date.now(), job, name, conclusion });
}

interface RunningLeg {
  leg: Leg;
  controller: AbortController;
}

async function runLegs(
  call: WorkflowCall,
  job: Job,
  plan: LegPlan,
  runCalled: RunCalled,
): Promise<JobOutcome> {
  const queue = plan.legs.map((leg) => ({ leg, controller: new AbortController() }));
  const release = obeyCancellation(call, job, queue);
  const ends: JobOutcome[] = [];
  const outputs: Record<string, string> = {};
  const waiting = [...queue];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { leg, controller } = next;
      const control = { signal: controller.signal, cancel: () => controller.abort() };
      const end = await runLeg(call, leg, control, runCalled).catch((error) =>
        recordFailure(call, leg, error as Error),
      );
      Object.assign(outputs, end.outputs);
      const forgiven = end.result === 'failure' && leg.continueOnError;
      ends.push(forgiven ? { ...end, result: 'success' } : end);
      if (end.result === 'failure' && !forgiven && plan.failFast) cancelAll(queue);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(plan.mostParallel, queue.length)) }, work));
  release();
  return { result: worst(ends.map((end) => end.result)), outputs };
}

function cancelAll(queue: RunningLeg[]): void {
  for (const { controller } of queue) controller.abort();
}

/** Cancels the legs with their run or their caller, unless the job's condition holds even then. */
function obeyCancellation(call: WorkflowCall, job: Job, queue: RunningLeg[]): () => void {
  const stop = (): void => cancelAll(queue);
  const stopUnwanted = (): void => {
    isWanted(call, job).then((wanted) => wanted || stop(), stop);
  };
  const forget = call.run.onCancel(stopUnwanted);
  call.stop?.addEventListener('abort', stop, { once: true });
  // The run may have been cancelled while the legs were planned.
  if (call.run.cancelled) stopUnwanted();
  return () => {
    forget();
    call.stop?.removeEventListener('abort', stop);
  };
}
