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
