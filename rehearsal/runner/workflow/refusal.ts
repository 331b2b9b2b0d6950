/** One reason why a workflow is refused, with the place that causes it. Lines count from 1. */
export interface Refusal {
  file: string;
  line: number;
  reason: string;
}

/**
 * A workflow this runner cannot run faithfully, or that GitHub itself would reject.
 * Thrown before anything runs; `refusals` holds every place found, the first one is also in `file`, `line`, `reason`.
 */
export class UnsupportedWorkflow extends Error {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    const first = refusals[0] ?? { file: '', line: 1, reason: 'no reason was recorded' };
    super(`Cannot run this workflow faithfully:\n${refusals.map(describeRefusal).join('\n')}`);
    this.name = 'UnsupportedWorkflow';
    this.file = first.file;
    this.line = first.line;
    this.reason = first.reason;
    this.refusals = refusals;
  }
}

/** `file:line: reason`, the form that editors and terminals link. */
function describeRefusal(refusal: Refusal): string {
  return `${refusal.file}:${refusal.line}: ${refusal.reason}`;
}
