import { printable } from '../terminal/index.js';
import { type Html, html } from './html.js';
import type { RehearsalRecord } from './record.js';

const shownLines = 40;

/** The end of every failing step's log. What a log says is text, whatever it looks like. */
export function failureSection(record: RehearsalRecord): Html {
  const failing = record.releases.flatMap((release) =>
    release.run.jobs.flatMap((job) =>
      job.steps.filter(({ outcome }) => outcome === 'failure').map((step) => ({ release, job, step })),
    ),
  );
  if (failing.length === 0) return html``;
  const entries = failing.map(({ release, job, step }, index) => {
    const tail = step.log.slice(-shownLines).map(printable).join('\n');
    const left = Math.max(0, step.log.length - shownLines);
    const pardoned = step.conclusion === 'failure' ? '' : ' (the job went on: continue-on-error)';
    const above = left === 0 ? '' : `, last ${shownLines} of ${step.log.length} lines`;
    const messages = step.annotations
      .filter(({ level }) => level === 'error')
      .map(
        ({ title, message }) => html`<p class="bad">${title === undefined ? '' : `${title}: `}${message}</p>`,
      );
    return html`<details class="card"${index < 3 ? html` open` : html``}><summary>${release.name} / ${job.name} / ${step.name} <span class="quiet">failed${pardoned}${above}</span></summary>
${messages}<pre tabindex="0" aria-label="Log of ${step.name}"><code>${tail === '' ? 'The step logged nothing.' : tail}</code></pre></details>`;
  });
  return html`<section><h2>What the failing steps said</h2>${entries}</section>`;
}
