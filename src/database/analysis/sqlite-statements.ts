/** One statement of SQLite's SQL. Words are in upper case; quotes of names are gone. */
export interface SqliteStatement {
  text: string;
  /** Characters from the beginning of the text. */
  offset: number;
  /** 1-based. */
  line: number;
  tokens: readonly SqliteToken[];
}

/** `closed: false` is a string, name or comment without an end. */
export interface SqliteToken {
  kind: 'word' | 'name' | 'literal' | 'symbol' | 'comment';
  text: string;
  offset: number;
  closed: boolean;
}

// SQLite's tokenizer: sqlite.org/lang_comment.html, lang_keywords.html (names in "", `` and []), lang_expr.html.
const patterns: [SqliteToken['kind'], RegExp][] = [
  ['comment', /--[^\n]*/y],
  ['comment', /\/\*[\s\S]*?(?:\*\/|$)/y],
  ['literal', /[xX]?'(?:[^']|'')*(?:'|$)/y],
  ['name', /"(?:[^"]|"")*(?:"|$)/y],
  ['name', /`(?:[^`]|``)*(?:`|$)/y],
  ['name', /\[[^\]]*(?:\]|$)/y],
  ['word', /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ['literal', /\d[\w.]*/y],
  ['symbol', /\S/y],
];

/** Reads SQL into tokens, comments included. Never throws. */
export function readSqliteTokens(sql: string): SqliteToken[] {
  const tokens: SqliteToken[] = [];
  const space = /\s*/y;
  for (let at = 0; at < sql.length; ) {
    space.lastIndex = at;
    at += space.exec(sql)?.[0].length ?? 0;
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const raw = pattern.exec(sql)?.[0];
      if (raw === undefined || raw === '') continue;
      tokens.push({ kind, ...spell(kind, raw), offset: at });
      at += raw.length;
      break;
    }
  }
  return tokens;
}

function spell(kind: SqliteToken['kind'], raw: string): { text: string; closed: boolean } {
  if (kind === 'word') return { text: raw.toUpperCase(), closed: true };
  if (kind === 'comment')
    return { text: raw, closed: raw.startsWith('--') || (raw.length > 3 && raw.endsWith('*/')) };
  if (kind === 'literal')
    return { text: raw, closed: !raw.includes("'") || (raw.length > 1 && raw.endsWith("'")) };
  if (kind !== 'name') return { text: raw, closed: true };
  const end = raw.startsWith('[') ? ']' : raw.charAt(0);
  return { text: raw.slice(1, -1).replaceAll(end + end, end), closed: raw.length > 1 && raw.endsWith(end) };
}

/** Splits SQL at its semicolons; those in a trigger's body belong to the trigger. Never throws. */
export function splitSqlite(sql: string): SqliteStatement[] {
  const statements: SqliteStatement[] = [];
  let current: SqliteToken[] = [];
  let depth = 0;
  let line = 1;
  let counted = 0;
  const end = (offset: number) => {
    const first = current[0];
    if (first) {
      for (; counted < first.offset; counted += 1) if (sql.charCodeAt(counted) === 10) line += 1;
      const text = sql.slice(first.offset, offset).trimEnd();
      statements.push({ text, offset: first.offset, line, tokens: current });
    }
    current = [];
    depth = 0;
  };
  for (const token of readSqliteTokens(sql)) {
    if (token.kind === 'comment' && token.closed) continue;
    if (token.text === ';' && token.kind === 'symbol' && depth === 0) {
      end(token.offset);
      continue;
    }
    depth += bodyDepth(token, current, depth);
    current.push(token);
  }
  end(sql.length);
  return statements;
}

function bodyDepth(token: SqliteToken, before: readonly SqliteToken[], depth: number): number {
  if (token.kind !== 'word') return 0;
  const opens = token.text === 'BEGIN' && before.slice(0, 4).some((one) => one.text === 'TRIGGER');
  if (opens || (depth > 0 && token.text === 'CASE')) return 1;
  return depth > 0 && token.text === 'END' ? -1 : 0;
}
