import { basename } from 'node:path';
import { describeAddress } from '../../src/database/address.js';
import { type DumpPoint, dumpPostgres } from '../../src/database/backup/postgres-dump.js';
import { countRows, type RowCounts, writeContents } from '../../src/database/backup/row-counts.js';
import { copySqlite } from '../../src/database/backup/sqlite-copy.js';
import type { UndoPoint } from '../../src/database/backup/undo-point.js';
import type { Database } from '../../src/database/session.js';
import { openTarget } from '../../src/database/target.js';
import { InputError } from '../../src/errors/errors.js';
import { majorOfServer } from './backup.js';
import type { ReadyInputs } from './inputs.js';
import { endedAs } from './place.js';
import type { Result } from './result.js';
import type { Deps } from './work.js';

/**
 * Copies the database into `backup-directory`, encrypted, with a note of how many rows each table has in just this copy.
 * Changes nothing. Throws InputError without a key, and as the making does.
 */
export async function backUp(inputs: ReadyInputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  for (const secret of inputs.address.secrets) deps.mask(secret);
  const { key } = inputs.backup;
  if (key === null) throw keyMissing();
  const database = await openTarget(inputs.address, inputs, deps.signal);
  try {
    const { point, rows } = await copyAndCount(database, inputs, deps);
    const path = point.reference.replace(/^\w+:/, '');
    const dumpedBy = 'dumpedBy' in point ? point.dumpedBy : null;
    await writeContents(path, { version: 1, rows, dumpedBy }, key);
    const durationMs = deps.clock.now() - began;
    const about = { file: basename(path), madeAt: point.madeAt, bytes: point.bytes ?? 0 };
    const copy = { ...about, encrypted: true, rows, compared: false, durationMs };
    deps.log.info(`Copied ${describeAddress(inputs.address)} into ${path}`);
    return { ...endedAs(inputs, 'backed-up', ''), backup: point, copy, durationMs };
  } finally {
    await database.close();
  }
}

/** The rows are counted in the very snapshot that is copied: whoever writes meanwhile makes no difference between them. */
async function copyAndCount(
  database: Database,
  inputs: ReadyInputs,
  deps: Deps,
): Promise<{ point: UndoPoint | DumpPoint; rows: RowCounts }> {
  const { address, backup, name } = inputs;
  const store = { directory: backup.directory, name, key: backup.key, keep: backup.keep };
  if (address.dialect === 'sqlite') {
    await database.query('begin');
    const rows = await countRows(database);
    const point = await copySqlite(address.file, store, deps);
    await database.query('commit');
    return { point, rows };
  }
  const major = await majorOfServer(database);
  await database.query('begin transaction isolation level repeatable read, read only');
  const [snapshot] = await database.query<{ id: string }>('select pg_export_snapshot() as id');
  const rows = await countRows(database);
  const point = await dumpPostgres(
    address,
    major,
    store,
    { ...deps, path: deps.env.PATH ?? '' },
    snapshot?.id,
  );
  await database.query('commit');
  return { point, rows };
}

/** A copy leaves this machine: as an artifact it is read by everybody who may read the repository. */
function keyMissing(): InputError {
  return new InputError('The input "backup-key" is missing, and a copy that is kept must be encrypted.', {
    fix: 'Make one with `openssl rand -base64 32`, keep it as the secret BACKUP_KEY and in a place outside of GitHub: without it no copy can be opened.',
  });
}
