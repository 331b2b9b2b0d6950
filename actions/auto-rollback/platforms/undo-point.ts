import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Run } from '../../../src/action/run-action.js';
import type { Database } from '../../../src/database/session.js';
import { InputError } from '../../../src/errors/errors.js';
import type { DatabaseComponent } from '../../../src/release/component.js';
import type { DatabaseInputs } from '../inputs/database.js';

type RestoreDeps = Pick<Run, 'log' | 'clock' | 'signal' | 'env' | 'context' | 'http'> & {
  database: Database;
};

const form = /^(neon|pg_dump|sqlite):(.+)$/;
const dialects: Record<string, string> = { neon: 'postgresql', pg_dump: 'postgresql', sqlite: 'sqlite' };

/** Why the undo point of a database cannot be restored from here, and what to do; undefined when it is at hand. */
export function undoPointLack(
  { backup, name }: DatabaseComponent,
  { address, neon, backupDirectory }: DatabaseInputs,
): string | undefined {
  const [, kind = '', place = ''] = form.exec(backup ?? '') ?? [];
  if (dialects[kind] !== address.dialect)
    return `The undo point ${backup} of ${name} does not fit its database: see docs/runbooks/restore-a-database.md for a restore by hand.`;
  if (kind === 'neon')
    return neon ? undefined : `The undo point is a branch at Neon: give "neon-api-key" and "neon-project".`;
  if (existsSync(fileOf(place, backupDirectory))) return undefined;
  return `The undo point ${place} is not on this runner, and no file of its name in ${backupDirectory}: download the artifact of the run that made it to "backup-directory" in a step before (actions/download-artifact with its "run-id" and "github-token"); rollback.yml does so when its "undo-run" is that run's number.`;
}

/** Where the record says it is, or, fetched from another runner, under its name in `backup-directory`. */
function fileOf(place: string, directory: string): string {
  return existsSync(place) ? place : join(directory, basename(place));
}

/**
 * Brings a database back to the undo point its record names: a file of SQLite, a dump of PostgreSQL, a branch at Neon.
 * Throws InputError when it is not at hand, PlatformError with the tool's words when the restore fails.
 */
export async function restoreUndoPoint(
  { backup, name }: DatabaseComponent,
  inputs: DatabaseInputs,
  deps: RestoreDeps,
): Promise<void> {
  const [, kind, place = ''] = form.exec(backup ?? '') ?? [];
  const { address, backupKey, backupDirectory } = inputs;
  const file = fileOf(place, backupDirectory);
  if (kind === 'neon') return restoreBranch(backup ?? '', name, inputs, deps);
  if (kind === 'sqlite' && address.dialect === 'sqlite') {
    const { restoreSqlite } = await import('../../../src/database/backup/sqlite-copy.js');
    return restoreSqlite(file, address.file, backupKey, deps);
  }
  if (kind === 'pg_dump' && address.dialect === 'postgresql') {
    const { restorePostgres } = await import('../../../src/database/backup/postgres-dump.js');
    const [server] = await deps.database.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    const major = Math.floor(Number(server?.version) / 10_000);
    return restorePostgres(file, address, major, backupKey, { ...deps, path: deps.env.PATH ?? '' });
  }
  throw new InputError(`The undo point ${backup} of ${name} does not fit its database.`, {
    fix: 'See docs/runbooks/restore-a-database.md for a restore by hand.',
  });
}

async function restoreBranch(
  reference: string,
  name: string,
  { neon, address }: DatabaseInputs,
  deps: RestoreDeps,
): Promise<void> {
  if (!neon)
    throw new InputError(`The undo point of ${name} is a branch at Neon, and "neon-api-key" is missing.`, {
      fix: 'Give "neon-api-key" and "neon-project".',
    });
  const { NeonClient } = await import('../../../src/neon/client.js');
  const { restoreUndoBranch } = await import('../../../src/neon/branches.js');
  const { runId, runAttempt } = deps.context;
  const client = new NeonClient({ ...neon, ...deps });
  const keepAs = `before-rollback-${name}-${runId}.${runAttempt}`;
  // Staging's database is a branch too: without a name it is the one that the address leads to, not production's.
  const there = address.dialect === 'postgresql' ? { host: address.host } : null;
  await restoreUndoBranch(client, reference, { to: neon.branch ?? there, keepAs });
}
