import type { Node, RangeVar, TypeName } from 'libpg-query';

/** A table's name as PostgreSQL folds it; the schema `public` is left out. */
export function tableName(relation: RangeVar | undefined): string {
  return qualified([relation?.schemaname, relation?.relname]);
}

/** A name of several parts (`schema`, `table`, …) as one; the schema `public` is left out. */
export function qualified(parts: readonly (string | undefined)[]): string {
  const known = parts.filter((part): part is string => part !== undefined && part !== '');
  return (known.length > 1 && known[0] === 'public' ? known.slice(1) : known).join('.');
}

/** The strings of a list of String nodes. */
export function strings(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).map((node) => ('String' in node ? (node.String.sval ?? '') : ''));
}

/** What an object of DROP, COMMENT, … names: a list of strings, a function, a type. */
export function objectParts(node: Node | undefined): string[] {
  if (node === undefined) return [];
  if ('List' in node) return strings(node.List.items);
  if ('ObjectWithArgs' in node) return strings(node.ObjectWithArgs.objname);
  if ('TypeName' in node) return strings(node.TypeName.names);
  if ('String' in node) return [node.String.sval ?? ''];
  if ('RoleSpec' in node) return [node.RoleSpec.rolename ?? 'the current user'];
  return [];
}

/** A type as people write it: `numeric(10,2)`, `text[]`, `shop.mood`. */
export function typeText(type: TypeName | undefined): string {
  const names = strings(type?.names);
  const base = names[0] === 'pg_catalog' ? names.slice(1) : names;
  const mods = (type?.typmods ?? []).map((node) =>
    'A_Const' in node ? String(node.A_Const.ival?.ival ?? 0) : '?',
  );
  const array = type?.arrayBounds?.length ? '[]' : '';
  return `${qualified(base)}${mods.length > 0 ? `(${mods.join(',')})` : ''}${array}`;
}

/** Lower-case words that PostgreSQL takes for its own where a name is expected; those that people give to tables and columns. */
const reserved = new Set(
  'all analyse analyze and any array as asc both case cast check collate column constraint create current_user default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with'.split(
    ' ',
  ),
);

/** A folded name as it has to be written in SQL: quoted where it is no plain word. An expression or type stays as it is. */
export function asSql(name: string): string {
  if (name === '' || /[\s()…]/.test(name)) return name;
  const quote = (part: string) =>
    /^[a-z_][a-z0-9_$]*$/.test(part) && !reserved.has(part) ? part : `"${part.replaceAll('"', '""')}"`;
  return name.split('.').map(quote).join('.');
}
