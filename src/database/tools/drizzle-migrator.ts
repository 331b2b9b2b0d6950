import type { Database, Session } from '../session.js';
import type { SqliteDatabase } from '../sqlite.js';

/** Runs drizzle-orm's own migrator over our connection. `onQuery` gets each piece right before it is sent. */
export function migrateWithDrizzle(
  database: Database,
  directory: string,
  onQuery: (query: string) => void,
): Promise<void> {
  return database.dialect === 'sqlite'
    ? migrateSqlite(database as SqliteDatabase, directory, onQuery)
    : migratePostgres(database as Session, directory, onQuery);
}

async function migratePostgres(
  session: Session,
  directory: string,
  onQuery: (query: string) => void,
): Promise<void> {
  const [{ drizzle }, { migrate }] = await Promise.all([
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ]);
  const db = drizzle(session.client, { logger: { logQuery: (query: string) => onQuery(query) } });
  await migrate(db, { migrationsFolder: directory });
}

/** Drizzle's proxy migrator reads table and folder and hands over what to run; we run it in one transaction. */
async function migrateSqlite(
  database: SqliteDatabase,
  directory: string,
  onQuery: (query: string) => void,
): Promise<void> {
  const [{ drizzle }, { migrate }] = await Promise.all([
    import('drizzle-orm/sqlite-proxy'),
    import('drizzle-orm/sqlite-proxy/migrator'),
  ]);
  const { handle } = database;
  const db = drizzle(async (text, _values, method) => {
    if (method === 'run') handle.exec(text);
    const rows = method === 'run' ? [] : handle.prepare(text).all();
    return { rows: rows.map((row) => Object.values(row)) };
  });
  const run = async (queries: string[]) => {
    handle.exec('begin');
    try {
      for (const query of queries) {
        onQuery(query);
        handle.exec(query);
      }
      handle.exec('commit');
    } catch (error) {
      handle.exec('rollback');
      throw error;
    }
  };
  await migrate(db, run, { migrationsFolder: directory });
}
