import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetAddress } from '../address.js';
import { ahead, edited } from '../history.js';
import type { History, HistoryProblem, Migration } from '../migration.js';
import { scriptParts } from '../script.js';
import type { Database } from '../session.js';
import { prismaFix, readPrismaError } from './prisma-errors.js';
import { migrationFolders } from './prisma-project.js';
import { tableExists } from './tables.js';

/** A row of `_prisma_migrations`. Times are null or anything else. */
export interface PrismaRow {
  migration_name: string;
  checksum: string;
  started_at: unknown;
  finished_at: unknown;
  rolled_back_at: unknown;
  logs: string | null;
}

/** Reads the folders of migrations. */
export function readPrismaMigrations(directory: string, dialect: Database['dialect']): Migration[] {
  return migrationFolders(directory).map((name, order) => {
    const path = join(directory, name, 'migration.sql');
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    return {
      name,
      path,
      text,
      sha256: sha256(bytes),
      order,
      parts: scriptParts(text, dialect),
      transaction: true,
      hasDown: existsSync(join(directory, name, 'down.sql')),
      opaque: false,
    };
  });
}

/** The table's name for SQL: Prisma keeps it in the schema that the address names, `public` without one. */
export function prismaTable(address: TargetAddress): string {
  if (address.dialect === 'sqlite') return '_prisma_migrations';
  return `"${schemaOf(address).replaceAll('"', '""')}"._prisma_migrations`;
}

function schemaOf(address: Extract<TargetAddress, { dialect: 'postgresql' }>): string {
  return new URL(address.connection).searchParams.get('schema') ?? 'public';
}

/** Every row, oldest first; undefined when there is no table. */
export async function readPrismaRows(
  database: Database,
  address: TargetAddress,
): Promise<PrismaRow[] | undefined> {
  const table = prismaTable(address);
  if (!(await tableExists(database, table))) return undefined;
  return database.query<PrismaRow>(
    `select migration_name, checksum, started_at, finished_at, rolled_back_at, logs from ${table} order by started_at`,
  );
}

/** Compares the folders with the rows. A migration that is older than an applied one is pending: Prisma applies it. */
export function comparePrisma(migrations: readonly Migration[], rows: readonly PrismaRow[]): History {
  const standing = rows.filter((row) => row.rolled_back_at === null);
  const done = new Map(
    standing.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row.checksum]),
  );
  const failed = standing.filter((row) => row.finished_at === null);
  const known = new Set(migrations.map((one) => one.name));
  const applied = migrations.filter((one) => done.has(one.name));
  const problems: HistoryProblem[] = [
    ...[...done.keys()].filter((name) => !known.has(name)).map(ahead),
    ...applied.filter((one) => !fits(one, done.get(one.name) ?? '')).map((one) => edited(one.name)),
    ...failed.map(failedRow),
  ];
  const pending = migrations.filter((one) => !done.has(one.name));
  return { applied, pending, last: applied.at(-1)?.name ?? null, problems };
}

/** Whether a database without Prisma's table has something in it already, which `migrate deploy` refuses (P3005). */
export async function findBaseline(
  database: Database,
  address: TargetAddress,
  first: Migration,
): Promise<HistoryProblem | undefined> {
  const rows =
    address.dialect === 'sqlite'
      ? await database.query<{ name: string }>(
          `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' limit 3`,
        )
      : await database.query<{ name: string }>(
          `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm')
              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 3`,
          [schemaOf(address)],
        );
  if (rows.length === 0) return undefined;
  const fix = prismaFix({ code: 'P3005', migration: first.name, engineMissing: false });
  return {
    kind: 'baseline',
    migration: first.name,
    message: `The database is not empty (${rows.map((row) => row.name).join(', ')}) and has no history of Prisma, which refuses to migrate it (P3005).`,
    fix: fix ?? '',
  };
}

function failedRow(row: PrismaRow): HistoryProblem {
  const error = row.logs ? readPrismaError(row.logs) : undefined;
  const why = error
    ? `: ${error.message}`
    : ', or the run that applied it was ended before it could say how it went';
  const fix = prismaFix({ code: 'P3009', migration: row.migration_name, engineMissing: false });
  return {
    kind: 'failed',
    migration: row.migration_name,
    message: `${row.migration_name} is recorded as begun and not finished (P3009)${why}.`,
    fix: fix ?? '',
  };
}

/** Prisma takes the sum of the bytes; a checkout may turn line ends, which it forgives too. */
function fits(migration: Migration, checksum: string): boolean {
  const text = migration.text.replace(/\r\n/g, '\n');
  return [migration.sha256, sha256(text), sha256(text.replace(/\n/g, '\r\n'))].includes(checksum);
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
