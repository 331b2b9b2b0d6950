import type { SchemaRollback } from '../release/component.js';
import { type SqlStatement, type SqlToken, splitStatements } from './sql-tokens.js';

/** Why a statement keeps the earlier code from running on the new schema, or might. */
export interface RollbackObstacle {
  migration: string;
  /** 1-based line in the migration's file. */
  line: number;
  /** The statement's first words. */
  statement: string;
  reason: string;
}

/** What the earlier code can do with the schema, and the statements that say so. */
export interface RollbackReading {
  rollback: SchemaRollback;
  obstacles: RollbackObstacle[];
}

/** SQL of one migration; `parts` are the pieces its tool sends one by one, with their place in `text`. */
export interface MigrationSql {
  name: string;
  text: string;
  parts: readonly { text: string; offset: number }[];
}

/**
 * Reads whether the code from before these migrations can run after them. Thin on purpose: only statements that add
 * what that code does not know are `safe`; all else, and all it cannot place, is `impossible`. It sees SQL alone, not
 * the data and not what the code does with it.
 */
export function readRollback(migrations: readonly MigrationSql[]): RollbackReading {
  const created = new Set<string>();
  const obstacles: RollbackObstacle[] = [];
  for (const { name, text, parts } of migrations) {
    for (const part of parts) {
      for (const statement of splitStatements(part.text)) {
        const reason = obstacle(statement, created);
        if (reason === undefined) continue;
        const line = text.slice(0, part.offset + statement.offset).split('\n').length;
        obstacles.push({ migration: name, line, statement: firstWords(statement.text), reason });
      }
    }
  }
  return { rollback: obstacles.length === 0 ? 'safe' : 'impossible', obstacles };
}

const changesMeaning = 'it changes something that exists';
const cannotPlace = 'this reading cannot tell what it does to the earlier code';

/** New kinds of objects that nothing older can depend on. */
const additions = new Set([
  'TYPE',
  'SEQUENCE',
  'SCHEMA',
  'EXTENSION',
  'VIEW',
  'FUNCTION',
  'PROCEDURE',
  'AGGREGATE',
  'STATISTICS',
]);
const harmless = new Set(['COMMENT', 'ANALYZE', 'GRANT', 'SET', 'RESET', 'SHOW']);

/** The reason why a statement is no mere addition; undefined when it is one. Tables it creates are added to `created`. */
function obstacle({ tokens }: SqlStatement, created: Set<string>): string | undefined {
  const first = wordAt(tokens, 0);
  if (harmless.has(first)) return undefined;
  if (first === 'CREATE') return creation(tokens, created);
  if (first === 'ALTER' && wordAt(tokens, 1) === 'TABLE') return alteration(tokens, created);
  if (first === 'INSERT') {
    const { name } = readName(tokens, 2);
    return created.has(name) ? undefined : 'it writes data the earlier code will meet';
  }
  if (first === 'DROP' || first === 'TRUNCATE' || first === 'DELETE') return 'it takes something away';
  if (first === 'UPDATE') return 'it changes data';
  return first === 'ALTER' ? changesMeaning : cannotPlace;
}

function creation(tokens: readonly SqlToken[], created: Set<string>): string | undefined {
  let at = 1;
  if (wordAt(tokens, at) === 'OR') return 'it replaces a definition the earlier code may use';
  while (['UNLOGGED', 'MATERIALIZED', 'RECURSIVE'].includes(wordAt(tokens, at))) at += 1;
  const kind = wordAt(tokens, at);
  if (kind === 'TABLE') {
    created.add(readName(tokens, skipIfExists(tokens, at + 1)).name);
    return undefined;
  }
  if (kind === 'INDEX') return undefined;
  if (kind === 'UNIQUE') {
    const on = tokens.findIndex((token) => token.kind === 'word' && token.text === 'ON');
    const table = readName(tokens, wordAt(tokens, on + 1) === 'ONLY' ? on + 2 : on + 1).name;
    return created.has(table) ? undefined : 'it forbids rows that the earlier code may write';
  }
  if (additions.has(kind)) return undefined;
  if (kind === 'POLICY' || kind === 'TRIGGER' || kind === 'RULE') {
    return `a new ${kind.toLowerCase()} changes what existing statements do`;
  }
  return cannotPlace;
}

function alteration(tokens: readonly SqlToken[], created: Set<string>): string | undefined {
  let at = skipIfExists(tokens, 2);
  if (wordAt(tokens, at) === 'ONLY') at += 1;
  const { name, next } = readName(tokens, at);
  for (const action of splitActions(tokens.slice(next))) {
    const reason = created.has(name) ? newTableAction(action) : tableAction(action);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The earlier code knows nothing of a table made in the same release; only giving it another's name can hurt. */
function newTableAction(action: readonly SqlToken[]): string | undefined {
  return wordAt(action, 0) === 'RENAME' || wordAt(action, 0) === 'SET' ? changesMeaning : undefined;
}

const constraintWords = ['CONSTRAINT', 'CHECK', 'UNIQUE', 'PRIMARY', 'FOREIGN', 'EXCLUDE', 'NOT'];

function tableAction(action: readonly SqlToken[]): string | undefined {
  const first = wordAt(action, 0);
  if (first === 'VALIDATE') return undefined;
  if (first === 'DROP') return 'it takes something away';
  if (first !== 'ADD') return changesMeaning;
  if (constraintWords.includes(wordAt(action, 1))) return 'it forbids rows that the earlier code may write';
  const start = skipIfExists(action, wordAt(action, 1) === 'COLUMN' ? 2 : 1);
  return addedColumn(action.slice(start + 1));
}

function addedColumn(definition: readonly SqlToken[]): string | undefined {
  const words = topLevel(definition)
    .filter((token) => token.kind === 'word')
    .map((token) => token.text);
  const has = (word: string) => words.includes(word);
  if (has('CHECK') || has('UNIQUE') || has('PRIMARY'))
    return 'the new column forbids rows that the earlier code may write';
  const required = words.some((word, index) => word === 'NOT' && words[index + 1] === 'NULL');
  const filled = has('DEFAULT') || has('GENERATED') || words.some((word) => /^(SMALL|BIG)?SERIAL/.test(word));
  return required && !filled ? 'the earlier code writes rows without the new required column' : undefined;
}

function splitActions(tokens: readonly SqlToken[]): SqlToken[][] {
  const actions: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' && token.kind === 'symbol') depth += 1;
    if (token.text === ')' && token.kind === 'symbol') depth -= 1;
    if (token.text === ',' && token.kind === 'symbol' && depth === 0) actions.push([]);
    else actions.at(-1)?.push(token);
  }
  return actions;
}

function topLevel(tokens: readonly SqlToken[]): SqlToken[] {
  let depth = 0;
  return tokens.filter((token) => {
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    return depth === 0;
  });
}

function skipIfExists(tokens: readonly SqlToken[], at: number): number {
  if (wordAt(tokens, at) !== 'IF') return at;
  return wordAt(tokens, at + 1) === 'NOT' ? at + 3 : at + 2;
}

/** A table's name as PostgreSQL folds it; the schema `public` is left out. */
function readName(tokens: readonly SqlToken[], at: number): { name: string; next: number } {
  const parts: string[] = [];
  let next = at;
  for (;;) {
    const token = tokens[next];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'name')) break;
    parts.push(token.kind === 'word' ? token.text.toLowerCase() : token.text);
    next += 1;
    if (tokens[next]?.text !== '.') break;
    next += 1;
  }
  return { name: (parts[0] === 'public' ? parts.slice(1) : parts).join('.'), next };
}

function wordAt(tokens: readonly SqlToken[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
