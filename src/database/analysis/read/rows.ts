import type { CopyStmt, DeleteStmt, InsertStmt, MergeStmt, SelectStmt, UpdateStmt } from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import { contentsOf, type RowChange } from '../expressions.js';
import type { Ledger } from '../ledger.js';
import { tableName } from '../names.js';

/** INSERT, UPDATE, DELETE, MERGE and SELECT with all that stands in their WITH. */
export function changeRows(statement: RowChange, ledger: Ledger): Effect[] {
  return runQuery([statement], ledger);
}

/** What a query does besides reading: changes of rows in its WITH, and calls of code nobody knows. */
export function runQuery(query: unknown, ledger: Ledger): Effect[] {
  const { strangeCalls, changes, setsPath } = contentsOf(query);
  const [strange] = strangeCalls;
  if (setsPath) ledger.forgetNames();
  return [
    ...changes.map((change) => one(change, ledger)),
    ...(strange === undefined ? [] : [effect('run-code', { name: strange })]),
  ];
}

/** A query: safe unless it changes rows in its WITH or calls code nobody knows. */
export function select(statement: SelectStmt, ledger: Ledger): Effect[] {
  const into = statement.intoClause?.rel;
  if (into) ledger.create('table', tableName(into));
  return [effect(null, {}), ...runQuery(statement, ledger)];
}

/** Tables in which migration tools keep their own books. */
const booksOfTools = /(^|\.)(alembic_version|_prisma_migrations|__drizzle_migrations)$/;

function one(change: RowChange, ledger: Ledger): Effect {
  if ('InsertStmt' in change) return insert(change.InsertStmt, ledger);
  if ('UpdateStmt' in change) return update(change.UpdateStmt, ledger);
  if ('DeleteStmt' in change) return remove(change.DeleteStmt, ledger);
  return merge(change.MergeStmt, ledger);
}

function isExempt(table: string, ledger: Ledger): boolean {
  return ledger.isNew('table', table) || booksOfTools.test(table);
}

function insert(statement: InsertStmt, ledger: Ledger): Effect {
  const table = tableName(statement.relation);
  const locks = locksOn('ROW EXCLUSIVE', table);
  const query = statement.selectStmt;
  const plain = query === undefined || ('SelectStmt' in query && query.SelectStmt.valuesLists !== undefined);
  if (isExempt(table, ledger)) return effect(null, { table });
  if (statement.onConflictClause?.action === 'ONCONFLICT_UPDATE')
    return effect('update-rows', { table, locks });
  return plain
    ? effect('insert-rows', { table, locks })
    : effect('copy-rows', { table, locks, work: 'scan' });
}

function update(statement: UpdateStmt, ledger: Ledger): Effect {
  const table = tableName(statement.relation);
  if (isExempt(table, ledger)) return effect(null, { table });
  const locks = locksOn('ROW EXCLUSIVE', table);
  return effect(statement.whereClause ? 'update-rows' : 'update-all-rows', { table, locks, work: 'scan' });
}

function remove(statement: DeleteStmt, ledger: Ledger): Effect {
  const table = tableName(statement.relation);
  if (isExempt(table, ledger)) return effect(null, { table });
  const locks = locksOn('ROW EXCLUSIVE', table);
  return effect(statement.whereClause ? 'delete-rows' : 'delete-all-rows', { table, locks, work: 'scan' });
}

function merge(statement: MergeStmt, ledger: Ledger): Effect {
  const table = tableName(statement.relation);
  if (isExempt(table, ledger)) return effect(null, { table });
  return effect('merge-rows', { table, locks: locksOn('ROW EXCLUSIVE', table), work: 'scan' });
}

/** COPY: from the client it cannot work, from a program it can do anything. */
export function copy(statement: CopyStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  if (statement.is_program) return [effect('run-code', { name: 'COPY … PROGRAM' })];
  if (!statement.is_from) return [effect('unknown-statement', { name: 'COPY … TO' })];
  if (!statement.filename)
    return [effect('copy-from-stdin', { table, locks: locksOn('ROW EXCLUSIVE', table) })];
  if (isExempt(table, ledger)) return [effect(null, { table })];
  return [effect('copy-rows', { table, locks: locksOn('ROW EXCLUSIVE', table) })];
}
