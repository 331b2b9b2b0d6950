import { codeBlock, details, escapeMarkdown } from '../../../src/action/summary.js';
import type { SoakCheckResult } from '../../../src/checks/soak/soak.js';
import type { Slice } from '../../../src/checks/soak/timeline.js';
import { formatDuration } from '../../../src/runtime/duration.js';

/** More charts than this make a summary slow to open. */
const shownCharts = 5;
/** Fewer slices than this are no course. */
const leastSlices = 3;

/** How each check went over the soak: its times, and where requests did not hold. Those that broke come first. */
export function soakCharts(checks: readonly SoakCheckResult[]): string[] {
  return [...checks]
    .filter(({ timeline }) => timeline.length >= leastSlices)
    .sort((one, other) => badIn(other.timeline) - badIn(one.timeline))
    .slice(0, shownCharts)
    .map(({ name, target, timeline }) =>
      details(
        `${escapeMarkdown(name)} (${escapeMarkdown(target)}) over time`,
        [timesChart(timeline), ...(badIn(timeline) > 0 ? [badChart(timeline)] : [])].join('\n\n'),
      ),
    );
}

function badIn(timeline: readonly Slice[]): number {
  return timeline.reduce((sum, { bad }) => sum + bad, 0);
}

function timesChart(timeline: readonly Slice[]): string {
  // A slice without an answer has no time; xychart knows no gaps, so it is drawn as none.
  const line = (figure: 'med' | 'p95') =>
    timeline.map((slice) => (slice[figure] ?? 0).toFixed(1).replace(/\.0$/, '')).join(', ');
  return codeBlock(
    [
      'xychart-beta',
      '    title "p95 (upper line) and median in ms"',
      axisOf(timeline),
      `    line [${line('p95')}]`,
      `    line [${line('med')}]`,
    ].join('\n'),
    'mermaid',
  );
}

function badChart(timeline: readonly Slice[]): string {
  return codeBlock(
    [
      'xychart-beta',
      '    title "Requests that did not hold"',
      axisOf(timeline),
      `    bar [${timeline.map(({ bad }) => bad).join(', ')}]`,
    ].join('\n'),
    'mermaid',
  );
}

function axisOf(timeline: readonly Slice[]): string {
  return `    x-axis [${timeline.map(({ untilMs }) => `"${formatDuration(untilMs)}"`).join(', ')}]`;
}
