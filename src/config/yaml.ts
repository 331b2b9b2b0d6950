import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { InputError } from '../errors/errors.js';

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
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new InputError(`${where} is not valid YAML: line ${line}, column ${col}: ${broken.message}`, {
      fix: 'Mend that line; indentation by spaces, lists by "- ".',
      place: { file: where, line, column: col },
    });
  }
  const result = schema.safeParse(valueOfDocument(document, where, lines));
  if (result.success) return result.data;
  const { issues } = result.error;
  const positions = issues.map((issue) => positionOf(document, issue.path, lines));
  const faults = issues.map(({ path, message }, index) => {
    const { line, col } = positions[index] ?? start;
    return `line ${line}, column ${col}: ${path.map(String).join('.') || 'top level'}: ${message}`;
  });
  const { line, col: column } = positions[0] ?? start;
  throw new InputError(`${where} does not have the form it needs:\n  ${faults.join('\n  ')}`, {
    fix: 'The README of the action lists the fields; an editor with its JSON Schema completes them.',
    place: { file: where, line, column },
  });
}

const start = { line: 1, col: 1 };

type Document = ReturnType<typeof parseDocument>;

/** An alias may lead nowhere, or be one of so many that the value would not fit into memory: the reader says so late. */
function valueOfDocument(document: Document, where: string, lines: LineCounter): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    const { line, col } = lines.linePos(aliasOffset(document));
    const why = cause instanceof Error ? cause.message : cause;
    throw new InputError(`${where} is not valid YAML: line ${line}, column ${col}: ${why}.`, {
      fix: 'Look at the aliases ("*name") and anchors ("&name"); a word that begins with * or & needs quotes.',
      cause,
      place: { file: where, line, column: col },
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

function positionOf(
  document: Document,
  path: readonly PropertyKey[],
  lines: LineCounter,
): { line: number; col: number } {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return lines.linePos(node.range[0]);
  }
  return start;
}
