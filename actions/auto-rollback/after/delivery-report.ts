import type { DeliveryFigures } from '../../../src/release/delivery.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';

/** The four measures as Markdown with a chart of the weeks. */
export function deliveryMarkdown(figures: DeliveryFigures, environment: string, days: number): string {
  const { releases, verified, failed, unrecovered } = figures;
  const rows = [
    ['Deployment frequency', `${figures.perWeek.toFixed(1)} verified releases a week (${figures.frequency})`],
    ['Change lead time', spanOf(figures.leadTimeMs, 'no release brought commits that could be compared')],
    ['Change fail percentage', percentOf(figures.changeFailPercent)],
    ['Failed deployment recovery time', spanOf(figures.recoveryMs, 'nothing had to be recovered')],
  ];
  return [
    `### Delivery to ${escapeMarkdown(environment)}, the last ${days} days`,
    `${releases} releases ended: ${verified} verified, ${failed} failed${unrecovered > 0 ? `, ${unrecovered} of them with nothing good since` : ''}.`,
    markdownTable(['measure', 'median or share'], rows),
    ...(releases > 0 ? [chartOf(figures)] : []),
    'Lead time: from a commit to the verified release that brought it. Recovery: from the failed verdict to the rollback or the next verified release. Releases that were kept unverified count as neither.',
  ].join('\n\n');
}

/** Verified releases as bars, failed ones as a line, by week. */
function chartOf({ weeks }: DeliveryFigures): string {
  const labels = weeks.map(({ from }) => `"${new Date(from).toISOString().slice(5, 10)}"`);
  const highest = Math.max(1, ...weeks.map(({ verified, failed }) => Math.max(verified, failed)));
  return [
    '```mermaid',
    'xychart-beta',
    '  title "Releases by week (bars: verified, line: failed)"',
    `  x-axis [${labels.join(', ')}]`,
    `  y-axis "releases" 0 --> ${highest}`,
    `  bar [${weeks.map(({ verified }) => verified).join(', ')}]`,
    `  line [${weeks.map(({ failed }) => failed).join(', ')}]`,
    '```',
  ].join('\n');
}

function spanOf(ms: number | undefined, otherwise: string): string {
  if (ms === undefined) return otherwise;
  const days = ms / 86_400_000;
  if (days >= 2) return `${days.toFixed(1)} days`;
  const hours = ms / 3_600_000;
  return hours >= 2 ? `${hours.toFixed(1)} hours` : formatDuration(ms);
}

function percentOf(percent: number | undefined): string {
  return percent === undefined ? 'no release came to an end' : `${percent.toFixed(1)} %`;
}
