import { looselyEqual } from '../expressions/equality.js';
import type { Json } from '../expressions/values.js';

/** One combination of a matrix: its values, and those its display name is made of. */
export interface MatrixLeg {
  values: { [key: string]: Json };
  /** Vector values, and the extras of an include that stands alone. */
  named: Json[];
}

type Item = { [key: string]: Json };

/**
 * Expands an evaluated matrix as GitHub does (actions/runner MatrixBuilder): first key slowest, excludes and includes
 * match by loose equality, includes never overwrite a vector's value, an include that matches nothing stands alone.
 * @returns an empty list when every combination is excluded: the job then runs once without a matrix.
 * @throws Error for a vector without values, an unknown exclude key, or an empty include or exclude.
 */
export function expandMatrix(matrix: { [key: string]: Json }): MatrixLeg[] {
  const vectors = Object.entries(matrix).filter(
    ([key]) => !['include', 'exclude'].includes(key.toLowerCase()),
  );
  const includes = items(matrix, 'include');
  const excludes = items(matrix, 'exclude');
  const names = vectors.map(([name]) => name);
  for (const exclude of excludes) {
    const unknown = Object.keys(exclude).find((key) => !names.includes(key));
    if (unknown) throw new Error(`Matrix exclude key '${unknown}' does not match any key within the matrix`);
  }
  const unmatched = new Set(includes);
  const legs = combinations(vectors)
    .filter((leg) => !excludes.some((exclude) => matches(leg, exclude)))
    .map((leg) => {
      const extras: Item = {};
      for (const include of includes) {
        const { filter, extra } = split(include, names);
        if (!matches(leg, filter)) continue;
        unmatched.delete(include);
        Object.assign(extras, extra);
      }
      return { values: { ...leg, ...extras }, named: Object.values(leg) };
    });
  for (const include of unmatched) legs.push({ values: include, named: Object.values(include) });
  return legs;
}

function combinations(vectors: [string, Json][]): Item[] {
  let result: Item[] = vectors.length > 0 ? [{}] : [];
  for (const [name, values] of vectors) {
    if (!Array.isArray(values) || values.length === 0) {
      throw new Error(`Matrix vector '${name}' does not contain any values`);
    }
    result = result.flatMap((leg) => values.map((value) => ({ ...leg, [name]: value })));
  }
  return result;
}

function items(matrix: { [key: string]: Json }, kind: 'include' | 'exclude'): Item[] {
  const value = matrix[kind];
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? value : [];
  return list.map((item) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item) || Object.keys(item).length === 0) {
      throw new Error(`Matrix ${kind} items must be maps that are not empty`);
    }
    return item;
  });
}

function split(include: Item, names: string[]): { filter: Item; extra: Item } {
  const filter: Item = {};
  const extra: Item = {};
  for (const [key, value] of Object.entries(include)) (names.includes(key) ? filter : extra)[key] = value;
  return { filter, extra };
}

/** Whether every leaf of the filter is loosely equal to the leg's value at the same path. */
function matches(value: Json | undefined, filter: Json): boolean {
  if (Array.isArray(filter)) {
    return filter.every((item, index) => matches(Array.isArray(value) ? value[index] : undefined, item));
  }
  if (filter !== null && typeof filter === 'object') {
    const object = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
    return Object.entries(filter).every(([key, item]) => matches(object[key], item));
  }
  return looselyEqual(value ?? null, filter);
}
