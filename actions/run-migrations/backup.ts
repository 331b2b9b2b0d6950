import { dumpPostgres } from '../../src/database/backup/postgres-dump.js';
import { copySqlite } from '../../src/database/backup/sqlite-copy.js';
import type { UndoPoint } from '../../src/database/backup/undo-point.js';
import { CancelledError, ExpectedError } from '../../src/errors/errors.js';
import { makeUndoBranch } from '../../src/neon/branches.js';
import { NeonClient } from '../../src/neon/client.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Reading } from './reading.js';
import type { Work } from './work.js';

/**
 * Makes the undo point that the inputs ask for: null when none is wanted. With `auto`, a risky change goes on without
 * one that could not be made, a destructive one does not. Throws what the making throws otherwise.
 */
export async function makeBackup(work: Work, reading: Reading): Promise<UndoPoint | null> {
  const { inputs, deps } = work;
  const { mode } = inputs.backup;
  // A preview is made from a branch that stays: it needs no way back.
  const needed = reading.plan.class !== 'safe' && inputs.neon?.branch === undefined;
  const wanted = mode === 'always' || (mode === 'auto' && needed);
  if (!wanted) return null;
  try {
    const point = await deps.log.group('Making an undo point', () => make(work));
    deps.log.info(`Undo point ${point.reference}, made in ${formatDuration(point.durationMs)}`);
    return point;
  } catch (error) {
    if (mode === 'always' || reading.plan.class === 'destructive') throw error;
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    deps.log.warning(
      `There is no undo point for this risky change: ${error.message} ${error.fix ?? ''}`,
      'No undo point',
    );
    return null;
  }
}

async function make(work: Work): Promise<UndoPoint> {
  const { inputs, deps } = work;
  const { address, backup, neon } = inputs;
  const store = { directory: backup.directory, name: inputs.name, key: backup.key, keep: backup.keep };
  if (neon && address.dialect === 'postgresql') {
    const client = new NeonClient({
      ...neon,
      http: deps.http,
      log: deps.log,
      clock: deps.clock,
      signal: deps.signal,
    });
    const name = `undo-${inputs.name}-${deps.context.runId}.${deps.context.runAttempt}`;
    const expiresAt = backup.keep.ageMs === null ? null : deps.clock.now() + backup.keep.ageMs;
    return makeUndoBranch(client, { of: { host: address.host }, name, expiresAt });
  }
  if (address.dialect === 'sqlite') return copySqlite(address.file, store, deps);
  const [server] = await work.context.database.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  const major = Math.floor(Number(server?.version) / 10_000);
  return dumpPostgres(address, major, store, { ...deps, path: deps.env.PATH ?? '' });
}
