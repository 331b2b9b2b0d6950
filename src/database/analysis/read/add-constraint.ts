import type { Constraint } from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import { notNullColumn } from '../expressions.js';
import type { Ledger } from '../ledger.js';
import { strings, tableName } from '../names.js';

const strongest = 'ACCESS EXCLUSIVE';
const writers = 'SHARE ROW EXCLUSIVE';

/** ALTER TABLE … ADD CONSTRAINT on a table that is there. */
export function addConstraint(constraint: Constraint, table: string, ledger: Ledger): Effect[] {
  const name = constraint.conname ?? '(unnamed)';
  const about = { table, name, locks: locksOn(strongest, table) };
  switch (constraint.contype) {
    case 'CONSTR_CHECK':
      return addCheck(constraint, about, ledger);
    case 'CONSTR_FOREIGN':
      return addForeignKey(constraint, about, ledger);
    case 'CONSTR_NOTNULL':
      return addNotNull(constraint, about, ledger);
    case 'CONSTR_UNIQUE':
      return [fromIndex(constraint, about) ?? effect('add-unique', { ...about, work: 'scan' })];
    case 'CONSTR_PRIMARY':
      return [fromIndex(constraint, about) ?? effect('add-primary-key', { ...about, work: 'scan' })];
    case 'CONSTR_EXCLUSION':
      return [effect('add-exclusion', { ...about, work: 'scan' })];
    default:
      return [effect('unknown-statement', { ...about, name: 'this constraint' })];
  }
}

type About = { table: string; name: string; locks: Effect['locks'] };

function addCheck(constraint: Constraint, about: About, ledger: Ledger): Effect[] {
  const column = notNullColumn(constraint.raw_expr);
  const valid = constraint.skip_validation !== true;
  if (column) ledger.addNotNullCheck(about.table, about.name, column, valid);
  if (valid && constraint.is_enforced !== false) return [effect('add-check', { ...about, work: 'scan' })];
  ledger.addNotValid(about.table, about.name);
  return [effect('add-constraint-not-valid', about)];
}

function addForeignKey(constraint: Constraint, about: About, ledger: Ledger): Effect[] {
  const other = tableName(constraint.pktable) || about.table;
  const referenced = ledger.isNew('table', other) ? [] : [other];
  const locks = locksOn(writers, ...new Set([about.table, ...referenced]));
  if (constraint.skip_validation !== true && constraint.is_enforced !== false) {
    return [effect('add-foreign-key', { ...about, other, locks, work: 'scan' })];
  }
  ledger.addNotValid(about.table, about.name);
  return [effect('add-constraint-not-valid', { ...about, other, locks })];
}

function addNotNull(constraint: Constraint, about: About, ledger: Ledger): Effect[] {
  const column = strings(constraint.keys)[0] ?? '';
  if (constraint.skip_validation === true) {
    ledger.addNotValid(about.table, about.name);
    return [effect('add-constraint-not-valid', about)];
  }
  if (ledger.provesNotNull(about.table, column)) return [effect(null, about)];
  return [effect('set-not-null', { ...about, name: column, work: 'scan' })];
}

function fromIndex(constraint: Constraint, about: About): Effect | undefined {
  return constraint.indexname ? effect('use-index-for-constraint', about) : undefined;
}
