import { codeBlock, details, escapeMarkdown, markdownTable } from '../../../src/action/summary.js';
import type { CheckResult, VersionResult } from '../../../src/checks/suite.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import type { Result } from '../result.js';
import { numbersOf } from './numbers.js';
import { badFirst } from './order.js';
import { soakSummary } from './soak.js';

const marks = {
  pass: '✅ pass',
  fail: '❌ fail',
  inconclusive: '❔ inconclusive',
  error: '⚠️ error',
} as const;

const shownInFull = 10;
const shownGood = 50;
const chartBars = 20;

/**
 * The result as Markdown: what did not hold first, each with what repeats it, then what holds (folded once there is
 * anything bad), and a chart of how long checks took.
 */
export function summaryOf(result: Result): string {
  const bad = badFirst(result);
  const more = bad.length - shownInFull;
  return [
    `### Smoke test: ${marks[result.verdict]}`,
    escapeMarkdown(result.reason),
    ...tables(result),
    ...(result.soak ? soakSummary(result.soak) : []),
    ...result.version.flatMap(versionEvidence),
    ...bad.slice(0, shownInFull).flatMap(evidence),
    ...(more > 0 ? [`${more} more of what did not hold stand in the reports (\`result.json\`).`] : []),
    ...chart(result),
    '',
  ].join('\n\n');
}

const head = ['check', 'target', 'verdict', 'duration', 'why'];

/** At night nobody looks for one red row among forty green ones. */
function tables({ version, checks }: Result): string[] {
  const rows = checks.map((check) => ({ good: check.verdict === 'pass', row: checkRow(check) }));
  const bad = rows.filter(({ good }) => !good).map(({ row }) => row);
  const good = rows.filter((one) => one.good).map(({ row }) => row);
  const first = [...version.map(versionRow), ...bad];
  if (good.length === 0) return first.length === 0 ? [] : [markdownTable(head, first)];
  if (bad.length === 0 && good.length <= shownGood) return [markdownTable(head, [...first, ...good])];
  return [
    ...(first.length === 0 ? [] : [markdownTable(head, first)]),
    details(good.length === 1 ? '1 check holds' : `${good.length} checks hold`, markdownTable(head, good)),
  ];
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

/** What a check's answer is called; that of a request when there is no other word. */
const answers: Record<string, string> = {
  command: 'Output',
  page: 'What broke',
  soak: 'Why requests did not hold',
  tls: 'Certificate',
  dns: 'Records',
};

/** Nothing for a check of which nothing but its reason is known: that stands in the table. */
function evidence({ name, kind, curl, evidence: found, place }: CheckResult): string[] {
  const parts = [
    ...(curl ? [codeBlock(curl, 'sh')] : []),
    ...(found?.request ? ['Request', codeBlock(found.request, 'http')] : []),
    ...(found?.response
      ? [answers[kind] ?? 'Response', codeBlock(found.response.trimEnd(), found.request ? 'http' : '')]
      : []),
    ...(found?.files ?? []).map((file) => `File: \`${file.replaceAll('`', '')}\``),
  ];
  if (parts.length === 0) return [];
  const where = place ? [`${escapeMarkdown(place.file)}, line ${place.line}`] : [];
  const title = found?.request ? `"${name}": request and response` : `"${name}": how to repeat it`;
  return [details(title, [...where, ...parts].join('\n\n'))];
}

function versionEvidence({ target, verdict, url }: VersionResult): string[] {
  if (verdict === 'pass' || url === undefined) return [];
  const command = `curl -i -H 'cache-control: no-cache' '${url.replaceAll("'", "'\\''")}'`;
  return [details(`version of "${target}": how to repeat it`, codeBlock(command, 'sh'))];
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
