import type { TypeName } from 'libpg-query';
import { typeText } from './names.js';
import type { TableWork } from './terms.js';

/** What a change of a column's type does. `narrower`: some values of before do not fit. */
export interface TypeChange {
  work: TableWork;
  narrower: boolean;
}

interface ColumnType {
  base: string;
  sizes: number[];
}

const otherNames: Record<string, string> = {
  int2: 'smallint',
  int4: 'integer',
  int: 'integer',
  int8: 'bigint',
  varchar: 'character varying',
  bpchar: 'character',
  char: 'character',
  bool: 'boolean',
  float4: 'real',
  float8: 'double precision',
  decimal: 'numeric',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
  varbit: 'bit varying',
};

/**
 * What `ALTER COLUMN … TYPE` does to the rows. Without the old type (the server was not asked) it is taken for a rewrite.
 * Sources: PostgreSQL's ALTER TABLE page (binary coercible types), and this project's test against a server.
 */
export function typeChange(before: string | undefined, after: TypeName | undefined): TypeChange {
  if (before === undefined) return { work: 'rewrite', narrower: false };
  const old = readType(before);
  const next = readType(typeText(after));
  const work = workOf(old, next);
  return { work, narrower: work !== 'none' && isNarrower(old, next) };
}

function workOf(old: ColumnType, next: ColumnType): TableWork {
  const same = old.base === next.base;
  if (same && old.sizes.join() === next.sizes.join()) return 'none';
  const isText = (type: ColumnType) => type.base === 'text' || type.base === 'character varying';
  if (isText(old) && isText(next)) return grows(old.sizes[0], next.sizes[0]) ? 'none' : 'rewrite';
  if (same && ['bit varying'].includes(old.base))
    return grows(old.sizes[0], next.sizes[0]) ? 'none' : 'rewrite';
  if (same && old.base === 'numeric') {
    const sameScale = (old.sizes[1] ?? 0) === (next.sizes[1] ?? 0);
    if (next.sizes.length === 0) return 'none';
    return old.sizes.length > 0 && sameScale && grows(old.sizes[0], next.sizes[0]) ? 'none' : 'rewrite';
  }
  if (same && /^(timestamp|time) /.test(old.base))
    return grows(old.sizes[0], next.sizes[0]) ? 'none' : 'rewrite';
  if (old.base === 'cidr' && next.base === 'inet') return 'none';
  return 'rewrite';
}

/** Whether a limit is at least as wide as before; none is the widest. */
function grows(before: number | undefined, after: number | undefined): boolean {
  if (after === undefined) return true;
  return before !== undefined && after >= before;
}

const widths = ['smallint', 'integer', 'bigint', 'numeric'];

function isNarrower(old: ColumnType, next: ColumnType): boolean {
  const from = widths.indexOf(old.base);
  const to = widths.indexOf(next.base);
  if (from >= 0 && to >= 0 && from !== to) return to < from;
  const limited = next.sizes[0];
  return limited !== undefined && (old.sizes[0] === undefined || limited < old.sizes[0]);
}

/** `character varying(10)`, `timestamp(3) without time zone`, `varchar(10)[]`: both of PostgreSQL's spellings. */
function readType(text: string): ColumnType {
  const sizes = /\(([\d,\s]+)\)/.exec(text)?.[1]?.split(',').map(Number) ?? [];
  const bare = text
    .replace(/\s*\([^)]*\)/, '')
    .trim()
    .toLowerCase();
  return { base: otherNames[bare] ?? bare, sizes };
}
