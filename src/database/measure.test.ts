import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { parseAddress } from './address.js';
import { type MeasuredSource, measureStatements } from './measure.js';
import { openSession, type Session } from './session.js';

let postgres: LocalPostgres;
let sessions: Session[] = [];
let count = 0;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);

afterAll(async () => {
  await Promise.all(sessions.map((one) => one.close()));
  await postgres?.close();
});

beforeEach(async () => {
  await Promise.all(sessions.map((one) => one.close()));
  count += 1;
  const url = await postgres.createDatabase(`measured_${count}`);
  const address = parseAddress('database-url', url);
  if (address.dialect !== 'postgresql') throw new Error('not reached');
  const limits = { lockTimeoutMs: 5_000, statementTimeoutMs: 60_000 };
  const { signal } = new AbortController();
  sessions = [await openSession(address, limits, signal), await openSession(address, limits, signal)];
  await sessions[0]?.query('create table notes (id int primary key, text text); create table other (id int)');
  await sessions[0]?.query('insert into notes select g from generate_series(1, 500) g');
});

function place(keep: boolean): { worker: Session; watcher: Session; keep: boolean } {
  const [worker, watcher] = sessions;
  if (!worker || !watcher) throw new Error('no sessions');
  return { worker, watcher, keep };
}

const source = (name: string, ...texts: string[]): MeasuredSource => ({
  name,
  statements: texts.map((text, index) => ({ text, line: index + 1 })),
  transaction: true,
});

describe('a measured migration', () => {
  it('tells the locks and rewrites that really happened, and leaves nothing behind where nothing may stay', async () => {
    const measured = await measureStatements(place(false), [
      source(
        'one',
        'create table fresh (id int)',
        'alter table notes add column x uuid default gen_random_uuid()',
      ),
      source('two', 'create index i on notes (x)', 'select pg_sleep(0.05)', 'update other set id = 1'),
    ]);
    const [one, two] = measured;
    expect(
      one?.statements.map(({ locks, rewritten }) => [
        locks.map(({ mode, on }) => `${mode} ${on}`),
        rewritten,
      ]),
    ).toEqual([
      [[], []],
      [expect.arrayContaining(['ACCESS EXCLUSIVE notes']), ['notes']],
    ]);
    // The first transaction goes on here, and its locks with it.
    expect(two?.statements.at(-1)?.locks).toEqual(
      expect.arrayContaining([expect.objectContaining({ mode: 'ROW EXCLUSIVE', on: 'other' })]),
    );
    expect(two?.statements[0]?.durationMs).toBeLessThan(20_000);
    expect(two?.statements[1]?.durationMs).toBeGreaterThanOrEqual(40);
    expect(await sessions[1]?.query("select 1 from pg_class where relname = 'fresh'")).toEqual([]);
  });

  it('counts a lock from its statement to the end of the transaction: as long as others would wait', async () => {
    const [one] = await measureStatements(place(true), [
      source('one', 'alter table notes add column y int', 'select pg_sleep(0.1)'),
    ]);
    const held = one?.statements[0]?.locks.find((lock) => lock.on === 'notes');
    expect(held?.heldMs).toBeGreaterThanOrEqual(100);
    expect(one?.statements[1]?.locks).toEqual([]);
    expect(await sessions[1]?.query('select y from notes limit 1')).toEqual([{ y: null }]);
  });

  it('sees what a statement outside a transaction locks only while it runs', async () => {
    await sessions[0]?.query('insert into notes select g from generate_series(1000, 40000) g');
    const slow = 'create index concurrently j on notes ((repeat(text, 1)), (md5(id::text)))';
    const [one] = await measureStatements(place(true), [{ ...source('one', slow), transaction: false }]);
    expect(one?.failure).toBeNull();
    expect(one?.statements[0]?.locks.map(({ mode, on }) => `${mode} ${on}`)).toContain(
      'SHARE UPDATE EXCLUSIVE notes',
    );
    expect(await measureStatements(place(false), [{ ...source('one', slow), transaction: false }])).toEqual(
      [],
    );
  });

  it('ends with the first that fails, in PostgreSQL’s words, and keeps nothing of it', async () => {
    const measured = await measureStatements(place(true), [
      source('one', 'alter table notes add column z int', 'alter table notes add column z int'),
      source('two', 'drop table notes'),
    ]);
    expect(measured).toMatchObject([{ name: 'one', failure: { line: 2, code: '42701' } }]);
    await expect(sessions[1]?.query('select z from notes')).rejects.toMatchObject({ code: '42703' });
  });
});
