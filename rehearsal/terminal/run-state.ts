import type { Conclusion, RunnerEvent } from '../runner/events.js';
import { printable } from './text.js';

/** `waiting` until it begins, `running` until it ends, then how it ended. */
export type Phase = 'waiting' | 'running' | Conclusion;

/** So many last log lines of a failing step are shown. */
export const shownLogLines = 40;

export interface StepState {
  name: string;
  phase: Phase;
  startedAt: number;
  finishedAt: number;
  /** The last lines it logged, made printable. */
  log: string[];
}

export interface JobState {
  name: string;
  phase: Phase;
  startedAt: number;
  finishedAt: number;
  /** By step number. */
  steps: Map<number, StepState>;
}

export interface RunState {
  workflow: string;
  phase: Phase;
  startedAt: number;
  finishedAt: number;
  jobs: Map<string, JobState>;
}

/** A run of which nothing is known yet. */
export function newRun(): RunState {
  return { workflow: '', phase: 'waiting', startedAt: 0, finishedAt: 0, jobs: new Map() };
}

/** Writes an event into the run's state; a `run-started` begins anew. */
export function apply(run: RunState, event: RunnerEvent): void {
  switch (event.type) {
    case 'run-started':
      Object.assign(run, { workflow: printable(event.workflow), phase: 'running', startedAt: event.at });
      run.jobs = new Map(event.jobs.map(({ id, name }) => [id, newJob(name)]));
      return;
    case 'run-finished':
      Object.assign(run, { phase: event.conclusion, finishedAt: event.at });
      return;
    case 'job-started':
      Object.assign(jobOf(run, event.job), {
        name: printable(event.name),
        phase: 'running',
        startedAt: event.at,
      });
      return;
    case 'job-finished':
      finish(jobOf(run, event.job), event);
      return;
    case 'step-started':
      jobOf(run, event.job).steps.set(event.step, newStep(event.name, event.at));
      return;
    case 'step-finished':
      finish(stepOf(run, event), event);
      return;
    case 'log':
      remember(stepOf(run, event), event.line);
      return;
    case 'annotation':
      return;
  }
}

/** The job with this id; one that no event announced is made. */
function jobOf(run: RunState, id: string): JobState {
  const known = run.jobs.get(id);
  if (known) return known;
  const job = newJob(id);
  run.jobs.set(id, job);
  return job;
}

/** The step an event is about; one that no event announced is made. */
export function stepOf(
  run: RunState,
  event: { job: string; step: number; at: number; name?: string },
): StepState {
  const { steps } = jobOf(run, event.job);
  const known = steps.get(event.step);
  if (known) return known;
  const step = newStep(event.name ?? `step ${event.step}`, event.at);
  steps.set(event.step, step);
  return step;
}

function newJob(name: string): JobState {
  return { name: printable(name), phase: 'waiting', startedAt: 0, finishedAt: 0, steps: new Map() };
}

function newStep(name: string, at: number): StepState {
  return { name: printable(name), phase: 'running', startedAt: at, finishedAt: 0, log: [] };
}

function finish(
  state: { name: string; phase: Phase; startedAt: number; finishedAt: number },
  event: { at: number; name: string; conclusion: Conclusion },
): void {
  state.name = printable(event.name);
  state.phase = event.conclusion;
  state.finishedAt = event.at;
  // A skipped job never started.
  if (state.startedAt === 0) state.startedAt = event.at;
}

function remember(step: StepState, line: string): void {
  step.log.push(printable(line));
  if (step.log.length > shownLogLines) step.log.shift();
}
