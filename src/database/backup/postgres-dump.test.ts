import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { systemClock } from '../../runtime/clock.js';
import { RecordingLogger } from '../../runtime/log.js';
import { parseAddress } from '../address.js';
import type { BackupStore } from './backup-files.js';
import { type DumpDeps, dumpPostgres, restorePostgres } from './postgres-dump.js';

/** A server of this machine that has its pg_dump beside it; the embedded one of the other tests has none. */
function findServer(): { bin: string; major: number } | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number).filter(Number.isInteger) : [];
  const majors = versions.sort((left, right) => right - left);
  const programs = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'];
  const major = majors.find((one) =>
    programs.every((name) => existsSync(join(root, String(one), 'bin', name))),
  );
  return major === undefined ? undefined : { bin: join(root, String(major), 'bin'), major };
}

const installed = findServer();
const isRoot = process.getuid?.() === 0;
const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

let folder: string;
let address: ReturnType<typeof parseAddress>;
let stop = () => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-dump-'));
  await chmod(folder, 0o755);
});

afterAll(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

async function startServer(bin: string): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data);
  // PostgreSQL refuses to run as root.
  const user = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (isRoot) await chown(data, idOf('-u'), idOf('-g'));
  await writeFile(join(folder, 'password'), "it's/a secret@99");
  await chmod(join(folder, 'password'), 0o644);
  const options = { ...user, cwd: '/', stdio: 'ignore' as const };
  const cluster = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${join(folder, 'password')}`,
    '--no-sync',
  ];
  execFileSync(join(bin, 'initdb'), cluster, options);
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  execFileSync(
    join(bin, 'pg_ctl'),
    ['-D', data, '-w', '-l', join(data, 'log'), '-o', settings, 'start'],
    options,
  );
  stop = () => void spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options);
  const password = encodeURIComponent("it's/a secret@99");
  address = parseAddress('database-url', `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = probe.address();
      probe.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}

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
      await startServer(installed.bin);
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
