import type { Annotation, Report } from '../../src/action/run-action.js';
import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { headline } from './messages.js';
import type { Result } from './result.js';

/** Tells how a deployment ended: outputs, summary, and red unless it ended well. */
export function report(result: Result): Report {
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: result.notes.map((message): Annotation => ({ level: 'notice', message })),
    ...(result.failure ? { failure: result.failure } : {}),
  };
}

function outputsOf(result: Result): Record<string, string> {
  return {
    'deployment-id': result.deploymentId,
    'previous-deployment-id': result.previous ?? '',
    url: result.url,
    'deployment-url': result.deploymentUrl,
    'inspector-url': result.inspectorUrl,
    state: result.outcome,
    reason: result.failure?.message ?? '',
    record: JSON.stringify(result.component),
    result: JSON.stringify(result),
  };
}

function summaryOf(result: Result): string {
  const parts = [
    `### ${escapeMarkdown(headline(result.outcome, result.component.name))}`,
    ...(result.failure ? [escapeMarkdown(result.failure.message), escapeMarkdown(result.failure.fix)] : []),
    factsTable(result),
    ...result.notes.map((note) => `> ${escapeMarkdown(note)}`),
    ...(result.logLines.length > 0
      ? [details('Last lines of the build log', codeBlock(result.logLines.join('\n')))]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function factsTable(result: Result): string {
  const id = escapeMarkdown(result.deploymentId);
  return markdownTable(
    ['', ''],
    [
      ['project', escapeMarkdown(result.project.name)],
      ['deployment', result.inspectorUrl ? `[${id}](${result.inspectorUrl})` : id],
      ['production served before', escapeMarkdown(result.previous ?? 'nothing')],
      ['commit', `\`${result.commit.slice(0, 7) || 'unknown'}\``],
      ['address', result.url || 'none'],
      ['state', `${result.outcome} (Vercel: ${escapeMarkdown(result.vercelState)})`],
      ['time', formatDuration(result.durationMs)],
    ],
  );
}
