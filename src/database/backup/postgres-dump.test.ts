import { readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import {
  findInstalledPostgres,
  startInstalledPostgres,
} from '../../../test/run-migrations/installed-postgres.js';
import { systemClock } from '../../runtime/clock.js';
import { RecordingLogger } from '../../runtime/log.js';
import { parseAddress } from '../address.js';
import type { BackupStore } from './backup-files.js';
import { type DumpDeps, dumpPostgres, restorePostgres } from './postgres-dump.js';

const installed = findInstalledPostgres();

let folder: string;
let address: ReturnType<typeof parseAddress>;
let stop = async () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-dump-'));
  await chmod(folder, 0o755);
});

afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client(address.connection);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

const log = new RecordingLogger();
const deps = (): DumpDeps => ({
  log,
  clock: systemClock,
  signal: new AbortController().signal,
  path: process.env.PATH ?? '',
});
const store = (): BackupStore => ({
  directory: join(folder, 'store'),
  name: 'main',
  key: 'a passphrase of some length',
  keep: { count: 3, ageMs: null },
});

describe('a dump of a database', () => {
  const here = installed ? it : it.skip;
  const why = installed ? '' : ' (skipped: no PostgreSQL with its pg_dump in /usr/lib/postgresql)';

  here(
    `brings back rows, columns and tables that a migration took away, and leaves what it does not know${why}`,
    async () => {
      if (!installed) return;
      const server = await startInstalledPostgres(installed);
      stop = server.close;
      address = parseAddress('database-url', server.url);
      await query(
        `create table notes (id serial primary key, text text); insert into notes (text) values ('kept'), ('too')`,
      );
      await query(
        `create table tags (id int primary key, note int references notes (id)); insert into tags values (1, 2)`,
      );
      const point = await dumpPostgres(address, installed.major, store(), deps());
      expect(point).toMatchObject({
        kind: 'pg-dump',
        encrypted: true,
        reference: expect.stringMatching(/^pg_dump:.*\.dump\.enc$/),
      });
      await query(`drop table tags; alter table notes drop column text; create table since (id int)`);
      const file = point.reference.replace('pg_dump:', '');
      await restorePostgres(file, address, installed.major, store().key, deps());
      expect(await query('select text from notes order by id')).toEqual([['kept'], ['too']]);
      expect(await query('select note from tags')).toEqual([[2]]);
      expect(await query('select * from since')).toEqual([]);
      await query(`insert into notes (text) values ('the sequence goes on')`);
    },
    60_000,
  );

  here(
    `changes nothing when it cannot be restored as a whole, and says PostgreSQL's own words${why}`,
    async () => {
      if (!installed) return;
      const point = await dumpPostgres(address, installed.major, { ...store(), key: null }, deps());
      // A view on the table is not in the dump and stands in the way of dropping it.
      await query('create view over as select * from notes; delete from tags; delete from notes');
      const file = point.reference.replace('pg_dump:', '');
      await expect(restorePostgres(file, address, installed.major, null, deps())).rejects.toThrow(
        /view public.over depends on/,
      );
      expect(await query('select * from notes')).toEqual([]);
    },
  );

  here(`that is refused says why and leaves no file${why}`, async () => {
    if (!installed) return;
    const wrong = parseAddress('database-url', address.connection.replace('99@', '98@'));
    const empty = { ...store(), directory: join(folder, 'refused') };
    await expect(dumpPostgres(wrong, installed.major, empty, deps())).rejects.toThrow(
      /password authentication failed/,
    );
    expect(readdirSync(empty.directory)).toEqual([]);
  });

  it('never has the password on a command line, where every user of the machine can read it', async () => {
    const bin = join(folder, 'fake');
    await mkdir(bin);
    const script = `#!/bin/sh\nif [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 17.2"; exit; fi\necho "$@" > ${folder}/args; echo "$PGPASSWORD|$PGHOST|$PGSSLMODE" > ${folder}/env; for last; do :; done; touch "\${last#--file=}"\n`;
    for (const name of ['pg_dump', 'pg_restore']) {
      await writeFile(join(bin, name), script);
      await chmod(join(bin, name), 0o755);
    }
    const secret = parseAddress(
      'database-url',
      'postgresql://me:s%40cret@db.example.com/notes?sslmode=no-verify',
    );
    await dumpPostgres(secret, 17, { ...store(), key: null }, { ...deps(), folders: [bin] });
    expect(await readFile(join(folder, 'args'), 'utf8')).not.toContain('cret');
    expect(await readFile(join(folder, 'env'), 'utf8')).toBe('s@cret|db.example.com|require\n');
  });

  it('is restored by a newer pg_restore too, whose own settings the server does not know, and by nothing worse', async () => {
    const bin = join(folder, 'newer');
    await mkdir(bin);
    const restoring = async (words: string) => {
      const script = `#!/bin/sh\nif [ "$1" = --version ]; then echo "pg_dump (PostgreSQL) 18.0"; exit; fi\necho "pg_restore: error: could not execute query: ERROR:  ${words}" >&2; exit 1\n`;
      for (const name of ['pg_dump', 'pg_restore']) {
        await writeFile(join(bin, name), script);
        await chmod(join(bin, name), 0o755);
      }
      await writeFile(join(folder, 'some.dump'), 'rows');
      const server = parseAddress('database-url', 'postgresql://me:secret@db.example.com/notes');
      await restorePostgres(join(folder, 'some.dump'), server, 15, null, {
        ...deps(),
        folders: [bin],
        path: '/nowhere',
      });
    };
    await restoring('unrecognized configuration parameter \\"transaction_timeout\\"');
    await expect(restoring('relation \\"notes\\" does not exist, says secret')).rejects.toThrow(
      /does not exist, says \*\*\*/,
    );
  });
});
