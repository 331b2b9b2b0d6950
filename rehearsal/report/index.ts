import { formatDuration } from '../terminal/index.js';
import { failureSection } from './failures.js';
import { findingBetween, findingsOf } from './findings.js';
import { Html, html } from './html.js';
import { jobRows } from './jobs.js';
import type { RehearsalRecord, RehearsedRelease } from './record.js';
import { releaseClasses } from './release-colors.js';
import { style } from './style.js';
import { chartTables, componentSection, expectationSection } from './tables.js';
import { timeAxis } from './time-axis.js';
import { trafficRows } from './traffic.js';

export type { RehearsalRecord } from './record.js';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The page a rehearsal leaves behind: one HTML file without scripts, that asks for nothing else.
 * Every text of the record is escaped; a log may hold whatever it likes.
 */
export function renderReport(record: RehearsalRecord): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${record.title} – rehearsal</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<main>
${headerSection(record)}
${releaseCards(record)}
${chartSection(record)}
<div class="tables">${expectationSection(record)}${componentSection(record)}</div>
${failureSection(record)}
<footer>Times count from the start of the rehearsal, ${new Date(record.startedAt).toISOString().slice(0, 19).replace('T', ' ')} UTC.</footer>
</main>
</body>
</html>
`.text;
}

function headerSection(record: RehearsalRecord): Html {
  const all = record.expectations.length;
  const met = record.expectations.filter((expectation) => expectation.met).length;
  const verdict =
    all === 0
      ? html`<div class="verdict none" role="status"><span>Nothing was expected,<br>so nothing is proven</span></div>`
      : html`<div class="verdict ${met === all ? 'met' : 'unmet'}" role="status"><b>${met === all ? '✓' : '✗'} ${met}/${all}</b><span>${met === all ? 'all' : 'not all'} expectations<br>met</span></div>`;
  const memory = record.memoryPeakBytes;
  return html`<header><div>
<p class="eyebrow">Rehearsal</p>
<h1>${record.title}</h1>
<p class="lead">${record.scenario}</p>
<ul class="facts">
<li>${record.releases.length} ${record.releases.length === 1 ? 'release' : 'releases'}</li>
<li>took ${formatDuration(record.finishedAt - record.startedAt)}</li>
<li>${record.samples.length.toLocaleString('en')} requests sent</li>
${memory === undefined ? html`` : html`<li>${Math.round(memory / 1024 / 1024)} MB of memory at most</li>`}
</ul></div>
${verdict}</header>`;
}

function releaseCards(record: RehearsalRecord): Html {
  const classOf = releaseClasses(record);
  const between = findingBetween(record);
  const cards = record.releases.map((release) => releaseCard(release, record, classOf(release.name)));
  const note = between ? html`<p class="bad">${between.text}</p>` : html``;
  return html`<section aria-label="Releases"><div class="releases">${cards}</div>${note}</section>`;
}

function releaseCard(release: RehearsedRelease, record: RehearsalRecord, color: string): Html {
  const tone = release.outcome === 'verified' ? 'good' : 'bad';
  const findings = findingsOf(release, record).map(
    ({ text, bad }, index) => html`<p class="${index === 0 ? 'first ' : ''}${bad ? 'bad' : ''}">${text}</p>`,
  );
  const reason = release.reason === undefined ? html`` : html`<p class="reason">${release.reason}</p>`;
  return html`<article class="card ${color}"><h3>${release.name} <code>${release.sha.slice(0, 7)}</code><span class="badge ${tone}">${release.outcome}</span></h3>
${findings}
<p class="quiet">Its run took ${formatDuration(release.finishedAt - release.startedAt)} and ended with ${release.conclusion}.</p>
${reason}</article>`;
}

function chartSection(record: RehearsalRecord): Html {
  const axis = timeAxis(record.startedAt, record.finishedAt);
  const grid = axis.ticks.map(
    ({ percent }) => html`<line class="grid" x1="${percent}%" x2="${percent}%" y1="0" y2="100%"/>`,
  );
  const labels = axis.ticks.map(
    ({ percent, label }) =>
      html`<span class="${percent > 96 ? 'end' : ''}" style="left:${percent}%">${label}</span>`,
  );
  const scale = html`<div class="axis" aria-hidden="true">${labels}</div>`;
  return html`<section><h2>What visitors met, and what the pipeline did meanwhile</h2>
<figure class="card"><figcaption><span class="key"><span style="--key:var(--r1)">version that answered</span><span style="--key:var(--bad)">failed requests</span><span class="dot" style="--key:var(--quiet)">answer time (1 ms to 10 s, logarithmic)</span><span class="rule" style="--key:var(--warn)">its p95</span></span></figcaption>
<div class="chart">
<svg class="gridlines" aria-hidden="true">${grid}</svg>
${scale}
${trafficRows(record, axis)}
${jobRows(record, axis)}
${scale}
</div>
${chartTables(record)}
</figure></section>`;
}
