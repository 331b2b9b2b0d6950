import { compile } from 'json-p3';
import { looksSecret, soundsSecret } from '../../masker.js';
import { search } from '../../pattern.js';
import { parseCookie } from '../../transport/cookies.js';
import type { Answer } from '../../transport/transport.js';
import type { CheckContext } from '../kind.js';
import type { HttpCheck } from './spec.js';

type Capture = NonNullable<HttpCheck['capture']>[string];
type CaptureRule = Exclude<Capture, string>;

/** Takes values out of an answer for later checks. What is not there is a clause for the message. */
export function captureAll(check: HttpCheck, answer: Answer, context: CheckContext): string[] {
  return Object.entries(check.capture ?? {}).flatMap(([name, given]) => {
    const rule: CaptureRule = typeof given === 'string' ? { json: given } : given;
    const value = valueIn(rule, answer);
    if (value === undefined) return [`there is nothing to capture as ${name} (${wayOf(rule)})`];
    const secret = rule.secret ?? (rule.cookie !== undefined || undefined);
    context.capture(name, value, secret === undefined ? {} : { secret });
    return [];
  });
}

/** Masks the sessions an answer opens: whoever has the cookie is logged in. */
export function maskSessions({ setCookies, url }: Answer, context: CheckContext): void {
  for (const cookie of setCookies.flatMap((header) => parseCookie(header, url) ?? [])) {
    const { name, value, httpOnly } = cookie;
    if (httpOnly || soundsSecret(name) || looksSecret(value)) context.secret(value, name);
  }
}

function valueIn(rule: CaptureRule, answer: Answer): string | undefined {
  if (rule.header !== undefined) return answer.headers[rule.header.toLowerCase()];
  if (rule.body) return answer.text;
  if (rule.cookie !== undefined) {
    const set = answer.setCookies.flatMap((header) => parseCookie(header, answer.url) ?? []);
    return set.findLast(({ name }) => name === rule.cookie)?.value;
  }
  if (rule.regex !== undefined) {
    const match = search(rule.regex, answer.text);
    return 'groups' in match ? (match.groups[1] ?? match.groups[0]) : undefined;
  }
  return jsonValue(rule.json ?? '$', answer.text);
}

function jsonValue(path: string, text: string): string | undefined {
  try {
    const [value] = compile(path).query(JSON.parse(text)).values();
    if (value === undefined || value === null) return undefined;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  } catch {
    return undefined;
  }
}

function wayOf({ json, header, cookie, regex }: CaptureRule): string {
  if (json !== undefined) return json;
  if (header !== undefined) return `header ${header}`;
  return cookie === undefined ? `/${regex}/` : `cookie ${cookie}`;
}
