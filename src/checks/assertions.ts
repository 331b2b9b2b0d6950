import { isDeepStrictEqual } from 'node:util';
import { compile, type JSONValue } from 'json-p3';
import { formatDuration, parseDuration } from '../runtime/duration.js';
import type { Answer } from './exchange.js';
import { cut } from './messages.js';
import type { Expectation } from './suite.js';

type JsonExpectation = NonNullable<Expectation['json']>[string];
type HeaderExpectation = NonNullable<Expectation['header']>[string];

/** Everything about an answer that does not hold, as clauses for a message; empty when all holds. */
export function faultsOf(expect: Expectation, answer: Answer): string[] {
  return [
    ...statusFaults(expect.status, answer),
    ...Object.entries(expect.header ?? {}).flatMap(([name, wanted]) => headerFaults(name, wanted, answer)),
    ...bodyFaults(expect, answer.text),
    ...jsonFaults(expect.json, answer.text),
    ...durationFaults(expect['max-duration'], answer.durationMs),
  ];
}

/** True when a 3xx is asked for by name, so that a redirect is the answer and not the way to it. */
export function expectsRedirect(status: Expectation['status']): boolean {
  return [status].flat().some((one) => String(one).startsWith('3'));
}

function statusFaults(wanted: Expectation['status'], { status, headers, text }: Answer): string[] {
  const all = [wanted].flat();
  const holds = all.some((one) =>
    typeof one === 'number' ? one === status : one.startsWith(String(status)[0] ?? '-'),
  );
  if (holds) return [];
  const where = headers.location ? ` to ${headers.location}` : '';
  const body = text.trim() === '' ? '' : `: ${cut(text)}`;
  return [`HTTP ${status}${where} in place of ${all.join(' or ')}${body}`];
}

function headerFaults(name: string, wanted: HeaderExpectation, { headers }: Answer): string[] {
  const value = headers[name.toLowerCase()];
  if (value === undefined) return [`the header ${name} is missing`];
  const { equals, contains, matches } =
    typeof wanted === 'string' ? { equals: wanted } : { ...none, ...wanted };
  const got = cut(value);
  return [
    ...(equals !== undefined && value !== equals
      ? [`the header ${name} is ${got} in place of "${equals}"`]
      : []),
    ...(contains !== undefined && !value.includes(contains)
      ? [`the header ${name} is ${got} and does not contain "${contains}"`]
      : []),
    ...(matches !== undefined && !new RegExp(matches).test(value)
      ? [`the header ${name} is ${got} and does not match /${matches}/`]
      : []),
  ];
}

const none = { equals: undefined, contains: undefined, matches: undefined };

function bodyFaults(expect: Expectation, text: string): string[] {
  const wanted = [expect['body-contains'] ?? []].flat();
  const unwanted = [expect['body-not-contains'] ?? []].flat();
  const pattern = expect['body-matches'];
  return [
    ...wanted
      .filter((part) => !text.includes(part))
      .map((part) => `the body does not contain "${part}": ${cut(text)}`),
    ...unwanted.filter((part) => text.includes(part)).map((part) => `the body contains "${part}"`),
    ...(pattern !== undefined && !new RegExp(pattern).test(text)
      ? [`the body does not match /${pattern}/: ${cut(text)}`]
      : []),
  ];
}

function jsonFaults(wanted: Expectation['json'], text: string): string[] {
  if (wanted === undefined) return [];
  let value: JSONValue;
  try {
    value = JSON.parse(text);
  } catch {
    return [`the body is not JSON: ${cut(text)}`];
  }
  return Object.entries(wanted).flatMap(([path, expectation]) => pathFaults(path, expectation, value));
}

function pathFaults(path: string, expectation: JsonExpectation, value: JSONValue): string[] {
  const nodes = compile(path).query(value).values();
  const rule = isRule(expectation) ? expectation : { equals: expectation };
  if (rule.exists === false) {
    return nodes.length === 0 ? [] : [`${path} is there (${shown(nodes[0])}) and should not be`];
  }
  if (nodes.length === 0) return [`${path} is missing`];
  return nodes.flatMap((node) => nodeFaults(path, rule, node)).slice(0, 3);
}

type JsonRule = Exclude<JsonExpectation, string | number | boolean | null>;

function isRule(expectation: JsonExpectation): expectation is JsonRule {
  return typeof expectation === 'object' && expectation !== null;
}

function nodeFaults(path: string, rule: JsonRule, node: unknown): string[] {
  const faults: string[] = [];
  const say = (text: string) => faults.push(`${path} is ${shown(node)} ${text}`);
  if (rule.equals !== undefined && !isDeepStrictEqual(node, rule.equals)) {
    say(`in place of ${shown(rule.equals)}`);
  }
  if (rule.type !== undefined && !hasType(node, rule.type)) say(`and not of type ${rule.type}`);
  if (rule.matches !== undefined && !(typeof node === 'string' && new RegExp(rule.matches).test(node))) {
    say(`and does not match /${rule.matches}/`);
  }
  const { min, max } = rule;
  if (min !== undefined && !(typeof node === 'number' && node >= min)) say(`and not a number from ${min}`);
  if (max !== undefined && !(typeof node === 'number' && node <= max)) say(`and not a number up to ${max}`);
  return faults;
}

function hasType(node: unknown, type: NonNullable<JsonRule['type']>): boolean {
  if (type === 'null') return node === null;
  if (type === 'array') return Array.isArray(node);
  if (type === 'object') return typeof node === 'object' && node !== null && !Array.isArray(node);
  if (type === 'integer') return Number.isInteger(node);
  return typeof node === type;
}

function durationFaults(limit: string | undefined, durationMs: number): string[] {
  const limitMs = limit === undefined ? undefined : parseDuration(limit);
  if (limitMs === undefined || durationMs <= limitMs) return [];
  return [`it took ${formatDuration(durationMs)}, more than ${limit}`];
}

function shown(node: unknown): string {
  return cut(JSON.stringify(node) ?? 'nothing', false);
}
