import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type LocalPostgres, startPostgres } from '../postgres/index.js';
import { type NeonPlatform, startNeonPlatform } from './index.js';

let postgres: LocalPostgres;
let neon: NeonPlatform;
beforeAll(async () => {
  postgres = await startPostgres();
  await postgres.createDatabase('shop');
  neon = await startNeonPlatform({ postgresUrl: postgres.url, postgres, database: 'shop' });
}, 60_000);
afterAll(async () => {
  await neon.close();
  await postgres.close();
});

async function post(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${neon.apiUrl}/projects/${neon.project}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${neon.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

const branch = (name: string) => neon.branches().find((one) => one.name === name) ?? { id: '', url: '' };

describe('branches of a database that is in use', () => {
  it('are made while a program and a lock are connected, and restored at the same address', async () => {
    const { id, url } = branch('main');
    const program = new pg.Client(url);
    program.on('error', () => undefined);
    await program.connect();
    await program.query("create table notes (text text); insert into notes values ('kept')");
    await program.query('select pg_advisory_lock(1)');
    await post('/branches', { branch: { name: 'undo' }, endpoints: [{ type: 'read_write' }] });
    await program.query('drop table notes');
    const source = { source_branch_id: branch('undo').id, preserve_under_name: 'broken' };
    await post(`/branches/${id}/restore`, source);
    const again = new pg.Client(url);
    await again.connect();
    expect((await again.query('select text from notes')).rows).toEqual([{ text: 'kept' }]);
    await again.end();
    expect(neon.branches().map(({ name }) => name)).toEqual(['main', 'undo', 'broken']);
    await program.end().catch(() => undefined);
  });
});
