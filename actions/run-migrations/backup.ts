import { dumpPostgres } from '../../src/database/backup/postgres-dump.js';
import { copySqlite } from '../../src/database/backup/sqlite-copy.js';
import type { UndoPoint } from '../../src/database/backup/undo-point.js';
import type { Database } from '../../src/database/session.js';
import { CancelledError, ExpectedError, InputError } from '../../src/errors/errors.js';
import { makeUndoBranch } from '../../src/neon/branches.js';
import { NeonClient } from '../../src/neon/client.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { noUndoPoint } from './messages.js';
import type { Reading } from './reading.js';
import type { Work } from './work.js';

/**
 * Makes the undo point that the inputs ask for: null when none is wanted. With `auto`, a risky change goes on without
 * one that could not be made, a destructive one does not. Throws what the making throws otherwise.
 */
export async function makeBackup(work: Work, reading: Reading): Promise<UndoPoint | null> {
  const { inputs, deps } = work;
  const { mode } = inputs.backup;
  if (!wantsBackup(work, reading)) return null;
  try {
    const point = await deps.log.group('Making an undo point', () => makeUndoPoint(work));
    deps.log.info(`Undo point ${point.reference}, made in ${formatDuration(point.durationMs)}`);
    return point;
  } catch (error) {
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    if (mode === 'always' || reading.plan.class === 'destructive') throw noUndoPoint(error);
    deps.log.warning(
      `There is no undo point for this risky change: ${error.message} ${error.fix ?? ''}`,
      'No undo point',
    );
    return null;
  }
}

/** Whether an apply of this would make an undo point first. */
export function wantsBackup({ inputs }: Work, { plan }: Reading): boolean {
  // A preview is made from a branch that stays: it needs no way back.
  const needed = plan.class !== 'safe' && inputs.neon?.branch === undefined;
  return inputs.backup.mode === 'always' || (inputs.backup.mode === 'auto' && needed);
}

/** Keeps what the database has now: a Neon branch, a copy of the file, or a dump. Throws what the making throws. */
export async function makeUndoPoint(work: Work): Promise<UndoPoint> {
  const { inputs, deps } = work;
  const { address, backup, neon } = inputs;
  const store = { directory: backup.directory, name: inputs.name, key: backup.key, keep: backup.keep };
  if (neon && address.dialect === 'postgresql') {
    const client = neonClientOf(work);
    const name = `undo-${inputs.name}-${deps.context.runId}.${deps.context.runAttempt}`;
    const expiresAt = backup.keep.ageMs === null ? null : deps.clock.now() + backup.keep.ageMs;
    return makeUndoBranch(client, { of: { host: address.host }, name, expiresAt });
  }
  if (address.dialect === 'sqlite') return copySqlite(address.file, store, deps);
  const major = await majorOfServer(work.context.database);
  return dumpPostgres(address, major, store, { ...deps, path: deps.env.PATH ?? '' });
}

/** The server's major version, e.g. 17. */
export async function majorOfServer(database: Database): Promise<number> {
  const [server] = await database.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  return Math.floor(Number(server?.version) / 10_000);
}

/** Neon's API as the inputs say. Throws InputError when they say nothing of it. */
export function neonClientOf({ inputs: { neon }, deps }: Work): NeonClient {
  if (!neon) throw new InputError('The inputs "neon-api-key" and "neon-project" are missing.');
  const { http, log, clock, signal } = deps;
  return new NeonClient({ ...neon, http, log, clock, signal });
}
