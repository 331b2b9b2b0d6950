import type { Check } from './suite.js';

const shownCharacters = 200;

/** A foreign text as it may stand in a message: on one line, short, quoted. */
export function cut(text: string, quote = true): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line;
  return quote ? `"${short}"` : short;
}

/** How often: `once`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

const secretHeader = /authorization|cookie|token|secret|key|password|bypass/i;

/** Header values that must not be shown: those of the caller, and those of a check whose header's name says so. */
export function secretsOf(headers: Record<string, string>, checks: readonly Check[]): string[] {
  const named = checks.flatMap((check) =>
    Object.entries(check.headers ?? {})
      .filter(([name]) => secretHeader.test(name))
      .flatMap(([, value]) => [value, value.replace(/^\S+\s+/, '')]),
  );
  return [...Object.values(headers), ...named].filter((value) => value.length >= 4);
}

/** A text without the secrets, for results that leave the action. */
export function redact(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .sort((one, other) => other.length - one.length)
    .reduce((kept, secret) => kept.replaceAll(secret, '***'), text);
}

/** The request of a check as a command line; secret headers keep their name and lose their value. */
export function curlOf(check: Check, url: string, trusted: Record<string, string>): string {
  const headers = Object.entries({
    ...(check.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...check.headers,
  }).map(([name, value]) => `${name}: ${secretHeader.test(name) ? '***' : value}`);
  const hidden = Object.keys(trusted).map((name) => `${name}: ***`);
  const body = check.json === undefined ? check.body : JSON.stringify(check.json);
  return [
    'curl -i',
    ...(check.method === 'GET' ? [] : [`-X ${check.method}`]),
    ...[...headers, ...hidden].map((header) => `-H ${quoted(header)}`),
    ...(body === undefined ? [] : [`--data ${quoted(body)}`]),
    quoted(url),
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
