import type { StepSink } from '../commands/step-sink.js';
import type { JobState } from '../jobs/job-state.js';

/** What a built-in action gets: the job it works for, where its words go, and its inputs. */
export interface BuiltinCall {
  job: JobState;
  sink: StepSink;
  /** Aborted when the step is asked to stop. */
  signal: AbortSignal;
  /** An input's trimmed text; empty counts as absent. */
  input(name: string, fallback?: string): string;
  /** A yes-or-no input. @throws Error for any other text. */
  flag(name: string, fallback: boolean): boolean;
}
