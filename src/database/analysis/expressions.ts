import type { DeleteStmt, InsertStmt, MergeStmt, Node, UpdateStmt } from 'libpg-query';
import { isHarmless, isSteady } from './functions.js';
import { strings } from './names.js';

/** Changes of rows that stand inside another statement, as WITH allows. */
export type RowChange =
  | { InsertStmt: InsertStmt }
  | { UpdateStmt: UpdateStmt }
  | { DeleteStmt: DeleteStmt }
  | { MergeStmt: MergeStmt };

/** What a statement's tree has in it. */
export interface Contents {
  /** Calls of functions that are not known to be harmless, as written. */
  strangeCalls: string[];
  changes: RowChange[];
  /** It calls set_config, which may change what names mean. */
  setsPath: boolean;
}

/** Looks through a tree, without recursion: what people generate can be nested as deep as the parser allows. */
export function contentsOf(tree: unknown): Contents {
  const contents: Contents = { strangeCalls: [], changes: [], setsPath: false };
  walk(tree, (kind, body) => {
    if (kind === 'FuncCall') {
      const parts = functionName(body);
      if (parts.at(-1) === 'set_config') contents.setsPath = true;
      if (!isHarmless(parts)) contents.strangeCalls.push(`${parts.join('.')}()`);
    }
    if (kind === 'InsertStmt' || kind === 'UpdateStmt' || kind === 'DeleteStmt' || kind === 'MergeStmt') {
      contents.changes.push({ [kind]: body } as unknown as RowChange);
    }
  });
  return contents;
}

/** The call in a default that may give another value for each row, as written; undefined when there is none. */
export function unsteadyPart(expression: Node | undefined): string | undefined {
  let found: string | undefined;
  walk(expression, (kind, body) => {
    if (kind === 'FuncCall' && !isSteady(functionName(body))) found ??= `${functionName(body).join('.')}()`;
    // SELECT is not allowed in a default; if it ever is, nobody knows what it gives.
    if (kind === 'SubLink') found ??= 'a query';
  });
  return found;
}

/** The column of a plain `column IS NOT NULL`. */
export function notNullColumn(expression: Node | undefined): string | undefined {
  if (!expression || !('NullTest' in expression)) return undefined;
  const { arg, nulltesttype } = expression.NullTest;
  if (nulltesttype !== 'IS_NOT_NULL' || !arg || !('ColumnRef' in arg)) return undefined;
  const fields = strings(arg.ColumnRef.fields);
  return fields.length === 1 ? fields[0] : undefined;
}

function functionName(body: object): string[] {
  const parts: unknown = Reflect.get(body, 'funcname');
  return Array.isArray(parts) ? strings(parts) : [];
}

function walk(tree: unknown, visit: (kind: string, body: object) => void): void {
  const left: unknown[] = [tree];
  while (left.length > 0) {
    const node = left.pop();
    if (Array.isArray(node)) for (const one of node) left.push(one);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== 'object' || value === null) continue;
        if (!Array.isArray(value)) visit(key, value);
        left.push(value);
      }
    }
  }
}
