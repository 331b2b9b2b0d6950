import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Result } from './result.js';

const titles: Record<Result['status'], string> = {
  applied: 'Migrated',
  'up-to-date': 'Nothing to migrate',
  pending: 'Migrations are pending',
  failed: 'A migration failed',
  blocked: 'Migrations are held back',
  reverted: 'Migrations were taken back',
  restored: 'The database was brought back',
  resolved: 'The record of migrations was changed',
  delegated: 'Railway migrates before the next deployment',
  removed: 'The preview database is gone',
  'backed-up': 'The database was copied',
  restorable: 'The copy can be restored',
};

/** The job summary of a result: what happened, statement by statement, and what the way back is. */
export function summaryOf(result: Result, failure: string | undefined): string {
  const rows = [
    ...result.pending
      .filter((name) => !result.reverted.includes(name))
      .map((name) => [escapeMarkdown(name), stateOf(name, result)]),
    ...result.reverted.map((name) => [escapeMarkdown(name), 'taken back']),
  ];
  const parts = [
    `### ${titles[result.status]}: ${escapeMarkdown(result.database)}`,
    copyText(result),
    result.tool && `${result.tool}, from ${nameOf(result.from)} to ${nameOf(result.to)}`,
    rows.length > 0 ? markdownTable(['Migration', 'State'], rows) : undefined,
    statementTable(result),
    measuredTable(result),
    rollbackText(result),
    result.backup &&
      result.status !== 'backed-up' &&
      `${result.status === 'restored' ? 'What it had before is kept' : 'Undo point'}: \`${result.backup.reference}\``,
    driftText(result),
    failure && codeBlock(failure),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The plan as a comment on a pull request shows it: what is pending, what it would do, what holds it back. */
export function planMarkdown(result: Result): string {
  const { pending, warnings } = result;
  if (pending.length === 0) return `**No pending migrations** for ${escapeMarkdown(result.database)}.`;
  const title = `**${pending.length} ${stateWords[result.status] ?? 'pending'} ${pending.length === 1 ? 'migration' : 'migrations'}** for ${escapeMarkdown(result.database)} (${result.tool}): class \`${result.class}\`, phase \`${result.phase}\`, rollback \`${result.record?.rollback ?? 'unknown'}\``;
  const said = warnings.map((one) => one.message).join('\n\n');
  return [
    title,
    statementTable(result),
    measuredTable(result),
    rollbackText(result),
    said && details(`What to do about ${warnings.length === 1 ? 'it' : 'them'}`, codeBlock(said)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Beside a number of migrations in a comment. */
const stateWords: Partial<Record<Result['status'], string>> = {
  applied: 'applied',
  failed: 'failed',
  blocked: 'held back',
};

const statementLimit = 200;

function statementTable({ plan, durations }: Result): string | undefined {
  const rows = plan.flatMap(({ name, statements }) =>
    statements.map((one) => [
      `${escapeMarkdown(name)}:${one.line}`,
      escapeMarkdown(shorten(one.text)),
      one.locks.map((lock) => `${lock.mode} on ${escapeMarkdown(lock.on)}`).join(', ') ||
        (one.alsoLocks ?? 'none'),
      one.work === 'none' ? '' : one.work,
      one.class,
      one.findings
        .map((found) =>
          escapeMarkdown(found.silenced === null ? found.message : `allowed: ${found.silenced}`),
        )
        .join('; '),
    ]),
  );
  if (rows.length === 0) return undefined;
  const head = ['Where', 'Statement', 'Locks', 'Work', 'Class', 'Why'];
  const table = markdownTable(head, rows.slice(0, statementLimit));
  const more =
    rows.length > statementLimit ? `\n\n… and ${rows.length - statementLimit} more statements.` : '';
  const known = Object.entries(durations).map(
    ([name, ms]) => `${escapeMarkdown(name)}: ${formatDuration(ms)}`,
  );
  const times = known.length > 0 ? `\n\nTook ${known.join(', ')}.` : '';
  return rows.length > 20 ? details(`${rows.length} statements`, table + more + times) : table + more + times;
}

/** What the preview branch really saw. */
function measuredTable({ measured }: Result): string | undefined {
  const rows = measured.flatMap(({ name, statements, failure }) => [
    ...statements.map((one) => [
      `${escapeMarkdown(name)}:${one.line}`,
      formatDuration(one.durationMs),
      one.locks
        .map((lock) => `${lock.mode} on ${escapeMarkdown(lock.on)} for ${formatDuration(lock.heldMs)}`)
        .join(', '),
      one.rewritten.map(escapeMarkdown).join(', '),
    ]),
    ...(failure
      ? [[`${escapeMarkdown(name)}:${failure.line}`, 'failed', escapeMarkdown(failure.message), '']]
      : []),
  ]);
  if (rows.length === 0) return undefined;
  const head = ['Measured', 'Took', 'Locks really taken', 'Rewritten'];
  return markdownTable(head, rows.slice(0, statementLimit));
}

function stateOf(name: string, result: Result): string {
  const took = result.durations[name];
  if (result.applied.includes(name)) {
    return took === undefined ? 'applied' : `applied in ${formatDuration(took)}`;
  }
  if (result.failure?.migration === name) {
    if (result.failure.undone) return 'failed, rolled back';
    return result.failure.completed > 0 ? 'failed, part of it stands' : 'failed, part of it may stand';
  }
  if (result.status === 'blocked') return 'held back';
  return result.failure ? 'not applied' : 'pending';
}

function rollbackText(result: Result): string | undefined {
  if (result.rollbackReason === '' || (result.plan.length === 0 && result.status !== 'failed'))
    return undefined;
  const text = `Rollback \`${result.record?.rollback ?? 'unknown'}\`: ${escapeMarkdown(result.rollbackReason)}.`;
  if (result.obstacles.length === 0) return text;
  const rows = result.obstacles.map((one) => [
    `${escapeMarkdown(one.migration)}:${one.line}`,
    escapeMarkdown(one.statement),
    escapeMarkdown(one.reason),
  ]);
  return `${text}\n\n${markdownTable(['Where', 'Statement', 'Why the earlier code may not run'], rows)}`;
}

/** What is in a copy, and how long it took to make it or to bring it back. */
function copyText({ copy, status }: Result): string | undefined {
  if (!copy) return undefined;
  const tables = Object.entries(copy.rows);
  const all = tables.reduce((sum, [, rows]) => sum + rows, 0);
  const at = new Date(copy.madeAt).toISOString().slice(0, 16).replace('T', ' ');
  const what = status === 'backed-up' ? 'copied' : 'restored and counted';
  const same = copy.compared ? ', each as it was when the copy was made' : '';
  const text = `${all.toLocaleString('en')} rows of ${tables.length} tables ${what} in ${formatDuration(copy.durationMs)}${same}. \`${copy.file}\` of ${at} UTC, ${copy.bytes.toLocaleString('en')} bytes${copy.encrypted ? ', encrypted' : ''}.`;
  const rows = tables
    .slice(0, statementLimit)
    .map(([name, count]) => [escapeMarkdown(name), count.toLocaleString('en')]);
  const table = markdownTable(['table', 'rows'], rows);
  return `${text}\n\n${rows.length > 20 ? details(`${tables.length} tables`, table) : table}`;
}

function driftText({ drift }: Result): string | undefined {
  if (!drift?.found) return undefined;
  return `The schema is not what the tool's model says:\n\n${codeBlock(drift.differences, 'sql')}`;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

function nameOf(migration: string | null): string {
  return migration === null ? 'an empty history' : escapeMarkdown(migration);
}
