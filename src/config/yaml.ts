import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { InputError } from '../errors/errors.js';
import { nearestPosition, type Position, positionAt } from './positions.js';

/**
 * Reads YAML (or JSON, its subset) and checks it against a schema. `where` names it in messages: `the input "gates"`,
 * or a file's path. Throws InputError with every fault's line, column and path.
 */
export function parseYaml<Schema extends z.ZodType>(
  where: string,
  text: string,
  schema: Schema,
): z.infer<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) {
    const place = positionAt(broken.pos[0], lines);
    throw new InputError(`${where} is not valid YAML: ${textOf(place)}: ${broken.message}`, {
      fix: 'Mend that line; indentation by spaces, lists by "- ".',
      place: { file: where, ...place },
    });
  }
  const result = schema.safeParse(valueOfDocument(document, where, lines));
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const place = nearestPosition(document, path, lines);
    return { place, text: `${textOf(place)}: ${path.map(String).join('.') || 'top level'}: ${message}` };
  });
  const [first] = faults;
  throw new InputError(
    `${where} does not have the form it needs:\n  ${faults.map(({ text }) => text).join('\n  ')}`,
    {
      fix: 'The README of the action lists the fields; an editor with its JSON Schema completes them.',
      ...(first ? { place: { file: where, ...first.place } } : {}),
    },
  );
}

function textOf({ line, column }: Position): string {
  return `line ${line}, column ${column}`;
}

type Document = ReturnType<typeof parseDocument>;

/** An alias may lead nowhere, or be one of so many that the value would not fit into memory: the reader says so late. */
function valueOfDocument(document: Document, where: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const place = positionAt(aliasOffset(document), lines);
    const why = cause instanceof Error ? cause.message : cause;
    throw new InputError(`${where} is not valid YAML: ${textOf(place)}: ${why}.`, {
      fix: 'Look at the aliases ("*name") and anchors ("&name"); a word that begins with * or & needs quotes.',
      cause,
      place: { file: where, ...place },
    });
  }
}

/** Where the alias is that leads nowhere; the first one when each leads somewhere. */
function aliasOffset(document: Document): number {
  const offsets: { at: number; lost: boolean }[] = [];
  visit(document, {
    Alias: (_, alias) => {
      offsets.push({ at: alias.range?.[0] ?? 0, lost: alias.resolve(document) === undefined });
    },
  });
  return (offsets.find(({ lost }) => lost) ?? offsets[0])?.at ?? 0;
}
