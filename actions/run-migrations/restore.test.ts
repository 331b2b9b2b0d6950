import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startNeonPlatform } from '../../rehearsal/platforms/neon/index.js';
import { parseAddress } from '../../src/database/address.js';
import { hasSqlite } from '../../src/database/sqlite.js';
import { createHttp } from '../../src/http/client.js';
import { makeUndoBranch } from '../../src/neon/branches.js';
import { NeonClient } from '../../src/neon/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
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

const backupIn = (folder: string): Inputs['backup'] => ({
  mode: 'always',
  directory: join(folder, 'backups'),
  key: null,
  keep: { count: 1, ageMs: null },
});
const first = { 'migrations/1.sql': "create table notes (text text); insert into notes values ('kept');" };
const second = { 'migrations/2.sql': 'create table since (id integer); alter table notes drop column text;' };
const restoring = { command: 'restore' as const, allowRestore: true };

describe('an undo point', () => {
  const withSqlite = hasSqlite() ? it : it.skip;
  withSqlite(
    `of SQLite comes back only when somebody says so, and what was there is kept${hasSqlite() ? '' : ' (skipped: Node has SQLite from 22.5 on)'}`,
    async () => {
      const { run, write, folder, known } = await apps.app(first, { dialect: 'sqlite' });
      const backup = backupIn(folder);
      await run();
      write({ 'migrations/2.sql': 'create table more (id integer); drop table notes;' });
      const done = await run({ backup, allowDestructive: true });
      const backupReference = done.backup?.reference ?? '';
      const refused = run({ command: 'restore', backupReference, backup });
      await expect(refused).rejects.toMatchObject({
        message: expect.stringMatching(
          /Nothing was changed\..*at 2\.sql.*lose everything.*since \d{4}-\d\d-\d\d \d\d:/,
        ),
        fix: expect.stringContaining('"allow-restore: true"'),
      });
      const back = await run({ ...restoring, backupReference, backup });
      expect(back).toMatchObject({
        status: 'restored',
        from: '2.sql',
        to: '1.sql',
        reverted: ['2.sql'],
        pending: ['2.sql'],
      });
      expect(back.record).toMatchObject({ rollback: 'restore', backup: back.backup?.reference });
      expect(known.backup).toBe(back.backup?.reference);
      expect(report(back).summary).toMatch(
        /brought back[\s\S]*\| 2\.sql \| taken back \|\n\n[\s\S]*What it had before is kept/,
      );
      // Nothing is lost for good: what was there before the restore can come back in turn.
      const again = await run({ ...restoring, backupReference: back.backup?.reference ?? '', backup });
      expect(again).toMatchObject({ to: '2.sql', pending: [] });
    },
  );

  it('that is not here, or of another database, is told before anything is touched', async () => {
    const { run, ask } = await apps.app(first);
    await run();
    const gone = run({ ...restoring, backupReference: 'pg_dump:/elsewhere/main_2026.dump' });
    await expect(gone).rejects.toMatchObject({
      message: expect.stringMatching(/main_2026\.dump is on this runner neither at \/elsewhere/),
      fix: expect.stringContaining('actions/download-artifact'),
    });
    await expect(run({ ...restoring, backupReference: 'sqlite:/a.db' })).rejects.toThrow(
      /does not fit database/,
    );
    await expect(run({ ...restoring, backupReference: 'neon:p/br' })).rejects.toMatchObject({
      fix: expect.stringContaining('neon-api-key'),
    });
    expect(await ask('select text as value from notes')).toBe('kept');
  });

  const installed = findInstalledPostgres();
  const withDump = installed ? it : it.skip;
  withDump(
    `of PostgreSQL, fetched to another folder, brings rows back, tells what stays and who is in the way${installed ? '' : ' (skipped: no PostgreSQL with its pg_dump in /usr/lib/postgresql)'}`,
    async () => {
      if (!installed) return;
      const server = await startInstalledPostgres(installed);
      try {
        const { run, write, folder, log } = await apps.app(first);
        const address = parseAddress('database-url', server.url);
        const backup = backupIn(folder);
        await run({ address });
        write(second);
        const done = await run({ address, backup, allowDestructive: true });
        expect(done.record).toMatchObject({ rollback: 'restore', backup: done.backup?.reference });
        const file = done.backup?.reference.replace('pg_dump:', '') ?? '';
        const fetched = join(folder, 'fetched');
        renameSync(join(folder, 'backups'), fetched);
        const other = new pg.Client({ connectionString: server.url, application_name: 'notes-api' });
        await other.connect();
        const back = await run({
          ...restoring,
          address,
          backupReference: `pg_dump:${file}`,
          backup: { ...backup, directory: fetched },
        });
        expect(back).toMatchObject({ status: 'restored', from: '2.sql', to: '1.sql', reverted: ['2.sql'] });
        expect((await other.query('select text from notes')).rows).toEqual([{ text: 'kept' }]);
        await other.end();
        expect(log.lines.join('\n')).toMatch(
          /Still connected: notes-api\.[\s\S]*does not know public\.since: made since/,
        );
      } finally {
        await server.close();
      }
    },
    60_000,
  );

  it('of Neon comes back to the branch of the address, and what it had stays under another name', async () => {
    const { run, url } = await apps.app(first);
    await run();
    const database = new URL(url).pathname.slice(1);
    const platform = await startNeonPlatform({ postgresUrl: url.replace(database, 'postgres'), database });
    const { signal } = new AbortController();
    const log = new RecordingLogger();
    const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
    const { apiKey, apiUrl, project } = platform;
    const neon = {
      apiKey,
      apiUrl,
      project,
      branch: undefined,
      parent: null,
      reset: false,
      database: null,
      role: null,
    };
    try {
      const client = new NeonClient({ ...neon, http, log, clock: systemClock, signal });
      const point = await makeUndoBranch(client, { of: null, name: 'undo-1', expiresAt: null });
      const back = await run({ ...restoring, backupReference: point.reference, neon }, { http });
      expect(back).toMatchObject({ status: 'restored', backup: null });
      const kept = platform.branches().find((one) => one.name.startsWith('before-restore-main-'));
      expect(kept?.url).toBe(url);
      expect(platform.branches().find((one) => one.name === 'main')?.url).not.toBe(url);
    } finally {
      await platform.close();
    }
  });
});
