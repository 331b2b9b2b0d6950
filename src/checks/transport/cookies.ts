import { isLoopback } from '../../http/loopback.js';

/** A cookie as an answer sets it (RFC 6265). */
export interface Cookie {
  name: string;
  value: string;
  domain: string;
  /** Whether subdomains get it too. */
  wide: boolean;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  /** In lower case; '' when it is not said. */
  sameSite: string;
  /** Milliseconds since the epoch; undefined for the session's end. */
  expires: number | undefined;
}

/** Reads one `set-cookie` header that `url` answered; undefined when it is none or is for another site. */
export function parseCookie(header: string, url: string): Cookie | undefined {
  const [pair = '', ...rest] = header.split(';');
  const at = pair.indexOf('=');
  if (at < 1) return undefined;
  const attributes = new Map(
    rest.map((part) => {
      const [name = '', ...value] = part.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()] as const;
    }),
  );
  const { hostname, pathname } = new URL(url);
  const domain = (attributes.get('domain') ?? '').replace(/^\./, '').toLowerCase();
  if (domain !== '' && !within(hostname, domain)) return undefined;
  const path = attributes.get('path') ?? '';
  return {
    name: pair.slice(0, at).trim(),
    value: pair.slice(at + 1).trim(),
    domain: domain || hostname,
    wide: domain !== '',
    path: path.startsWith('/') ? path : pathname.replace(/\/[^/]*$/, '') || '/',
    secure: attributes.has('secure'),
    httpOnly: attributes.has('httponly'),
    sameSite: (attributes.get('samesite') ?? '').toLowerCase(),
    expires: expiryOf(attributes),
  };
}

/** The suite's cookies: kept as a browser keeps them, for as long as the suite runs. */
export class CookieJar {
  #cookies: Cookie[] = [];

  /** Keeps what an answer of `url` sets. */
  keep(setCookies: readonly string[], url: string): void {
    for (const header of setCookies) {
      const cookie = parseCookie(header, url);
      if (!cookie) continue;
      this.#cookies = this.#cookies.filter(
        ({ name, domain, path }) => name !== cookie.name || domain !== cookie.domain || path !== cookie.path,
      );
      if (cookie.expires === undefined || cookie.expires > Date.now()) this.#cookies.push(cookie);
    }
  }

  /** The `cookie` header for an address; '' when there is none. */
  headerFor(url: string): string {
    const { hostname, pathname, protocol } = new URL(url);
    const fits = this.#cookies.filter(
      ({ domain, wide, path, secure, expires }) =>
        (wide ? within(hostname, domain) : hostname === domain) &&
        (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)) &&
        (!secure || protocol === 'https:' || isLoopback(url)) &&
        (expires === undefined || expires > Date.now()),
    );
    return fits.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}

function within(hostname: string, domain: string): boolean {
  return hostname === domain || (domain.includes('.') && hostname.endsWith(`.${domain}`));
}

function expiryOf(attributes: ReadonlyMap<string, string>): number | undefined {
  const age = attributes.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Date.now() + Number(age) * 1_000;
  const at = Date.parse(attributes.get('expires') ?? '');
  return Number.isNaN(at) ? undefined : at;
}
