/** Statuses that say "not now", so that a read may be sent again. */
export function isBusy(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/** Whether the service cannot have got the request: the connection was never made. */
export function neverSent(error: unknown): boolean {
  const codes = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CONNECT_TIMEOUT',
  ];
  return codes.includes(faultOf(error).code);
}

/** Name and code of what a request threw. By their shape: Node's own errors need not be of this program's Error class. */
export function faultOf(error: unknown): { name: string; code: string; message: string } {
  const get = (key: 'name' | 'code' | 'message'): string => {
    const value =
      typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[key] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { name: get('name'), code: get('code'), message: get('message') || String(error) };
}

const longestWaitMs = 60_000;

/**
 * How long to wait before the next try: `Retry-After` (seconds or a date) or `x-ratelimit-reset` (unix seconds, only
 * with 0 remaining) when the service gave one, else 250 ms doubled each time with jitter; never over a minute.
 */
export function retryDelayMs(
  attempt: number,
  headers: Record<string, string> | undefined,
  now: number,
): number {
  const asked = headers ? askedDelayMs(headers, now) : undefined;
  if (asked !== undefined) return Math.min(Math.max(asked, 0), longestWaitMs);
  const backoff = 250 * 2 ** (attempt - 1);
  return Math.min(Math.round(backoff * (0.75 + Math.random() / 2)), longestWaitMs);
}

/** What a service asks for by `Retry-After` or `x-ratelimit-reset`, in milliseconds; undefined when it asks for nothing. */
export function askedDelayMs(headers: Record<string, string>, now: number): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined) {
    const seconds = Number(after);
    const date = Date.parse(after);
    if (Number.isFinite(seconds)) return seconds * 1_000;
    if (Number.isFinite(date)) return date - now;
  }
  if (headers['x-ratelimit-remaining'] !== '0') return undefined;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) && reset > 0 ? reset * 1_000 - now : undefined;
}
