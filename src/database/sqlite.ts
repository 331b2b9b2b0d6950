import type { DatabaseSync } from 'node:sqlite';
import { CancelledError, InputError, VerdictError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import { formatDuration } from '../runtime/duration.js';
import type { Logger } from '../runtime/log.js';
import type { SqliteAddress } from './address.js';
import type { Database } from './session.js';

/** A SQLite file that is open. Its calls are synchronous: a statement that runs cannot be cancelled, only waited for. */
export interface SqliteDatabase extends Database {
  readonly dialect: 'sqlite';
  readonly handle: DatabaseSync;
}

/** Whether this Node has SQLite (22.5 and newer; actions run on 24). */
export function hasSqlite(): boolean {
  return process.getBuiltinModule?.('node:sqlite') !== undefined;
}

/** Opens the file, making it when it is not there. `busyMs` is how long a statement waits for another writer. */
export async function openSqlite(
  address: SqliteAddress,
  busyMs: number,
  signal: AbortSignal,
): Promise<SqliteDatabase> {
  if (signal.aborted) throw new CancelledError();
  const handle = await openFile(address.file);
  handle.exec(`pragma busy_timeout = ${Math.round(busyMs)}`);
  let open = true;
  return {
    dialect: 'sqlite',
    handle,
    signal,
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      if (signal.aborted) throw new CancelledError();
      if (values.length === 0 && !/^\s*(select|pragma)\b/i.test(text)) {
        handle.exec(text);
        return [];
      }
      const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value as string]));
      return handle.prepare(text).all(named) as Row[];
    },
    // SQLite's settings that a migration may change belong to it (PRAGMA foreign_keys); the file keeps none of them.
    async resetSettings() {},
    async close() {
      if (open) handle.close();
      open = false;
    },
  };
}

/**
 * Does the work while this process holds the migration lock of a SQLite file: an exclusive transaction in a file beside
 * it, which the system gives back when the process ends, however it ends. Throws VerdictError when it stays taken.
 */
export async function withSqliteLock<Value>(
  address: SqliteAddress,
  options: { waitMs: number; clock: Clock; log: Logger; signal: AbortSignal },
  work: () => Promise<Value>,
): Promise<Value> {
  const file = `${address.file}.migration-lock`;
  const lock = await openFile(file);
  const began = options.clock.now();
  let said = false;
  try {
    while (!tryExclusive(lock)) {
      const waited = options.clock.now() - began;
      if (waited >= options.waitMs) {
        throw new VerdictError(
          `Another run still migrates this database after ${formatDuration(waited)} (a process on this machine holds ${file}). Nothing was changed.`,
          { fix: 'Let that run end and run this job again, or raise "wait-timeout".' },
        );
      }
      if (!said) options.log.info('Another run migrates this database; waiting for it to end.');
      said = true;
      await options.clock.sleep(Math.min(200, options.waitMs - waited), options.signal);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function tryExclusive(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if (/locked|busy/i.test(String(error))) return false;
    throw error;
  }
}

async function openFile(file: string): Promise<DatabaseSync> {
  if (!hasSqlite()) {
    throw new InputError(`SQLite needs Node 22.5 or newer; this is ${process.version}.`, {
      fix: 'Actions run on Node 24: use a runner that has it.',
    });
  }
  const { DatabaseSync: Opened } = await import('node:sqlite');
  try {
    return new Opened(file);
  } catch (error) {
    throw new InputError(`The SQLite database ${file} cannot be opened: ${String(error)}.`, {
      fix: 'Check the path in "database-url" (relative ones start at "working-directory") and that its folder exists.',
    });
  }
}
