import type { DropStmt, Node, TruncateStmt } from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import type { Ledger } from '../ledger.js';
import { objectParts, qualified, tableName } from '../names.js';

const strongest = 'ACCESS EXCLUSIVE';

/** DROP of anything but a column, a constraint, a role or a database. */
export function drop(statement: DropStmt, ledger: Ledger): Effect[] {
  return (statement.objects ?? []).flatMap((object) => dropOne(statement, object, ledger));
}

function dropOne(statement: DropStmt, object: Node, ledger: Ledger): Effect[] {
  const cascade = statement.behavior === 'DROP_CASCADE';
  const parts = objectParts(object);
  const name = qualified(parts);
  switch (statement.removeType) {
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return [dropTable(name, cascade, ledger)];
    case 'OBJECT_INDEX':
      return dropIndex(name, statement.concurrent === true, ledger);
    case 'OBJECT_VIEW':
      return [dropView(name, cascade, ledger)];
    case 'OBJECT_MATVIEW':
      if (ledger.isNew('table', name)) return [effect(null, {})];
      return [
        effect('drop-materialized-view', {
          table: name,
          locks: locksOn(strongest, name),
          alsoLocks: dependants(cascade),
        }),
      ];
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      return [dropOfTable(parts, statement.removeType, ledger)];
    default:
      return [dropObject(statement.removeType ?? 'OBJECT_', name, cascade, ledger)];
  }
}

function dependants(cascade: boolean): string | null {
  return cascade ? 'views and tables that hang on it' : null;
}

function dropTable(table: string, cascade: boolean, ledger: Ledger): Effect {
  if (ledger.isNew('table', table)) {
    ledger.forget('table', table);
    return effect(null, { table });
  }
  const known = ledger.known(table);
  const referenced = [...(known?.constraints.values() ?? [])].flatMap((one) => one.references ?? []);
  const others = [...referenced, ...(cascade ? ledger.referencing(table) : [])];
  return effect('drop-table', {
    table,
    locks: locksOn(strongest, ...new Set([table, ...others])),
    alsoLocks: known
      ? cascade
        ? 'views on it'
        : null
      : 'every table it refers to, and with CASCADE those that refer to it',
  });
}

function dropIndex(name: string, concurrent: boolean, ledger: Ledger): Effect[] {
  const refused =
    concurrent && ledger.inTransaction
      ? [effect('concurrently-in-transaction', { name: `DROP INDEX ${name}` })]
      : [];
  if (ledger.isNew('index', name)) return [effect(null, {}), ...refused];
  const table = ledger.tableOfIndex(name);
  const alsoLocks = table === undefined ? 'the table of the index' : null;
  if (concurrent) {
    const locks = locksOn('SHARE UPDATE EXCLUSIVE', ...(table ? [table] : []), name);
    return [effect(null, { table: table ?? '', name, locks, alsoLocks }), ...refused];
  }
  const locks = locksOn(strongest, ...(table ? [table] : []), name);
  return [effect('drop-index', { table: table ?? '', name, locks, alsoLocks })];
}

function dropView(name: string, cascade: boolean, ledger: Ledger): Effect {
  if (ledger.isNew('view', name)) return effect(null, {});
  return effect(cascade ? 'drop-cascade' : 'drop-object', {
    name,
    other: 'view',
    locks: locksOn(strongest, name),
    alsoLocks: dependants(cascade),
  });
}

/** A trigger, policy or rule is named by its table and its own name. */
function dropOfTable(parts: readonly string[], kind: string, ledger: Ledger): Effect {
  const table = qualified(parts.slice(0, -1));
  if (ledger.isNew('table', table)) return effect(null, { table });
  return effect('drop-object', {
    table,
    name: `${parts.at(-1)} of ${table}`,
    other: kind.replace('OBJECT_', '').toLowerCase(),
    locks: locksOn(strongest, table),
  });
}

const cascadeRules: Record<string, 'drop-schema' | 'drop-extension' | 'drop-type'> = {
  OBJECT_SCHEMA: 'drop-schema',
  OBJECT_EXTENSION: 'drop-extension',
  OBJECT_TYPE: 'drop-type',
  OBJECT_DOMAIN: 'drop-type',
};

const createdKinds: Record<string, 'schema' | 'type' | 'sequence' | 'function'> = {
  OBJECT_SCHEMA: 'schema',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'function',
};

function dropObject(kind: string, name: string, cascade: boolean, ledger: Ledger): Effect {
  const created = createdKinds[kind];
  if (created && !cascade && ledger.isNew(created, name)) return effect(null, { name });
  const other = kind.replace('OBJECT_', '').replaceAll('_', ' ').toLowerCase();
  if (kind === 'OBJECT_SEQUENCE') return effect('drop-sequence', { name, locks: locksOn(strongest, name) });
  // Without CASCADE PostgreSQL refuses to drop what a column hangs on: no data can go.
  if (!cascade) return effect('drop-object', { name, other });
  return effect(cascadeRules[kind] ?? 'drop-cascade', { name, other, alsoLocks: dependants(true) });
}

/** TRUNCATE. */
export function truncate(statement: TruncateStmt, ledger: Ledger): Effect[] {
  const tables = (statement.relations ?? []).flatMap((node) =>
    'RangeVar' in node ? [tableName(node.RangeVar)] : [],
  );
  const cascade = statement.behavior === 'DROP_CASCADE';
  return tables.map((table) => {
    if (ledger.isNew('table', table) && !cascade) return effect(null, { table });
    const others = cascade ? ledger.referencing(table) : [];
    const alsoLocks = cascade && !ledger.catalogue ? 'every table that refers to it' : null;
    return effect('truncate', { table, locks: locksOn(strongest, table, ...others), alsoLocks });
  });
}
