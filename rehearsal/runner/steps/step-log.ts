import type { Annotation, Conclusion, StepResult } from '../events.js';
import type { JobState } from '../jobs/job-state.js';

/** GitHub shows at most so many annotations of a level per step. */
const MOST_ANNOTATIONS = 10;

/** Collects what one step shows, masked, and tells it to whoever watches the run. */
export class StepLog {
  readonly result: StepResult;
  private readonly job: JobState;
  private readonly index: number;

  /** Opens the job's next step. */
  constructor(job: JobState, name: string, id?: string) {
    this.job = job;
    this.index = job.results.length;
    this.result = {
      name: job.plan.masker.mask(name),
      outcome: 'success',
      conclusion: 'success',
      startedAt: Date.now(),
      finishedAt: 0,
      outputs: {},
      log: [],
      summary: '',
      annotations: [],
      ...(id === undefined ? {} : { id }),
    };
    job.results.push(this.result);
    job.emit({ type: 'step-started', at: this.result.startedAt, ...this.place(), name: this.result.name });
  }

  /** Shows text; a line feed in it starts a new line. */
  log(text: string): void {
    for (const line of this.job.plan.masker.mask(text).split('\n')) {
      this.result.log.push(line);
      this.job.emit({ type: 'log', at: Date.now(), ...this.place(), line });
    }
  }

  /** Shows an annotation, in the log too. */
  annotate(annotation: Annotation): void {
    const masked = { ...annotation, message: this.job.plan.masker.mask(annotation.message) };
    this.log(`##[${annotation.level}]${annotation.message}`);
    const same = this.result.annotations.filter((known) => known.level === annotation.level);
    if (same.length >= MOST_ANNOTATIONS) return;
    this.result.annotations.push(masked);
    this.job.emit({ type: 'annotation', at: Date.now(), ...this.place(), annotation: masked });
  }

  /** Adds Markdown to the step's part of the job summary. */
  addSummary(markdown: string): void {
    this.result.summary += this.job.plan.masker.mask(markdown);
  }

  /** Closes the step. */
  finish(outcome: Conclusion, conclusion: Conclusion = outcome): void {
    Object.assign(this.result, { outcome, conclusion, finishedAt: Date.now() });
    const { name, finishedAt } = this.result;
    this.job.emit({ type: 'step-finished', at: finishedAt, ...this.place(), name, conclusion });
  }

  private place(): { job: string; step: number } {
    return { job: this.job.plan.key, step: this.index };
  }
}
