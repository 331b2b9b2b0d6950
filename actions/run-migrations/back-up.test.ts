import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { parseAddress, parseTarget } from '../../src/database/address.js';
import { hasSqlite } from '../../src/database/sqlite.js';
import {
  findInstalledPostgres,
  startInstalledPostgres,
} from '../../test/run-migrations/installed-postgres.js';
import { type SampleApps, startSampleApps } from '../../test/run-migrations/sample-app.js';
import type { Inputs } from './inputs.js';
import { report } from './outputs.js';

let apps: SampleApps;
beforeAll(async () => {
  apps = await startSampleApps();
});
afterAll(() => apps.close());

const key = 'a passphrase of some length';
const storeIn = (folder: string): Inputs['backup'] => ({
  ...{ mode: 'auto', directory: join(folder, 'backups'), key },
  keep: { count: null, ageMs: null },
});
const testing = { command: 'restore-test' as const, address: undefined };

const installed = findInstalledPostgres();
const withDump = installed ? it : it.skip;
const skipped = installed ? '' : ' (skipped: no PostgreSQL with its pg_dump in /usr/lib/postgresql)';

describe('a backup', () => {
  withDump(
    `of PostgreSQL comes back row by row, with whoever writes meanwhile, and without its migrations${skipped}`,
    async () => {
      if (!installed) return;
      const server = await startInstalledPostgres(installed);
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        await client.query(`create table notes (text text); create table "Odd ""one" (id int);
          insert into notes select 'note ' || n from generate_series(1, 500) n`);
        await client.query('create database scratch');
        const { run, folder } = await apps.app();
        const backup = storeIn(folder);
        const address = parseAddress('database-url', server.url);
        const done = await run({ command: 'backup', address, backup });
        const rows = { 'public.notes': 500, 'public.Odd "one': 0 };
        expect(done).toMatchObject({ status: 'backed-up', copy: { rows, encrypted: true } });
        expect(report(done).outputs.rows).toBe(JSON.stringify({ 'public.Odd "one': 0, 'public.notes': 500 }));
        expect(readdirSync(backup.directory).sort()).toEqual([
          expect.stringMatching(/^main_.*\.dump\.enc$/),
          expect.stringMatching(/\.contents$/),
          expect.stringMatching(/\.sha256$/),
        ]);

        // The database itself is gone by now: a restore test must not need it.
        await client.query('drop table notes');
        const scratch = parseAddress('scratch-url', server.url.replace(/postgres$/, 'scratch'));
        const back = await run({ ...testing, scratch, backup });
        expect(back).toMatchObject({ status: 'restorable', copy: { rows, compared: true } });
        expect(report(back).summary).toMatch(/500 rows of 2 tables restored and counted in .*each as it was/);
        // A second time it would write over what is there.
        await expect(run({ ...testing, scratch, backup })).rejects.toThrow(/not empty: it has public\.Odd/);
        const wrong = run({ ...testing, scratch, backup: { ...backup, key: 'another passphrase entirely' } });
        await expect(wrong).rejects.toThrow(/the key is another one/);
      } finally {
        await client.end();
        await server.close();
      }
    },
    60_000,
  );

  withDump(
    `that PostgreSQL writes and cannot read again is told before it is needed${skipped}`,
    async () => {
      if (!installed) return;
      const server = await startInstalledPostgres(installed);
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      try {
        // Works while the search path is there, and pg_restore has none.
        await client.query(
          `
          create table limits (most int); insert into limits values (80);
          create function most() returns int language sql stable as 'select most from limits';
          create table notes (text text check (length(text) <= most()));
          insert into notes values ('kept');
          create database scratch`.replace(/create database scratch/, ''),
        );
        await client.query('create database scratch');
        const { run, folder } = await apps.app();
        const backup = storeIn(folder);
        await run({ command: 'backup', address: parseAddress('database-url', server.url), backup });
        const scratch = parseAddress('scratch-url', server.url.replace(/postgres$/, 'scratch'));
        await expect(run({ ...testing, scratch, backup })).rejects.toMatchObject({
          name: 'VerdictError',
          message: expect.stringMatching(/cannot be restored[\s\S]*relation "limits" does not exist/),
          fix: expect.stringContaining('name it with its schema'),
        });
      } finally {
        await client.end();
        await server.close();
      }
    },
    60_000,
  );

  const withSqlite = hasSqlite() ? it : it.skip;
  withSqlite(
    `of SQLite is tried in a file of its own, the newest when none is named, and rows that are missing are named${hasSqlite() ? '' : ' (skipped: Node has SQLite from 22.5 on)'}`,
    async () => {
      const { run, folder } = await apps.app(
        { 'migrations/1.sql': 'create table notes (text text); insert into notes values (1);' },
        { dialect: 'sqlite' },
      );
      await run();
      const backup = storeIn(folder);
      await run({ command: 'backup', backup });
      const back = await run({ ...testing, backup });
      expect(back.copy).toMatchObject({ rows: { notes: 1 }, compared: true });
      // The note of one copy beside another: as if rows had been lost on the way.
      const [first = ''] = readdirSync(backup.directory).filter((name) => name.endsWith('.contents'));
      const address = parseTarget('database-url', 'file:./other.db', folder);
      const { DatabaseSync } = await import('node:sqlite');
      const other = new DatabaseSync(join(folder, 'other.db'));
      other.exec('create table notes (text text)');
      other.close();
      await run({ command: 'backup', address, backup });
      const newest =
        readdirSync(backup.directory)
          .sort()
          .findLast((name) => name.endsWith('.contents')) ?? '';
      expect(newest).not.toBe(first);
      renameSync(join(backup.directory, first), join(backup.directory, newest));
      await expect(run({ ...testing, backup })).rejects.toThrow(/notes: 1 rows when it was made, 0 rows now/);
    },
  );

  it('without a key is not made, and without a copy or a scratch database there is nothing to try', async () => {
    const { run, folder } = await apps.app();
    const backup = storeIn(folder);
    await expect(run({ command: 'backup', backup: { ...backup, key: null } })).rejects.toMatchObject({
      message: expect.stringContaining('must be encrypted'),
      fix: expect.stringContaining('openssl rand'),
    });
    await expect(run({ ...testing, backup })).rejects.toThrow(/no copy of "main"/);
    mkdirSync(backup.directory, { recursive: true });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(backup.directory, 'main_2026-11-21T02-00-00.000Z.dump'), 'x');
    await expect(run({ ...testing, backup })).rejects.toThrow(/needs the input "scratch-url"/);
  });
});
