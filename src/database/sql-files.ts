import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancelledError, InputError } from '../errors/errors.js';
import type { Logger } from '../runtime/log.js';
import { describeFailure, isConnectionLoss } from './failure.js';
import { compareFiles } from './history.js';
import {
  type AppliedMigration,
  type ApplyOutcome,
  lineAt,
  type Migration,
  type MigrationFailure,
  type MigrationPart,
  type MigrationTool,
} from './migration.js';
import type { Session } from './session.js';
import { splitStatements } from './sql-tokens.js';

const noTransaction = /^--\s*deploy-actions:\s*no-transaction\s*$/;

/** Whether a folder holds plain SQL migrations. */
export function isSqlFolder(directory: string): boolean {
  return existsSync(directory) && readdirSync(directory).some((name) => name.endsWith('.sql'));
}

/** Reads a folder of `*.sql` files, in the order of their names. Throws InputError for statements this tool cannot keep whole. */
export function readSqlFiles(directory: string): MigrationTool {
  const names = readdirSync(directory).filter((name) => name.endsWith('.sql'));
  const migrations = names.sort().map((name, index) => readMigration(directory, name, index));
  return {
    kind: 'sql',
    migrations,
    readApplied: readRows,
    compare: (applied) => compareFiles(migrations, applied),
    apply: applyEach,
  };
}

function readMigration(directory: string, name: string, order: number): Migration {
  const path = join(directory, name);
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  // A checkout may turn line ends; that is no edit.
  const sha256 = createHash('sha256').update(text.replace(/\r\n/g, '\n')).digest('hex');
  const parts = splitStatements(text);
  const transaction = !noTransaction.test(text.split(/\r?\n/, 1)[0] ?? '');
  for (const part of parts)
    refuseStatement(
      part.tokens.map((token) => token.text),
      path,
      lineAt(text, part.offset),
    );
  return { name, path, text, sha256, order, parts, transaction };
}

function refuseStatement(words: readonly string[], path: string, line: number): void {
  const [first, second] = words;
  if (first === '\\') {
    throw new InputError(`${path}:${line} is a command of psql, which PostgreSQL itself does not know.`, {
      fix: 'Write it as SQL.',
    });
  }
  const ends = ['BEGIN', 'COMMIT', 'ROLLBACK', 'END', 'ABORT'].includes(first ?? '') && second !== 'PREPARED';
  if ((ends && second !== 'TO') || (first === 'START' && second === 'TRANSACTION')) {
    throw new InputError(`${path}:${line} begins or ends a transaction. Each file is one already.`, {
      fix: 'Take the statement out. A file that must run outside a transaction says so in its first line: "-- deploy-actions: no-transaction".',
    });
  }
}

async function readRows(session: Session): Promise<AppliedMigration[]> {
  const [table] = await session.query<{ found: boolean }>(
    `select to_regclass('deploy_actions.migrations') is not null as found`,
  );
  if (!table?.found) return [];
  const rows = await session.query<{ name: string; sha256: string }>(
    'select name, sha256 from deploy_actions.migrations',
  );
  return rows.map((row) => ({ ...row, order: undefined }));
}

async function applyEach(
  session: Session,
  pending: readonly Migration[],
  log: Logger,
): Promise<ApplyOutcome> {
  const applied: string[] = [];
  if (pending.length === 0) return { applied, failure: undefined };
  await session.query('create schema if not exists deploy_actions');
  await session.query(
    'create table if not exists deploy_actions.migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
  );
  for (const migration of pending) {
    log.info(`Applying ${migration.name}${migration.transaction ? '' : ' (outside a transaction)'}`);
    const failure = await applyOne(session, migration);
    if (failure) return { applied, failure };
    applied.push(migration.name);
  }
  return { applied, failure: undefined };
}

async function applyOne(session: Session, migration: Migration): Promise<MigrationFailure | undefined> {
  if (migration.transaction) await session.query('begin');
  let current: MigrationPart = migration.parts[0] ?? { text: '', offset: 0 };
  let completed = 0;
  try {
    for (const part of migration.parts) {
      current = part;
      await session.query(part.text);
      completed += 1;
    }
    await session.query('insert into deploy_actions.migrations (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ]);
    // Deferred constraints speak up here.
    if (migration.transaction) await session.query('commit');
    return undefined;
  } catch (error) {
    if (error instanceof CancelledError || isConnectionLoss(error)) throw error;
    if (migration.transaction) await session.query('rollback');
    const standing = migration.transaction ? 0 : completed;
    return describeFailure(error, migration, current, { undone: migration.transaction, completed: standing });
  } finally {
    await session.resetSettings();
  }
}
