import type { Session } from '../session.js';
import type { Catalogue, KnownConstraint, KnownTable } from './catalogue.js';

/**
 * Asks the server for what the analysis can use: sizes by PostgreSQL's own estimate (nothing is counted), columns,
 * constraints, indexes. Five small queries on the system tables; no lock on anybody's table.
 */
export async function readCatalogue(session: Pick<Session, 'query'>): Promise<Catalogue> {
  const [server] = await session.query<{ version: string }>(
    `select current_setting('server_version_num') as version`,
  );
  const tables = await readTables(session);
  await addColumns(session, tables);
  await addConstraints(session, tables);
  const indexes = await session.query<{ name: string; table: string }>(
    `select ${nameOf('i')} as name, ${nameOf('t')} as table from pg_index x
       join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid where ${ours('t')}`,
  );
  const domains = await session.query<{ name: string }>(
    `select distinct ${nameOf('d', 'typname', 'typnamespace')} as name from pg_type d
      where d.typtype = 'd' and (d.typnotnull or exists (select from pg_constraint c where c.contypid = d.oid))`,
  );
  return {
    version: Math.floor(Number(server?.version ?? 0) / 10_000),
    tables,
    indexes: new Map(indexes.map((row) => [row.name, row.table])),
    constrainedDomains: new Set(domains.map((row) => row.name)),
  };
}

type Tables = Map<
  string,
  KnownTable & { columns: Map<string, string>; constraints: Map<string, KnownConstraint> }
>;

async function readTables(session: Pick<Session, 'query'>): Promise<Tables> {
  // A partitioned table's own estimate is -1 until it is analysed: its partitions' are added up then.
  const rows = await session.query<{ name: string; rows: string | null; bytes: string }>(
    `select ${nameOf('t')} as name, pg_total_relation_size(t.oid) as bytes,
            coalesce(
              case when t.reltuples >= 0 then t.reltuples end,
              case when t.relkind = 'p' then
                (select sum(p.reltuples) from pg_partition_tree(t.oid) l join pg_class p on p.oid = l.relid
                  where l.isleaf and p.reltuples >= 0) end
            )::bigint as rows
       from pg_class t where t.relkind in ('r', 'p', 'm') and ${ours('t')}`,
  );
  return new Map(
    rows.map((row) => [
      row.name,
      {
        rows: row.rows === null ? null : Number(row.rows),
        bytes: Number(row.bytes),
        columns: new Map(),
        constraints: new Map(),
      },
    ]),
  );
}

async function addColumns(session: Pick<Session, 'query'>, tables: Tables): Promise<void> {
  const rows = await session.query<{ table: string; column: string; type: string }>(
    `select ${nameOf('t')} as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
       from pg_attribute a join pg_class t on t.oid = a.attrelid
      where a.attnum > 0 and not a.attisdropped and t.relkind in ('r', 'p', 'm') and ${ours('t')}`,
  );
  for (const row of rows) tables.get(row.table)?.columns.set(row.column, row.type);
}

const kinds: Record<string, KnownConstraint['kind']> = {
  c: 'check',
  f: 'foreign-key',
  n: 'not-null',
  p: 'primary-key',
  u: 'unique',
  x: 'exclusion',
};

async function addConstraints(session: Pick<Session, 'query'>, tables: Tables): Promise<void> {
  const rows = await session.query<{
    table: string;
    name: string;
    kind: string;
    references: string | null;
    proves: string | null;
  }>(
    `select ${nameOf('t')} as table, c.conname as name, c.contype as kind,
            (select ${nameOf('r')} from pg_class r where r.oid = c.confrelid) as references,
            case when c.contype = 'c' and c.convalidated
                 then substring(pg_get_constraintdef(c.oid) from '^CHECK \\(\\(?"?([^" ()]+)"? IS NOT NULL\\)?\\)$') end as proves
       from pg_constraint c join pg_class t on t.oid = c.conrelid where ${ours('t')}`,
  );
  for (const row of rows) {
    const kind = kinds[row.kind];
    if (kind === undefined) continue;
    tables
      .get(row.table)
      ?.constraints.set(row.name, { kind, references: row.references, provesNotNull: row.proves });
  }
}

/** A name as the analysis writes it: with its schema, unless that is `public`. */
function nameOf(alias: string, name = 'relname', schema = 'relnamespace'): string {
  return `(select case when n.nspname = 'public' then '' else n.nspname || '.' end || ${alias}.${name}
             from pg_namespace n where n.oid = ${alias}.${schema})`;
}

function ours(alias: string): string {
  return `${alias}.relnamespace not in (select oid from pg_namespace where nspname in ('pg_catalog', 'information_schema', 'pg_toast') or nspname like 'pg_temp%' or nspname like 'pg_toast_temp%')`;
}
