import type { JobResult } from '../runner/events.js';
import { formatDuration } from '../terminal/index.js';
import { type Html, html } from './html.js';
import type { RehearsalRecord, RehearsedRelease } from './record.js';
import { releaseClasses } from './release-colors.js';
import { clock, round, type TimeAxis } from './time-axis.js';

/** What stands for a conclusion; colour alone would leave some readers out. */
const marks: Record<string, string> = { success: '✓', failure: '✗', cancelled: '■', skipped: '–' };

/** The jobs of every release's run as bars on the axis. */
export function jobRows(record: RehearsalRecord, axis: TimeAxis): Html[] {
  const classOf = releaseClasses(record);
  return record.releases.flatMap((release) => [
    releaseRow(release, classOf(release.name), axis),
    ...release.run.jobs.map((job) => jobRow(job, axis)),
  ]);
}

function releaseRow(release: RehearsedRelease, color: string, axis: TimeAxis): Html {
  const took = formatDuration(release.finishedAt - release.startedAt);
  return html`<div class="label release ${color}"><span class="swatch"></span><strong>${release.name}</strong> <span class="quiet">${release.outcome} · ${took}</span></div>
<div class="track release ${color}"><svg role="img" aria-label="${release.name} from ${clock(release.startedAt - axis.from)} to ${clock(release.finishedAt - axis.from)}"><rect class="span" ${place(release.startedAt, release.finishedAt, axis)} height="100%" rx="2"/></svg></div>`;
}

function jobRow(job: JobResult, axis: TimeAxis): Html {
  const took = job.conclusion === 'skipped' ? 'skipped' : formatDuration(job.finishedAt - job.startedAt);
  const bar =
    job.conclusion === 'skipped'
      ? html``
      : html`<rect class="job ${job.conclusion}" ${place(job.startedAt, job.finishedAt, axis)} y="2" height="14" rx="3"><title>${job.name}: ${job.conclusion}, ${took}</title></rect>${stepMarks(job, axis)}`;
  return html`<div class="label"><span class="mark ${job.conclusion}" title="${job.conclusion}">${marks[job.conclusion] ?? ''}</span> <span class="name">${job.name}</span> <span class="quiet took">${took}</span></div>
<div class="track job"><svg role="img" aria-label="${job.name}: ${job.conclusion}, ${took}">${bar}</svg></div>`;
}

/** Where within its job a step failed. */
function stepMarks(job: JobResult, axis: TimeAxis): Html[] {
  return job.steps
    .filter(({ outcome }) => outcome === 'failure')
    .slice(0, 5)
    .map(
      (step) =>
        html`<rect class="failed-step" ${place(step.startedAt, step.finishedAt, axis)} y="12" height="4"><title>${step.name} failed</title></rect>`,
    );
}

function place(from: number, to: number, axis: TimeAxis): Html {
  const left = axis.percent(from);
  // What took no time must still be seen.
  const width = Math.max(0.5, round(axis.percent(to) - left));
  return html`x="${Math.min(left, 99.5)}%" width="${width}%"`;
}
