import type { DoStmt, Node, TransactionStmt } from 'libpg-query';
import { type Effect, effect, locksOn } from '../effect.js';
import type { Ledger } from '../ledger.js';
import { objectParts, qualified, strings, tableName } from '../names.js';
import type { SqlParser } from '../parser.js';
import type { AnalysedTool } from '../terms.js';
import { alterTable } from './alter-table.js';
import {
  alterDomain,
  alterEnum,
  alterSequence,
  comment,
  createTrigger,
  rename,
  setOwner,
  setSchema,
} from './change.js';
import { createDomain, createIndex, createSchema, createTable, createTableAs, createView } from './create.js';
import { cluster, createStatistics, lock, refresh, reindex, vacuum } from './maintain.js';
import { drop, truncate } from './remove.js';
import { changeRows, copy, select } from './rows.js';
import { setVariable } from './settings.js';

type KeyOf<Union> = Union extends unknown ? keyof Union : never;
type Kind = KeyOf<Node>;
type Body<Name extends Kind> = Extract<Node, Record<Name, unknown>>[Name &
  keyof Extract<Node, Record<Name, unknown>>];

/** What reading a statement needs besides its tree. */
export interface Reading {
  ledger: Ledger;
  parser: SqlParser;
  tool: AnalysedTool;
}

type Readers = { [Name in Kind]?: (body: Body<Name>, reading: Reading) => Effect[] };

const nothing = (): Effect[] => [effect(null, {})];
const unknown = (name: string): Effect[] => [effect('unknown-statement', { name })];

/** Statements that are known; whatever is not here is not known to be safe. */
const readers: Readers = {
  AlterTableStmt: (body, { ledger }) => alterTable(body, ledger),
  AlterDomainStmt: (body, { ledger }) => alterDomain(body, ledger),
  AlterEnumStmt: (body, { ledger }) => alterEnum(body, ledger),
  AlterObjectSchemaStmt: setSchema,
  AlterOwnerStmt: setOwner,
  AlterSeqStmt: (body, { ledger }) => alterSequence(body, ledger),
  AlterFunctionStmt: (body) =>
    changed('the function', objectParts(body.func && { ObjectWithArgs: body.func })),
  AlterTypeStmt: (body) => changed('the type', strings(body.typeName)),
  AlterExtensionStmt: (body) => changed('the extension', [body.extname ?? '']),
  AlterRoleStmt: (body) => changed('the role', [body.role?.rolename ?? '']),
  AlterRoleSetStmt: (body) => changed('the role', [body.role?.rolename ?? '']),
  AlterPolicyStmt: (body) => [
    effect('create-policy', {
      table: tableName(body.table),
      name: body.policy_name ?? '',
      locks: locksOn('ACCESS EXCLUSIVE', tableName(body.table)),
    }),
  ],
  RenameStmt: (body, { ledger }) => rename(body, ledger),
  CommentStmt: comment,
  CreateStmt: (body, { ledger }) => createTable(body, ledger),
  CreateTableAsStmt: (body, { ledger }) => createTableAs(body, ledger),
  CreateSchemaStmt: (body, reading) =>
    createSchema(body, reading.ledger, (node) => readStatement(node, reading)),
  CreateDomainStmt: (body, { ledger }) => createDomain(body, ledger),
  CreateEnumStmt: (body, { ledger }) => created(ledger, 'type', strings(body.typeName)),
  CreateRangeStmt: (body, { ledger }) => created(ledger, 'type', strings(body.typeName)),
  CompositeTypeStmt: (body, { ledger }) => created(ledger, 'type', [tableName(body.typevar)]),
  CreateSeqStmt: (body, { ledger }) => created(ledger, 'sequence', [tableName(body.sequence)]),
  CreateExtensionStmt: nothing,
  CreateRoleStmt: nothing,
  CreateStatsStmt: createStatistics,
  CreateFunctionStmt: (body, { ledger }) => {
    const name = qualified(strings(body.funcname));
    if (ledger.isNew('function', name)) return nothing();
    return body.replace ? [effect('replace-function', { name })] : created(ledger, 'function', [name]);
  },
  CreateTrigStmt: (body, { ledger }) => createTrigger(body, ledger),
  CreatePolicyStmt: (body, { ledger }) =>
    onTable('create-policy', tableName(body.table), body.policy_name, ledger),
  RuleStmt: (body, { ledger }) => onTable('create-rule', tableName(body.relation), body.rulename, ledger),
  DefineStmt: (body) => (body.replace ? changed('the object', strings(body.defnames)) : nothing()),
  IndexStmt: (body, { ledger }) => createIndex(body, ledger),
  ViewStmt: (body, { ledger }) => createView(body, ledger),
  DropStmt: (body, { ledger }) => drop(body, ledger),
  DropRoleStmt: (body) => [
    effect('drop-object', { name: (body.roles ?? []).flatMap(objectParts).join(', '), other: 'role' }),
  ],
  DropOwnedStmt: (body) => [
    effect('drop-cascade', {
      name: `of ${(body.roles ?? []).flatMap(objectParts).join(', ')}`,
      other: 'property',
    }),
  ],
  DropdbStmt: (body, { ledger }) => [
    effect('drop-database', { name: body.dbname ?? '' }),
    ...(ledger.inTransaction ? [effect('outside-transaction', { name: 'DROP DATABASE' })] : []),
  ],
  CreatedbStmt: (_, { ledger }) =>
    ledger.inTransaction ? [effect('outside-transaction', { name: 'CREATE DATABASE' })] : nothing(),
  TruncateStmt: (body, { ledger }) => truncate(body, ledger),
  InsertStmt: (body, { ledger }) => changeRows({ InsertStmt: body }, ledger),
  UpdateStmt: (body, { ledger }) => changeRows({ UpdateStmt: body }, ledger),
  DeleteStmt: (body, { ledger }) => changeRows({ DeleteStmt: body }, ledger),
  MergeStmt: (body, { ledger }) => changeRows({ MergeStmt: body }, ledger),
  SelectStmt: (body, { ledger }) => select(body, ledger),
  CopyStmt: (body, { ledger }) => copy(body, ledger),
  VacuumStmt: (body, { ledger }) => vacuum(body, ledger),
  ClusterStmt: cluster,
  ReindexStmt: (body, { ledger }) => reindex(body, ledger),
  RefreshMatViewStmt: (body, { ledger }) => refresh(body, ledger),
  LockStmt: lock,
  GrantStmt: (body) =>
    body.is_grant ? nothing() : [effect('revoke', { name: (body.objects ?? []).map(rightsOn).join(', ') })],
  GrantRoleStmt: (body) => (body.is_grant ? nothing() : [effect('revoke', { name: 'a role' })]),
  AlterDefaultPrivilegesStmt: (body) =>
    body.action?.is_grant ? nothing() : [effect('revoke', { name: 'objects to come' })],
  VariableSetStmt: (body, { ledger }) => setVariable(body, ledger),
  VariableShowStmt: nothing,
  ConstraintsSetStmt: nothing,
  TransactionStmt: transaction,
  DoStmt: doBlock,
  CallStmt: () => [effect('run-code', { name: 'CALL' })],
};

