import type { Annotation, Report } from '../../src/action/run-action.js';
import { codeBlock, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { migrationFailed } from './messages.js';
import type { Result } from './result.js';

/** A result as GitHub shows it; a failed migration makes the job red with all outputs known. */
export function report(result: Result): Report {
  const failed = result.failure && migrationFailed(result, result.failure);
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result, failed?.message),
    annotations: annotationsOf(result),
    ...(failed ? { failure: failed } : {}),
  };
}

function outputsOf(result: Result): Record<string, string> {
  return {
    from: result.from ?? '',
    to: result.to ?? '',
    pending: result.pending.join('\n'),
    applied: JSON.stringify(result.applied),
    rollback: result.record.rollback,
    'duration-ms': String(result.durationMs),
    record: JSON.stringify(result.record),
    reason: result.failure
      ? `migration ${result.failure.migration}: ${result.failure.message.split('\n')[0]}`
      : '',
    result: JSON.stringify(result),
  };
}

const titles: Record<Result['status'], string> = {
  applied: 'Migrated',
  'up-to-date': 'Nothing to migrate',
  pending: 'Migrations are pending',
  failed: 'A migration failed',
  reverted: 'Migrations were taken back',
  resolved: 'The record of migrations was changed',
};

function summaryOf(result: Result, failure: string | undefined): string {
  const rows = [
    ...result.pending.map((name) => [escapeMarkdown(name), stateOf(name, result)]),
    ...result.reverted.map((name) => [escapeMarkdown(name), 'taken back']),
  ];
  const parts = [
    `### ${titles[result.status]}: ${escapeMarkdown(result.database)}`,
    `${result.tool}, from ${nameOf(result.from)} to ${nameOf(result.to)}`,
    rows.length > 0 ? markdownTable(['Migration', 'State'], rows) : undefined,
    rows.length > 0 ? rollbackText(result) : undefined,
    result.drift?.found
      ? `The schema is not what the tool's model says:\n\n${codeBlock(result.drift.differences, 'sql')}`
      : undefined,
    failure && codeBlock(failure),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function stateOf(name: string, result: Result): string {
  const took = result.durations[name];
  if (result.applied.includes(name)) {
    return took === undefined ? 'applied' : `applied in ${formatDuration(took)}`;
  }
  if (result.failure?.migration === name)
    return result.failure.undone ? 'failed, rolled back' : 'failed, part of it stands';
  return result.failure ? 'not applied' : 'pending';
}

function rollbackText(result: Result): string {
  const text = escapeMarkdown(result.rollbackReason);
  if (result.obstacles.length === 0) return text;
  const rows = result.obstacles.map((one) => [
    `${escapeMarkdown(one.migration)}:${one.line}`,
    escapeMarkdown(one.statement),
    one.reason,
  ]);
  return `${text}\n\n${markdownTable(['Where', 'Statement', 'Why'], rows)}`;
}

function nameOf(migration: string | null): string {
  return migration === null ? 'an empty history' : escapeMarkdown(migration);
}

function annotationsOf({ failure }: Result): Annotation[] {
  if (failure === undefined) return [];
  return [
    {
      level: 'error',
      title: `Migration ${failure.migration} failed`,
      message: failure.message,
      file: failure.path,
      line: failure.line,
    },
  ];
}
