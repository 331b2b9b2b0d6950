import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../runtime/clock.js';
import { RecordingLogger } from '../../runtime/log.js';
import { type BackupStore, openBackup, pruneBackups, storeBackup } from './backup-files.js';
import { decryptFile, encryptFile, isEncrypted } from './encryption.js';
import { findPrograms } from './postgres-programs.js';
import { copySqlite, restoreSqlite } from './sqlite-copy.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const key = 'a passphrase of some length';
const quick = 4;

async function storeIn(name: string, more: Partial<BackupStore> = {}): Promise<BackupStore> {
  const directory = join(folder, name);
  await mkdir(directory, { recursive: true });
  return { directory, name: 'main', key: null, keep: { count: null, ageMs: null }, ...more };
}

describe('an encrypted backup', () => {
  const path = (name: string) => join(folder, name);

  it('comes back byte by byte, also when it is empty or long', async () => {
    for (const bytes of [0, 1, 16, 300_000]) {
      const content = Buffer.alloc(bytes, 'notes');
      await writeFile(path('plain'), content);
      await encryptFile(path('plain'), path('sealed'), key, quick);
      expect(await isEncrypted(path('sealed'))).toBe(true);
      expect((await readFile(path('sealed'))).includes('notesnotes')).toBe(false);
      await decryptFile(path('sealed'), path('again'), key);
      expect((await readFile(path('again'))).equals(content)).toBe(true);
    }
  });

  it('is refused with another key, or with one bit turned anywhere, and leaves no half file behind', async () => {
    await writeFile(path('plain'), 'all the notes');
    await encryptFile(path('plain'), path('sealed'), key, quick);
    await expect(decryptFile(path('sealed'), path('stolen'), `${key}!`)).rejects.toThrow(
      /the key is another one/,
    );
    const sealed = await readFile(path('sealed'));
    for (const place of [3, 9, 12, 30, 40, sealed.length - 1]) {
      const turned = Buffer.from(sealed);
      turned.writeUInt8(turned.readUInt8(place) ^ 1, place);
      await writeFile(path('turned'), turned);
      await expect(decryptFile(path('turned'), path('stolen'), key)).rejects.toThrow();
    }
    await writeFile(path('cut'), sealed.subarray(0, 30));
    await expect(decryptFile(path('cut'), path('stolen'), key)).rejects.toThrow(/no encrypted backup/);
    expect((await readdir(folder)).filter((name) => name.startsWith('stolen'))).toEqual([]);
  });
});

describe('the store of backups', () => {
  it('holds a file only when it is whole, with a checksum that a damaged file fails', async () => {
    const store = await storeIn('whole');
    await expect(
      storeBackup(store, 'dump', 0, async (path) => {
        await writeFile(path, 'half');
        throw new Error('the server went away');
      }),
    ).rejects.toThrow('went away');
    expect(await readdir(store.directory)).toEqual([]);
    const stored = await storeBackup(store, 'dump', 0, (path) => writeFile(path, 'rows'));
    expect(await readFile(`${stored.path}.sha256`, 'utf8')).toBe(
      `${stored.sha256}  main_1970-01-01T00-00-00.000Z.dump\n`,
    );
    expect(await openBackup(stored.path, null, (path) => readFile(path, 'utf8'))).toBe('rows');
    await writeFile(stored.path, 'rowz');
    await expect(openBackup(stored.path, null, (path) => readFile(path))).rejects.toThrow(/checksum differs/);
    await expect(openBackup(join(folder, 'none'), null, (path) => readFile(path))).rejects.toThrow(
      /There is no backup/,
    );
  });

  it('asks for the key of an encrypted backup, takes no key that can be guessed, and leaves no plain file', async () => {
    const store = await storeIn('with-key', { key });
    const stored = await storeBackup(store, 'dump', 0, (path) => writeFile(path, 'rows'));
    expect(stored.path).toMatch(/\.dump\.enc$/);
    await expect(openBackup(stored.path, null, (path) => readFile(path))).rejects.toThrow(/is encrypted/);
    expect(await openBackup(stored.path, key, (path) => readFile(path, 'utf8'))).toBe('rows');
    expect(await readdir(store.directory)).toHaveLength(2);
    const guessed = { ...store, key: 'secret' };
    await expect(storeBackup(guessed, 'dump', 0, async () => {})).rejects.toThrow(/shorter than 16/);
  });

  it('removes what is too old or too many of this database, never the newest and never a file of others', async () => {
    const day = 86_400_000;
    const store = await storeIn('kept', { keep: { count: 2, ageMs: 10 * day } });
    for (const at of [0, 1, 2, 30])
      await storeBackup(store, 'dump', at * day, (path) => writeFile(path, 'x'));
    await storeBackup({ ...store, name: 'main_2' }, 'dump', 0, (path) => writeFile(path, 'x'));
    await writeFile(join(store.directory, 'main_notes.txt'), 'mine');
    expect(await pruneBackups(store, 31 * day)).toHaveLength(3);
    expect((await readdir(store.directory)).sort()).toEqual([
      'main_1970-01-31T00-00-00.000Z.dump',
      'main_1970-01-31T00-00-00.000Z.dump.sha256',
      'main_2_1970-01-01T00-00-00.000Z.dump',
      'main_2_1970-01-01T00-00-00.000Z.dump.sha256',
      'main_notes.txt',
    ]);
    expect(await pruneBackups({ ...store, keep: { count: null, ageMs: 1 } }, 99 * day)).toEqual([]);
  });
});

