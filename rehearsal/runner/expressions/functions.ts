import { data } from '@actions/expressions';
import { formatNumber, toText, toValue, type Value } from './values.js';

type Call = (...args: Value[]) => Value;

/**
 * Functions whose results differ between GitHub's language server library and the runner; the runner's are meant.
 * The rest (`contains`, `startsWith`, `endsWith`) come from the library.
 */
export const RUNNER_FUNCTIONS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['tojson', (value) => new data.StringData(printJson(value ?? new data.Null(), ''))],
  ['fromjson', (value) => readJson(toText(value ?? new data.Null()))],
  ['format', (pattern, ...args) => new data.StringData(formatText(toText(pattern ?? new data.Null()), args))],
  ['join', (list, separator) => new data.StringData(joinText(list ?? new data.Null(), separator))],
]);

function printJson(value: Value, indent: string): string {
  const inner = `${indent}  `;
  if (value instanceof data.Array) {
    const items = value.values().map((item) => inner + printJson(item, inner));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (value instanceof data.Dictionary) {
    const items = value
      .pairs()
      .map((pair) => `${inner}${JSON.stringify(pair.key)}: ${printJson(pair.value, inner)}`);
    return items.length === 0 ? '{}' : `{\n${items.join(',\n')}\n${indent}}`;
  }
  if (value instanceof data.NumberData) return formatNumber(value.value);
  if (value instanceof data.BooleanData) return String(value.value);
  if (value instanceof data.StringData) return JSON.stringify(value.value);
  return 'null';
}

function readJson(text: string): Value {
  if (text.trim() === '') throw new Error('fromJSON got an empty text, which is not JSON.');
  try {
    return toValue(JSON.parse(text));
  } catch (cause) {
    throw new Error(`fromJSON got a text that is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function formatText(pattern: string, args: Value[]): string {
  const piece = /\{\{|\}\}|\{(\d+)\}|[{}]/g;
  return pattern.replace(piece, (found, index: string | undefined) => {
    if (found === '{{') return '{';
    if (found === '}}') return '}';
    if (index === undefined) throw new Error(`The following format string is invalid: ${pattern}`);
    const value = args[Number(index)];
    if (!value) {
      throw new Error(`The following format string references more arguments than were supplied: ${pattern}`);
    }
    return toText(value);
  });
}

function joinText(list: Value, separator: Value | undefined): string {
  if (!(list instanceof data.Array)) return list.primitive ? toText(list) : '';
  const glue = separator?.primitive ? toText(separator) : ',';
  return list
    .values()
    .map((item) => toText(item))
    .join(glue);
}