/** Reads one statement. What it made or proved goes into the ledger. */
export function readStatement(node: Node, reading: Reading): Effect[] {
  const [entry] = Object.entries(node);
  if (entry === undefined) return unknown('an empty statement');
  const [kind, body] = entry;
  // The key and its body belong together, which a lookup by key cannot show the compiler.
  const reader = readers[kind as Kind] as ((body: unknown, reading: Reading) => Effect[]) | undefined;
  return reader ? reader(body, reading) : unknown(words(kind));
}

function words(kind: string): string {
  return kind
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
}

function created(ledger: Ledger, kind: 'type' | 'sequence' | 'function', parts: readonly string[]): Effect[] {
  ledger.create(kind, qualified(parts));
  return nothing();
}

function changed(what: string, parts: readonly string[]): Effect[] {
  return [effect('change-object', { name: `${what} ${qualified(parts)}` })];
}

function onTable(
  rule: 'create-policy' | 'create-rule',
  table: string,
  name: string | undefined,
  ledger: Ledger,
): Effect[] {
  if (ledger.isNew('table', table)) return nothing();
  return [effect(rule, { table, name: name ?? '', locks: locksOn('ACCESS EXCLUSIVE', table) })];
}

function rightsOn(node: Node): string {
  return 'RangeVar' in node ? tableName(node.RangeVar) : qualified(objectParts(node));
}

/** Alembic writes its own transactions into its SQL, and Prisma puts one around a change of an enum. */
function transaction({ kind }: TransactionStmt, { ledger, tool }: Reading): Effect[] {
  const inside = ['TRANS_STMT_SAVEPOINT', 'TRANS_STMT_RELEASE', 'TRANS_STMT_ROLLBACK_TO'];
  if (inside.includes(kind ?? '')) return nothing();
  ledger.beginTransaction(kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START');
  if (tool === 'alembic' || tool === 'prisma') return nothing();
  return [
    effect('transaction-control', { name: (kind ?? '').replace('TRANS_STMT_', '').replaceAll('_', ' ') }),
  ];
}

// What generators write around a statement that may have been run before.
const guardedBlock =
  /^\s*BEGIN\b([\s\S]*?)\bEXCEPTION\s+WHEN\s+[\w\s]+?\bTHEN\s+NULL\s*;\s*END\s*;?\s*(?:\$?)\s*$/i;
const plainBlock = /^\s*BEGIN\b([\s\S]*)\bEND\s*;?\s*$/i;

/** What is written around a few statements is short; in long texts the patterns above would take their time. */
const longestBlock = 20_000;

/** A DO block counts as the statements in it, where it holds nothing but statements. */
function doBlock({ args }: DoStmt, reading: Reading): Effect[] {
  const options = (args ?? []).flatMap((node) => ('DefElem' in node ? [node.DefElem] : []));
  const body = options.find((option) => option.defname === 'as')?.arg;
  const text = body && 'String' in body ? (body.String.sval ?? '') : '';
  const foreign = options.some((option) => option.defname === 'language');
  if (foreign || text.length > longestBlock) return [effect('run-code', { name: 'a DO block' })];
  const inner = (guardedBlock.exec(text) ?? plainBlock.exec(text))?.[1];
  if (inner === undefined) return [effect('run-code', { name: 'a DO block' })];
  const parsed = reading.parser.parse(inner);
  if ('problem' in parsed) return [effect('run-code', { name: 'a DO block' })];
  const effects = parsed.statements.flatMap(({ stmt }) => (stmt ? readInner(stmt, reading) : []));
  return effects.length > 0 ? effects : nothing();
}

/** PL/pgSQL gives some statements another meaning: SELECT INTO fills a variable, EXECUTE runs a text. */
function readInner(node: Node, reading: Reading): Effect[] {
  if ('SelectStmt' in node || 'TransactionStmt' in node || 'DoStmt' in node) {
    return [effect('run-code', { name: 'a DO block' })];
  }
  return readStatement(node, reading);
}
