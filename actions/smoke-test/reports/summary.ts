import { codeBlock, details, escapeMarkdown, markdownTable } from '../../../src/action/summary.js';
import type { CheckResult, VersionResult } from '../../../src/checks/suite.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import type { Result } from '../result.js';
import { numbersOf } from './numbers.js';
import { soakSummary } from './soak.js';

const marks = {
  pass: '✅ pass',
  fail: '❌ fail',
  inconclusive: '❔ inconclusive',
  error: '⚠️ error',
} as const;

const shownInFull = 10;
const chartBars = 20;

/** The result as Markdown: a table, a chart of how long checks took, and each bad check as it can be repeated. */
export function summaryOf(result: Result): string {
  const bad = result.checks.filter(({ verdict, skipped }) => verdict !== 'pass' && !skipped);
  const more = bad.length - shownInFull;
  return [
    `### Smoke test: ${marks[result.verdict]}`,
    escapeMarkdown(result.reason),
    markdownTable(
      ['check', 'target', 'verdict', 'duration', 'why'],
      [...result.version.map(versionRow), ...result.checks.map(checkRow)],
    ),
    ...(result.soak ? soakSummary(result.soak) : []),
    ...bad.slice(0, shownInFull).map(evidence),
    ...(more > 0 ? [`${more} more failing checks stand in the reports (\`result.json\`).`] : []),
    ...chart(result),
    '',
  ].join('\n\n');
}

function versionRow({
  target,
  expected,
  verdict,
  durationMs,
  reason,
  seen,
  notes = [],
}: VersionResult): string[] {
  const why = verdict === 'pass' ? [seen.join(', '), ...notes].join('; ') : reason;
  return [
    `version is ${escapeMarkdown(expected)}`,
    escapeMarkdown(target),
    marks[verdict],
    formatDuration(durationMs),
    escapeMarkdown(why),
  ];
}

function checkRow(check: CheckResult): string[] {
  const { name, kind, target, verdict, level, skipped, attempts, durationMs } = check;
  const mark = skipped
    ? '➖ not made'
    : level === 'warn' && verdict !== 'pass'
      ? `🟡 ${verdict} (warn)`
      : marks[verdict];
  const again = attempts > 1 && verdict === 'pass' ? `held on attempt ${attempts}` : '';
  const title = kind === 'http' ? escapeMarkdown(name) : `${escapeMarkdown(name)} (${kind})`;
  return [
    title,
    escapeMarkdown(target),
    mark,
    skipped ? '' : formatDuration(durationMs),
    escapeMarkdown(check.reason || again),
  ];
}

function evidence({ name, curl, evidence: found, place }: CheckResult): string {
  const where = place ? `${escapeMarkdown(place.file)}, line ${place.line}` : '';
  const parts = [
    where,
    ...(curl ? [codeBlock(curl, 'sh')] : []),
    ...(found?.request ? ['Request', codeBlock(found.request, 'http')] : []),
    ...(found?.response ? ['Response', codeBlock(found.response, 'http')] : []),
    ...(found?.files ?? []).map((file) => `File: \`${file.replaceAll('`', '')}\``),
  ].filter((part) => part !== '');
  return details(`"${name}": request and response`, parts.join('\n\n'));
}

/** Mermaid's xychart takes no quotes inside of a label. */
function chart(result: Result): string[] {
  const timed = result.checks.filter(({ skipped, durationMs }) => !skipped && durationMs > 0);
  const { p95Ms } = numbersOf(result);
  if (timed.length < 3 || p95Ms === undefined) return [];
  const slowest = [...timed].sort((one, other) => other.durationMs - one.durationMs).slice(0, chartBars);
  const labels = slowest.map(
    ({ name }) =>
      `"${
        name
          .replace(/[^\p{L}\p{N} ._/-]/gu, ' ')
          .slice(0, 24)
          .trim() || '-'
      }"`,
  );
  const bars = slowest.map(({ durationMs }) => Math.round(durationMs));
  const diagram = [
    'xychart-beta horizontal',
    `    title "Duration in ms, p95 ${Math.round(p95Ms)}"`,
    `    x-axis [${labels.join(', ')}]`,
    `    bar [${bars.join(', ')}]`,
  ].join('\n');
  return [details('How long the checks took', codeBlock(diagram, 'mermaid'))];
}
