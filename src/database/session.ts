import type pg from 'pg';
import { CancelledError } from '../errors/errors.js';
import type { DatabaseAddress } from './address.js';
import { connectionFailed } from './connection-error.js';

/** One connection to a database. Aborting the signal cancels what it is running. */
export interface Database {
  readonly dialect: 'postgresql' | 'sqlite';
  /** The run's signal: once it is aborted, a refusal of the driver means nothing else. */
  readonly signal: AbortSignal;
  /** Rows of one statement; the driver's error on a refusal, CancelledError once the run is cancelled. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Takes back what a migration's own SET left behind; the limits hold again. Does nothing on a broken connection. */
  resetSettings(): Promise<void>;
  close(): Promise<void>;
}

/** A connection to PostgreSQL with its own settings. */
export interface Session extends Database {
  readonly dialect: 'postgresql';
  /** For drivers that need the connection itself. */
  readonly client: pg.Client;
}

/** The limits PostgreSQL keeps for us, in milliseconds. */
export interface SessionLimits {
  /** How long a statement may wait for a table's lock: everything behind it in that queue waits too. */
  lockTimeoutMs: number;
  statementTimeoutMs: number;
}

const connectTimeoutMs = 15_000;
const cancelTimeoutMs = 3_000;
const cancelEveryMs = 1_000;

/** Connects and sets the limits. Throws PlatformError that says which part of the address to look at. */
export async function openSession(
  address: DatabaseAddress,
  limits: SessionLimits,
  signal: AbortSignal,
): Promise<Session> {
  if (signal.aborted) throw new CancelledError();
  const { default: driver } = await import('pg');
  const client = newClient(driver, address, connectTimeoutMs);
  // A connection that breaks while idle is told by the next query; without a listener it would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    await applyLimits(client, limits);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return createSession(client, rows[0]?.pid, address, driver, limits, signal);
  } catch (error) {
    await client.end().catch(() => {});
    throw connectionFailed(error, address);
  }
}

function createSession(
  client: pg.Client,
  pid: number | undefined,
  address: DatabaseAddress,
  driver: typeof pg,
  limits: SessionLimits,
  signal: AbortSignal,
): Session {
  const cancel = () => void cancelBackend(driver, address, pid).catch(() => client.end());
  const release = cancelOnAbort(signal, cancel);
  return {
    dialect: 'postgresql',
    client,
    signal,
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      if (signal.aborted) throw new CancelledError();
      try {
        return (await client.query<Row>(text, [...values])).rows;
      } catch (error) {
        if (signal.aborted) throw new CancelledError(undefined, { cause: error });
        throw error;
      }
    },
    async resetSettings() {
      await client.query('reset all').then(
        () => applyLimits(client, limits),
        () => {},
      );
    },
    async close() {
      release();
      await client.end().catch(() => {});
    },
  };
}

/** Cancels at once and again: between two statements there is nothing to cancel, and a driver may send the next. */
function cancelOnAbort(signal: AbortSignal, cancel: () => void): () => void {
  let again: NodeJS.Timeout | undefined;
  const onAbort = () => {
    cancel();
    again = setInterval(cancel, cancelEveryMs);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  return () => {
    signal.removeEventListener('abort', onAbort);
    clearInterval(again);
  };
}

function newClient(driver: typeof pg, address: DatabaseAddress, timeoutMs: number): pg.Client {
  return new driver.Client({
    connectionString: address.connection,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    application_name: 'deploy-actions run-migrations',
  });
}

/** Set as statements: poolers and some hosts refuse settings that come with the connection. */
async function applyLimits(client: pg.Client, limits: SessionLimits): Promise<void> {
  await client.query(
    `select set_config('lock_timeout', $1, false), set_config('statement_timeout', $2, false)`,
    [`${limits.lockTimeoutMs}ms`, `${limits.statementTimeoutMs}ms`],
  );
  // PostgreSQL 14 and newer can notice a runner that vanished while a statement runs.
  await client.query(
    `select set_config(name, '5s', false) from pg_settings where name = 'client_connection_check_interval'`,
  );
}

async function cancelBackend(
  driver: typeof pg,
  address: DatabaseAddress,
  pid: number | undefined,
): Promise<void> {
  const client = newClient(driver, address, cancelTimeoutMs);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_cancel_backend($1)', [pid]);
  } finally {
    await client.end();
  }
}
