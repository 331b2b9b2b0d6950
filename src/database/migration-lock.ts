import { VerdictError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import { formatDuration } from '../runtime/duration.js';
import type { Logger } from '../runtime/log.js';
import type { Database } from './session.js';

/** The bytes of "deploy" as a number: one key for every run of ours, and advisory locks count per database. */
export const migrationLockKey = '110386840629113';

const lookEveryMs = 500;

/**
 * Does the work while this session holds the database's migration lock, so that two runs never migrate at once.
 * Asks again and again instead of queueing in PostgreSQL: a session that waits there holds a snapshot, for which
 * CREATE INDEX CONCURRENTLY of the lock's holder would wait in turn.
 * Throws VerdictError naming the holder when the lock is not free within `waitMs`.
 */
export async function withMigrationLock<Value>(
  session: Database,
  options: { waitMs: number; clock: Clock; log: Logger; signal: AbortSignal },
  work: () => Promise<Value>,
): Promise<Value> {
  const began = options.clock.now();
  let said = false;
  while (!(await tryLock(session))) {
    const waited = options.clock.now() - began;
    const holder = await describeHolder(session, migrationLockKey);
    if (waited >= options.waitMs) throw lockTaken(holder, waited);
    if (!said) options.log.info(`Another run migrates this database (${holder}); waiting for it to end.`);
    said = true;
    await options.clock.sleep(Math.min(lookEveryMs, options.waitMs - waited), options.signal);
  }
  try {
    return await work();
  } finally {
    // The session may be gone; then so is the lock.
    await session.query('select pg_advisory_unlock($1)', [migrationLockKey]).catch(() => {});
  }
}

async function tryLock(session: Database): Promise<boolean> {
  const rows = await session.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    migrationLockKey,
  ]);
  return rows[0]?.locked === true;
}

/** Who holds an advisory lock of this database, in words. Throws what the driver throws. */
export async function describeHolder(session: Database, key: string): Promise<string> {
  const rows = await session.query<{ pid: number; name: string; since: string }>(
    `select a.pid, a.application_name as name, to_char(a.backend_start at time zone 'UTC', 'HH24:MI:SS "UTC"') as since
       from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32 | l.objid::bigint) = $1`,
    [key],
  );
  const holder = rows[0];
  if (!holder) return 'just ended';
  const name = holder.name ? ` (${holder.name})` : '';
  return `server process ${holder.pid}${name}, connected since ${holder.since}`;
}

function lockTaken(holder: string, waitedMs: number): VerdictError {
  return new VerdictError(
    `Another run still migrates this database after ${formatDuration(waitedMs)} (${holder}). Nothing was changed.`,
    {
      fix: 'Let that run end and run this job again; give the workflow a `concurrency` group so that releases queue; or raise "wait-timeout". A run that died gives the lock back as soon as PostgreSQL notices.',
    },
  );
}
