import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import type { TargetAddress } from './address.js';
import { withMigrationLock } from './migration-lock.js';
import { type Database, openSession, type SessionLimits } from './session.js';
import { openSqlite, withSqliteLock } from './sqlite.js';

/** Connects to a database of either kind. Throws PlatformError (PostgreSQL) or InputError (SQLite's file). */
export function openTarget(
  address: TargetAddress,
  limits: SessionLimits,
  signal: AbortSignal,
): Promise<Database> {
  return address.dialect === 'sqlite'
    ? openSqlite(address, limits.lockTimeoutMs, signal)
    : openSession(address, limits, signal);
}

/** Does the work as the only run of ours that migrates this database. Throws VerdictError when the lock stays taken. */
export function withTargetLock<Value>(
  database: Database,
  address: TargetAddress,
  options: { waitMs: number; clock: Clock; log: Logger; signal: AbortSignal },
  work: () => Promise<Value>,
): Promise<Value> {
  return address.dialect === 'sqlite'
    ? withSqliteLock(address, options, work)
    : withMigrationLock(database, options, work);
}
