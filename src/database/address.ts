import { resolve } from 'node:path';
import { InputError } from '../errors/errors.js';

/** Where a PostgreSQL is. `connection` holds the password: it goes to the driver and nowhere else. */
export interface DatabaseAddress {
  dialect: 'postgresql';
  /** What the driver connects to. */
  connection: string;
  /** As it was given: with the driver's name that SQLAlchemy wants, and parameters only the project's tool knows. */
  given: string;
  host: string;
  port: number;
  database: string;
  user: string;
  /** Every spelling of the secret parts, for masking and for taking them out of texts. */
  secrets: readonly string[];
}

/** Where a SQLite is: a file. */
export interface SqliteAddress {
  dialect: 'sqlite';
  /** Absolute path. */
  file: string;
  given: string;
  secrets: readonly string[];
}

/** A database that can be migrated. */
export type TargetAddress = DatabaseAddress | SqliteAddress;

/**
 * Reads `postgresql://…`, or `file:…` and `sqlite:…` whose relative paths start at `directory`.
 * Throws InputError as `parseAddress` does.
 */
export function parseTarget(input: string, text: string, directory: string): TargetAddress {
  const sqlite = /^(?:file:|sqlite(?:\+\w+)?:(?:\/\/\/)?)([^?]*)/.exec(text)?.[1];
  if (sqlite === undefined) return parseAddress(input, text);
  const path = decode(sqlite.replace(/^\/\/(?=\/)/, ''));
  if (/^\/*$/.test(path) || path === ':memory:') {
    throw new InputError(`The input "${input}" names no file of SQLite.`, {
      fix: 'It has the form file:./data/app.db, from the working directory, or sqlite:////absolute/path.db.',
    });
  }
  return { dialect: 'sqlite', file: resolve(directory, path), given: text, secrets: [] };
}

/**
 * Reads a connection address and refuses those that cannot carry a migration: poolers hand each transaction another
 * server session, which loses our lock and settings; Railway's private names exist inside Railway only.
 * Throws InputError that never repeats the address.
 */
export function parseAddress(input: string, text: string): DatabaseAddress {
  // SQLAlchemy writes its driver into the scheme: postgresql+asyncpg://
  const plain = text.replace(/^(postgres(?:ql)?)\+\w+:/, '$1:');
  const url = URL.canParse(plain) ? new URL(plain) : undefined;
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '') {
    throw notAnAddress(input);
  }
  // An unencoded / ? # in a password ends the host early: the rest of the secret would pass for a port or a name.
  if (`${url.pathname}${url.search}`.includes('@') || url.hash !== '') throw notAnAddress(input);
  const host = url.hostname;
  const port = url.port === '' ? 5432 : Number(url.port);
  refuseUnreachable(input, host);
  refusePooler(input, url, port);
  const database = decode(url.pathname.slice(1));
  return {
    dialect: 'postgresql',
    connection: plain,
    given: text,
    host,
    port,
    database: database === '' ? decode(url.username) : database,
    user: decode(url.username),
    secrets: [text, plain, decode(url.password), url.password].filter((secret) => secret.length > 2),
  };
}

/** The database as messages name it: `database "notes" on db.example.com:5432`, `SQLite database app.db`. */
export function describeAddress(address: TargetAddress): string {
  if (address.dialect === 'sqlite') return `SQLite database ${address.file}`;
  return `database "${address.database}" on ${address.host}:${address.port}`;
}

/** Takes the address and its password out of a text of unknown origin. */
export function withoutSecrets(text: string, address: Pick<TargetAddress, 'secrets'>): string {
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
      fix: 'Use the database\'s public address: on Railway the variable DATABASE_PUBLIC_URL (made by Settings, Networking, TCP proxy). Or keep it private and let Railway migrate before each deployment: "where: railway-pre-deploy".',
    },
  );
}

function refusePooler(input: string, url: URL, port: number): void {
  const host = url.hostname;
  const direct = host.replace('-pooler', '');
  const supabase = host.endsWith('.pooler.supabase.com');
  if (direct !== host) {
    throw pooler(input, host, `Use the direct host: ${direct}`);
  }
  if (supabase && port === 6543) {
    throw pooler(
      input,
      `${host}:6543, transaction mode`,
      'Use the session mode of the same host, port 5432, or the direct connection.',
    );
  }
  if (port === 6432 || port === 6543 || url.searchParams.get('pgbouncer') === 'true') {
    throw pooler(
      input,
      `${host}:${port}`,
      `Use PostgreSQL's own port: ${host}:5432 by custom${url.searchParams.has('pgbouncer') ? ', without pgbouncer=true (Prisma calls that address DIRECT_URL)' : ''}.`,
    );
  }
}

function pooler(input: string, where: string, fix: string): InputError {
  return new InputError(
    `The input "${input}" names a connection pooler (${where}). Behind it the lock and the time limits of a migration are lost.`,
    { fix },
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
