import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RawStmt } from 'libpg-query';

/** A comment as the scanner found it; its place is in characters from the beginning of the text. */
export interface SqlComment {
  text: string;
  start: number;
}

/** Why a text is no SQL, in PostgreSQL's words. `offset`: characters from its beginning. */
export interface SyntaxProblem {
  message: string;
  offset: number;
}

/** PostgreSQL 18's own parser. It runs nothing and knows no tables. */
export interface SqlParser {
  /** Statements with their place in bytes of UTF-8, or the reason there are none. Never throws. */
  parse(sql: string): { statements: RawStmt[] } | { problem: SyntaxProblem };
  /** The comments of a text; empty for one that cannot be scanned. Never throws. */
  comments(sql: string): SqlComment[];
  /** The text cut at its semicolons by PostgreSQL's scanner; one piece where it cannot be scanned. Never throws. */
  pieces(sql: string): { text: string; offset: number }[];
}

type Wasm = Awaited<ReturnType<typeof import('libpg-query/wasm/libpg-query.js')['default']>>;

/** Migrations are written by people; a text beyond this is data, and reading it would take the runner's memory. */
const longestText = 32_000_000;
const wasmFile = 'libpg-query.wasm';

let loaded: Promise<SqlParser> | undefined;

/**
 * Loads the parser at its first use (1.7 MB, about 30 ms) and keeps it. Throws Error when its wasm file is missing: it
 * lies beside a bundle, and in the package otherwise.
 */
export function loadParser(): Promise<SqlParser> {
  loaded ??= createParser();
  return loaded;
}

async function createParser(): Promise<SqlParser> {
  const wasm = await instantiate();
  let broken = false;
  const guarded = <Value>(work: () => Value, otherwise: (message: string) => Value): Value => {
    if (broken) return otherwise('the parser stopped at a statement before this one');
    try {
      return work();
    } catch (error) {
      // The scanner writes control characters as they are, which is no JSON; nothing of it is broken.
      if (error instanceof SyntaxError) return otherwise('it cannot be told apart into words');
      // Its stack overflowed inside the module, whose memory is not to be trusted any more; the next load makes a new one.
      broken = true;
      loaded = undefined;
      return otherwise('the statement is nested too deeply to be read');
    }
  };
  const tokensOf = (sql: string): Token[] =>
    refusal(sql)
      ? []
      : guarded(
          () => scan(wasm, sql),
          () => [],
        );
  return {
    parse(sql) {
      const refused = refusal(sql);
      if (refused) return { problem: refused };
      return guarded(
        () => parseRaw(wasm, sql),
        (message) => ({ problem: { message, offset: 0 } }),
      );
    },
    comments: (sql) => commentsAmong(sql, tokensOf(sql)),
    pieces: (sql) => (refusal(sql) ? [{ text: sql, offset: 0 }] : cutAtSemicolons(sql, tokensOf(sql))),
  };
}

