import type { Annotation, Report } from '../../src/action/run-action.js';
import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration, formatSize } from '../../src/runtime/duration.js';
import { linesInMessage } from './failures.js';
import { bypassRefused, headline } from './messages.js';
import type { Result } from './result.js';
import type { RunPhase } from './timeline.js';

const rowsShown = 200;

/** Tells how a deployment ended: outputs, summary, and red unless it ended well. */
export function report(result: Result): Report {
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: result.notes.map(annotationOf),
    ...(result.failure ? { failure: result.failure } : {}),
  };
}

function annotationOf(message: string): Annotation {
  return { level: message === bypassRefused() ? 'warning' : 'notice', message };
}

function outputsOf(result: Result): Record<string, string> {
  const { protectionBypass, ...told } = result;
  return {
    url: result.url,
    'deployment-url': result.deploymentUrl,
    'alias-urls': JSON.stringify(result.aliasUrls),
    'deployment-id': result.deploymentId,
    'inspector-url': result.inspectorUrl,
    'project-id': result.project?.id ?? '',
    target: result.target,
    state: result.outcome,
    'previous-deployment-id': result.previous ?? '',
    'rolling-stage': result.rollingStage ? JSON.stringify(result.rollingStage) : '',
    'protection-bypass': protectionBypass ?? '',
    reason: result.failure?.message.split('\n')[0] ?? '',
    'error-code': result.failure?.code ?? '',
    'error-message': result.failure?.message ?? '',
    'duration-ms': String(result.durationMs),
    files: result.sent ? String(result.sent.files) : '',
    bytes: result.sent ? String(result.sent.bytes) : '',
    record: result.component ? JSON.stringify(result.component) : '',
    'flag-record': result.flags.length > 0 ? JSON.stringify(result.flags) : '',
    // A runner takes a megabyte of outputs in all.
    result: JSON.stringify({ ...told, listed: told.listed.slice(0, rowsShown) }),
  };
}

function summaryOf(result: Result): string {
  const { failure, diagnosis } = result;
  const name = result.component?.name ?? result.project?.name ?? 'Vercel';
  const parts = [
    `### ${escapeMarkdown(headline(result.outcome, name, result.target))}`,
    ...(failure ? failureParts(failure, diagnosis) : []),
    ...(result.project ? [factsTable(result)] : []),
    ...result.notes.map((note) => `> ${escapeMarkdown(note)}`),
    ...timelinePart(result),
    ...logPart(result),
    ...listPart(result),
  ];
  return `${parts.join('\n\n')}\n`;
}

function failureParts(
  { message, fix }: NonNullable<Result['failure']>,
  diagnosis: Result['diagnosis'],
): string[] {
  const [first = '', ...rest] = message.split('\n');
  const what = diagnosis
    ? [`**Cause:** ${escapeMarkdown(diagnosis.cause)}`, `**What to do:** ${escapeMarkdown(diagnosis.fix)}`]
    : [`**What to do:** ${escapeMarkdown(fix)}`];
  return [escapeMarkdown(first), ...(rest.length > 0 ? [codeBlock(rest.join('\n'))] : []), ...what];
}

function factsTable(result: Result): string {
  const { deploymentId, inspectorUrl, rollingStage, sent } = result;
  const id = escapeMarkdown(deploymentId);
  const rows: [string, string][] = [
    ['project', escapeMarkdown(result.project?.name ?? '')],
    ['target', escapeMarkdown(result.target)],
    ['deployment', deploymentId === '' ? 'none' : inspectorUrl ? `[${id}](${inspectorUrl})` : id],
    ['production served before', escapeMarkdown(result.previous ?? 'nothing')],
    ['commit', `\`${result.commit.slice(0, 7) || 'unknown'}\``],
    ['address', result.url || 'none'],
    ['state', stateText(result)],
  ];
  for (const { item, deployment: value, previous } of result.flags)
    rows.push(['flag', escapeMarkdown(`${item}: ${previous ?? 'not there'} → ${value}`)]);
  for (const url of result.aliasUrls) rows.push(['alias', url]);
  if (rollingStage)
    rows.push([
      'rolling release',
      `stage ${rollingStage.index + 1} of ${rollingStage.count}, ${rollingStage.percentage} % of the traffic`,
    ]);
  if (sent) rows.push(['files', `${sent.files} (${formatSize(sent.bytes)})`]);
  rows.push(['time', formatDuration(result.durationMs)]);
  return markdownTable(['', ''], rows);
}

function stateText({ outcome, vercelState }: Result): string {
  return vercelState ? `${outcome} (Vercel: ${escapeMarkdown(vercelState)})` : outcome;
}

const phaseNames: Readonly<Record<RunPhase, string>> = {
  find: 'find the project',
  upload: 'upload',
  queue: 'queued on Vercel',
  build: 'build',
  assign: 'domains',
  production: 'production',
  aliases: 'aliases',
};

/** Where the time went, as a chart that GitHub draws. */
function timelinePart({ timeline }: Result): string[] {
  if (timeline.length < 2) return [];
  const bars = timeline.map(({ phase, startMs, durationMs }) => {
    // A bar without width is not drawn.
    const end = startMs + Math.max(durationMs, 1);
    return `  ${phaseNames[phase]} (${formatDuration(durationMs)}) :${startMs}, ${end}`;
  });
  return [codeBlock(['gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars].join('\n'), 'mermaid')];
}

/** The failure itself holds the last lines: a log that has no more than these is not told twice. */
function logPart({ logLines, failure }: Result): string[] {
  const told = failure?.message.includes('\n') ? linesInMessage : 0;
  if (logLines.length <= told) return [];
  return [details('Build log, the lines that say most', codeBlock(logLines.join('\n')))];
}

/** A dry run's files, the largest first. */
function listPart({ listed }: Result): string[] {
  if (listed.length === 0) return [];
  const largest = [...listed].sort((one, other) => other.bytes - one.bytes).slice(0, rowsShown);
  const rows = largest.map(({ path, bytes }) => [escapeMarkdown(path), formatSize(bytes)]);
  const title = listed.length > rowsShown ? `Files, the largest ${rowsShown} of ${listed.length}` : 'Files';
  return [details(title, markdownTable(['file', 'size'], rows))];
}
