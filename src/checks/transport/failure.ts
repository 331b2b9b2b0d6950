import { formatDuration } from '../../runtime/duration.js';
import type { Unreachable } from './transport.js';

/** Why nothing answered, from the error and from how far the connection had come. */
export function unreachableBy(error: unknown, phase: Unreachable['phase'], timeoutMs: number): Unreachable {
  if (isTimeout(error)) {
    const waited: Record<Unreachable['phase'], string> = {
      dns: 'its name was not resolved',
      connect: 'no connection',
      tls: 'no secure connection',
      answer: 'no answer',
    };
    return { phase, timedOut: true, why: `${waited[phase]} within ${formatDuration(timeoutMs)}` };
  }
  const code = codeOf(error);
  const known = phaseOf(code);
  const where = known ?? phase;
  return { phase: where, timedOut: /ETIMEDOUT|EAI_AGAIN/.test(code), why: `${clauses[where]} (${code})` };
}

/** Whether the other side was reached, and only its certificate was refused. */
export function isDistrusted({ phase, timedOut }: Unreachable): boolean {
  return phase === 'tls' && !timedOut;
}

/** The error a request is ended with when its time is over. */
export class TimeOver extends Error {
  override name = 'TimeoutError';
}

const clauses: Record<Unreachable['phase'], string> = {
  dns: 'its name could not be resolved',
  connect: 'no connection',
  tls: 'no secure connection',
  answer: 'the connection broke',
};

function isTimeout(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return name === 'TimeoutError' || /UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT/.test(code ?? '');
}

function codeOf(error: unknown): string {
  const { code, message, errors, cause } = (error ?? {}) as {
    code?: string;
    message?: string;
    errors?: unknown[];
    cause?: unknown;
  };
  // One name may have several addresses: their errors come as one without a code of its own.
  const inner = errors?.[0] ?? (code === undefined ? cause : undefined);
  return inner === undefined ? (code ?? message ?? 'unknown') : codeOf(inner);
}

function phaseOf(code: string): Unreachable['phase'] | undefined {
  if (/ENOTFOUND|EAI_/.test(code)) return 'dns';
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|EPROTO/.test(code)) return 'tls';
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT/.test(code)) return 'connect';
  return undefined;
}
