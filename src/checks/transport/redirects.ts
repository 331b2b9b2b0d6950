import type { TransportRequest } from './transport.js';

/** One hop on the way to an answer. */
export interface Outgoing {
  request: TransportRequest;
  url: string;
  method: string;
  body: string | Uint8Array | undefined;
  /** Whether this hop is on the origin the check asked: only then do its own headers go along. */
  own: boolean;
}

const defaultRedirects = 5;

/** Where an answer leads (Fetch standard, "HTTP-redirect fetch"); undefined when it is the answer itself. */
export function nextHop(
  out: Outgoing,
  { status, headers }: { status: number; headers: Record<string, string> },
  taken: number,
): Outgoing | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || !headers.location) return undefined;
  if (taken >= (out.request.redirects ?? defaultRedirects)) return undefined;
  const url = URL.canParse(headers.location, out.url) ? new URL(headers.location, out.url) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const own = url.origin === new URL(out.request.url).origin;
  const keeps = status === 307 || status === 308 || ['GET', 'HEAD'].includes(out.method);
  // A body may hold what only the target should read.
  if (keeps && out.body !== undefined && !own) return undefined;
  return {
    ...out,
    url: url.href,
    own,
    method: keeps ? out.method : 'GET',
    body: keeps ? out.body : undefined,
  };
}
