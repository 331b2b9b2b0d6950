import { InputError } from '../errors/errors.js';

/** Where a PostgreSQL is. `connection` holds the password: it goes to the driver and nowhere else. */
export interface DatabaseAddress {
  connection: string;
  host: string;
  port: number;
  database: string;
  user: string;
  /** Every spelling of the secret parts, for masking and for taking them out of texts. */
  secrets: readonly string[];
}

/**
 * Reads a connection address and refuses those that cannot carry a migration: poolers hand each transaction another
 * server session, which loses our lock and settings; Railway's private names exist inside Railway only.
 * Throws InputError that never repeats the address.
 */
export function parseAddress(input: string, text: string): DatabaseAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '') {
    throw notAnAddress(input);
  }
  // An unencoded / ? # in a password ends the host early: the rest of the secret would pass for a port or a name.
  if (`${url.pathname}${url.search}`.includes('@') || url.hash !== '') throw notAnAddress(input);
  const host = url.hostname;
  const port = url.port === '' ? 5432 : Number(url.port);
  refuseUnreachable(input, host);
  refusePooler(input, host, port);
  const database = decode(url.pathname.slice(1));
  return {
    connection: text,
    host,
    port,
    database: database === '' ? decode(url.username) : database,
    user: decode(url.username),
    secrets: [text, decode(url.password), url.password].filter((secret) => secret.length > 2),
  };
}

/** The database as messages name it: `database "notes" on db.example.com:5432`. */
export function describeAddress(address: DatabaseAddress): string {
  return `database "${address.database}" on ${address.host}:${address.port}`;
}

/** Takes the address and its password out of a text of unknown origin. */
export function withoutSecrets(text: string, address: DatabaseAddress): string {
  return address.secrets.reduce((hidden, secret) => hidden.split(secret).join('***'), text);
}

function notAnAddress(input: string): InputError {
  return new InputError(`The input "${input}" is not a PostgreSQL address.`, {
    fix: 'It has the form postgresql://user:password@host:5432/database. A password with characters such as @ / # ? needs them percent-encoded (%40 %2F %23 %3F).',
  });
}

function refuseUnreachable(input: string, host: string): void {
  if (!host.endsWith('.railway.internal')) return;
  throw new InputError(
    `The input "${input}" names ${host}, which exists only inside Railway's private network; this job runs outside it.`,
    {
      fix: "Use the database's public address: on Railway the variable DATABASE_PUBLIC_URL (Settings, Networking, TCP proxy).",
    },
  );
}

function refusePooler(input: string, host: string, port: number): void {
  const direct = host.replace('-pooler', '');
  if (direct !== host) {
    throw new InputError(
      `The input "${input}" names a connection pooler (${host}). Behind it the lock and the time limits of a migration are lost.`,
      { fix: `Use the direct host: ${direct}` },
    );
  }
  if (host.endsWith('.pooler.supabase.com') && port === 6543) {
    throw new InputError(
      `The input "${input}" names a connection pooler in transaction mode (${host}:6543). Behind it the lock and the time limits of a migration are lost.`,
      { fix: `Use the session mode of the same host, port 5432, or the direct connection.` },
    );
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
