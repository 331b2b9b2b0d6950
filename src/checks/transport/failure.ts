import { InputError } from '../../errors/errors.js';
import { formatDuration } from '../../runtime/duration.js';
import type { Unreachable } from './transport.js';

/** Why nothing answered, from the error and from how far the connection had come. Throws InputError when nothing was asked, because the request itself was wrong. */
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
  refuseOwnMistake(error);
  const code = codeOf(error);
  const known = phaseOf(code);
  const where = known ?? phase;
  return { phase: where, timedOut: /ETIMEDOUT|EAI_AGAIN/.test(code), why: `${clauses[where]} (${code})` };
}

/** What Node and undici refuse to send, which says nothing of who would have been asked. */
const ownMistakes =
  /^(UND_ERR_(INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)|ERR_INVALID_(ARG_\w+|CHAR|HTTP_TOKEN|IP_ADDRESS|PROTOCOL|URL))$/;

function refuseOwnMistake(error: unknown): void {
  const code = codeOf(error);
  if (!ownMistakes.test(code)) return;
  const why = error instanceof Error ? error.message : code;
  throw new InputError(`The request cannot be sent as it is written: ${why} (${code}).`, {
    fix: 'Mend its address and its headers; some headers (content-length, transfer-encoding, connection, expect) are written by the runner itself.',
    cause: error,
  });
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
