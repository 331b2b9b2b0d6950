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
