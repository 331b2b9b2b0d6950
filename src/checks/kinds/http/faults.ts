import { formatDuration, formatSize, parseDuration, parseSize } from '../../../runtime/duration.js';
import { mismatch } from '../../pattern.js';
import { parseCookie } from '../../transport/cookies.js';
import type { Answer } from '../../transport/transport.js';
import type { Expectation } from '../expectations.js';
import { headerFaults, type Quote, textFaults } from '../text-faults.js';
import { jsonFaults } from './json-faults.js';

/** Everything about an answer that does not hold, as clauses for a message; empty when all holds. JSON Schema is not judged here. */
export function faultsOf(expect: Expectation, answer: Answer, quote: Quote): string[] {
  return [
    ...statusFaults(expect.status, answer, quote),
    ...headerFaults(expect.header ?? {}, answer.headers, quote),
    ...cookieFaults(expect.cookie ?? {}, answer, quote),
    ...redirectFaults(expect, answer),
    ...bodyFaults(expect, answer, quote),
    ...jsonFaults(expect.json, answer.text, quote),
    ...limitFaults(expect, answer),
  ];
}

/** True when a 3xx is asked for by name, so that a redirect is the answer and not the way to it. */
export function expectsRedirect(status: Expectation['status']): boolean {
  return [status].flat().some((one) => String(one).startsWith('3'));
}

/** Whether a status is one of those wanted. */
export function statusHolds(wanted: Expectation['status'], status: number): boolean {
  return [wanted]
    .flat()
    .some((one) => (typeof one === 'number' ? one === status : one.startsWith(String(status)[0] ?? '-')));
}

function statusFaults(wanted: Expectation['status'], answer: Answer, quote: Quote): string[] {
  const { status, headers, text, hops } = answer;
  if (statusHolds(wanted, status)) return [];
  const turn = hops.find(({ to }, index) => hops.slice(0, index).some(({ from }) => from === to));
  const circle = turn ? `, the redirects go in a circle (${turn.to})` : '';
  const where = headers.location ? ` to ${headers.location}` : '';
  const body = text.trim() === '' ? '' : `: ${quote(text)}`;
  const instead = edgeOf(headers);
  return [`HTTP ${status}${where} in place of ${[wanted].flat().join(' or ')}${circle}${instead}${body}`];
}

/** The platform's edge says so when it answers in place of an app (vercel.com/docs/errors). */
function edgeOf(headers: Record<string, string>): string {
  const vercel = headers['x-vercel-error'];
  if (vercel) return `, Vercel answered in place of the app (${vercel})`;
  return headers['x-railway-fallback'] === 'true'
    ? ", Railway's edge answered in place of the app: no deployment serves this address, or it did not answer"
    : '';
}

function cookieFaults(wanted: NonNullable<Expectation['cookie']>, answer: Answer, quote: Quote): string[] {
  const set = answer.setCookies.flatMap((header) => parseCookie(header, answer.url) ?? []);
  return Object.entries(wanted).flatMap(([name, given]) => {
    const rule = typeof given === 'string' ? { equals: given } : given;
    const cookie = set.find((one) => one.name === name);
    const { secure, 'http-only': httpOnly, 'same-site': sameSite, ...text } = { ...noFlags, ...rule };
    const faults = textFaults(`the cookie ${name}`, { exists: true, ...text }, cookie?.value, quote);
    if (!cookie || rule.exists === false) return faults;
    const flags = [
      ...(secure !== undefined && cookie.secure !== secure ? [`${secure ? 'not ' : ''}Secure`] : []),
      ...(httpOnly !== undefined && cookie.httpOnly !== httpOnly
        ? [`${httpOnly ? 'not ' : ''}HttpOnly`]
        : []),
      ...(sameSite !== undefined && cookie.sameSite !== sameSite ? [`not SameSite=${sameSite}`] : []),
    ];
    return [...faults, ...flags.map((flag) => `the cookie ${name} is ${flag}`)];
  });
}

const noFlags = { secure: undefined, 'http-only': undefined, 'same-site': undefined };

function redirectFaults(expect: Expectation, { hops, url }: Answer): string[] {
  const { 'redirected-to': end, 'max-redirects': most } = expect;
  return [
    ...(end !== undefined && !isAddress(url, end) ? [`it ended at ${url} in place of ${end}`] : []),
    ...(most !== undefined && hops.length > most
      ? [`it took ${hops.length} redirects, more than ${most}`]
      : []),
  ];
}

/** Whether an address is the one that was meant: the whole of it, or its path (with the query when that is given). */
export function isAddress(url: string, wanted: string): boolean {
  const { href, pathname, search, hash } = new URL(url);
  if (!wanted.startsWith('/')) return href === wanted || href === `${wanted}/`;
  return [pathname, `${pathname}${search}`, `${pathname}${search}${hash}`].includes(wanted);
}

function bodyFaults(expect: Expectation, answer: Answer, quote: Quote): string[] {
  const { text } = answer;
  const body = answer.truncated ? `the first ${formatSize(text.length)} of the body` : 'the body';
  const wanted = [expect['body-contains'] ?? []].flat();
  const unwanted = [expect['body-not-contains'] ?? []].flat();
  const pattern = expect['body-matches'];
  const miss = pattern === undefined ? undefined : mismatch(pattern, text);
  return [
    ...wanted
      .filter((part) => !text.includes(part))
      .map((part) => `${body} does not contain "${part}": ${quote(text)}`),
    ...unwanted.filter((part) => text.includes(part)).map((part) => `${body} contains "${part}"`),
    ...(miss ? [`${body} ${miss}: ${quote(text)}`] : []),
  ];
}

function limitFaults(expect: Expectation, answer: Answer): string[] {
  const longest = parseDuration(expect['max-duration'] ?? '');
  const most = parseSize(expect['max-size'] ?? '');
  const least = parseSize(expect['min-size'] ?? '');
  const { 'tls-days-left': days, 'http-version': version } = expect;
  const size = `${formatSize(answer.bytes)}${answer.truncated ? ' and more' : ''}`;
  return [
    ...(longest !== undefined && answer.durationMs > longest
      ? [`it took ${formatDuration(answer.durationMs)}, more than ${expect['max-duration']}`]
      : []),
    ...(most !== undefined && (answer.bytes > most || answer.truncated)
      ? [`the body has ${size}, more than ${expect['max-size']}`]
      : []),
    ...(least !== undefined && answer.bytes < least && !answer.truncated
      ? [`the body has ${size}, less than ${expect['min-size']}`]
      : []),
    ...(days !== undefined ? daysFaults(days, answer) : []),
    ...(version !== undefined && answer.httpVersion !== version
      ? [`it answered over HTTP/${answer.httpVersion} in place of HTTP/${version}`]
      : []),
  ];
}

function daysFaults(wanted: number, { tls }: Answer): string[] {
  if (!tls) return ['it answered without TLS'];
  return tls.daysLeft < wanted
    ? [`the certificate holds for ${tls.daysLeft} more days, less than ${wanted}`]
    : [];
}
