import type { Node } from 'libpg-query';
import type { SqlParser, SyntaxProblem } from './parser.js';
import type { AnalysedTool } from './terms.js';

/** One statement with its place, as a tree or with the reason why it has none. */
export interface SplitStatement {
  text: string;
  /** Characters from the beginning of the migration. */
  offset: number;
  /** 1-based. */
  line: number;
  tree: Node | undefined;
  problem: SyntaxProblem | undefined;
}

const breakpoint = '--> statement-breakpoint';

/**
 * Splits a migration into its statements with PostgreSQL's own parser. Where it does not accept the whole, the pieces
 * between semicolons are tried one by one, so that one bad statement does not hide the others. Never throws.
 */
export function splitSql(parser: SqlParser, sql: string, tool: AnalysedTool): SplitStatement[] {
  const pieces = tool === 'drizzle' ? splitAt(sql, breakpoint) : [{ text: sql, offset: 0 }];
  const statements = pieces.flatMap(({ text, offset }) =>
    readPiece(parser, text).map((one) => ({ ...one, offset: one.offset + offset })),
  );
  return withLines(sql, statements);
}

type Unplaced = Omit<SplitStatement, 'line'>;

function splitAt(sql: string, separator: string): { text: string; offset: number }[] {
  let offset = 0;
  return sql.split(separator).map((text) => {
    const piece = { text, offset };
    offset += text.length + separator.length;
    return piece;
  });
}

function readPiece(parser: SqlParser, sql: string): Unplaced[] {
  const whole = parser.parse(sql);
  if (!('problem' in whole)) return placed(sql, whole.statements);
  const parts = parser.pieces(sql);
  if (parts.length === 0) return [unreadable(sql, whole.problem)];
  return parts.flatMap(({ text, offset }) => {
    const parsed = parser.parse(text);
    const found = 'problem' in parsed ? [unreadable(text, parsed.problem)] : placed(text, parsed.statements);
    return found.map((one) => ({ ...one, offset: one.offset + offset }));
  });
}

function placed(
  sql: string,
  statements: readonly { stmt?: Node; stmt_location?: number; stmt_len?: number }[],
): Unplaced[] {
  const at = characterPlaces(sql);
  return statements.map(({ stmt, stmt_location: start = 0, stmt_len: bytes = 0 }) => {
    const from = at(start);
    const raw = sql.slice(from, bytes === 0 ? sql.length : at(start + bytes));
    const skipped = leadingBlank(raw);
    const text = raw.slice(skipped).trimEnd();
    const problem = stmt ? undefined : { message: 'the parser gave no tree', offset: 0 };
    return { text, offset: from + skipped, tree: stmt, problem };
  });
}

function unreadable(sql: string, problem: SyntaxProblem): Unplaced {
  const skipped = leadingBlank(sql);
  return { text: sql.slice(skipped).trim(), offset: skipped, tree: undefined, problem };
}

/**
 * The parser counts bytes of UTF-8; texts of nothing but ASCII are the rule and cost nothing. Others are walked once:
 * the places must be asked for in rising order.
 */
function characterPlaces(sql: string): (bytes: number) => number {
  const encoded = Buffer.from(sql, 'utf8');
  if (encoded.length === sql.length) return (bytes) => bytes;
  let last = { bytes: 0, characters: 0 };
  return (bytes) => {
    const characters = last.characters + encoded.subarray(last.bytes, bytes).toString('utf8').length;
    last = { bytes, characters };
    return characters;
  };
}

const space = /\s*/y;
const lineComment = /--[^\n]*/y;

/** White space and comments before the first word; comments between slashes nest. */
function leadingBlank(text: string): number {
  let at = 0;
  for (;;) {
    const before = at;
    for (const pattern of [space, lineComment]) {
      pattern.lastIndex = at;
      at += pattern.exec(text)?.[0].length ?? 0;
    }
    if (text.startsWith('/*', at)) at = blockEnd(text, at);
    if (at === before) return at;
  }
}

function blockEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const two = text.slice(at, at + 2);
    if (two !== '/*' && two !== '*/') continue;
    depth += two === '/*' ? 1 : -1;
    if (depth === 0) return at + 2;
    at += 1;
  }
  return text.length;
}

function withLines(sql: string, statements: readonly Unplaced[]): SplitStatement[] {
  let line = 1;
  let counted = 0;
  return statements.map((one) => {
    for (; counted < one.offset; counted += 1) if (sql.charCodeAt(counted) === 10) line += 1;
    return { ...one, line };
  });
}
