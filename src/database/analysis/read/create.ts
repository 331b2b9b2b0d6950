import type {
  ColumnDef,
  Constraint,
  CreateDomainStmt,
  CreateSchemaStmt,
  CreateStmt,
  CreateTableAsStmt,
  IndexStmt,
  Node,
  ViewStmt,
} from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import type { Ledger } from '../ledger.js';
import { qualified, strings, tableName } from '../names.js';
import { runQuery } from './rows.js';

/** CREATE TABLE, also as a partition or child of another. */
export function createTable(statement: CreateStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  // IF NOT EXISTS makes nothing where the server has it: then it is no table of this release.
  if (statement.if_not_exists && ledger.known(table)) return [effect(null, { table })];
  // A temporary table hides one of its name, which a name with a schema still means.
  const hides = statement.relation?.relpersistence === 't' && ledger.known(table) !== undefined;
  if (!hides) ledger.create('table', table);
  const parents = (statement.inhRelations ?? []).flatMap((node) =>
    'RangeVar' in node ? [tableName(node.RangeVar)] : [],
  );
  const effects = [
    ...references(statement, table, ledger),
    ...parents.flatMap((parent) => childOf(parent, table, statement, ledger)),
  ];
  return effects.length > 0 ? effects : [effect(null, { table })];
}

function references(statement: CreateStmt, table: string, ledger: Ledger): Effect[] {
  const constraints = (statement.tableElts ?? []).flatMap((node): Constraint[] => {
    if ('Constraint' in node) return [node.Constraint];
    return 'ColumnDef' in node ? columnConstraints(node.ColumnDef) : [];
  });
  const tables = constraints
    .filter((one) => one.contype === 'CONSTR_FOREIGN')
    .map((one) => tableName(one.pktable))
    .filter((other) => other !== table && !ledger.isNew('table', other));
  return [...new Set(tables)].map((other) =>
    effect('reference-table', { table, other, locks: locksOn('SHARE ROW EXCLUSIVE', other) }),
  );
}

function columnConstraints(column: ColumnDef): Constraint[] {
  return (column.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}

function childOf(parent: string, table: string, statement: CreateStmt, ledger: Ledger): Effect[] {
  if (ledger.isNew('table', parent)) return [];
  if (!statement.partbound) {
    return [
      effect(null, {
        table,
        locks: locksOn('SHARE UPDATE EXCLUSIVE', parent),
        obstacle: 'the earlier code meets its rows in the parent table',
      }),
    ];
  }
  return [
    effect('create-partition', {
      table,
      other: parent,
      locks: locksOn('ACCESS EXCLUSIVE', parent),
      alsoLocks: 'the default partition, and tables the parent refers to',
    }),
  ];
}

/** CREATE TABLE AS, CREATE MATERIALIZED VIEW, SELECT INTO. */
export function createTableAs(statement: CreateTableAsStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.into?.rel);
  if (ledger.known(table) === undefined) ledger.create('table', table);
  return [effect(null, { table }), ...runQuery(statement.query, ledger)];
}

/** CREATE INDEX. */
export function createIndex(statement: IndexStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  const name = statement.idxname ?? '';
  const schema = statement.relation?.schemaname;
  if (name) ledger.addIndex(qualified([schema, name]), table);
  const refused =
    statement.concurrent && ledger.inTransaction
      ? [effect('concurrently-in-transaction', { table, name: `CREATE INDEX ${name}`.trim() })]
      : [];
  if (ledger.isNew('table', table)) return [effect(null, { table }), ...refused];
  const about = { table, name: name || '(unnamed)', work: 'scan' as const };
  if (statement.concurrent) {
    const locks = locksOn('SHARE UPDATE EXCLUSIVE', table);
    return [
      effect(statement.unique ? 'create-unique-index-concurrently' : null, { ...about, locks }),
      ...refused,
    ];
  }
  const locks = locksOn('SHARE', table);
  return [effect(statement.unique ? 'create-unique-index' : 'create-index', { ...about, locks })];
}

/** CREATE [OR REPLACE] VIEW: its query is stored, not run. */
export function createView(statement: ViewStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.view);
  if (ledger.isNew('view', table)) return [effect(null, { table })];
  if (statement.replace) {
    return [effect('replace-view', { table, locks: locksOn('ACCESS EXCLUSIVE', table) })];
  }
  ledger.create('view', table);
  return [effect(null, { table })];
}

/** CREATE DOMAIN: remembered, because a column of a checked domain is checked row by row. */
export function createDomain(statement: CreateDomainStmt, ledger: Ledger): Effect[] {
  const name = qualified(strings(statement.domainname));
  ledger.create('type', name);
  const checked = (statement.constraints ?? []).some(
    (node) =>
      'Constraint' in node && ['CONSTR_CHECK', 'CONSTR_NOTNULL'].includes(node.Constraint.contype ?? ''),
  );
  if (checked) ledger.addConstrainedDomain(name);
  return [effect(null, { name })];
}

/** CREATE SCHEMA, which may hold further statements; `read` reads one. */
export function createSchema(
  statement: CreateSchemaStmt,
  ledger: Ledger,
  read: (node: Node) => Effect[],
): Effect[] {
  if (statement.schemaname) ledger.create('schema', statement.schemaname);
  return [effect(null, {}), ...(statement.schemaElts ?? []).flatMap(read)];
}
