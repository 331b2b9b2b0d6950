import { InputError } from '../../errors/errors.js';
import type { Migration } from '../migration.js';
import type { Database } from '../session.js';

/** Whether a table is there; a name may carry its schema. */
export async function tableExists(database: Database, name: string): Promise<boolean> {
  const rows =
    database.dialect === 'sqlite'
      ? await database.query<{ found: number }>(
          `select count(*) as found from sqlite_master where type = 'table' and name = $1`,
          [name],
        )
      : await database.query<{ found: boolean }>('select to_regclass($1) is not null as found', [name]);
  return Boolean(rows[0]?.found);
}

/** The migration of that name. Throws InputError that lists some there are. */
export function requireMigration(migrations: readonly Migration[], name: string): Migration {
  const found = migrations.find((one) => one.name === name);
  if (found) return found;
  const last = migrations.slice(-5).map((one) => one.name);
  throw new InputError(`There is no migration "${name}" in this commit.`, {
    fix: last.length > 0 ? `The last ones are ${last.join(', ')}.` : 'There is none at all.',
  });
}
