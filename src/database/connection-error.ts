import { PlatformError } from '../errors/errors.js';
import { type DatabaseAddress, describeAddress, withoutSecrets } from './address.js';

/** What PostgreSQL tells about an error, as far as the driver passes it on. */
export interface ServerError {
  /** SQLSTATE, five characters, or a code of Node's sockets. */
  code: string;
  message: string;
  detail: string | undefined;
  hint: string | undefined;
  /** 1-based place in the text that was sent. */
  position: number | undefined;
}

/** Reads an error of the driver, or of something that wrapped one. */
export function readServerError(error: unknown): ServerError {
  const source = deepest(error);
  const field = (name: string): string | undefined => {
    const value: unknown = Reflect.get(source, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const position = Number(field('position'));
  return {
    code: field('code') ?? '',
    message: field('message') ?? String(error),
    detail: field('detail'),
    hint: field('hint'),
    position: Number.isInteger(position) && position > 0 ? position : undefined,
  };
}

/** Why there is no session, and what to do. Codes: PostgreSQL's SQLSTATE (appendix A of its manual) and Node's. */
export function connectionFailed(error: unknown, address: DatabaseAddress): PlatformError {
  const server = readServerError(error);
  const { what, fix } = explain(server, address);
  return new PlatformError(`Could not connect to ${describeAddress(address)}: ${what}.`, {
    code: server.code || 'unreachable',
    fix,
    cause: new Error(withoutSecrets(server.message, address)),
  });
}

function explain({ code, message }: ServerError, address: DatabaseAddress): { what: string; fix: string } {
  const words = withoutSecrets(message, address);
  if (code === '28P01' || code === '28000')
    return {
      what: `the user "${address.user}" was refused (${words})`,
      fix: 'Check user and password in the secret; a password that was changed on the platform must be changed here too.',
    };
  if (code === '3D000')
    return {
      what: `there is no such database`,
      fix: 'Check the name at the end of the address, or create the database.',
    };
  if (/^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS)|SSL|certificate/i.test(`${code} ${words}`)) {
    return {
      what: `no encrypted connection came about (${words})`,
      fix: 'A server without TLS needs sslmode=disable in the address, a self-signed certificate sslmode=no-verify (or sslrootcert with the certificate).',
    };
  }
  if (code === '53300' || code === '57P03')
    return { what: words, fix: 'The server takes no connections just now; run this job again.' };
  return {
    what: `it does not answer (${words || code})`,
    fix: 'Check host and port, that the server runs, and that it accepts connections from outside its own network.',
  };
}

function deepest(error: unknown): object {
  let current: unknown = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
    else if (current instanceof Error && current.cause instanceof Error) current = current.cause;
    else break;
  }
  return typeof current === 'object' && current !== null ? current : { message: String(error) };
}
