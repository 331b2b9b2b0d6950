import type { StepSink } from '../commands/step-sink.js';
import type { Annotation } from '../events.js';
import type { JobState } from '../jobs/job-state.js';
import type { StepLog } from './step-log.js';

/** Takes what one stage of a step says: shown things go to the log, the rest changes the job or the step. */
export class JobSink implements StepSink {
  readonly outputs: Record<string, string> = {};
  private readonly job: JobState;
  private readonly stepLog: StepLog;
  private readonly state: Record<string, string>;

  constructor(job: JobState, stepLog: StepLog, state: Record<string, string> = {}) {
    this.job = job;
    this.stepLog = stepLog;
    this.state = state;
  }

  log(line: string): void {
    this.stepLog.log(line);
  }

  annotate(annotation: Annotation): void {
    this.stepLog.annotate(annotation);
  }

  addMask(text: string): void {
    this.job.plan.masker.addMask(text);
  }

  addPath(path: string): void {
    this.job.addPath(path);
  }

  setEnv(key: string, value: string): void {
    if (key.toUpperCase() === 'NODE_OPTIONS') {
      const message = "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.";
      this.annotate({ level: 'error', message });
      return;
    }
    this.job.env[key] = value;
  }

  setOutput(key: string, value: string): void {
    const known = Object.keys(this.outputs).find((name) => name.toLowerCase() === key.toLowerCase());
    this.outputs[known ?? key] = value;
  }

  saveState(key: string, value: string): void {
    this.state[key] = value;
  }
}
