import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Database } from '../session.js';
import { openBackup } from './backup-files.js';
import { encryptFile } from './encryption.js';

/** Rows by table, `schema.name` of PostgreSQL, the plain name of SQLite. */
export type RowCounts = Readonly<Record<string, number>>;

const contentsSchema = z.object({
  version: z.literal(1),
  rows: z.record(z.string(), z.number()),
  /** Major version of the pg_dump that wrote the copy; null for SQLite. */
  dumpedBy: z.number().nullable(),
});

/** What a copy holds, noted beside it in `<copy>.contents` when it was made. */
export type BackupContents = z.infer<typeof contentsSchema>;

/** A table whose rows are not what they should be; undefined = the table is not there. */
export interface RowDifference {
  table: string;
  expected: number | undefined;
  found: number | undefined;
}

/** Counts the rows of every table of users, one after the other. Throws what the driver throws. */
export async function countRows(database: Database): Promise<RowCounts> {
  const counts: Record<string, number> = {};
  for (const { name, quoted } of await tablesOf(database)) {
    const [row] = await database.query<{ rows: string | number }>(`select count(*) as rows from ${quoted}`);
    counts[name] = Number(row?.rows);
  }
  return counts;
}

/** The tables of users there are: not the database's own, not an extension's. A partitioned one counts by its parts. */
export async function tablesOf(database: Database): Promise<{ name: string; quoted: string }[]> {
  if (database.dialect === 'sqlite') {
    const found = await database.query<{ name: string }>(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`,
    );
    return found.map(({ name }) => ({ name, quoted: `"${name.replaceAll('"', '""')}"` }));
  }
  return database.query(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as quoted
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by name`,
  );
}

/** The tables that are missing, new, or have another number of rows, by name. */
export function compareRows(expected: RowCounts, found: RowCounts): RowDifference[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return names
    .map((table) => ({ table, expected: expected[table], found: found[table] }))
    .filter((one) => one.expected !== one.found);
}

/** Notes beside a copy what is in it; encrypted as the copy is, since names and numbers tell something too. */
export async function writeContents(
  path: string,
  contents: BackupContents,
  key: string | null,
): Promise<void> {
  const file = contentsPath(path);
  const text = JSON.stringify(contents);
  if (key === null) return writeFile(file, text, { mode: 0o600 });
  const plain = `${file}.unfinished`;
  const sealed = `${file}.sealing`;
  try {
    await writeFile(plain, text, { mode: 0o600 });
    await encryptFile(plain, sealed, key);
    await rename(sealed, file);
  } finally {
    await Promise.all([rm(plain, { force: true }), rm(sealed, { force: true })]);
  }
}

/**
 * What was noted beside a copy; undefined for one that was made without. Throws InputError when it was encrypted with
 * another key, or is not what was noted.
 */
export async function readContents(path: string, key: string | null): Promise<BackupContents | undefined> {
  const file = contentsPath(path);
  if (!existsSync(file)) return undefined;
  return openBackup(file, key, async (plain) =>
    contentsSchema.parse(JSON.parse(await readFile(plain, 'utf8'))),
  );
}

/** Where it is noted. */
export function contentsPath(path: string): string {
  return `${path}.contents`;
}
