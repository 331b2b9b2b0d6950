import type { z } from 'zod';
import { soundsSecret } from '../masker.js';
import { mismatch } from '../pattern.js';
import type { textExpectation } from './expectations.js';

/** Makes a foreign text fit for a message: cleaned of secrets, on one line, short, quoted. */
export type Quote = (text: string) => string;

type TextRule = z.infer<typeof textExpectation> | string;

/** What does not hold of one text (`the header x`, `the cookie y`), as clauses; empty when all holds. */
export function textFaults(
  what: string,
  wanted: TextRule,
  value: string | undefined,
  quoteAll: Quote,
): string[] {
  const quote: Quote = soundsSecret(what) ? () => '"***"' : quoteAll;
  const rule = typeof wanted === 'string' ? { equals: wanted } : wanted;
  const { equals, contains, matches, exists, 'not-contains': unwanted } = { ...none, ...rule };
  if (exists === false)
    return value === undefined ? [] : [`${what} is there (${quote(value)}) and should not be`];
  if (value === undefined) return [`${what} is missing`];
  const faults: string[] = [];
  const is = `${what} is ${quote(value)}`;
  if (equals !== undefined && value !== equals) faults.push(`${is} in place of "${equals}"`);
  if (contains !== undefined && !value.includes(contains))
    faults.push(`${is} and does not contain "${contains}"`);
  if (unwanted !== undefined && value.includes(unwanted)) faults.push(`${is} and contains "${unwanted}"`);
  const miss = matches === undefined ? undefined : mismatch(matches, value);
  if (miss) faults.push(`${is} and ${miss}`);
  return faults;
}

const none = {
  equals: undefined,
  contains: undefined,
  'not-contains': undefined,
  matches: undefined,
  exists: undefined,
};

/** Faults of headers, by name. */
export function headerFaults(
  wanted: Record<string, TextRule>,
  headers: Record<string, string>,
  quote: Quote,
): string[] {
  return Object.entries(wanted).flatMap(([name, rule]) =>
    textFaults(`the header ${name}`, rule, headers[name.toLowerCase()], quote),
  );
}
