import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../errors/errors.js';
import { compareFiles } from '../history.js';
import {
  type AppliedMigration,
  type ApplyOutcome,
  type History,
  lineAt,
  type Migration,
  type MigrationTool,
  type Resolution,
  type ToolWork,
} from '../migration.js';
import { runDownFiles, runScript, scriptParts, wantsTransaction } from '../script.js';
import type { Database } from '../session.js';
import { splitStatements } from '../sql-tokens.js';
import { requireMigration, tableExists } from './tables.js';

/** Whether a folder holds plain SQL migrations. */
export function isSqlFolder(directory: string): boolean {
  return existsSync(directory) && readdirSync(directory).some(isUp);
}

/**
 * Reads a folder of `*.sql` files, in the order of their names. `<name>.down.sql` (or `down.sql` beside an `.up.sql`) is
 * the way down of `<name>.sql`. Throws InputError for statements this tool cannot keep whole.
 */
export function readSqlFiles(directory: string, dialect: Database['dialect'] = 'postgresql'): MigrationTool {
  const migrations = readMigrations(directory, dialect);
  return {
    kind: 'sql',
    canStop: true,
    title: 'plain SQL files',
    directory,
    readHistory: async ({ database }) => compareFiles(migrations, await readRows(database)),
    apply: applyEach,
    down: (work, names) =>
      runDownFiles(
        work.database,
        names.map((name) => ({
          migration: name,
          path: join(directory, downFile(name)),
          forget: () => forgetRow(work.database, name),
        })),
        (line) => work.log.info(line),
      ),
    resolve: (work, resolution) => resolveRow(work, resolution, migrations),
  };
}

/** Reads the migrations of a folder without a database. */
export function readMigrations(directory: string, dialect: Database['dialect']): Migration[] {
  const names = readdirSync(directory).filter(isUp).sort();
  return names.map((name, index) => readMigration(directory, name, index, dialect));
}

function isUp(name: string): boolean {
  return name.endsWith('.sql') && !name.endsWith('.down.sql') && name !== 'down.sql';
}

function downFile(name: string): string {
  return `${name.replace(/(\.up)?\.sql$/, '')}.down.sql`;
}

function readMigration(
  directory: string,
  name: string,
  order: number,
  dialect: Database['dialect'],
): Migration {
  const path = join(directory, name);
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  // A checkout may turn line ends; that is no edit.
  const sha256 = createHash('sha256').update(text.replace(/\r\n/g, '\n')).digest('hex');
  const parts = scriptParts(text, dialect);
  if (dialect === 'postgresql') refuseStatements(text, path);
  const hasDown = existsSync(join(directory, downFile(name)));
  const transaction = wantsTransaction(text);
  return { name, path, text, sha256, order, parts, transaction, hasDown, opaque: false };
}

function refuseStatements(text: string, path: string): void {
  for (const { tokens, offset } of splitStatements(text)) {
    const words = tokens.map((token) => token.text);
    refuseStatement(words, path, lineAt(text, offset));
  }
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

/** SQLite has no schemas. */
function tableOf(database: Database): string {
  return database.dialect === 'sqlite' ? 'deploy_actions_migrations' : 'deploy_actions.migrations';
}

async function readRows(database: Database): Promise<AppliedMigration[]> {
  if (!(await tableExists(database, tableOf(database)))) return [];
  const rows = await database.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${tableOf(database)}`,
  );
  return rows.map((row) => ({ ...row, order: undefined }));
}

async function makeTable(database: Database): Promise<void> {
  if (database.dialect === 'postgresql') await database.query('create schema if not exists deploy_actions');
  const time = database.dialect === 'sqlite' ? 'text' : 'timestamptz';
  await database.query(
    `create table if not exists ${tableOf(database)} (name text primary key, sha256 text not null, applied_at ${time} not null default current_timestamp)`,
  );
}

async function applyEach({ database, log }: ToolWork, { pending }: History): Promise<ApplyOutcome> {
  const applied: string[] = [];
  const durations: Record<string, number> = {};
  await makeTable(database);
  for (const migration of pending) {
    log.info(`Applying ${migration.name}${migration.transaction ? '' : ' (outside a transaction)'}`);
    const began = performance.now();
    const failure = await runScript(database, migration, () => addRow(database, migration));
    if (failure) return { applied, durations, failure };
    durations[migration.name] = Math.round(performance.now() - began);
    applied.push(migration.name);
  }
  return { applied, durations, failure: undefined };
}

function addRow(database: Database, { name, sha256 }: Migration): Promise<unknown> {
  return database.query(`insert into ${tableOf(database)} (name, sha256) values ($1, $2)`, [name, sha256]);
}

function forgetRow(database: Database, name: string): Promise<unknown> {
  return database.query(`delete from ${tableOf(database)} where name = $1`, [name]);
}

async function resolveRow(
  { database }: ToolWork,
  { as, migration }: Resolution,
  migrations: readonly Migration[],
): Promise<void> {
  const found = requireMigration(migrations, migration);
  await makeTable(database);
  await forgetRow(database, migration);
  if (as === 'applied') await addRow(database, found);
}
