import type {
  AlterDomainStmt,
  AlterEnumStmt,
  AlterObjectSchemaStmt,
  AlterOwnerStmt,
  AlterSeqStmt,
  CommentStmt,
  CreateTrigStmt,
  RenameStmt,
} from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import type { Ledger } from '../ledger.js';
import { objectParts, qualified, strings, tableName } from '../names.js';

const strongest = 'ACCESS EXCLUSIVE';
const mild = 'SHARE UPDATE EXCLUSIVE';

/** ALTER … RENAME. */
export function rename(statement: RenameStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  const other = statement.newname ?? '';
  const old = statement.subname ?? '';
  switch (statement.renameType) {
    case 'OBJECT_COLUMN':
      if (ledger.isNew('table', table)) return [effect(null, { table })];
      return [effect('rename-column', { table, name: old, other, locks: locksOn(strongest, table) })];
    case 'OBJECT_TABLE':
    case 'OBJECT_FOREIGN_TABLE':
      return [renameTable(statement, table, other, ledger)];
    case 'OBJECT_INDEX':
      if (ledger.isNew('index', table)) ledger.create('index', other);
      return [effect(null, { name: table, locks: locksOn(mild, table) })];
    case 'OBJECT_TABCONSTRAINT':
    case 'OBJECT_TRIGGER':
    case 'OBJECT_POLICY':
    case 'OBJECT_RULE':
      // Queries name none of these (but for ON CONFLICT ON CONSTRAINT): nothing older stumbles.
      return [effect(null, { table, name: old, locks: locksOn(strongest, table) })];
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
    case 'OBJECT_SEQUENCE':
      return [effect('rename-object', { name: table, other, locks: locksOn(strongest, table) })];
    case 'OBJECT_TYPE':
      return [renameType(qualified(objectParts(statement.object)), other, ledger)];
    default:
      return [
        effect('rename-object', {
          name: old || qualified(objectParts(statement.object)) || 'an object',
          other,
        }),
      ];
  }
}

function renameType(name: string, other: string, ledger: Ledger): Effect {
  if (!ledger.isNew('type', name)) return effect('rename-object', { name, other });
  ledger.forget('type', name);
  ledger.create('type', other);
  return effect(null, { name });
}

function renameTable(statement: RenameStmt, table: string, other: string, ledger: Ledger): Effect {
  if (!ledger.isNew('table', table)) {
    return effect('rename-table', { table, other, locks: locksOn(strongest, table) });
  }
  ledger.forget('table', table);
  ledger.create('table', qualified([statement.relation?.schemaname, other]));
  return effect(null, { table });
}

/** ALTER TYPE … ADD VALUE or RENAME VALUE. */
export function alterEnum(statement: AlterEnumStmt, ledger: Ledger): Effect[] {
  const name = qualified(strings(statement.typeName));
  if (ledger.isNew('type', name)) return [effect(null, { name })];
  const other = statement.newVal ?? '';
  return [effect(statement.oldVal ? 'rename-enum-value' : 'add-enum-value', { name, other })];
}

/** ALTER … SET SCHEMA. */
export function setSchema(statement: AlterObjectSchemaStmt): Effect[] {
  const table = tableName(statement.relation);
  const name = table || qualified(objectParts(statement.object)) || 'an object';
  const locks = table ? locksOn(strongest, table) : [];
  return [effect('set-schema', { table, name, other: statement.newschema ?? '', locks })];
}

/** ALTER … OWNER TO, of what is no table. */
export function setOwner(statement: AlterOwnerStmt): Effect[] {
  const name = qualified(objectParts(statement.object)) || 'an object';
  return [effect('change-owner', { name, other: statement.newowner?.rolename ?? 'the current user' })];
}

/** ALTER SEQUENCE: that it belongs to a column changes nothing for the code. */
export function alterSequence(statement: AlterSeqStmt, ledger: Ledger): Effect[] {
  const name = tableName(statement.sequence);
  const options = (statement.options ?? []).map((node) => ('DefElem' in node ? node.DefElem.defname : ''));
  if (ledger.isNew('sequence', name)) return [effect(null, { name })];
  const locks = locksOn('SHARE ROW EXCLUSIVE', name);
  if (options.every((option) => option === 'owned_by')) return [effect(null, { name, locks })];
  return [effect('change-object', { name: `the sequence ${name}`, locks })];
}

/** ALTER DOMAIN. */
export function alterDomain(statement: AlterDomainStmt, ledger: Ledger): Effect[] {
  const name = qualified(strings(statement.typeName));
  if (ledger.isNew('type', name)) return [effect(null, { name })];
  const constraint = statement.def && 'Constraint' in statement.def ? statement.def.Constraint : undefined;
  // PostgreSQL's own letters: C adds a constraint, O sets NOT NULL.
  const adds = statement.subtype === 'C' || statement.subtype === 'O';
  if (!adds || constraint?.skip_validation) return [effect('change-object', { name: `the domain ${name}` })];
  return [effect('add-domain-constraint', { name })];
}

/** CREATE TRIGGER. */
export function createTrigger(statement: CreateTrigStmt, ledger: Ledger): Effect[] {
  const table = tableName(statement.relation);
  if (ledger.isNew('table', table)) return [effect(null, { table })];
  const others = statement.constrrel ? [tableName(statement.constrrel)] : [];
  const locks = locksOn('SHARE ROW EXCLUSIVE', table, ...others);
  return [effect('create-trigger', { table, name: statement.trigname ?? '', locks })];
}

/** COMMENT ON. */
export function comment(statement: CommentStmt): Effect[] {
  const parts = objectParts(statement.object);
  if (statement.objtype === 'OBJECT_TABLE') return [effect(null, { locks: locksOn(mild, qualified(parts)) })];
  if (statement.objtype !== 'OBJECT_COLUMN') return [effect(null, {})];
  return [effect(null, { locks: locksOn(mild, qualified(parts.slice(0, -1))) })];
}
