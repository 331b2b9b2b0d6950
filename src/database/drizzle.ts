import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CancelledError, InputError } from '../errors/errors.js';
import type { Logger } from '../runtime/log.js';
import { describeFailure, isConnectionLoss } from './failure.js';
import { compareDrizzle } from './history.js';
import type { AppliedMigration, ApplyOutcome, Migration, MigrationPart, MigrationTool } from './migration.js';
import type { Session } from './session.js';

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
export function readDrizzle(directory: string): MigrationTool {
  const migrations = readJournal(directory).map(({ tag, when }) => readMigration(directory, tag, when));
  return {
    kind: 'drizzle',
    migrations,
    readApplied: readRows,
    compare: (applied) => compareDrizzle(migrations, applied),
    apply: (session, pending, log) => applyAll(session, directory, pending, log),
  };
}

function journalPath(directory: string): string {
  return join(directory, 'meta', '_journal.json');
}

function readJournal(directory: string): { tag: string; when: number }[] {
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
  if (
    parsed.data.dialect !== undefined &&
    parsed.data.dialect !== 'postgresql' &&
    parsed.data.dialect !== 'pg'
  ) {
    throw new InputError(`${path} is for ${parsed.data.dialect}; this action migrates PostgreSQL.`);
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
  return { name: tag, path, text, sha256, order: when, parts: splitParts(text), transaction: true };
}

function splitParts(text: string): MigrationPart[] {
  let offset = 0;
  return text.split(breakpoint).map((part) => {
    const here = { text: part, offset };
    offset += part.length + breakpoint.length;
    return here;
  });
}

async function readRows(session: Session): Promise<AppliedMigration[]> {
  const [table] = await session.query<{ found: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as found`,
  );
  if (!table?.found) return [];
  const rows = await session.query<{ hash: string; created_at: string | null }>(
    'select hash, created_at from drizzle.__drizzle_migrations order by created_at, id',
  );
  return rows.map((row) => ({
    name: undefined,
    sha256: row.hash,
    order: row.created_at === null ? undefined : Number(row.created_at),
  }));
}

/** Drizzle's own migrator does the work, in one transaction for all; it is only watched to know where it was. */
async function applyAll(
  session: Session,
  directory: string,
  pending: readonly Migration[],
  log: Logger,
): Promise<ApplyOutcome> {
  const [{ drizzle }, { migrate }] = await Promise.all([
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ]);
  const place = new Place(pending, log);
  const db = drizzle(session.client, { logger: { logQuery: (query: string) => place.sent(query) } });
  try {
    await migrate(db, { migrationsFolder: directory });
  } catch (error) {
    if (session.signal.aborted) throw new CancelledError(undefined, { cause: error });
    const at = place.current;
    if (at === undefined || isConnectionLoss(error)) throw error;
    return {
      applied: [],
      failure: describeFailure(error, at.migration, at.part, { undone: true, completed: 0 }),
    };
  }
  return { applied: pending.map((one) => one.name), failure: undefined };
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
