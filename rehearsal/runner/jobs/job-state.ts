import type { Masker } from '../commands/masking.js';
import type { Conclusion, RunnerEvent, StepResult } from '../events.js';
import type { Json } from '../expressions/values.js';
import type { Job, Workflow } from '../workflow/model.js';
import type { RunState } from './run-state.js';

/** What `steps.<id>` holds. */
export interface StepRecord {
  outputs: Record<string, string>;
  outcome: Conclusion;
  conclusion: Conclusion;
}

/** A job's state as `job.status` tells it. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/** Where a job works on this machine. */
export interface JobFolders {
  workspace: string;
  temp: string;
  home: string;
  toolCache: string;
}

/** What is fixed about a job before its first step. */
export interface JobPlan {
  run: RunState;
  workflow: Workflow;
  job: Job;
  /** Distinguishes matrix legs: the key that events carry. */
  key: string;
  name: string;
  /** Contexts by name, as plain JSON: needs, matrix, strategy, inputs, secrets, vars. */
  contexts: Record<string, Json>;
  secrets: Record<string, string>;
  token: string;
  /** What the token may do. */
  permissions: Record<string, string>;
  folders: JobFolders;
  masker: Masker;
  trackingId: string;
}

/** A clean-up that a step registered; the last registered runs first. */
export interface PostStage {
  /** Whether there is anything to clean up. */
  isNeeded(): boolean;
  run(): Promise<void>;
}

/** Everything that changes while one job (or one matrix leg) runs. */
export class JobState {
  readonly plan: JobPlan;
  status: JobStatus = 'success';
  /** Set when the time for clean-ups after a cancellation has passed. */
  forced = false;
  /** Minutes of the job's time limit, once it has passed. */
  timedOut: number | undefined;
  /** Name of the job's environment, if it has one. */
  environment: string | undefined;
  /** Workflow env, job env, and what GITHUB_ENV added. */
  env: Record<string, string> = {};
  /** What GITHUB_PATH added, oldest first. */
  readonly pathEntries: string[] = [];
  readonly steps: Record<string, StepRecord> = {};
  readonly results: StepResult[] = [];
  readonly posts: PostStage[] = [];
  /** `job.services`: id, network and ports of each service that is up. */
  readonly services: Record<string, Json> = {};
  /** Registries that steps have logged in to, with the password. */
  readonly registries = new Map<string, string>();
  private readonly cancelListeners = new Set<() => void>();

  constructor(plan: JobPlan) {
    this.plan = plan;
  }

  emit(event: RunnerEvent): void {
    this.plan.run.emit(event);
  }

  /** Cancels the job: the running step is asked to stop unless its condition still holds. */
  cancel(): void {
    if (this.status === 'cancelled') return;
    this.status = 'cancelled';
    for (const listener of [...this.cancelListeners]) listener();
  }

  /** Ends a cancelled job that does not end by itself: no condition counts any more. */
  force(): void {
    this.forced = true;
    this.cancel();
    for (const listener of [...this.cancelListeners]) listener();
  }

  /** Calls back when the job is cancelled; the result takes the wish back. */
  onCancel(listener: () => void): () => void {
    this.cancelListeners.add(listener);
    return () => this.cancelListeners.delete(listener);
  }

  /** Counts a finished step in: the worst result wins, and cancelled stays. */
  countIn(conclusion: Conclusion): void {
    if (conclusion === 'failure' && this.status === 'success') this.status = 'failure';
  }

  /** A later entry stands before an earlier one; a known entry moves to the front. */
  addPath(entry: string): void {
    const known = this.pathEntries.indexOf(entry);
    if (known >= 0) this.pathEntries.splice(known, 1);
    this.pathEntries.push(entry);
  }
}
