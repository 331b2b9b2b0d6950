import { readAllowances } from './allowances.js';
import { combine, highest, type ReadMigration, readingOf } from './assemble.js';
import { type Effect, effect } from './effect.js';
import { Ledger } from './ledger.js';
import { type RuleName, ruleTable } from './rules/table.js';
import {
  readSqliteTokens,
  type SqliteStatement,
  type SqliteToken,
  splitSqlite,
} from './sqlite-statements.js';
import { type MigrationPhase, statementClasses } from './terms.js';
import type { Analysis, MigrationSource } from './types.js';

/**
 * Reads SQLite's SQL by its words: what is not known to be safe is risky. Locks are not told, because a writer always
 * locks the whole file; what matters is what is lost and what the earlier code finds.
 */
export function readSqlite(migrations: readonly MigrationSource[]): ReadMigration[] {
  const ledger = new Ledger(undefined);
  return migrations.map((migration) => readOne(migration, ledger));
}

/** Rules whose advice is PostgreSQL's. */
const forPostgres: ReadonlySet<RuleName> = new Set([
  'create-unique-index',
  'drop-index',
  'add-column-check',
  'add-column-required',
  'transaction-control',
]);

function readOne(migration: MigrationSource, ledger: Ledger): ReadMigration {
  const { name, sql } = migration;
  const statements = splitSqlite(sql);
  const comments = () =>
    readSqliteTokens(sql).flatMap((token) =>
      token.kind === 'comment' ? [{ text: token.text, start: token.offset }] : [],
    );
  const allowances = readAllowances(comments, sql, statements);
  const phases: (MigrationPhase | 'any')[] = [];
  const readings = statements.map((statement, index) => {
    const effects = effectsOf(statement, statements, index, ledger);
    phases.push(...effects.map(({ rule }) => (rule ? ruleTable[rule].phase : adds(statement))));
    const reading = readingOf(statement, effects, allowances.of(index), migration, ledger);
    const findings = reading.findings.map((one) =>
      forPostgres.has(one.rule) ? { ...one, rewrite: null } : one,
    );
    return { ...reading, findings };
  });
  const kinds = readings.map((one) => one.class);
  const analysis: Analysis = {
    name,
    statements: readings,
    remarks: allowances.remarks,
    class: highest(statementClasses, kinds) ?? 'safe',
    phase: combine(phases),
  };
  return { analysis, phases };
}

function adds({ tokens }: SqliteStatement): MigrationPhase | 'any' {
  return ['CREATE', 'ALTER'].includes(tokens[0]?.text ?? '') ? 'expand' : 'any';
}

function effectsOf(
  statement: SqliteStatement,
  all: readonly SqliteStatement[],
  index: number,
  ledger: Ledger,
): Effect[] {
  const { tokens } = statement;
  const open = tokens.some((token) => !token.closed);
  if (open) return [effect('unreadable', { name: 'a string, a name or a comment has no end' })];
  switch (tokens[0]?.text) {
    case 'CREATE':
      return [create(tokens, ledger)];
    case 'ALTER':
      return [alter(tokens, ledger)];
    case 'DROP':
      return [drop(tokens, all.slice(0, index), all.slice(index + 1), ledger)];
    case 'INSERT':
    case 'REPLACE':
    case 'UPDATE':
    case 'DELETE':
      return [changeRows(tokens, ledger)];
    case 'PRAGMA':
      return [pragma(tokens)];
    case 'SELECT':
    case 'ANALYZE':
    case 'REINDEX':
    case 'VACUUM':
    case 'SAVEPOINT':
    case 'RELEASE':
      return [effect(null, {})];
    case 'BEGIN':
    case 'COMMIT':
    case 'END':
    case 'ROLLBACK':
      return [effect('transaction-control', { name: tokens[0].text })];
    default:
      return [effect('unknown-statement', { name: tokens[0]?.text ?? 'this' })];
  }
}

const word = (tokens: readonly SqliteToken[], at: number): string =>
  tokens[at]?.kind === 'word' ? tokens[at].text : '';

/** A name behind an optional IF [NOT] EXISTS; of `schema.name` the name. SQLite's names know no upper and lower case. */
function nameAt(tokens: readonly SqliteToken[], start: number): { name: string; next: number } {
  let at = start;
  if (word(tokens, at) === 'IF') at += word(tokens, at + 1) === 'NOT' ? 3 : 2;
  if (tokens[at + 1]?.text === '.') at += 2;
  return { name: (tokens[at]?.text ?? '').toLowerCase(), next: at + 1 };
}

function create(tokens: readonly SqliteToken[], ledger: Ledger): Effect {
  let at = 1;
  while (['TEMP', 'TEMPORARY', 'VIRTUAL', 'UNIQUE'].includes(word(tokens, at))) at += 1;
  const unique = tokens[1]?.text === 'UNIQUE';
  const { name, next } = nameAt(tokens, at + 1);
  const on = tokens.findIndex(
    (token, index) => index >= next && token.kind === 'word' && token.text === 'ON',
  );
  const table = on < 0 ? '' : nameAt(tokens, on + 1).name;
  switch (word(tokens, at)) {
    case 'TABLE':
      ledger.create('table', name);
      return effect(null, { table: name });
    case 'VIEW':
      ledger.create('view', name);
      return effect(null, { table: name });
    case 'INDEX':
      ledger.addIndex(name, table);
      if (!unique || ledger.isNew('table', table)) return effect(null, { table });
      return effect('create-unique-index', { table, name });
    case 'TRIGGER':
      return ledger.isNew('table', table)
        ? effect(null, { table })
        : effect('create-trigger', { table, name });
    default:
      return effect('unknown-statement', { name: `CREATE ${word(tokens, at)}` });
  }
}

