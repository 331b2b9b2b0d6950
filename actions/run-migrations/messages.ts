import { describeAddress, type TargetAddress, withoutSecrets } from '../../src/database/address.js';
import type { RowDifference } from '../../src/database/backup/row-counts.js';
import { readServerError } from '../../src/database/connection-error.js';
import { failureFix } from '../../src/database/failure.js';
import type {
  History,
  HistoryProblem,
  MigrationFailure,
  MigrationToolName,
} from '../../src/database/migration.js';
import { type ExpectedError, InputError, PlatformError, VerdictError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Result } from './result.js';

/** The repository and the database tell different histories; nothing was changed. */
export function brokenHistory(problems: readonly HistoryProblem[]): VerdictError {
  const lines = problems.map((problem) => `- ${problem.message}`);
  return new VerdictError(
    `The migrations of this commit do not fit the database; nothing was changed.\n${lines.join('\n')}`,
    { fix: [...new Set(problems.map((problem) => problem.fix))].join('\n') },
  );
}

/** The tool said that it was done and the database disagrees. */
export function unproven(after: History, before: History, tool: MigrationToolName): VerdictError {
  const missing = after.pending.map((one) => one.name).join(', ');
  const untouched = after.pending.length === before.pending.length;
  const lines = after.problems.map((problem) => problem.message);
  return new VerdictError(
    [
      `The migrator ended without an error, but the database does not record what it should${missing ? `: ${missing} is missing` : ''}.`,
      ...lines,
    ].join('\n'),
    {
      fix:
        untouched && (tool === 'prisma' || tool === 'alembic' || tool === 'command')
          ? 'Nothing at all arrived here: the tool probably works on another database. It must read the address from DATABASE_URL, or from the variable named by "database-url-variable"; Prisma may have a "directUrl".'
          : 'Something else changed the history at the same time, or a migration wrote to it. Compare its table with the files before you run again.',
    },
  );
}

/** The connection went away in the middle. */
export function connectionLost(error: unknown, address: TargetAddress): PlatformError {
  const { code, message } = readServerError(error);
  return new PlatformError(
    `The connection to ${describeAddress(address)} was lost while migrating (${withoutSecrets(message, address)}). What was in a transaction is rolled back by PostgreSQL.`,
    {
      code: code || 'unreachable',
      fix: 'Run again: it goes on after the last recorded migration. See "applied" of the next run.',
      ambiguous: true,
      cause: new Error(withoutSecrets(message, address)),
    },
  );
}

/** What a failed migration means for the database, in full sentences. */
export function migrationFailed(result: Result, failure: MigrationFailure): { message: string; fix: string } {
  const code = failure.code ? ` (SQLSTATE ${failure.code})` : '';
  const lines = [
    `The migration ${failure.migration} failed${code}: ${failure.message}`,
    failure.path && `In ${failure.path}:${failure.line}${failure.statement ? ':' : ''}`,
    failure.statement,
    failure.detail && `Detail: ${failure.detail}`,
    failure.hint && `Hint: ${failure.hint}`,
    whatStands(result, failure),
  ];
  return {
    message: lines.filter(Boolean).join('\n'),
    fix: failureFix(failure, result.from === null && result.applied.length === 0),
  };
}

function whatStands(result: Result, failure: MigrationFailure): string {
  if (result.command === 'down') {
    const gone =
      result.reverted.length === 0
        ? 'Nothing was taken back'
        : `Taken back before it: ${result.reverted.join(', ')}`;
    return `${gone}. ${failure.migration} is still recorded as applied${failure.undone ? ', and its way down was rolled back' : ''}.`;
  }
  const before =
    result.applied.length === 0
      ? 'No migration of this run was applied'
      : `Applied before it, and staying: ${result.applied.join(', ')}`;
  if (result.tool === 'command')
    return `${before}. Whether what it did until then stands, only your own tool knows.`;
  if (!failure.undone) {
    const standing =
      failure.completed > 0 ? `${failure.completed} of its statements stand` : 'part of it may stand';
    return `${before}. ${failure.migration} ran outside a transaction and was NOT rolled back: ${standing}.`;
  }
  const others = result.tool === 'drizzle' && result.pending.length > 1 ? ', with all that was pending' : '';
  return `${before}. ${failure.migration} was rolled back${others}.`;
}

/** No undo point, no change. */
export function noUndoPoint(cause: ExpectedError): VerdictError {
  return new VerdictError(`There is no undo point, so nothing was changed: ${cause.message}`, {
    cause,
    ...(cause.fix === undefined ? {} : { fix: cause.fix }),
  });
}

/** A restore loses data, so somebody has to say that this is right; tells what would be lost. */
export function restoreNotAllowed(
  reference: string,
  { last }: History,
  address: TargetAddress,
): VerdictError {
  const at = /_(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)\.\d+Z\./.exec(reference);
  const since = at ? `${at[1]} ${at[2]}:${at[3]}:${at[4]} UTC` : 'the undo point was made';
  return new VerdictError(
    `Nothing was changed. Restoring ${reference} would take ${describeAddress(address)}, which is at ${last ?? 'an empty history'}, back and lose everything that was written to it since ${since}.`,
    {
      fix: 'Stop the writers first (scale the service to zero), then run again with "allow-restore: true". What the database has now is kept as another undo point, unless "backup: never".',
    },
  );
}

