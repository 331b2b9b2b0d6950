import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parseAddress } from '../../src/database/address.js';
import { migrationLockKey } from '../../src/database/migration-lock.js';
import { CancelledError } from '../../src/errors/errors.js';
import { type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import { report } from './outputs.js';

let apps: SampleApps;
beforeAll(async () => {
  apps = await startSampleApps();
});
afterAll(() => apps.close());

const app: SampleApps['app'] = (files) => apps.app(files);

function drizzle(migrations: Record<string, { when: number; sql: string }>): Record<string, string> {
  const entries = Object.entries(migrations).map(([tag, { when }], idx) => ({
    idx,
    version: '7',
    when,
    tag,
    breakpoints: true,
  }));
  return {
    'drizzle/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
    ...Object.fromEntries(Object.entries(migrations).map(([tag, { sql }]) => [`drizzle/${tag}.sql`, sql])),
  };
}

const split = '--> statement-breakpoint\n';
const first = {
  '0000_a': { when: 100, sql: `CREATE TABLE a (id int);\n${split}CREATE INDEX ai ON a (id);` },
};
const second = { '0001_b': { when: 200, sql: 'ALTER TABLE a ADD COLUMN t text;' } };

describe('migrations of Drizzle', () => {
  it('are applied once, recorded as Drizzle does, and told', async () => {
    const { run, ask, write } = await app(drizzle(first));
    expect(await run({ command: 'status' })).toMatchObject({
      status: 'pending',
      pending: ['0000_a'],
      applied: [],
    });
    expect(await ask("select to_regclass('drizzle.__drizzle_migrations') as value")).toBeNull();
    expect(await run()).toMatchObject({
      status: 'applied',
      from: null,
      to: '0000_a',
      record: { rollback: 'safe' },
    });
    write(drizzle({ ...first, ...second }));
    expect(await run()).toMatchObject({ applied: ['0001_b'], from: '0000_a', to: '0001_b' });
    expect(await run()).toMatchObject({ status: 'up-to-date', from: '0001_b', to: '0001_b', pending: [] });
    expect(await ask('select max(created_at)::int as value from drizzle.__drizzle_migrations')).toBe(200);
  });

  it('say where and why one failed, and leave nothing of it', async () => {
    const bad = {
      '0001_bad': {
        when: 200,
        sql: `CREATE TABLE b (id int);\n${split}\nALTER TABLE a\n  ADD COLUMN x nonsense;`,
      },
    };
    const { run, ask, write } = await app(drizzle(first));
    await run();
    write(drizzle({ ...first, ...bad }));
    const result = await run();
    expect(result).toMatchObject({
      status: 'failed',
      to: '0000_a',
      applied: [],
      failure: { migration: '0001_bad', code: '42704', line: 5, undone: true },
    });
    expect(await ask("select to_regclass('b') as value")).toBeNull();
    const told = report(result);
    // Who reads the summary at night finds what to do there, and no promise about what did not happen.
    expect(told.summary).toMatch(
      /nothing of them is in the database[\s\S]*What to do: Correct the migration/,
    );
    expect(told.failure?.message).toMatch(
      /type "nonsense" does not exist[\s\S]*0001_bad\.sql:5[\s\S]*rolled back/,
    );
    expect(told.outputs).toMatchObject({ from: '0000_a', to: '0000_a', pending: '0001_bad', applied: '[]' });
  });

  it('that Drizzle would skip without a word stop the release', async () => {
    const { run, write } = await app(drizzle({ ...first, ...second }));
    await run();
    write(drizzle({ ...first, '0001_late': { when: 150, sql: 'CREATE TABLE late ();' }, ...second }));
    await expect(run()).rejects.toMatchObject({
      message: expect.stringContaining('0001_late is dated'),
      fix: expect.stringContaining('drizzle-kit generate'),
    });
  });

  it('whose database is ahead of the commit, or whose file was edited, stop the release', async () => {
    const { run, write } = await app(drizzle({ ...first, ...second }));
    await run();
    write(drizzle(first));
    await expect(run()).rejects.toThrow(/a migration that this commit does not/);
    write(drizzle({ ...first, '0001_b': { when: 200, sql: 'ALTER TABLE a ADD COLUMN other text;' } }));
    await expect(run({ command: 'status' })).rejects.toThrow(/0001_b was applied with another content/);
  });
});

describe('plain SQL files', () => {
  it('are each a transaction: what came before a failure stays', async () => {
    const { run, ask, write, log, backup } = await app({
      'db/migrations/001.sql': 'create table a (id int); set search_path = nowhere;',
      'db/migrations/002.sql': 'create table b (id int);\nselect * from missing;',
    });
    const result = await run();
    expect(result).toMatchObject({
      status: 'failed',
      tool: 'sql',
      to: '001.sql',
      applied: ['001.sql'],
      failure: { migration: '002.sql', line: 2, undone: true },
    });
    expect(report(result).failure?.message).toContain('staying: 001.sql');
    write({ 'db/migrations/002.sql': 'create table b (id int); alter table a drop column id;' });
    const held = await run();
    expect(held).toMatchObject({ status: 'blocked', applied: [], class: 'destructive' });
    expect(report(held).failure?.message).toMatch(/holds these migrations back[\s\S]*002\.sql:1/);
    // GitHub shows it beside the line in the pull request.
    expect(report(held).annotations?.[0]).toMatchObject({
      file: expect.stringMatching(/db\/migrations\/002\.sql$/),
      line: 1,
    });
    expect(log.lines.at(-1)).toMatch(
      /Nothing was changed: the policy holds 1 migration back; .* at 001\.sql/,
    );
    const auto = await run({ command: 'plan', backup: { ...backup, mode: 'auto' } });
    expect(auto).toMatchObject({
      record: { rollback: 'restore', backup: null },
      rollbackReason: expect.stringContaining('an undo point is made before'),
    });
    expect(await run({ allowDestructive: true })).toMatchObject({
      status: 'applied',
      applied: ['002.sql'],
      record: { rollback: 'impossible' },
    });
    expect(await ask('select count(*)::int as value from deploy_actions.migrations')).toBe(2);
    expect(await ask("select to_regclass('public.b')::text as value")).toBe('b');
  });

  it('that ask for no transaction get none, and say so when they fail', async () => {
    const marker = '-- deploy-actions: no-transaction\n';
    const { run, ask, write } = await app({
      'migrations/1.sql': 'create table a (id int);',
      'migrations/2.sql': `${marker}create index concurrently ai on a (id);`,
    });
    expect(await run()).toMatchObject({ applied: ['1.sql', '2.sql'] });
    write({ 'migrations/3.sql': `${marker}create table b (id int);\ncreate table a (id int);` });
    const result = await run();
    expect(result.failure).toMatchObject({ undone: false, completed: 1, code: '42P07', line: 3 });
    expect(report(result).failure?.message).toContain('NOT rolled back: 1 of its statements');
    expect(await ask("select to_regclass('b')::text as value")).toBe('b');
  });

  it('that end a transaction themselves are refused before a connection', async () => {
    const { run } = await app({ 'migrations/1.sql': 'create table a ();\nCOMMIT;' });
    await expect(run()).rejects.toThrow(/1\.sql:2 begins or ends a transaction/);
  });
});

describe('a database that others use', () => {
  it('is migrated by one run at a time', async () => {
    const { run, url, log } = await app(drizzle(first));
    const other = new pg.Client(url);
    other.on('error', () => {});
    await other.connect();
    await other.query('select pg_advisory_lock($1)', [migrationLockKey]);
    await expect(run()).rejects.toThrow(/Another run still migrates.*server process \d+/);
    expect(log.lines.join('\n')).toMatch(/waiting for it to end/);
    const waiting = run({ waitTimeoutMs: 10_000 });
    await other.end();
    expect(await waiting).toMatchObject({ status: 'applied' });
  });

  it('is not held up: a table that stays locked fails the run, and a cancelled run leaves nothing', async () => {
    const { run, url, ask, write, cancel } = await app(drizzle(first));
    await run();
    write(drizzle({ ...first, ...second }));
    const other = new pg.Client(url);
    other.on('error', () => {});
    await other.connect();
    await other.query('begin; lock table a in access share mode');
    const locked = await run();
    expect(locked.failure).toMatchObject({ code: '55P03', migration: '0001_b' });
    expect(report(locked).failure?.fix).toContain('lock-timeout');
    const started = Date.now();
    const cancelled = run({ lockTimeoutMs: 60_000 });
    setTimeout(cancel, 300);
    await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
    expect(Date.now() - started).toBeLessThan(15_000);
    await other.end();
    expect(await ask('select count(*)::int as value from drizzle.__drizzle_migrations')).toBe(1);
  });

  it('tells no one its password when it refuses', async () => {
    const { run, url } = await app(drizzle(first));
    const address = parseAddress('database-url', url.replace(/:[^:@]+@/, ':wr0ngsecret@'));
    const caught: unknown = await run({ address }).catch((error: unknown) => error);
    expect(String(caught)).toMatch(/user "postgres" was refused/);
    expect(String(caught)).not.toContain('wr0ngsecret');
  });
});