/** What would be read otherwise than the server reads it, or not to its end. */
function refusal(sql: string): SyntaxProblem | undefined {
  const nul = sql.indexOf('\0');
  if (nul >= 0) return { message: 'it contains a NUL character', offset: nul };
  const surrogate = sql.search(/\p{Surrogate}/u);
  if (surrogate >= 0)
    return { message: 'it contains half a character (a lone surrogate)', offset: surrogate };
  const signs = sql.search(/[*/<>=~!@#%^&|`?+-]{2000}/);
  if (signs >= 0 && countCommentSigns(sql, signs) > 100) {
    return { message: 'it contains hundreds of comment signs in a row', offset: signs };
  }
  if (sql.length > longestText) return { message: `it is longer than ${longestText} characters`, offset: 0 };
  return undefined;
}

/** PostgreSQL's scanner looks at a run of signs anew from each comment sign in it, which takes minutes in long ones. */
function countCommentSigns(sql: string, start: number): number {
  return sql.slice(start, start + 2_000).split('/*').length - 1;
}

async function instantiate(): Promise<Wasm> {
  const { default: create } = await import('libpg-query/wasm/libpg-query.js');
  const path = findWasm();
  // Emscripten's start reads `__dirname`, which an ES module's bundle does not have; it is not used when the path is given.
  const missing = !('__dirname' in globalThis);
  if (missing) Reflect.set(globalThis, '__dirname', dirname(path));
  try {
    return await create({ locateFile: () => path });
  } finally {
    if (missing) Reflect.deleteProperty(globalThis, '__dirname');
  }
}

function findWasm(): string {
  const here = fileURLToPath(import.meta.url);
  const beside = join(dirname(here), wasmFile);
  if (existsSync(beside)) return beside;
  try {
    return createRequire(here).resolve(`libpg-query/wasm/${wasmFile}`);
  } catch (cause) {
    throw new Error(`PostgreSQL's parser (${wasmFile}) is neither beside this program nor in its packages.`, {
      cause,
    });
  }
}

/** White space is what PostgreSQL takes for it; JavaScript takes more, and that would be left unread. */
function isBlank(sql: string): boolean {
  return /^[ \t\n\r\f\v]*$/.test(sql);
}

function parseRaw(wasm: Wasm, sql: string): { statements: RawStmt[] } | { problem: SyntaxProblem } {
  if (isBlank(sql)) return { statements: [] };
  const text = pass(wasm, sql);
  const result = wasm._wasm_parse_query_raw(text);
  try {
    // struct PgQueryParseResult { char *parse_tree; char *stderr_buffer; PgQueryError *error; }
    const error = wasm.getValue(result + 8, 'i32');
    if (error !== 0) return { problem: readProblem(wasm, error) };
    return { statements: statementsOf(JSON.parse(wasm.UTF8ToString(wasm.getValue(result, 'i32')))) };
  } finally {
    wasm._free(text);
    wasm._wasm_free_parse_result(result);
  }
}

function readProblem(wasm: Wasm, error: number): SyntaxProblem {
  // struct PgQueryError { char *message, *funcname, *filename; int lineno, cursorpos; }: the place counts characters from 1.
  const place = wasm.getValue(error + 16, 'i32');
  return { message: wasm.UTF8ToString(wasm.getValue(error, 'i32')), offset: Math.max(place - 1, 0) };
}

function statementsOf(tree: unknown): RawStmt[] {
  if (typeof tree !== 'object' || tree === null || !('stmts' in tree)) return [];
  return Array.isArray(tree.stmts) ? tree.stmts : [];
}

/** Places are in bytes of UTF-8. */
interface Token {
  text: string;
  start: number;
  end: number;
  /** The grammar's name, e.g. `SQL_COMMENT`, `ASCII_59`. */
  kind: string;
}

function scan(wasm: Wasm, sql: string): Token[] {
  const text = pass(wasm, sql);
  const result = wasm._wasm_scan(text);
  try {
    const answer = wasm.UTF8ToString(result);
    if (!answer.startsWith('{')) return [];
    const tokens: (Omit<Token, 'kind'> & { tokenName: string })[] = JSON.parse(answer).tokens ?? [];
    return tokens.map(({ text, start, end, tokenName }) => ({ text, start, end, kind: tokenName }));
  } finally {
    wasm._free(text);
    wasm._wasm_free_string(result);
  }
}

function commentsAmong(sql: string, tokens: readonly Token[]): SqlComment[] {
  const encoded = Buffer.from(sql, 'utf8');
  const comments = tokens.filter((token) => /COMMENT/.test(token.kind));
  return comments.map(({ text, start }) => ({
    text,
    start: encoded.subarray(0, start).toString('utf8').length,
  }));
}

function cutAtSemicolons(sql: string, tokens: readonly Token[]): { text: string; offset: number }[] {
  const encoded = Buffer.from(sql, 'utf8');
  const pieces: { text: string; offset: number }[] = [];
  let from = 0;
  let offset = 0;
  const cut = (end: number, next: number) => {
    const text = encoded.subarray(from, end).toString('utf8');
    if (!isBlank(text)) pieces.push({ text, offset });
    offset += encoded.subarray(from, next).toString('utf8').length;
    from = next;
  };
  for (const token of tokens) if (token.kind === 'ASCII_59') cut(token.start, token.end);
  cut(encoded.length, encoded.length);
  return pieces;
}

function pass(wasm: Wasm, sql: string): number {
  const bytes = wasm.lengthBytesUTF8(sql) + 1;
  const pointer = wasm._malloc(bytes);
  wasm.stringToUTF8(sql, pointer, bytes);
  return pointer;
}
