import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describeAddress, type TargetAddress } from '../../src/database/address.js';
import { listBackups } from '../../src/database/backup/backup-files.js';
import { isEncrypted } from '../../src/database/backup/encryption.js';
import { restoreElsewhere } from '../../src/database/backup/postgres-dump.js';
import {
  type BackupContents,
  compareRows,
  countRows,
  type RowCounts,
  readContents,
  tablesOf,
} from '../../src/database/backup/row-counts.js';
import { restoreSqlite } from '../../src/database/backup/sqlite-copy.js';
import type { Database } from '../../src/database/session.js';
import { openTarget } from '../../src/database/target.js';
import { CancelledError, ExpectedError, InputError } from '../../src/errors/errors.js';
import { majorOfServer } from './backup.js';
import type { Inputs } from './inputs.js';
import { noCopy, notRestorable, rowsDiffer, scratchMissing, scratchNotEmpty } from './messages.js';
import { endedAs } from './place.js';
import type { Result } from './result.js';
import type { Deps } from './work.js';

/**
 * Brings the newest copy (or the one of `backup-reference`) back into an empty database and counts its rows. Throws
 * VerdictError when it cannot be restored or rows are missing, InputError for a scratch database that is not empty.
 */
export async function restoreTest(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { path, madeAt } = await findCopy(inputs);
  deps.know({ backup: path });
  const { key } = inputs.backup;
  const contents = await readContents(path, key);
  if (!contents)
    deps.log.warning(
      `Nothing is noted of what ${basename(path)} holds, so its rows are counted and not compared.`,
    );
  const rows = await withScratch(inputs, path, deps, (database, address) =>
    deps.log.group(`Restoring ${basename(path)}`, () =>
      restoreInto(database, address, { path, contents }, inputs, deps),
    ),
  );
  const different = contents ? compareRows(contents.rows, rows) : [];
  if (different.length > 0) throw rowsDiffer(basename(path), madeAt, different);
  const durationMs = deps.clock.now() - began;
  const about = { file: basename(path), madeAt, bytes: (await stat(path)).size };
  const copy = {
    ...about,
    encrypted: await isEncrypted(path),
    rows,
    compared: contents !== undefined,
    durationMs,
  };
  deps.log.info(`${basename(path)} was restored and counted: ${Object.keys(rows).length} tables.`);
  return { ...endedAs(inputs, 'restorable', basename(path)), copy, durationMs };
}

/** The copy that is tried: when it was made is in its name. */
async function findCopy({
  backup,
  name,
  backupReference,
}: Inputs): Promise<{ path: string; madeAt: number }> {
  const { directory } = backup;
  const all = await listBackups({ directory, name });
  const wanted = backupReference === undefined ? undefined : basename(backupReference);
  const found = wanted === undefined ? all[0] : all.find(({ path }) => basename(path) === wanted);
  if (found) return found;
  throw noCopy(directory, name, wanted);
}

/** The database that is restored into; for SQLite a file of its own when none is named. */
async function withScratch<Value>(
  { scratch, lockTimeoutMs, statementTimeoutMs }: Inputs,
  path: string,
  deps: Deps,
  work: (database: Database, address: TargetAddress) => Promise<Value>,
): Promise<Value> {
  const sqlite = /\.sqlite(\.enc)?$/.test(path);
  if (scratch === undefined && !sqlite) throw scratchMissing();
  const folder = await mkdtemp(join(tmpdir(), 'restore-test-'));
  const file = join(folder, 'scratch.db');
  const address: TargetAddress = scratch ?? { dialect: 'sqlite', file, given: file, secrets: [] };
  if ((address.dialect === 'sqlite') !== sqlite) {
    throw new InputError(`The copy ${basename(path)} cannot be restored into ${describeAddress(address)}.`, {
      fix: 'The input "scratch-url" must name a database of the same kind.',
    });
  }
  for (const secret of address.secrets) deps.mask(secret);
  const database = await openTarget(address, { lockTimeoutMs, statementTimeoutMs }, deps.signal);
  try {
    return await work(database, address);
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Copy {
  path: string;
  contents: BackupContents | undefined;
}

async function restoreInto(
  database: Database,
  address: TargetAddress,
  { path, contents }: Copy,
  inputs: Inputs,
  deps: Deps,
): Promise<RowCounts> {
  const there = await tablesOf(database);
  // What is in it would be lost, and it may be the wrong one.
  if (there.length > 0)
    throw scratchNotEmpty(
      address,
      there.map(({ name }) => name),
    );
  const { key } = inputs.backup;
  try {
    if (address.dialect === 'sqlite') return await restoreFile(path, address.file, inputs, deps);
    const serverMajor = await majorOfServer(database);
    const versions = { serverMajor, dumpedBy: contents?.dumpedBy ?? serverMajor };
    await restoreElsewhere(path, address, versions, key, { ...deps, path: deps.env.PATH ?? '' });
    return await countRows(database);
  } catch (error) {
    if (!(error instanceof ExpectedError) || error instanceof CancelledError) throw error;
    throw notRestorable(basename(path), error);
  }
}

async function restoreFile(path: string, file: string, inputs: Inputs, deps: Deps): Promise<RowCounts> {
  await restoreSqlite(path, file, inputs.backup.key, deps);
  const address = { dialect: 'sqlite' as const, file, given: file, secrets: [] };
  const limits = { lockTimeoutMs: inputs.lockTimeoutMs, statementTimeoutMs: inputs.statementTimeoutMs };
  const database = await openTarget(address, limits, deps.signal);
  try {
    return await countRows(database);
  } finally {
    await database.close();
  }
}
