import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CancelledError, InputError } from '../../errors/errors.js';
import type { Logger } from '../../runtime/log.js';
import { describeFailure, isConnectionLoss } from '../failure.js';
import { compareDrizzle } from '../history.js';
import type {
  AppliedMigration,
  ApplyOutcome,
  History,
  Migration,
  MigrationPart,
  MigrationTool,
  Resolution,
  ToolWork,
} from '../migration.js';
import { runDownFiles } from '../script.js';
import type { Database } from '../session.js';
import { migrateWithDrizzle } from './drizzle-migrator.js';
import { requireMigration, tableExists } from './tables.js';

// What drizzle-kit 0.20 to 0.31 write and drizzle-orm's migrator reads.
const journalSchema = z.object({
  dialect: z.string().optional(),
  entries: z.array(
    z.object({ tag: z.string().min(1), when: z.number(), breakpoints: z.boolean().optional() }),
  ),
});
const breakpoint = '--> statement-breakpoint';

/** Whether a folder is Drizzle's. */
export function isDrizzleFolder(directory: string): boolean {
  return existsSync(journalPath(directory));
}

/** Reads a folder that drizzle-kit wrote. Throws InputError for a journal that is none, of another database, or without its files. */
export function readDrizzle(directory: string, dialect: Database['dialect'] = 'postgresql'): MigrationTool {
  const migrations = readDrizzleMigrations(directory, dialect);
  return {
    kind: 'drizzle',
    canStop: false,
    title: 'Drizzle',
    directory,
    readHistory: async ({ database }) => compareDrizzle(migrations, await readRows(database)),
    apply: (work, history) => applyAll(work, directory, history),
    down: (work, names) =>
      runDownFiles(
        work.database,
        names.map((name) => ({
          migration: name,
          path: downPath(directory, name),
          forget: () => forgetRow(work.database, requireMigration(migrations, name)),
        })),
        (line) => work.log.info(line),
      ),
    resolve: (work, resolution) => resolveRow(work, resolution, migrations),
  };
}

/** Reads the migrations of a folder without a database. */
export function readDrizzleMigrations(directory: string, dialect: Database['dialect']): Migration[] {
  return readJournal(directory, dialect).map(({ tag, when }) => readMigration(directory, tag, when));
}

function downPath(directory: string, tag: string): string {
  return join(directory, `${tag}.down.sql`);
}

function journalPath(directory: string): string {
  return join(directory, 'meta', '_journal.json');
}

function readJournal(directory: string, dialect: Database['dialect']): { tag: string; when: number }[] {
  const path = journalPath(directory);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InputError(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : error}`,
      {
        fix: 'A merge may have left its marks in it. Let `npx drizzle-kit generate` write it.',
      },
    );
  }
  const parsed = journalSchema.safeParse(content);
  if (!parsed.success) {
    throw new InputError(`${path} is not a journal of drizzle-kit: ${z.prettifyError(parsed.error)}`, {
      fix: 'Give the folder that drizzle-kit writes ("out" in drizzle.config).',
    });
  }
  const written = parsed.data.dialect === 'pg' ? 'postgresql' : parsed.data.dialect;
  if (written !== undefined && written !== dialect) {
    throw new InputError(`${path} is for ${written}, and "database-url" is a ${dialect} database.`, {
      fix: 'PostgreSQL and SQLite are migrated; check that folder and address belong together.',
    });
  }
  return parsed.data.entries;
}

function readMigration(directory: string, tag: string, when: number): Migration {
  const path = join(directory, `${tag}.sql`);
  if (!existsSync(path)) {
    throw new InputError(`The journal names ${tag}, but there is no ${path}.`, {
      fix: 'Commit the file, or take the entry out of meta/_journal.json.',
    });
  }
  const text = readFileSync(path, 'utf8');
  const sha256 = createHash('sha256').update(text).digest('hex');
  return {
    name: tag,
    path,
    text,
    sha256,
    order: when,
    parts: splitParts(text),
    transaction: true,
    hasDown: existsSync(downPath(directory, tag)),
    opaque: false,
  };
}

function splitParts(text: string): MigrationPart[] {
  let offset = 0;
  return text.split(breakpoint).map((part) => {
    const here = { text: part, offset };
    offset += part.length + breakpoint.length;
    return here;
  });
}

function tableOf(database: Database): string {
  return database.dialect === 'sqlite' ? '__drizzle_migrations' : 'drizzle.__drizzle_migrations';
}

async function readRows(database: Database): Promise<AppliedMigration[]> {
  if (!(await tableExists(database, tableOf(database)))) return [];
  const rows = await database.query<{ hash: string; created_at: string | number | null }>(
    `select hash, created_at from ${tableOf(database)} order by created_at, id`,
  );
  return rows.map((row) => ({
    name: undefined,
    sha256: row.hash,
    order: row.created_at === null ? undefined : Number(row.created_at),
  }));
}

/** Drizzle's own migrator does the work, in one transaction for all; it is only watched to know where it was. */
async function applyAll(work: ToolWork, directory: string, { pending }: History): Promise<ApplyOutcome> {
  const place = new Place(pending, work.log);
  try {
    await migrateWithDrizzle(work.database, directory, (query) => place.sent(query));
  } catch (error) {
    if (work.signal.aborted) throw new CancelledError(undefined, { cause: error });
    const at = place.current;
    if (at === undefined || isConnectionLoss(error)) throw error;
    return {
      applied: [],
      failure: describeFailure(error, at.migration, at.part, { undone: true, completed: 0 }),
    };
  } finally {
    await work.database.resetSettings();
  }
  return { applied: pending.map((one) => one.name), failure: undefined };
}

function forgetRow(database: Database, { sha256, order }: Migration): Promise<unknown> {
  return database.query(`delete from ${tableOf(database)} where hash = $1 and created_at = $2`, [
    sha256,
    order,
  ]);
}

/** The table as Drizzle's migrator makes it (drizzle-orm 0.45), so that it finds its own later. */
async function makeTable(database: Database): Promise<void> {
  const sqlite = database.dialect === 'sqlite';
  if (!sqlite) await database.query('create schema if not exists drizzle');
  await database.query(
    `create table if not exists ${tableOf(database)} (id serial primary key, hash text not null, created_at ${sqlite ? 'numeric' : 'bigint'})`,
  );
}

async function resolveRow(
  { database }: ToolWork,
  { as, migration }: Resolution,
  migrations: readonly Migration[],
): Promise<void> {
  const found = requireMigration(migrations, migration);
  await makeTable(database);
  await forgetRow(database, found);
  if (as === 'rolled-back') return;
  await database.query(`insert into ${tableOf(database)} (hash, created_at) values ($1, $2)`, [
    found.sha256,
    found.order,
  ]);
}

/** Follows the migrator through the pieces it sends, which come in a known order. */
class Place {
  readonly #steps: { migration: Migration; part: MigrationPart }[];
  readonly #log: Logger;
  #next = 0;

  constructor(pending: readonly Migration[], log: Logger) {
    this.#steps = pending.flatMap((migration) => migration.parts.map((part) => ({ migration, part })));
    this.#log = log;
  }

  get current(): { migration: Migration; part: MigrationPart } | undefined {
    return this.#steps[this.#next - 1];
  }

  sent(query: string): void {
    const step = this.#steps[this.#next];
    if (step?.part.text !== query) return;
    if (step.migration !== this.current?.migration) this.#log.info(`Applying ${step.migration.name}`);
    this.#next += 1;
  }
}
