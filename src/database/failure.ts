import { readServerError } from './connection-error.js';
import { lineAt, type MigrationFailure, type MigrationPart } from './migration.js';

const statementLimit = 600;

/** Puts PostgreSQL's words about a failed piece of a migration together with the place in its file. */
export function describeFailure(
  error: unknown,
  migration: { name: string; path: string; text: string },
  part: MigrationPart,
  left: Pick<MigrationFailure, 'undone' | 'completed'>,
): MigrationFailure {
  const { code, message, detail, hint, position } = readServerError(error);
  const leading = part.text.length - part.text.trimStart().length;
  const statement = part.text.trim();
  return {
    migration: migration.name,
    path: migration.path,
    line: lineAt(migration.text, part.offset + (position === undefined ? leading : position - 1)),
    statement: statement.length > statementLimit ? `${statement.slice(0, statementLimit)}…` : statement,
    code,
    message,
    detail,
    hint,
    ...left,
  };
}

/** SQLSTATE classes of a server that is going away or a connection that is gone, and Node's codes: no fault of the SQL. */
export function isConnectionLoss(error: unknown): boolean {
  const { code, message } = readServerError(error);
  return /^(08|57P0|ECONN|EPIPE|ETIMEDOUT)/.test(code) || /Connection terminated|not queryable/.test(message);
}

/** SQLSTATE of what passes by itself: a lock that was not free in time, a deadlock. */
export function isLockTrouble(code: string): boolean {
  return code === '55P03' || code === '40P01';
}

/** What to do about a migration that failed. `first` says that the database had no migrations before. */
export function failureFix(failure: MigrationFailure, first: boolean): string {
  if (failure.fix !== undefined) return failure.fix;
  const known = fixes[failure.code];
  if (known !== undefined) return known;
  if (first && ['42P07', '42710', '42701', '42P06'].includes(failure.code)) {
    return 'The database has this already although no migration is recorded in it: it was made by other means. Record the migrations it has as applied (a baseline), or migrate an empty database.';
  }
  if (failure.code.startsWith('23')) {
    return 'Rows that are there break the new rule. Correct or fill them in a migration of its own first.';
  }
  return failure.undone
    ? 'Correct the migration and run again; nothing of it is in the database.'
    : 'See what of it is in the database, undo that by hand, correct the file and run again. An index that was not finished is invalid: DROP INDEX it.';
}

const fixes: Record<string, string> = {
  '55P03':
    'Another session kept a lock on the table for longer than "lock-timeout". Run again when less is going on, end the long transaction (pg_stat_activity shows it), or raise "lock-timeout": while the migration waits, all queries behind it wait too.',
  '57014':
    'The statement took longer than "statement-timeout". Raise it, or do the work in smaller steps: it holds its locks as long as it runs.',
  '40P01': 'Two sessions waited for each other and PostgreSQL ended this one. Run again.',
  '25001':
    'This statement cannot run in a transaction. Drizzle applies all its migrations in one: create the index without CONCURRENTLY, or by hand before. A plain SQL file can ask for none with the first line "-- deploy-actions: no-transaction".',
  '42501': 'The user of "database-url" may not do this. Give it the right, or use the owner of the schema.',
};
