import type { Answer, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, judged, leftMs, quoter, unanswered } from '../outcomes.js';
import type { CorsCheck } from './spec.js';

/** Asks as a browser asks for a page of another origin: the pre-flight, and for GET the request itself. */
export async function run(check: CorsCheck, context: CheckContext): Promise<Outcome> {
  const url = addressOf(context, check.path);
  const preflight = requestOf(check, url, context, true);
  const asked = await context.transport.request(preflight);
  if (!('answer' in asked)) return unanswered(asked, preflight, context);
  const faults = faultsOf(check, asked.answer, context, true);
  const evidence = await evidenceOf(preflight, asked.answer, context);
  const { durationMs } = asked.answer;
  if (faults.length > 0 || check.method !== 'GET') return { ...judged(faults), durationMs, evidence };
  const request = requestOf(check, url, context, false);
  const second = await context.transport.request(request);
  if (!('answer' in second)) return unanswered(second, request, context);
  return {
    ...judged(faultsOf(check, second.answer, context, false)),
    durationMs: durationMs + second.answer.durationMs,
    evidence: await evidenceOf(request, second.answer, context),
  };
}

function requestOf(
  check: CorsCheck,
  url: string,
  context: CheckContext,
  preflight: boolean,
): TransportRequest {
  return {
    method: preflight ? 'OPTIONS' : check.method,
    url,
    headers: {
      origin: check.origin,
      ...(preflight ? { 'access-control-request-method': check.method } : {}),
      ...(preflight && check.headers.length > 0
        ? { 'access-control-request-headers': check.headers.map((name) => name.toLowerCase()).join(',') }
        : {}),
    },
    timeoutMs: leftMs(context),
    // A browser does not follow a redirect of a pre-flight.
    redirects: 0,
  };
}

function faultsOf(check: CorsCheck, answer: Answer, context: CheckContext, preflight: boolean): string[] {
  const what = preflight ? `the pre-flight from ${check.origin}` : `the request from ${check.origin}`;
  // Whoever breaks has refused nobody.
  if (answer.status >= 500) return [`${what} is answered with HTTP ${answer.status}`];
  const origin = answer.headers['access-control-allow-origin'];
  const open = origin === check.origin || (origin === '*' && !check.credentials);
  if (!check.allowed) {
    return open ? [`${what} is allowed (access-control-allow-origin: ${origin}) and should be refused`] : [];
  }
  const faults = open ? [] : [originFault(what, origin, check, answer, context)];
  if (!preflight || !open) return faults;
  return [...faults, ...preflightFaults(what, check, answer)];
}

function originFault(
  what: string,
  origin: string | undefined,
  check: CorsCheck,
  answer: Answer,
  context: CheckContext,
): string {
  if (origin === '*') return `${what} gets access-control-allow-origin: *, which does not allow cookies`;
  const got =
    origin === undefined
      ? `without access-control-allow-origin`
      : `with access-control-allow-origin ${quoter(context)(origin)} in place of ${check.origin}`;
  return `${what} is answered with HTTP ${answer.status} ${got}, so a browser refuses it`;
}

/** Methods a page may use without asking (Fetch standard, "CORS-safelisted method"). */
const simple = ['GET', 'HEAD', 'POST'];

function preflightFaults(what: string, check: CorsCheck, answer: Answer): string[] {
  const { status, headers } = answer;
  const methods = listOf(headers['access-control-allow-methods']);
  const allowed = listOf(headers['access-control-allow-headers']).map((name) => name.toLowerCase());
  const any = (list: string[]) => list.includes('*') && !check.credentials;
  const method = simple.includes(check.method) || methods.includes(check.method) || any(methods);
  const missing = check.headers.filter((name) => !allowed.includes(name.toLowerCase()) && !any(allowed));
  return [
    ...(status >= 200 && status < 300
      ? []
      : [`${what} is answered with HTTP ${status}, so a browser refuses it`]),
    ...(method ? [] : [`${what} does not allow ${check.method} (allowed: ${methods.join(', ') || 'none'})`]),
    ...(missing.length > 0 ? [`${what} does not allow the header ${missing.join(', ')}`] : []),
    ...(check.credentials && headers['access-control-allow-credentials'] !== 'true'
      ? [`${what} lacks access-control-allow-credentials: true, so cookies are not sent`]
      : []),
  ];
}

function listOf(value: string | undefined): string[] {
  return (value ?? '').split(',').map((part) => part.trim());
}
