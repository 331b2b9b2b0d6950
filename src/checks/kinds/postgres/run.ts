import type pg from 'pg';
import { CancelledError } from '../../../errors/errors.js';
import { cut } from '../../messages.js';
import type { CheckContext, Outcome } from '../kind.js';
import { keepSecret, storeFault } from '../store-fault.js';
import type { PostgresCheck } from './spec.js';

type Row = Record<string, unknown>;

/** Runs the query in a read-only transaction that is rolled back, and looks at its rows. */
export async function run(check: PostgresCheck, context: CheckContext): Promise<Outcome> {
  keepSecret(check.url, context);
  const { default: driver } = await import('pg');
  const timeoutMs = Math.max(1, context.deadline - context.clock.now());
  const began = context.clock.now();
  let client: pg.Client;
  try {
    client = new driver.Client({
      connectionString: check.url,
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      application_name: 'deploy-actions/smoke-test',
    });
  } catch {
    return { verdict: 'inconclusive', reason: 'the url is not an address of PostgreSQL', final: true };
  }
  // A connection that breaks is told by the query; without a listener it would end the process.
  client.on('error', () => {});
  const stop = () => void client.end().catch(() => {});
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    const rows = await readRows(client, check.query);
    const faults = faultsOf(check, rows);
    const durationMs = context.clock.now() - began;
    return {
      verdict: faults.length === 0 ? 'pass' : 'fail',
      reason: faults.join('; '),
      durationMs,
      measurements: { rows: rows.length },
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    return storeFault('PostgreSQL', check.url, error);
  } finally {
    context.signal.removeEventListener('abort', stop);
    await client.end().catch(() => {});
  }
}

async function readRows(client: pg.Client, query: string): Promise<Row[]> {
  await client.query('begin transaction read only');
  const { rows } = await client.query<Row>(query);
  await client.query('rollback');
  return rows ?? [];
}

function faultsOf(check: PostgresCheck, rows: readonly Row[]): string[] {
  const { 'min-rows': least, 'max-rows': most, row: wanted } = check;
  const count = rows.length === 1 ? '1 row' : `${rows.length} rows`;
  return [
    ...(least !== undefined && rows.length < least ? [`the query gives ${count}, fewer than ${least}`] : []),
    ...(most !== undefined && rows.length > most ? [`the query gives ${count}, more than ${most}`] : []),
    ...(wanted === undefined ? [] : rowFaults(wanted, rows[0])),
  ];
}

function rowFaults(wanted: NonNullable<PostgresCheck['row']>, row: Row | undefined): string[] {
  if (!row) return ['the query gives no row'];
  return Object.entries(wanted).flatMap(([column, value]) => {
    if (!Object.hasOwn(row, column)) return [`there is no column ${column}`];
    const got = textOf(row[column]);
    const want = textOf(value);
    return got === want ? [] : [`${column} is ${shown(got)} in place of ${shown(want)}`];
  });
}

/** The driver gives counts (bigint) and numerics as text, so numbers are compared as text too. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function shown(text: string | null): string {
  return text === null ? 'null' : cut(text);
}
