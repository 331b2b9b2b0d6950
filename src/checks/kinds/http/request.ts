import { parseDuration, parseSize } from '../../../runtime/duration.js';
import { withoutLineEnd } from '../../transport/headers.js';
import type { TransportRequest } from '../../transport/transport.js';
import type { CheckContext } from '../kind.js';
import { addressOf, leftMs } from '../outcomes.js';
import { bodyOf } from './body.js';
import { expectsRedirect } from './faults.js';
import type { HttpCheck } from './spec.js';

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

function authorizationOf({ auth }: HttpCheck, context: CheckContext): Record<string, string> {
  if (!auth) return {};
  if ('bearer' in auth) {
    context.secret(auth.bearer, 'TOKEN');
    return { authorization: `Bearer ${auth.bearer}` };
  }
  // Inside of the pair a line end would be part of the password.
  const username = withoutLineEnd(auth.basic.username);
  const password = withoutLineEnd(auth.basic.password);
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  context.secret(password, 'PASSWORD');
  context.secret(pair, 'BASIC_CREDENTIALS');
  return { authorization: `Basic ${pair}` };
}
