import type { Annotation, Report } from '../../src/action/run-action.js';
import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration, formatSize } from '../../src/runtime/duration.js';
import { headline } from './messages.js';
import type { Result } from './result.js';

/** Tells how a deployment ended: outputs, summary, and red unless it is live (or skipped, when that is fine). */
export function report(result: Result): Report {
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: annotationsOf(result),
    ...(result.failure ? { failure: result.failure } : {}),
  };
}

function outputsOf(result: Result): Record<string, string> {
  return {
    'deployment-id': result.deploymentId,
    'previous-deployment-id': result.previous ?? '',
    url: result.url ?? '',
    status: result.outcome,
    reason: result.failure?.message ?? '',
    record: result.component ? JSON.stringify(result.component) : '',
    result: JSON.stringify(result),
  };
}

function annotationsOf(result: Result): Annotation[] {
  if (result.outcome === 'skipped' && !result.failure) {
    const message = `Railway skipped the deployment of "${result.service.name}": nothing its watch paths name has changed. What was live stays live.`;
    return [{ level: 'notice', message }];
  }
  if (result.outcome !== 'live' || result.healthcheckPath) return [];
  const message = `"${result.service.name}" has no health check on Railway, so its success says only that the container started and stayed. Set a health check path in the service's settings to know more.`;
  return [{ level: 'notice', message }];
}

function summaryOf(result: Result): string {
  const parts = [
    `### ${escapeMarkdown(headline(result.outcome, result.service.name))}`,
    ...(result.failure ? [escapeMarkdown(result.failure.message)] : []),
    factsTable(result),
    ...(result.steps.length > 0 ? [details('Steps on Railway', stepsTable(result))] : []),
    ...(result.cause?.lines.length
      ? [details(`Last lines of the ${result.cause.log} log`, codeBlock(result.cause.lines.join('\n')))]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function factsTable(result: Result): string {
  const deployment = escapeMarkdown(result.deploymentId);
  return markdownTable(
    ['', ''],
    [
      ['service', `${escapeMarkdown(result.service.name)} in ${escapeMarkdown(result.environment.name)}`],
      ['deployment', result.page ? `[${deployment}](${result.page})` : deployment],
      ['previous', escapeMarkdown(result.previous ?? 'none')],
      ['commit', `\`${result.commit.slice(0, 7) || 'unknown'}\``],
      ['address', result.url ?? 'none'],
      ['status', `${result.outcome} (Railway: ${escapeMarkdown(result.railwayStatus)})`],
      ['uploaded', `${result.uploaded.files} file(s), ${formatSize(result.uploaded.packedBytes)} packed`],
      ['variables set', escapeMarkdown(result.variables.join(', ') || 'none')],
      ['time', formatDuration(result.durationMs)],
    ],
  );
}

function stepsTable({ steps }: Result): string {
  const rows = steps.map(({ step, durationMs }) => [
    escapeMarkdown(step),
    durationMs === undefined ? 'not finished' : formatDuration(durationMs),
  ]);
  return markdownTable(['step', 'time'], rows);
}
