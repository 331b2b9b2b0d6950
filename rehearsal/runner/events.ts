/** How a job or a step ended. A step also has an outcome, which is this before `continue-on-error`. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** A message that GitHub would show beside the run. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: number;
}

/** What a runner tells while a workflow runs. Times are milliseconds since the epoch; text is already masked. */
export type RunnerEvent =
  | {
      type: 'run-started';
      at: number;
      workflow: string;
      jobs: { id: string; name: string; needs: string[] }[];
    }
  | { type: 'job-started'; at: number; job: string; name: string }
  | { type: 'step-started'; at: number; job: string; step: number; name: string }
  | { type: 'log'; at: number; job: string; step: number; line: string }
  | { type: 'annotation'; at: number; job: string; step: number; annotation: Annotation }
  | { type: 'step-finished'; at: number; job: string; step: number; name: string; conclusion: Conclusion }
  | { type: 'job-finished'; at: number; job: string; name: string; conclusion: Conclusion }
  | { type: 'run-finished'; at: number; conclusion: Conclusion };

export interface StepResult {
  name: string;
  /** The step's own `id`, if it has one. */
  id?: string;
  outcome: Conclusion;
  conclusion: Conclusion;
  startedAt: number;
  finishedAt: number;
  outputs: Record<string, string>;
  /** Masked log lines, in order. */
  log: string[];
  /** Markdown the step wrote to its job summary. */
  summary: string;
  annotations: Annotation[];
}

export interface JobResult {
  /** Id in the workflow; a matrix leg carries its values in `name`. */
  id: string;
  name: string;
  conclusion: Conclusion;
  startedAt: number;
  finishedAt: number;
  outputs: Record<string, string>;
  steps: StepResult[];
}

export interface RunResult {
  conclusion: Conclusion;
  startedAt: number;
  finishedAt: number;
  jobs: JobResult[];
}
