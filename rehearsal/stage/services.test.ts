import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { localServices } from './services.js';

const folder = mkdtempSync(join(tmpdir(), 'services-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const host = localServices(folder, 100);

const request = (image: string, env: Record<string, string> = {}, port?: number) => ({
  ...{ image, env, signal: new AbortController().signal, say: () => {} },
  ...(port === undefined ? {} : { port }),
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows[0])
    .finally(() => client.end());
}

describe('a service of a job', () => {
  it('from a postgres image is a PostgreSQL with the user, password and database of its env, at its port', async () => {
    const port = await freePort();
    const env = { POSTGRES_USER: 'ci', POSTGRES_PASSWORD: 'p w', POSTGRES_DB: 'app_test' };
    const [first, second] = await Promise.all([
      host.start(request('postgres:17-alpine', env, port)),
      host.start(request('postgres', { POSTGRES_PASSWORD: 'secret' })),
    ]);
    try {
      expect(first).toMatchObject({ name: expect.stringMatching(/^PostgreSQL \d/), port });
      const told = await ask(`postgresql://ci:p%20w@127.0.0.1:${port}/app_test`, 'select current_user as me');
      expect(told).toEqual({ me: 'ci' });
      await ask(`postgresql://postgres:secret@127.0.0.1:${second.port}/postgres`, 'create database more');
      await expect(ask(`postgresql://ci:wrong@127.0.0.1:${port}/app_test`, 'select 1')).rejects.toThrow(
        'password',
      );
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
    await expect(host.start(request('postgres:17'))).rejects.toThrow('without POSTGRES_PASSWORD');
    const open = await host.start(request('postgres:17', { POSTGRES_HOST_AUTH_METHOD: 'trust' }));
    expect(await ask(`postgresql://postgres@127.0.0.1:${open.port}/postgres`, 'select 1 as one')).toEqual({
      one: 1,
    });
    await open.close();
  }, 30_000);

  it.each(['redis:8-alpine', 'valkey/valkey:8'])('from %s is a Redis', async (image) => {
    expect(host.judge(image)).toEqual({ port: 6379 });
    const service = await host.start(request(image));
    const redis = new Redis(service.port, '127.0.0.1', { retryStrategy: () => null });
    expect(await redis.incr('count')).toBe(1);
    redis.disconnect();
    await service.close();
  });

  it('waits for a port that another job holds, and says so when another program has it', async () => {
    const port = await freePort();
    const first = await host.start(request('redis', {}, port));
    const second = host.start(request('redis', {}, port));
    await first.close();
    await (await second).close();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    await expect(host.start(request('redis', {}, port))).rejects.toThrow(
      `Port ${port} of this machine is taken`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it.each(['elasticsearch:8', 'pgvector/pgvector:pg17', 'bitnami/redis:7', 'postgis/postgis:16'])(
    'from %s is refused: no local program is the same',
    (image) => expect(host.judge(image)).toMatchObject({ refusal: expect.stringContaining(`no '${image}'`) }),
  );
});
