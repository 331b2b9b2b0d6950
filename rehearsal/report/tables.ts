import { byTarget } from '../prober/index.js';
import { formatDuration } from '../terminal/index.js';
import { type Html, html } from './html.js';
import type { RehearsalRecord } from './record.js';
import { clock } from './time-axis.js';
import { servedBands } from './traffic.js';

/** What was expected, what was seen, and whether that is the same. */
export function expectationSection(record: RehearsalRecord): Html {
  if (record.expectations.length === 0) return html``;
  const rows = record.expectations.map(
    ({ text, seen, met }) =>
      html`<tr><td class="result ${met ? 'yes' : 'no'}">${met ? '✓ met' : '✗ not met'}</td><td>${text}</td><td data-label="Seen">${seen}</td></tr>`,
  );
  return html`<section><h2>Expectations</h2><div class="card scroll"><table class="stack"><thead><tr><th scope="col">Result</th><th scope="col">Expected</th><th scope="col">Seen</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** What each release did to each component, and how long that took. */
export function componentSection(record: RehearsalRecord): Html {
  if (record.components.length === 0) return html``;
  const rows = record.components.map(
    ({ release, component, what, durationMs }) =>
      html`<tr><td>${release}</td><td>${component}</td><td>${what}</td><td class="number">${formatDuration(durationMs)}</td></tr>`,
  );
  return html`<section><h2>What each release changed</h2><div class="card scroll"><table><thead><tr><th scope="col">Release</th><th scope="col">Component</th><th scope="col">What</th><th scope="col" class="number">Took</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

/** The charts' content as tables, for readers who do not see charts. */
export function chartTables(record: RehearsalRecord): Html {
  const since = (at: number) => clock(at - record.startedAt);
  const jobs = record.releases.flatMap((release) =>
    release.run.jobs.map(
      (job) =>
        html`<tr><td>${release.name}</td><td>${job.name}</td><td>${job.conclusion}</td><td class="number">${since(job.startedAt)}</td><td class="number">${formatDuration(job.finishedAt - job.startedAt)}</td></tr>`,
    ),
  );
  const served = [...byTarget(record.samples)].flatMap(([target, samples]) => {
    const ascending = samples.toSorted((left, right) => left.at - right.at);
    return servedBands(ascending, record.versions, ascending.at(-1)?.at ?? record.finishedAt)
      .slice(0, 200)
      .map(
        ({ name, from, to }) =>
          html`<tr><td>${target}</td><td>${name}</td><td class="number">${since(from)}</td><td class="number">${formatDuration(to - from)}</td></tr>`,
      );
  });
  return html`<details><summary>The same as tables</summary><div class="tables">
<div class="scroll"><table><caption class="quiet">Jobs</caption><thead><tr><th scope="col">Release</th><th scope="col">Job</th><th scope="col">Ended</th><th scope="col" class="number">At</th><th scope="col" class="number">Took</th></tr></thead><tbody>${jobs}</tbody></table></div>
<div class="scroll"><table><caption class="quiet">Served versions</caption><thead><tr><th scope="col">Target</th><th scope="col">Version</th><th scope="col" class="number">From</th><th scope="col" class="number">For</th></tr></thead><tbody>${served}</tbody></table></div>
</div></details>`;
}
