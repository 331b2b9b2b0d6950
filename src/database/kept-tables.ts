import type { Database } from './session.js';

/** The tables, views and sequences there are now, to tell later which of them were not replaced. */
export interface KeptTables {
  /** Names, `schema.name`, of those that are the very same objects as before. Throws what the driver throws. */
  stillThere(database: Database): Promise<string[]>;
}

/**
 * Looks before a restore: pg_restore drops and makes again what the dump knows, so that an object with the oid from
 * before is one that the dump does not know. A SQLite file or a Neon branch is replaced as a whole.
 */
export async function keptTables(database: Database): Promise<KeptTables> {
  if (database.dialect === 'sqlite') return { stillThere: async () => [] };
  const before = new Set((await readTables(database)).map((one) => one.oid));
  return {
    async stillThere(later) {
      const now = await readTables(later);
      const left = now.filter((one) => before.has(one.oid)).map((one) => one.name);
      // All of them: the database itself was replaced, with its oids (Neon).
      return left.length === now.length ? [] : left;
    },
  };
}

/** Those of users: not PostgreSQL's own, not an extension's. */
function readTables(database: Database): Promise<{ oid: string; name: string }[]> {
  return database.query(
    `select c.oid::text as oid, n.nspname || '.' || c.relname as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      order by name`,
  );
}
