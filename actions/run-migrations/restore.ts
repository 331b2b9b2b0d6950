import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { restorePostgres } from '../../src/database/backup/postgres-dump.js';
import { restoreSqlite } from '../../src/database/backup/sqlite-copy.js';
import type { UndoPoint } from '../../src/database/backup/undo-point.js';
import { keptTables } from '../../src/database/kept-tables.js';
import type { History } from '../../src/database/migration.js';
import { InputError } from '../../src/errors/errors.js';
import { restoreUndoBranch } from '../../src/neon/branches.js';
import { majorOfServer, makeUndoPoint, neonClientOf } from './backup.js';
import { restoreNotAllowed, wrongReference } from './messages.js';
import type { Result } from './result.js';
import { noRollback } from './rollback.js';
import { baseResult, timed, type Work, withFreshContext } from './work.js';

/**
 * Brings the database back to an undo point, after keeping what it has now, and tells what its history is then.
 * Throws VerdictError without `allow-restore`, InputError for a reference that does not fit, and as the restore does.
 */
export async function restore(work: Work): Promise<Result> {
  const { inputs, deps, tool, context } = work;
  const reference = inputs.backupReference ?? '';
  const undo = findUndo(work, reference);
  const before = await tool.readHistory(context);
  deps.know({ from: before.last ?? '' });
  if (!inputs.allowRestore) throw restoreNotAllowed(reference, before, inputs.address);
  const kept = await keep(work);
  if (kept) deps.know({ backup: kept.reference });
  await warnOfOthers(work);
  const tables = await keptTables(context.database);
  await deps.log.group(`Restoring ${reference}`, () => timed(work, () => undo()));
  return withFreshContext(work, async (fresh) => {
    const after = await tool.readHistory(fresh);
    const left = await tables.stillThere(fresh.database);
    if (left.length > 0) deps.log.warning(leftMessage(left), 'Not in the undo point');
    return describe(work, before, after, kept);
  });
}

/** Whoever writes now is lost with what is replaced, and whoever holds a table keeps pg_restore waiting. */
async function warnOfOthers({ context, deps, inputs }: Work): Promise<void> {
  if (inputs.address.dialect === 'sqlite') return;
  const others = await context.database.query<{ name: string }>(
    `select distinct coalesce(nullif(application_name, ''), usename || ' at ' || client_addr, 'somebody') as name
       from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  if (others.length === 0) return;
  deps.log.warning(
    `Still connected: ${others.map((one) => one.name).join(', ')}. What they write now is lost, and a table they hold keeps the restore waiting: stop them.`,
    'Writers',
  );
}

/** What was made since stays behind a dump, and would stand in the way of the same migration. */
function leftMessage(tables: readonly string[]): string {
  return `The undo point does not know ${tables.join(', ')}: made since, and still there. Drop what the migration made before it runs again.`;
}

/** What has to be done for this reference; nothing is done yet. */
function findUndo(work: Work, reference: string): () => Promise<unknown> {
  const { inputs, deps } = work;
  const { address, backup, neon } = inputs;
  if (reference.startsWith('sqlite:') && address.dialect === 'sqlite') {
    const file = findFile(work, reference.slice('sqlite:'.length));
    return async () => {
      // Whoever has the file open writes into the one that is replaced.
      await work.context.database.close();
      await restoreSqlite(file, address.file, backup.key, deps);
    };
  }
  if (reference.startsWith('pg_dump:') && address.dialect === 'postgresql') {
    const file = findFile(work, reference.slice('pg_dump:'.length));
    return async () => {
      const major = await majorOfServer(work.context.database);
      await restorePostgres(file, address, major, backup.key, { ...deps, path: deps.env.PATH ?? '' });
    };
  }
  if (reference.startsWith('neon:') && address.dialect === 'postgresql' && neon) {
    return () => restoreNeon(work, reference, address.host);
  }
  throw wrongReference(reference, address, neon !== undefined);
}

async function restoreNeon(work: Work, reference: string, host: string): Promise<void> {
  const { inputs, deps } = work;
  const client = neonClientOf(work);
  const branch = await client.branchOfHost(host);
  if (!branch) {
    throw new InputError(`No compute of the Neon project has the host ${host}.`, {
      fix: 'Check "neon-project": it must be the project of "database-url".',
    });
  }
  const keepAs = `before-restore-${inputs.name}-${deps.context.runId}.${deps.context.runAttempt}`;
  await restoreUndoBranch(client, reference, { to: branch.id, keepAs });
}

/** The file where the record says it is, or, fetched on another runner, under its name in `backup-directory`. */
function findFile({ inputs }: Work, path: string): string {
  const here = join(inputs.backup.directory, basename(path));
  const found = [path, here].find((one) => existsSync(one));
  if (found) return found;
  throw new InputError(
    `The backup ${basename(path)} is on this runner neither at ${path} nor in ${inputs.backup.directory}.`,
    {
      fix: 'Download the artifact of the run that made it into "backup-directory" in a step before (actions/download-artifact with its "run-id" and "github-token").',
    },
  );
}

/** What the database has now is kept first, unless `backup: never`; Neon keeps it by itself. */
async function keep(work: Work): Promise<UndoPoint | null> {
  const { inputs, deps } = work;
  if (inputs.backup.mode === 'never' || inputs.backupReference?.startsWith('neon:')) return null;
  // Nothing may be pruned now: it could be the one that is about to be restored.
  const backup = { ...inputs.backup, keep: { count: null, ageMs: null } };
  return deps.log.group('Keeping what the database has now', () =>
    makeUndoPoint({ ...work, inputs: { ...inputs, backup } }),
  );
}

function describe(work: Work, before: History, after: History, kept: UndoPoint | null): Result {
  const there = new Set(after.applied.map((one) => one.name));
  const ends = { from: before.last, to: after.last };
  const facts = noRollback(work, ends);
  const backup = kept?.reference ?? null;
  return {
    ...baseResult(work, after),
    status: 'restored',
    ...ends,
    reverted: before.applied
      .map((one) => one.name)
      .filter((name) => !there.has(name))
      .reverse(),
    backup: kept,
    ...facts,
    record: { ...facts.record, rollback: backup === null ? 'impossible' : 'restore', backup },
  };
}
