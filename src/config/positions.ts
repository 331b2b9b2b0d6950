import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** Keys and indexes that lead to a part of a structure. */
export type Path = readonly PropertyKey[];

/** A place in a text; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Where the part of a YAML text is written that a path of its value leads to; undefined where the text has none. */
export function exactPosition(document: Document, path: Path, lines: LineCounter): Position | undefined {
  let node: unknown = document.contents;
  for (const key of path) node = partOf(node, key, document);
  const { range } = (node ?? {}) as Partial<Node>;
  return range ? positionAt(range[0], lines) : undefined;
}

/** The same, or of the part around it where the text has no such part, as a key that is missing. */
export function nearestPosition(document: Document, path: Path, lines: LineCounter): Position {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = exactPosition(document, path.slice(0, length), lines);
    if (found) return found;
  }
  return { line: 1, column: 1 };
}

/** The position of a character of the text, counted from 0. */
export function positionAt(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** Keys are texts in the value, whatever they are in YAML (`1:`, `true:`); what an alias stands for is written elsewhere. */
function partOf(node: unknown, key: PropertyKey, document: Document): unknown {
  const whole = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(whole)) return whole.items[Number(key)];
  if (!isMap(whole)) return undefined;
  const keyOf = (one: unknown) => String(isScalar(one) ? one.value : one);
  return whole.items.find((pair) => keyOf(pair.key) === String(key))?.value;
}