function alter(tokens: readonly SqliteToken[], ledger: Ledger): Effect {
  const { name: table, next } = nameAt(tokens, 2);
  const isNew = ledger.isNew('table', table);
  const first = word(tokens, next);
  if (first === 'RENAME' && word(tokens, next + 1) === 'TO') {
    const other = nameAt(tokens, next + 2).name;
    if (!isNew) return effect('rename-table', { table, other });
    ledger.forget('table', table);
    ledger.create('table', other);
    return effect(null, { table });
  }
  const at = next + (word(tokens, next + 1) === 'COLUMN' ? 2 : 1);
  const name = nameAt(tokens, at).name;
  if (isNew && ['ADD', 'DROP', 'RENAME'].includes(first)) return effect(null, { table });
  if (first === 'ADD') return addColumn(tokens.slice(at + 1), table, name);
  if (first === 'DROP') return effect('drop-column', { table, name });
  if (first === 'RENAME') return effect('rename-column', { table, name, other: nameAt(tokens, at + 2).name });
  return effect('unknown-statement', { table, name: 'ALTER' });
}

function addColumn(definition: readonly SqliteToken[], table: string, name: string): Effect {
  const words = definition.filter((token) => token.kind === 'word').map((token) => token.text);
  const required = words.some((one, index) => one === 'NOT' && words[index + 1] === 'NULL');
  if (required && !words.includes('DEFAULT') && !words.includes('GENERATED')) {
    return effect('add-column-required', { table, name });
  }
  return effect(words.includes('CHECK') ? 'add-column-check' : null, { table, name });
}

function drop(
  tokens: readonly SqliteToken[],
  before: readonly SqliteStatement[],
  after: readonly SqliteStatement[],
  ledger: Ledger,
): Effect {
  const kind = word(tokens, 1);
  const { name } = nameAt(tokens, 2);
  const known = { TABLE: 'table', VIEW: 'view', INDEX: 'index' } as const;
  if (kind in known && ledger.isNew(known[kind as keyof typeof known], name)) return effect(null, { name });
  if (kind === 'TABLE') {
    return effect(isRebuilt(name, before, after) ? 'rebuild-table' : 'drop-table', { table: name });
  }
  if (kind === 'INDEX') return effect('drop-index', { name });
  if (kind === 'VIEW' || kind === 'TRIGGER')
    return effect('drop-object', { name, other: kind.toLowerCase() });
  return effect('unknown-statement', { name: `DROP ${kind}` });
}

/** SQLite's way to change a table: make another, copy the rows, drop the first, give the other its name (lang_altertable.html). */
function isRebuilt(
  table: string,
  before: readonly SqliteStatement[],
  after: readonly SqliteStatement[],
): boolean {
  const renamed = after.find(({ tokens }) => {
    const { next } = nameAt(tokens, 2);
    const renames =
      word(tokens, 0) === 'ALTER' && word(tokens, next) === 'RENAME' && word(tokens, next + 1) === 'TO';
    return renames && nameAt(tokens, next + 2).name === table;
  });
  if (!renamed) return false;
  const fresh = nameAt(renamed.tokens, 2).name;
  return before.some(({ tokens }) => {
    if (word(tokens, 0) !== 'INSERT' || nameAt(tokens, 2).name !== fresh) return false;
    const from = tokens.findIndex((token) => token.kind === 'word' && token.text === 'FROM');
    const filtered = tokens.some((token) => token.kind === 'word' && ['WHERE', 'LIMIT'].includes(token.text));
    return from > 0 && !filtered && nameAt(tokens, from + 1).name === table;
  });
}

function changeRows(tokens: readonly SqliteToken[], ledger: Ledger): Effect {
  const kind = word(tokens, 0);
  const has = (wanted: string) => tokens.some((token) => token.kind === 'word' && token.text === wanted);
  const into = tokens.findIndex(
    (token) => ['INTO', 'FROM', 'UPDATE'].includes(token.text) && token.kind === 'word',
  );
  const table = nameAt(tokens, into + (word(tokens, into + 1) === 'OR' ? 3 : 1)).name;
  if (ledger.isNew('table', table)) return effect(null, { table });
  if (kind === 'DELETE') return effect(has('WHERE') ? 'delete-rows' : 'delete-all-rows', { table });
  if (kind === 'UPDATE') return effect(has('WHERE') ? 'update-rows' : 'update-all-rows', { table });
  if (kind === 'REPLACE' || has('REPLACE') || has('CONFLICT')) return effect('update-rows', { table });
  return effect(has('SELECT') ? 'copy-rows' : 'insert-rows', { table });
}

const harmlessPragmas = [
  'FOREIGN_KEYS',
  'DEFER_FOREIGN_KEYS',
  'FOREIGN_KEY_CHECK',
  'BUSY_TIMEOUT',
  'TABLE_INFO',
  'OPTIMIZE',
];

function pragma(tokens: readonly SqliteToken[]): Effect {
  const name = word(tokens, 1);
  return harmlessPragmas.includes(name)
    ? effect(null, {})
    : effect('unknown-statement', { name: `PRAGMA ${name}` });
}
