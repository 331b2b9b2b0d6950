/** A token of SQL. Words are in upper case; comments and white space are not tokens. */
export interface SqlToken {
  kind: 'word' | 'name' | 'literal' | 'symbol';
  text: string;
  /** Characters from the beginning of the text that was read. */
  offset: number;
}

/** One statement without its semicolon. */
export interface SqlStatement {
  text: string;
  offset: number;
  tokens: readonly SqlToken[];
}

// Lexical structure: PostgreSQL manual, chapter 4.1.
const blank = /\s+/y;
const lineComment = /--[^\n]*/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
const number = /\d[\w.]*/y;
const quotedName = /(?:U&)?"(?:[^"]|"")*"?/iy;
const escapeString = /E'(?:[^'\\]|''|\\[\s\S])*'?/iy;
const plainString = /(?:[BXN]|U&)?'(?:[^']|'')*'?/iy;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/** Reads SQL into tokens. Text that ends inside a string or comment gives the tokens so far: the server will say what is wrong. */
export function readTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (let at = 0; at < sql.length; ) {
    const { length, token } = readOne(sql, at);
    if (token) tokens.push({ ...token, offset: at });
    at += length;
  }
  return tokens;
}

/** Splits SQL at its semicolons, leaving those inside strings, brackets, bodies in dollars and `BEGIN ATOMIC … END` alone. */
export function splitStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let current: SqlToken[] = [];
  let depth = 0;
  const end = (offset: number) => {
    const first = current[0];
    if (first) {
      statements.push({
        text: sql.slice(first.offset, offset).trimEnd(),
        offset: first.offset,
        tokens: current,
      });
    }
    current = [];
    depth = 0;
  };
  for (const token of readTokens(sql)) {
    if (token.kind === 'symbol' && token.text === ';' && depth === 0) {
      end(token.offset);
      continue;
    }
    depth += nestingDepth(token, current.at(-1), depth);
    current.push(token);
  }
  end(sql.length);
  return statements;
}

function nestingDepth(token: SqlToken, previous: SqlToken | undefined, depth: number): number {
  // CREATE RULE … DO (a; b) keeps several statements in brackets.
  if (token.kind === 'symbol') return token.text === '(' ? 1 : token.text === ')' && depth > 0 ? -1 : 0;
  if (token.kind !== 'word') return 0;
  if (token.text === 'ATOMIC' && previous?.text === 'BEGIN') return 1;
  if (depth > 0 && token.text === 'CASE') return 1;
  return depth > 0 && token.text === 'END' ? -1 : 0;
}

interface Piece {
  length: number;
  token?: Pick<SqlToken, 'kind' | 'text'>;
}

function readOne(sql: string, at: number): Piece {
  const skipped = match(blank, sql, at) ?? match(lineComment, sql, at) ?? blockComment(sql, at);
  if (skipped !== undefined) return { length: skipped.length };
  const literal = match(escapeString, sql, at) ?? match(plainString, sql, at) ?? dollarBody(sql, at);
  if (literal !== undefined) return piece('literal', literal, literal);
  const name = match(quotedName, sql, at);
  if (name !== undefined) return piece('name', name, name.replace(/^[^"]*"|"$/g, '').replaceAll('""', '"'));
  const plain = match(word, sql, at);
  if (plain !== undefined) return piece('word', plain, plain.toUpperCase());
  const digits = match(number, sql, at);
  if (digits !== undefined) return piece('literal', digits, digits);
  return piece('symbol', sql.charAt(at), sql.charAt(at));
}

function piece(kind: SqlToken['kind'], raw: string, text: string): Piece {
  return { length: raw.length, token: { kind, text } };
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}

/** PostgreSQL's block comments nest. */
function blockComment(sql: string, at: number): string | undefined {
  if (!sql.startsWith('/*', at)) return undefined;
  let depth = 0;
  let position = at;
  do {
    if (sql.startsWith('/*', position)) {
      depth += 1;
      position += 2;
    } else if (sql.startsWith('*/', position)) {
      depth -= 1;
      position += 2;
    } else position += 1;
  } while (depth > 0 && position < sql.length);
  return sql.slice(at, position);
}

function dollarBody(sql: string, at: number): string | undefined {
  const tag = match(dollarTag, sql, at);
  if (tag === undefined) return undefined;
  const end = sql.indexOf(tag, at + tag.length);
  return sql.slice(at, end < 0 ? sql.length : end + tag.length);
}
