import type {
  ClusterStmt,
  CreateStatsStmt,
  DefElem,
  LockStmt,
  Node,
  RefreshMatViewStmt,
  ReindexStmt,
  VacuumStmt,
} from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import type { Ledger } from '../ledger.js';
import { tableName } from '../names.js';
import { lockModes } from '../terms.js';

const strongest = 'ACCESS EXCLUSIVE';
const mild = 'SHARE UPDATE EXCLUSIVE';

/** VACUUM and ANALYZE. */
export function vacuum(statement: VacuumStmt, ledger: Ledger): Effect[] {
  const tables = (statement.rels ?? []).flatMap((node) =>
    'VacuumRelation' in node ? [tableName(node.VacuumRelation.relation)] : [],
  );
  if (!statement.is_vacuumcmd) return [effect(null, { locks: locksOn(mild, ...tables), work: 'scan' })];
  const full = hasOption(statement.options, 'full');
  const refused = ledger.inTransaction ? [effect('outside-transaction', { name: 'VACUUM' })] : [];
  if (!full) return [effect(null, { locks: locksOn(mild, ...tables), work: 'scan' }), ...refused];
  const about = { name: 'VACUUM FULL', work: 'rewrite' as const };
  if (tables.length === 0) return [effect('rewrite-table', { ...about, table: 'every table' }), ...refused];
  return [
    ...tables.map((table) => effect('rewrite-table', { ...about, table, locks: locksOn(strongest, table) })),
    ...refused,
  ];
}

/** CLUSTER. */
export function cluster(statement: ClusterStmt): Effect[] {
  const table = tableName(statement.relation) || 'every clustered table';
  const locks = statement.relation ? locksOn(strongest, table) : [];
  return [effect('rewrite-table', { table, name: 'CLUSTER', locks, work: 'rewrite' })];
}

/** REINDEX. */
export function reindex(statement: ReindexStmt, ledger: Ledger): Effect[] {
  const concurrent = hasOption(statement.params, 'concurrently');
  const name = tableName(statement.relation) || statement.name || '';
  const refused =
    concurrent && ledger.inTransaction
      ? [effect('concurrently-in-transaction', { name: `REINDEX ${name}` })]
      : [];
  const isIndex = statement.kind === 'REINDEX_OBJECT_INDEX';
  const table = isIndex ? ledger.tableOfIndex(name) : statement.relation && name;
  if (table !== undefined && ledger.isNew('table', table)) return [effect(null, { table }), ...refused];
  const alsoLocks = isIndex
    ? table === undefined
      ? 'the table of the index'
      : null
    : 'its indexes, for all';
  const onTable = locksOn(concurrent ? mild : 'SHARE', ...(table ? [table] : []));
  const locks = [...onTable, ...(isIndex ? locksOn(concurrent ? mild : strongest, name) : [])];
  const rule = concurrent ? null : 'reindex';
  return [effect(rule, { table: table ?? '', name, locks, alsoLocks, work: 'scan' }), ...refused];
}

/** REFRESH MATERIALIZED VIEW: with CONCURRENTLY its readers go on. */
export function refresh(statement: RefreshMatViewStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  if (ledger.isNew('table', table)) return [effect(null, { table })];
  if (statement.concurrent)
    return [effect(null, { table, locks: locksOn('EXCLUSIVE', table), work: 'scan' })];
  return [effect('refresh-view', { table, locks: locksOn(strongest, table), work: 'rewrite' })];
}

/** LOCK TABLE; the parser gives the mode by its number in PostgreSQL's source, from 1. */
export function lock(statement: LockStmt): Effect[] {
  const mode = lockModes[(statement.mode ?? 8) - 1] ?? strongest;
  const tables = (statement.relations ?? []).flatMap((node) =>
    'RangeVar' in node ? [tableName(node.RangeVar)] : [],
  );
  return tables.map((table) => effect('lock-table', { table, name: mode, locks: locksOn(mode, table) }));
}

/** CREATE STATISTICS. */
export function createStatistics(statement: CreateStatsStmt): Effect[] {
  const tables = (statement.relations ?? []).flatMap((node) =>
    'RangeVar' in node ? [tableName(node.RangeVar)] : [],
  );
  return [effect(null, { locks: locksOn(mild, ...tables) })];
}

function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  const found = (options ?? []).flatMap((node): DefElem[] => ('DefElem' in node ? [node.DefElem] : []));
  return found.some((option) => option.defname === name && !isOff(option));
}

/** `(FULL false)` and `(FULL off)` switch an option off. */
function isOff({ arg }: DefElem): boolean {
  if (arg === undefined) return false;
  if ('String' in arg) return ['false', 'off', '0'].includes(arg.String.sval ?? '');
  if ('Boolean' in arg) return arg.Boolean.boolval !== true;
  return 'Integer' in arg && (arg.Integer.ival ?? 0) === 0;
}
