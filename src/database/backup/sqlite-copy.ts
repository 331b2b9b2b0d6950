import { existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { InputError, PlatformError } from '../../errors/errors.js';
import type { Clock } from '../../runtime/clock.js';
import type { Logger } from '../../runtime/log.js';
import { type BackupStore, openBackup, pruneBackups, storeBackup } from './backup-files.js';
import type { UndoPoint } from './undo-point.js';

/** What copying needs of the run. */
export interface CopyDeps {
  log: Logger;
  clock: Clock;
}

/**
 * Copies a SQLite database that may be in use (`VACUUM INTO`: one consistent state, without the write-ahead log) into
 * the store, and prunes the store. Throws InputError when the file is missing or this Node has no SQLite (before 22.5),
 * PlatformError with SQLite's own words when it refuses.
 */
export async function copySqlite(
  file: string,
  store: BackupStore,
  { log, clock }: CopyDeps,
): Promise<UndoPoint> {
  if (!existsSync(file)) throw new InputError(`There is no SQLite database ${file}.`);
  const madeAt = clock.now();
  log.info(`Copying ${file}`);
  const stored = await storeBackup(store, 'sqlite', madeAt, (path) => vacuumInto(file, path));
  for (const path of await pruneBackups(store, madeAt)) log.info(`Removed the old backup ${path}`);
  const { path, bytes, sha256, encrypted } = stored;
  const durationMs = clock.now() - madeAt;
  return { reference: `sqlite:${path}`, kind: 'sqlite-copy', madeAt, bytes, sha256, encrypted, durationMs };
}

/**
 * Puts a copy in the place of the database, in one step, after SQLite found it whole. Nobody may have the database open:
 * who has goes on writing into the file that is replaced. Throws as `copySqlite`.
 */
export async function restoreSqlite(
  backup: string,
  file: string,
  key: string | null,
  { log }: Pick<CopyDeps, 'log'>,
): Promise<void> {
  log.info(`Restoring ${file} from ${backup}`);
  await openBackup(backup, key, async (plain) => {
    const fresh = `${file}.restoring`;
    try {
      await copyFile(plain, fresh);
      await checkIntegrity(fresh);
      // The log of the database that goes would be played into the one that comes.
      await Promise.all([rm(`${file}-wal`, { force: true }), rm(`${file}-shm`, { force: true })]);
      await rename(fresh, file);
    } finally {
      await rm(fresh, { force: true });
    }
  });
}

async function vacuumInto(file: string, target: string): Promise<void> {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec(`VACUUM INTO '${target.replaceAll("'", "''")}'`);
  } catch (cause) {
    throw refused(file, cause);
  } finally {
    database.close();
  }
}

async function checkIntegrity(file: string): Promise<void> {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const found = database.prepare('PRAGMA integrity_check').get();
    if (found && Object.values(found)[0] === 'ok') return;
    throw new Error(String(found && Object.values(found)[0]));
  } catch (cause) {
    throw refused(file, cause);
  } finally {
    database.close();
  }
}

function refused(file: string, cause: unknown): PlatformError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new PlatformError(`SQLite refused ${file}: ${words}.`, {
    code: 'sqlite',
    cause,
    fix: 'Nothing was changed.',
  });
}

async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch (cause) {
    throw new InputError(`Node ${process.versions.node} has no SQLite; it came with 22.5.`, { cause });
  }
}
