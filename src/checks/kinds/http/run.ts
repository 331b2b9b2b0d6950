import { parseDuration, parseSize } from '../../../runtime/duration.js';
import type { Answer, Exchange, TransportRequest } from '../../transport/transport.js';
import { evidenceOf } from '../evidence.js';
import type { CheckContext, Outcome } from '../kind.js';
import { addressOf, judged, leftMs, quoter, unanswered } from '../outcomes.js';
import { bodyOf } from './body.js';
import { captureAll } from './captures.js';
import { expectsRedirect, faultsOf } from './faults.js';
import { schemaFaults } from './json-schema.js';
import type { HttpCheck } from './spec.js';

/** Sends the request once and judges the answer. */
export async function run(check: HttpCheck, context: CheckContext): Promise<Outcome> {
  const request = await requestOf(check, context);
  return judge(check, request, await context.transport.request(request), context);
}

/** The request of a check. Throws InputError when a file it uploads cannot be read. */
export async function requestOf(check: HttpCheck, context: CheckContext): Promise<TransportRequest> {
  const { body, contentType } = await bodyOf(check, context.workspace);
  const url = new URL(addressOf(context, check.path));
  for (const [name, value] of Object.entries(check.query ?? {})) url.searchParams.append(name, value);
  const { expect } = check;
  return {
    method: check.method,
    url: url.href,
    headers: {
      ...(contentType === undefined ? {} : { 'content-type': contentType }),
      ...authorizationOf(check, context),
      ...check.headers,
    },
    ...(body === undefined ? {} : { body }),
    timeoutMs: Math.min(parseDuration(check.timeout) ?? 10_000, leftMs(context)),
    cookies: check.cookies,
    http2: expect['http-version'] === '2',
    maxBodyBytes: parseSize(check['max-body']) ?? 10_000_000,
    ...(expectsRedirect(expect.status) ? { redirects: 0 } : {}),
  };
}

/** What an answer says about the check: its captures are taken first, so that no message can tell a secret of it. */
export async function judge(
  check: HttpCheck,
  request: TransportRequest,
  asked: Exchange,
  context: CheckContext,
): Promise<Outcome> {
  if (!('answer' in asked)) return unanswered(asked, request, context);
  const { answer } = asked;
  const uncaptured = captureAll(check, answer, context);
  const quote = quoter(context);
  const faults = faultsOf(check.expect, answer, quote);
  const schema = check.expect['json-schema'];
  if (schema !== undefined) {
    faults.push(...(await schemaFaults(schema, answer.text, { workspace: context.workspace, quote })));
  }
  // Without the answer that was meant there is nothing to capture either: one cause is enough.
  if (faults.length === 0) faults.push(...uncaptured);
  return {
    ...judged(faults),
    durationMs: answer.durationMs,
    measurements: measurementsOf(answer),
    evidence: await evidenceOf(request, answer, context),
  };
}

function authorizationOf({ auth }: HttpCheck, context: CheckContext): Record<string, string> {
  if (!auth) return {};
  if ('bearer' in auth) {
    context.secret(auth.bearer, 'TOKEN');
    return { authorization: `Bearer ${auth.bearer}` };
  }
  const { username, password } = auth.basic;
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  context.secret(password, 'PASSWORD');
  context.secret(pair, 'BASIC_CREDENTIALS');
  return { authorization: `Basic ${pair}` };
}

function measurementsOf({ phases, bytes, tls, hops }: Answer): Record<string, number> {
  const { dns, connect, tls: handshake, firstByte } = phases;
  const all = {
    'dns-ms': dns,
    'connect-ms': connect,
    'tls-ms': handshake,
    'first-byte-ms': firstByte,
    bytes,
    'tls-days-left': tls?.daysLeft,
    redirects: hops.length || undefined,
  };
  const known = Object.entries(all).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, Math.round(value * 10) / 10]));
}
