import type { ColumnDef, Constraint } from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import { unsteadyPart } from '../expressions.js';
import type { Ledger } from '../ledger.js';
import { qualified, strings, tableName, typeText } from '../names.js';

const strongest = 'ACCESS EXCLUSIVE';

/** ALTER TABLE … ADD COLUMN on a table that is there. */
export function addColumn(column: ColumnDef, table: string, ledger: Ledger): Effect[] {
  const about = { table, name: column.colname ?? '', locks: locksOn(strongest, table) };
  const constraints = constraintsOf(column);
  const effects = [
    ...valueEffects(column, constraints, about),
    ...ruleEffects(constraints, about, isFilled(column, constraints)),
    ...domainEffects(column, about, ledger),
  ];
  return effects.length > 0 ? effects : [effect(null, about)];
}

type About = { table: string; name: string; locks: Effect['locks'] };

/** What the rows that are there get into the new column. */
function valueEffects(column: ColumnDef, constraints: readonly Constraint[], about: About): Effect[] {
  const has = (kind: Constraint['contype']) => constraints.some((one) => one.contype === kind);
  const generated = constraints.find((one) => one.contype === 'CONSTR_GENERATED');
  if (generated) {
    return generated.generated_kind === 'v'
      ? []
      : [effect('add-column-stored', { ...about, work: 'rewrite' })];
  }
  if (isSerial(column) || has('CONSTR_IDENTITY')) {
    return [effect('add-column-serial', { ...about, work: 'rewrite' })];
  }
  const value = constraints.find((one) => one.contype === 'CONSTR_DEFAULT');
  const unsteady = unsteadyPart(value?.raw_expr);
  if (unsteady !== undefined) {
    return [effect('add-column-volatile-default', { ...about, other: unsteady, work: 'rewrite' })];
  }
  const required = has('CONSTR_NOTNULL') || has('CONSTR_PRIMARY');
  return required && !isFilled(column, constraints) ? [effect('add-column-required', about)] : [];
}

/** What the new column demands of rows. */
function ruleEffects(constraints: readonly Constraint[], about: About, filled: boolean): Effect[] {
  return constraints.flatMap((one): Effect[] => {
    switch (one.contype) {
      case 'CONSTR_UNIQUE':
      case 'CONSTR_PRIMARY':
        return [effect('add-column-unique', { ...about, work: 'scan' })];
      case 'CONSTR_CHECK':
        return [effect('add-column-check', { ...about, work: 'scan' })];
      case 'CONSTR_FOREIGN': {
        const other = tableName(one.pktable);
        const locks = [...about.locks, ...locksOn('SHARE ROW EXCLUSIVE', other)];
        return [effect('add-column-references', { ...about, other, locks, work: filled ? 'scan' : 'none' })];
      }
      default:
        return [];
    }
  });
}

function domainEffects(column: ColumnDef, about: About, ledger: Ledger): Effect[] {
  const type = qualified(strings(column.typeName?.names));
  if (!ledger.isConstrainedDomain(type)) return [];
  return [effect('add-column-domain', { ...about, other: typeText(column.typeName), work: 'rewrite' })];
}

function constraintsOf(column: ColumnDef): Constraint[] {
  return (column.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
}

function isFilled(column: ColumnDef, constraints: readonly Constraint[]): boolean {
  const filling = ['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'];
  return isSerial(column) || constraints.some((one) => filling.includes(one.contype ?? ''));
}

function isSerial(column: ColumnDef): boolean {
  return /^(small|big)?serial[248]?$/.test(strings(column.typeName?.names).at(-1) ?? '');
}
