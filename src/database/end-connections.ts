import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import type { Database } from './session.js';

/**
 * Ends the server's side of programs that were killed: PostgreSQL goes on with a statement whose client is gone until it
 * next writes to it, and would commit after we said that we stopped. Returns how many were ended.
 */
export async function endConnections(
  database: Database,
  applicationName: string,
  log: Logger,
): Promise<number> {
  if (database.dialect === 'sqlite') return 0;
  const rows = await database.query<{ ended: boolean }>(
    'select pg_terminate_backend(pid) as ended from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [applicationName],
  );
  if (rows.length > 0) log.info(`Ended ${rows.length} connections that the migration tool had left.`);
  return rows.length;
}

const goneWithinMs = 5_000;
const lookEveryMs = 50;

/**
 * Ends what programs that earlier attempts of a run had started still do in this database, and waits until that is undone or
 * done: they outlive an attempt that was killed, and lose the lock that it held for them. Only for whoever holds the migration
 * lock: then nothing of that run can be at work there with right.
 * @param names how the application names of the run's programs begin
 */
export async function endLeftConnections(
  database: Database,
  names: string,
  { log, clock, signal }: { log: Logger; clock: Clock; signal: AbortSignal },
): Promise<void> {
  if (database.dialect === 'sqlite') return;
  const left = `pg_stat_activity where left(application_name, length($1)) = $1
    and datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;
  const rows = await database.query(`select pg_terminate_backend(pid) from ${left}`, [names]);
  if (rows.length > 0) log.info(`Ended ${rows.length} connections that a killed attempt had left.`);
  const began = clock.now();
  const isThere = async () => (await database.query(`select pid from ${left}`, [names])).length > 0;
  while (rows.length > 0 && clock.now() - began < goneWithinMs && (await isThere()))
    await clock.sleep(lookEveryMs, signal);
}