/** The undo point is of another kind than the database. */
export function wrongReference(reference: string, address: TargetAddress, neon: boolean): InputError {
  const kind = address.dialect === 'sqlite' ? 'sqlite:<file>' : 'pg_dump:<file> or neon:<project>/<branch>';
  return new InputError(
    `The input "backup-reference" is "${reference}", which does not fit ${describeAddress(address)}.`,
    {
      fix:
        reference.startsWith('neon:') && !neon
          ? 'Give "neon-api-key" and "neon-project" too.'
          : `It must be ${kind}: the output "backup" of the run that migrated it, or "backup" in its record.`,
    },
  );
}

/** There is no copy to try. */
export function noCopy(directory: string, name: string, wanted: string | undefined): InputError {
  const what = wanted === undefined ? `no copy of "${name}"` : `no copy ${wanted} of "${name}"`;
  return new InputError(`There is ${what} in ${directory}.`, {
    fix: 'Fetch it in a step before (actions/download-artifact) into "backup-directory", and give "name" as the backup had it.',
  });
}

/** A dump needs a server to be restored into. */
export function scratchMissing(): InputError {
  return new InputError('The command "restore-test" needs the input "scratch-url".', {
    fix: 'Give the address of an empty database that may be written to and thrown away, such as that of a service container of the job. Never that of the database the copy is of.',
  });
}

/** What is there must not be lost, and may be the real one. */
export function scratchNotEmpty(address: TargetAddress, tables: readonly string[]): InputError {
  const named = tables.slice(0, 3).join(', ');
  return new InputError(
    `The input "scratch-url" names ${describeAddress(address)}, which is not empty: it has ${named}${tables.length > 3 ? ` and ${tables.length - 3} more` : ''}. Nothing was changed.`,
    { fix: 'Give an empty database: a restore test never writes over anything.' },
  );
}

/** The copy is no copy: the one thing a restore test is for. */
export function notRestorable(file: string, cause: ExpectedError): VerdictError {
  // The first line is what a job's output and an issue show: PostgreSQL's own words belong into it.
  const words = /ERROR: +(.+)/.exec(cause.message)?.[1];
  const all = words === undefined ? cause.message : `${words}\n${cause.message}`;
  return new VerdictError(`The copy ${file} cannot be restored: ${all}`, {
    fix: [
      'Until a restore test passes there is no backup: mend the cause before anything risky is done to the database.',
      'A function or a type that is not found: name it with its schema where it is used, since pg_restore works without a search path. An extension that is not there: take an image for the scratch database that has it.',
      ...(cause.fix === undefined ? [] : [cause.fix]),
    ].join('\n'),
    cause,
  });
}

/** It was restored without an error, and is not what was copied. */
export function rowsDiffer(file: string, madeAt: number, different: readonly RowDifference[]): VerdictError {
  const lines = different
    .slice(0, 20)
    .map(
      ({ table, expected, found }) =>
        `- ${table}: ${countedAs(expected)} when it was made, ${countedAs(found)} now`,
    );
  const more = different.length > 20 ? [`- and ${different.length - 20} more tables`] : [];
  return new VerdictError(
    `The copy ${file} of ${new Date(madeAt).toISOString()} does not bring back what was in the database:\n${[...lines, ...more].join('\n')}`,
    {
      fix: 'Make a new copy and try it. If it is so again, look whether row-level security hides rows from the user that copies.',
    },
  );
}

function countedAs(rows: number | undefined): string {
  return rows === undefined ? 'not there' : `${rows} rows`;
}

/** Railway's pre-deploy command failed, and the deployment with it. */
export function preDeployFailed({
  deployment,
  reason,
}: {
  deployment: string;
  reason: string;
}): MigrationFailure {
  return {
    migration: `of the deployment ${deployment}`,
    path: '',
    line: 1,
    statement: '',
    code: '',
    message: reason,
    detail: undefined,
    hint: undefined,
    undone: false,
    completed: 0,
    fix: "The command's own lines are in the deployment's log on Railway. The deployment before it still runs; correct the migration and deploy again.",
  };
}

/** The policy forbids what is pending; nothing was changed. */
export function policyBlocked({ warnings }: Result): { message: string; fix: string } {
  const blocks = warnings.filter((one) => one.action === 'block');
  return {
    message: `The policy holds these migrations back; nothing was changed.\n${blocks.map((one) => one.message).join('\n\n')}`,
    fix: 'Write them the better way, allow the statement with a reason in a comment above it, or change "on-risky" and "allow-destructive".',
  };
}

/** What a run came to, as the log's last line: how many, how long, and where the database is now. */
export function lastWords(result: Result): string {
  const { status, pending, applied, reverted, toolMs } = result;
  const at = `the database is at ${result.to ?? 'an empty history'}`;
  const words: Partial<Record<Result['status'], string>> = {
    applied: `Applied ${countOf(applied)} in ${formatDuration(toolMs)}; ${at}; rollback: ${result.record?.rollback ?? 'unknown'}.`,
    'up-to-date': `Nothing to do; ${at}.`,
    failed: `${result.failure?.migration ?? 'A migration'} failed; ${at}.`,
    pending: `${countOf(pending)} pending: ${pending.join(', ')}; ${at}.`,
    blocked: `Nothing was changed: the policy holds ${countOf(pending)} back; ${at}.`,
    reverted: `Took ${countOf(reverted)} back; ${at}.`,
    restored: `Restored; ${at}.${result.backup ? ` What it had is kept as ${result.backup.reference}.` : ''}`,
    'backed-up': `Copied ${result.database}; ${result.copy?.file ?? ''}.`,
    resolved: `The record was changed; ${at}; ${countOf(pending)} pending.`,
  };
  return words[status] ?? `Ended as ${status}; ${at}.`;
}

function countOf({ length }: readonly unknown[]): string {
  return length === 1 ? '1 migration' : `${length} migrations`;
}
