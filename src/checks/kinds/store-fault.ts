import { cut } from '../messages.js';
import type { CheckContext, Outcome } from './kind.js';

const phases = {
  dns: /ENOTFOUND|EAI_/,
  connect: /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|connection timeout|timeout expired|timed out/i,
  tls: /CERT|TLS|SSL|SELF_SIGNED|ISSUER|certificate/,
  answer: /ECONNRESET|EPIPE|ended unexpectedly|terminated|closed/i,
} as const;

/**
 * What a client library's error says of a store: nothing answered (`error`, for the suite to settle), or it answered and
 * refused (`fail`). An address of Railway's private network is never reached from a runner, which says nothing.
 */
export function storeFault(what: string, address: string, error: unknown): Outcome {
  const { code, message } = partsOf(error);
  if (/\.railway\.internal\b/.test(address)) {
    const reason = `${what} has an address of Railway's private network, which no runner reaches: give its public address (TCP proxy)`;
    return { verdict: 'inconclusive', reason, final: true };
  }
  const text = `${code} ${message}`;
  const phase = (Object.keys(phases) as (keyof typeof phases)[]).find((one) => phases[one].test(text));
  const said = cut(code !== '' && !message.includes(code) ? `${code}: ${message}` : message, false);
  if (phase === undefined) return { verdict: 'fail', reason: `${what} refused: ${said}` };
  const why = `no answer from ${what} (${said})`;
  return {
    verdict: 'error',
    reason: why,
    unreachable: { phase, timedOut: /TIMEDOUT|timeout|timed out/i.test(text), why },
  };
}

/**
 * What happened, below the errors that only say which call failed: several addresses or brokers that were tried, or a
 * cause. Told by their form, not their class: a library may bring its own.
 */
function partsOf(error: unknown): { code: string; message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  const [first] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const inner = first ?? ('cause' in error ? error.cause : undefined);
  if (typeof inner === 'object' && inner !== null) return partsOf(inner);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: 'message' in error ? String(error.message) : '' };
}

/** A shorter password is part of too many words: masking it would make logs unreadable. */
const shortestMasked = 6;

/** Masks the address of a store, and the password in it by itself: a driver's message may hold either. */
export function keepSecret(address: string, context: Pick<CheckContext, 'secret'>): void {
  context.secret(address, 'URL');
  const { password } = URL.canParse(address) ? new URL(address) : { password: '' };
  if (password.length < shortestMasked) return;
  for (const text of new Set([password, decoded(password)])) context.secret(text, 'PASSWORD');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
