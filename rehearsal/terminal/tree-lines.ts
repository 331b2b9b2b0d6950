import type { JobState, Phase, RunState, StepState } from './run-state.js';
import { formatDuration } from './text.js';

/** One line of the tree: what stands before the glyph, whose state the glyph shows, and the text. */
export interface TreeLine {
  indent: string;
  phase?: Phase;
  text: string;
}

/** What stands for a state; `running` moves instead. */
export const glyphs: Record<Exclude<Phase, 'running'>, string> = {
  waiting: '·',
  success: '✓',
  failure: '✗',
  cancelled: '■',
  skipped: '–',
};

/**
 * The run as lines: its name, its jobs, the steps of jobs that run or failed, and beneath each failed step its last
 * `logLines` log lines. `now` is milliseconds since the epoch.
 */
export function treeLines(run: RunState, now: number, logLines: number): TreeLine[] {
  const lines: TreeLine[] = [{ indent: '', phase: run.phase, text: run.workflow + elapsed(run, now) }];
  for (const job of run.jobs.values()) lines.push(...jobLines(job, now, logLines));
  return lines;
}

function jobLines(job: JobState, now: number, logLines: number): TreeLine[] {
  const lines: TreeLine[] = [{ indent: '  ', phase: job.phase, text: job.name + elapsed(job, now) }];
  for (const step of shownSteps(job)) {
    lines.push({ indent: '    ', phase: step.phase, text: step.name + elapsed(step, now) });
    if (step.phase !== 'failure' || logLines === 0) continue;
    for (const text of step.log.slice(-logLines)) lines.push({ indent: '      │ ', text });
  }
  return lines;
}

function shownSteps(job: JobState): StepState[] {
  const steps = [...job.steps.values()];
  if (job.phase === 'running') return steps;
  return job.phase === 'failure' ? steps.filter(({ phase }) => phase === 'failure') : [];
}

/** ` (3.2 s)` of what runs or ran, ` (skipped)`, or nothing. */
export function elapsed(
  state: { phase: Phase; startedAt: number; finishedAt: number },
  now = state.finishedAt,
): string {
  if (state.phase === 'waiting') return '';
  if (state.phase === 'skipped') return ' (skipped)';
  const until = state.phase === 'running' ? now : state.finishedAt;
  return ` (${formatDuration(until - state.startedAt)})`;
}