describe('the pg_dump for a server', () => {
  async function fake(major: number): Promise<string> {
    const bin = join(folder, `pg-${major}`);
    await mkdir(bin, { recursive: true });
    for (const name of ['pg_dump', 'pg_restore']) {
      await writeFile(join(bin, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${major}.4 (Debian)"\n`);
      await chmod(join(bin, name), 0o755);
    }
    return bin;
  }

  it('is of its own version, or the nearest newer one; an older one is refused with what to install', async () => {
    const [old, near, far] = [await fake(15), await fake(17), await fake(18)];
    const search = { path: `${old}:/nowhere`, signal: new AbortController().signal };
    expect(await findPrograms(17, { ...search, folders: [far, near] })).toMatchObject({
      major: 17,
      dump: join(near, 'pg_dump'),
    });
    expect(await findPrograms(16, { ...search, folders: [far, near] })).toMatchObject({ major: 17 });
    await expect(findPrograms(16, { ...search, folders: [] })).rejects.toThrow(
      /PostgreSQL 16.*has pg_dump 15 only/,
    );
    await expect(findPrograms(16, { ...search, path: '', folders: [] })).rejects.toMatchObject({
      fix: expect.stringContaining('postgresql-client-16'),
    });
  });
});

const hasSqlite = isBuiltin('node:sqlite');
const withSqlite = hasSqlite ? it : it.skip;

describe(`a copy of a SQLite database${hasSqlite ? '' : ` (skipped: Node ${process.versions.node} has no SQLite)`}`, () => {
  const deps = { log: new RecordingLogger(), clock: systemClock };

  withSqlite('brings back what was there, also what was only in the write-ahead log', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const file = join(folder, "it's.db");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA journal_mode = wal; CREATE TABLE notes (text); INSERT INTO notes VALUES ('kept')");
    const point = await copySqlite(file, await storeIn('sqlite', { key }), deps);
    database.exec('DROP TABLE notes');
    database.close();
    const backup = point.reference.replace('sqlite:', '');
    await restoreSqlite(backup, file, key, deps);
    const again = new DatabaseSync(file);
    expect(again.prepare('SELECT text FROM notes').get()).toEqual({ text: 'kept' });
    again.close();
    expect(existsSync(`${file}.restoring`)).toBe(false);
  });

  withSqlite('is not put in place when it is no database', async () => {
    const file = join(folder, 'target.db');
    await writeFile(file, 'untouched');
    await writeFile(
      join(folder, 'broken.sqlite'),
      'this is no database at all, only some text that is long enough',
    );
    await expect(restoreSqlite(join(folder, 'broken.sqlite'), file, null, deps)).rejects.toThrow(
      /SQLite refused/,
    );
    expect(await readFile(file, 'utf8')).toBe('untouched');
    await expect(copySqlite(join(folder, 'no.db'), await storeIn('none'), deps)).rejects.toThrow(
      /There is no SQLite database/,
    );
  });
});
