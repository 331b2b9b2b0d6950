import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { RehearsalError } from '../errors.js';

/** A YAML file that was read and found right, and where each part of it stands. */
export interface ReadFile<Value> {
  value: Value;
  /** Every text of the file with its place. */
  texts: { text: string; place: string }[];
}

/**
 * Reads YAML and checks it against a schema. `where` is the file as messages name it.
 * Throws RehearsalError with every fault's line, column and path.
 */
export function readYaml<Schema extends z.ZodType>(
  where: string,
  text: string,
  schema: Schema,
): ReadFile<z.infer<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  const [broken] = document.errors;
  if (broken) {
    throw new RehearsalError(
      `${where} is not valid YAML: ${placeAt(broken.pos[0])}: ${broken.message}`,
      'Mend that line; indentation by spaces, lists by "- ".',
    );
  }
  const result = schema.safeParse(document.toJS());
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path, message }) =>
        `${placeAt(offsetOf(document, path))}: ${path.join('.') || 'top level'}: ${message}`,
    );
    throw malformed(where, faults);
  }
  const texts: ReadFile<unknown>['texts'] = [];
  visit(document, {
    Scalar: (_, { value, range }) => {
      if (typeof value === 'string') texts.push({ text: value, place: placeAt(range?.[0] ?? 0) });
    },
  });
  return { value: result.data, texts };
}

/** The error for a file whose form is not the one it needs, with its faults. */
export function malformed(where: string, faults: readonly string[]): RehearsalError {
  return new RehearsalError(
    `${where} does not have the form it needs:\n  ${faults.join('\n  ')}`,
    'examples/README.md lists the fields.',
  );
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
      return Number(node.range[0]);
  }
  return 0;
}
