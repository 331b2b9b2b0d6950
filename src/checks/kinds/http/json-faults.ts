import { isDeepStrictEqual } from 'node:util';
import { compile, type JSONValue } from 'json-p3';
import { soundsSecret } from '../../masker.js';
import { mismatch } from '../../pattern.js';
import type { Expectation } from '../expectations.js';
import type { Quote } from '../text-faults.js';

type JsonExpectation = NonNullable<Expectation['json']>[string];
type JsonRule = Exclude<JsonExpectation, string | number | boolean | null>;

/** What does not hold of a body that must be JSON, as clauses. */
export function jsonFaults(wanted: Expectation['json'], text: string, quote: Quote): string[] {
  if (wanted === undefined) return [];
  let value: JSONValue;
  try {
    value = JSON.parse(text);
  } catch {
    return [`the body is not JSON: ${quote(text)}`];
  }
  return Object.entries(wanted).flatMap(([path, rule]) =>
    pathFaults(path, rule, value, soundsSecret(path) ? () => '"***"' : quote),
  );
}

function pathFaults(path: string, expectation: JsonExpectation, value: JSONValue, quote: Quote): string[] {
  const found = search(path, value);
  if ('fault' in found) return [found.fault];
  const { nodes } = found;
  const rule = isRule(expectation) ? expectation : { equals: expectation };
  if (rule.exists === false) {
    return nodes.length === 0 ? [] : [`${path} is there (${shown(nodes[0], quote)}) and should not be`];
  }
  if (rule.count !== undefined && nodes.length !== rule.count) {
    return [`${path} matches ${nodes.length} values in place of ${rule.count}`];
  }
  if (nodes.length === 0) return rule.count === 0 ? [] : [`${path} is missing`];
  return nodes.flatMap((node) => nodeFaults(path, rule, node, quote)).slice(0, 3);
}

/** An answer may be nested deeper than any search can go. */
function search(path: string, value: JSONValue): { nodes: unknown[] } | { fault: string } {
  try {
    return { nodes: compile(path).query(value).values() };
  } catch (error) {
    return { fault: `${path} could not be looked for: ${error instanceof Error ? error.message : error}` };
  }
}

function isRule(expectation: JsonExpectation): expectation is JsonRule {
  return typeof expectation === 'object' && expectation !== null;
}

function nodeFaults(path: string, rule: JsonRule, node: unknown, quote: Quote): string[] {
  const clauses = [...valueClauses(rule, node), ...textClauses(rule, node), ...sizeClauses(rule, node)];
  return clauses.map((clause) => `${path} is ${shown(node, quote)} ${clause}`);
}

function valueClauses(rule: JsonRule, node: unknown): string[] {
  const { equals, 'not-equals': unequal, 'one-of': oneOf, type } = rule;
  return [
    ...(equals !== undefined && !isDeepStrictEqual(node, equals)
      ? [`in place of ${JSON.stringify(equals)}`]
      : []),
    ...(unequal !== undefined && isDeepStrictEqual(node, unequal) ? ['and should not be'] : []),
    ...(oneOf !== undefined && !oneOf.some((one) => isDeepStrictEqual(node, one))
      ? [`and none of ${oneOf.map((one) => JSON.stringify(one)).join(', ')}`]
      : []),
    ...(type !== undefined && !hasType(node, type) ? [`and not of type ${type}`] : []),
  ];
}

function textClauses(rule: JsonRule, node: unknown): string[] {
  const { matches, contains } = rule;
  const miss =
    matches === undefined
      ? undefined
      : typeof node === 'string'
        ? mismatch(matches, node)
        : `does not match /${matches}/`;
  const holds =
    contains === undefined ||
    (typeof node === 'string'
      ? node.includes(String(contains))
      : Array.isArray(node) && node.includes(contains));
  return [
    ...(miss ? [`and ${miss}`] : []),
    ...(holds ? [] : [`and does not contain ${JSON.stringify(contains)}`]),
  ];
}

function sizeClauses(rule: JsonRule, node: unknown): string[] {
  const { min, max, 'min-length': shortest, 'max-length': longest } = rule;
  const length = typeof node === 'string' || Array.isArray(node) ? node.length : Number.NaN;
  const number = typeof node === 'number' ? node : Number.NaN;
  return [
    ...(min !== undefined && !(number >= min) ? [`and not a number from ${min}`] : []),
    ...(max !== undefined && !(number <= max) ? [`and not a number up to ${max}`] : []),
    ...(shortest !== undefined && !(length >= shortest) ? [`and not of length ${shortest} or more`] : []),
    ...(longest !== undefined && !(length <= longest) ? [`and not of length ${longest} or less`] : []),
  ];
}

function hasType(node: unknown, type: NonNullable<JsonRule['type']>): boolean {
  if (type === 'null') return node === null;
  if (type === 'array') return Array.isArray(node);
  if (type === 'object') return typeof node === 'object' && node !== null && !Array.isArray(node);
  if (type === 'integer') return Number.isInteger(node);
  return typeof node === type;
}

function shown(node: unknown, quote: Quote): string {
  const text = JSON.stringify(node) ?? 'nothing';
  return quote(text).slice(1, -1);
}
