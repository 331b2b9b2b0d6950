import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type LocalPostgres, startPostgres } from '../../../rehearsal/platforms/postgres/index.js';
import { analyseAll } from './analyse.js';
import type { Catalogue } from './catalogue.js';
import { columnCases } from './corpus/columns.js';
import { constraintCases } from './corpus/constraints.js';
import { type CorpusCase, fixture } from './corpus/corpus-case.js';
import { otherCases } from './corpus/others.js';
import { tableCases } from './corpus/tables.js';
import { readCatalogue } from './read-catalogue.js';
import { lockModes } from './terms.js';
import type { StatementReading } from './types.js';

const corpus = [...columnCases, ...constraintCases, ...tableCases, ...otherCases];
const shortModes = ['AS', 'RS', 'RX', 'SUX', 'S', 'SRX', 'X', 'AX'];
/** What is locked below this stands in nobody's way but that of a DROP. */
const interesting = shortModes.indexOf('RX');
const relations = ['p', 't', 'child', 'pair', 'pt', 'pt1', 'spare', 'v', 'mv'];

let server: LocalPostgres;
let client: pg.Client;
let watcher: pg.Client;
let catalogue: Catalogue;

beforeAll(async () => {
  server = await startPostgres();
  const url = await server.createDatabase('corpus');
  [client, watcher] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([client.connect(), watcher.connect()]);
  await client.query(fixture);
  catalogue = await readCatalogue({ query: async (text: string) => (await client.query(text)).rows });
}, 60_000);

afterAll(async () => {
  await Promise.all([client?.end(), watcher?.end()]);
  await server?.close();
});

async function read(one: CorpusCase, known: boolean): Promise<StatementReading> {
  const transaction = !one.alone;
  const plan = await analyseAll(
    [{ name: 'm', sql: one.sql, tool: 'sql', transaction }],
    known ? { catalogue } : {},
  );
  const [statement] = plan.migrations[0]?.statements ?? [];
  if (!statement) throw new Error(`nothing was read in ${one.sql}`);
  return statement;
}

const lockText = (locks: ReadonlyMap<string, string>) =>
  [...locks]
    .map(([table, mode]) => `${table}:${mode}`)
    .sort()
    .join(' ');

function saidLocks(statement: StatementReading): string {
  const said = statement.locks.map(
    (lock) => [lock.on, shortModes[lockModes.indexOf(lock.mode)] ?? ''] as const,
  );
  return lockText(
    new Map(said.filter(([on, mode]) => relations.includes(on) && shortModes.indexOf(mode) >= interesting)),
  );
}

interface Seen {
  locks: string;
  rewritten: boolean;
  scanned: boolean;
  refused: boolean;
}

const lockQuery = `select c.relname as name, replace(l.mode, 'Lock', '') as mode from pg_locks l join pg_class c on c.oid = l.relation
  where l.pid = $1 and l.locktype = 'relation' and c.relname = any($2) and c.relnamespace = 'public'::regnamespace`;
const serverModes = [
  'AccessShare',
  'RowShare',
  'RowExclusive',
  'ShareUpdateExclusive',
  'Share',
  'ShareRowExclusive',
  'Exclusive',
  'AccessExclusive',
];

function strongest(rows: readonly { name: string; mode: string }[]): string {
  const locks = new Map<string, string>();
  for (const { name, mode } of rows) {
    const rank = serverModes.indexOf(mode);
    if (rank >= interesting && rank > shortModes.indexOf(locks.get(name) ?? ''))
      locks.set(name, shortModes[rank] ?? '');
  }
  return lockText(locks);
}

async function one<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(text, values)).rows;
}

const filesQuery = `select oid, relfilenode as file from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'm')`;
/** Of the tables it locks: a query may read others as long as it likes. */
const scansQuery = `select coalesce(sum(seq_scan), 0)::int as n from pg_stat_xact_user_tables where relname = any($1)`;

/** Runs it in a transaction that is rolled back, and looks at what it did. */
async function tryOut({ sql, locks: expected }: CorpusCase): Promise<Seen> {
  const pid = (await one<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid;
  const tables = expected.split(' ').map((lock) => lock.split(':')[0]);
  await client.query('begin');
  try {
    const before = new Map(
      (await one<{ oid: number; file: number }>(filesQuery)).map((row) => [row.oid, row.file]),
    );
    const scans = (await one<{ n: number }>(scansQuery, [tables]))[0]?.n ?? 0;
    await client.query(sql);
    const locks = await watcher.query(lockQuery, [pid, relations]);
    const after = await one<{ oid: number; file: number }>(filesQuery);
    const rewritten = after.some((row) => before.has(row.oid) && before.get(row.oid) !== row.file);
    const scanned = ((await one<{ n: number }>(scansQuery, [tables]))[0]?.n ?? 0) > scans;
    return { locks: strongest(locks.rows), rewritten, scanned, refused: false };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { locks: '', rewritten: false, scanned: false, refused: true };
  } finally {
    await client.query('rollback');
  }
}

/** What refuses a transaction is stopped at its first lock: another session is in its way, and sees it wait. */
async function tryAlone(sql: string): Promise<string> {
  const pid = (await one<{ pid: number }>('select pg_backend_pid() as pid'))[0]?.pid;
  await watcher.query('begin; lock table t in share update exclusive mode');
  const running = client.query(sql).then(
    () => 'ended',
    () => 'cancelled',
  );
  for (;;) {
    const { rows } = await watcher.query(lockQuery, [pid, relations]);
    if (strongest(rows) !== '') {
      await watcher.query('select pg_cancel_backend($1)', [pid]);
      await running;
      await watcher.query('rollback');
      return strongest(rows);
    }
  }
}

describe('the lock table is the server’s', () => {
  it('is held against at least 150 statements, none of them twice', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150);
    expect(new Set(corpus.map((one) => `${one.sql} ${one.alone}`)).size).toBe(corpus.length);
  });

  it.each(corpus.map((one) => [one.sql, one] as const))('%s', async (_, one) => {
    const text = await read(one, false);
    expect({
      class: text.class,
      rules: text.findings.map((finding) => finding.rule),
      work: text.work,
    }).toEqual({
      class: one.class,
      rules: one.rules,
      work: one.work,
    });
    const known = await read(one, true);
    expect({
      class: known.class,
      rules: known.findings.map((finding) => finding.rule),
      work: known.work,
    }).toEqual(one.known);
    const sorted = one.locks.split(' ').filter(Boolean).sort();
    expect(saidLocks(known)).toBe(sorted.join(' '));
    if (one.alone) {
      expect(await tryAlone(one.sql)).toBe(sorted.join(' '));
      return;
    }
    const seen = await tryOut(one);
    expect(seen.refused).toBe(one.fails);
    if (seen.refused) return;
    const unseen = one.unseen.filter((lock) => !lock.endsWith(':RS'));
    expect(seen.locks).toBe([...sorted, ...unseen].sort().join(' '));
    if (one.cautious || known.class === 'destructive') return;
    expect(seen.rewritten).toBe(known.work === 'rewrite');
    if (seen.scanned) expect(known.work).not.toBe('none');
  });
});
