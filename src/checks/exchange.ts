import { PlatformError } from '../errors/errors.js';
import type { Http } from '../http/client.js';
import type { Clock } from '../runtime/clock.js';

/** One request of a check. */
export interface ExchangeRequest {
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  followRedirects: boolean;
}

/** An answer of whatever status. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Where the answer came from, after redirects. */
  url: string;
  durationMs: number;
}

/** What came of asking: an answer, a login page in between, or nothing. */
export type Exchange =
  | { answer: Answer }
  | { wall: string; durationMs: number }
  | { unreachable: string; durationMs: number };

/** How to send: trusted headers go to the targets' exact origins only. */
export interface Sender {
  http: Http;
  clock: Clock;
  /** Origins of the targets, such as `https://app.example`. */
  origins: ReadonlySet<string>;
  /** Headers for those origins only: a protection bypass. */
  headers: Record<string, string>;
}

const maxRedirects = 5;

/** Sends once, follows redirects, and never throws for what the network or the service does. Throws CancelledError. */
export async function exchange(request: ExchangeRequest, sender: Sender): Promise<Exchange> {
  const began = sender.clock.now();
  const origin = new URL(request.url).origin;
  let { url, method, body } = request;
  for (let hops = 0; ; hops += 1) {
    const sent = await sendOnce({ ...request, url, method, body }, new URL(url).origin === origin, sender);
    const durationMs = sender.clock.now() - began;
    if ('unreachable' in sent) return { ...sent, durationMs };
    const wall = wallOf(sent.answer);
    if (wall) return { wall, durationMs };
    const next = request.followRedirects ? locationOf(sent.answer, url) : undefined;
    const keeps = sent.answer.status === 307 || sent.answer.status === 308;
    // A body may hold what only the target should read.
    const leaks = next !== undefined && keeps && method !== 'GET' && new URL(next).origin !== origin;
    if (next === undefined || leaks || hops >= maxRedirects) {
      return { answer: { ...sent.answer, url, durationMs } };
    }
    url = next;
    if (!keeps) {
      method = 'GET';
      body = undefined;
    }
  }
}

type SendOnce = Omit<ExchangeRequest, 'body'> & { body: string | undefined };

async function sendOnce(
  request: SendOnce,
  sameOrigin: boolean,
  { http, origins, headers }: Sender,
): Promise<{ answer: Omit<Answer, 'url' | 'durationMs'> } | { unreachable: string }> {
  try {
    const {
      status,
      headers: answered,
      text,
    } = await http.request({
      operation: request.operation,
      kind: request.method === 'GET' ? 'read' : 'change',
      method: request.method,
      url: request.url,
      headers: {
        accept: '*/*',
        ...(sameOrigin ? request.headers : {}),
        ...(origins.has(new URL(request.url).origin) ? headers : {}),
        // A kept connection may pin one container and hide the old one beside it.
        connection: 'close',
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      timeoutMs: request.timeoutMs,
      tries: 1,
    });
    return { answer: { status, headers: answered, text } };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { unreachable: whyUnreachable(error, request.timeoutMs) };
  }
}

function locationOf(answer: { status: number; headers: Record<string, string> }, base: string) {
  const { location } = answer.headers;
  if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return undefined;
  const url = URL.canParse(location, base) ? new URL(location, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** Vercel's deployment protection answers before the app does: a redirect to its login or a 401 with its nonce cookie. */
function wallOf({ status, headers }: Pick<Answer, 'status' | 'headers'>): string | undefined {
  const login = /^https:\/\/vercel\.com\/sso-api\b/.test(headers.location ?? '');
  const nonce = status === 401 && /_vercel_sso_nonce/.test(headers['set-cookie'] ?? '');
  if (!login && !nonce) return undefined;
  return "Vercel's deployment protection answered in place of the app: give the project's automation bypass secret as `protection-bypass`, and check that it is the one of this project";
}

function whyUnreachable(error: PlatformError, timeoutMs: number): string {
  if (error.code === 'timeout') return `no answer within ${timeoutMs / 1_000} s`;
  const { cause } = error;
  if (typeof cause !== 'object' || cause === null) return error.message;
  const code =
    'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : 'message' in cause
        ? `${cause.message}`
        : '';
  return `${phaseOf(code)} (${code})`;
}

function phaseOf(code: string): string {
  if (/ENOTFOUND|EAI_/.test(code)) return 'its name could not be resolved';
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER/.test(code)) return 'no secure connection';
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT/.test(code)) return 'no connection';
  return 'the connection broke';
}
