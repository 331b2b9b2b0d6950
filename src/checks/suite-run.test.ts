import { afterEach, describe, expect, it } from '@jest/globals';
import { check } from './misbehaving/run.js';
import { type Handler, serve, type TestServer } from './misbehaving/server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler): Promise<TestServer> {
  const server = await serve(handle);
  servers.push(server);
  return server;
}

const home = { name: 'home', path: '/' };

describe('a run that is cancelled', () => {
  it('still deletes what it made', async () => {
    const cancel = new AbortController();
    const { url, asked } = await start((request, response) => {
      if (request.method === 'POST') return response.end('{"id":7}');
      if (request.method === 'DELETE') return response.end();
      setTimeout(() => cancel.abort(), 10);
      return undefined;
    });
    const checks = [
      { name: 'make', path: '/items', method: 'POST', capture: { id: '$.id' } },
      { name: 'hang', path: '/items/{{id}}' },
      { name: 'delete', path: '/items/{{id}}', method: 'DELETE', cleanup: true },
    ];
    const cleanUps: (() => Promise<unknown>)[] = [];
    const onCancel = (_: string, work: () => Promise<unknown>) => {
      cleanUps.push(work);
      return () => undefined;
    };
    const ended = check({ checks }, url, { deps: { signal: cancel.signal, onCancel } });
    await expect(ended).rejects.toThrow('cancelled');
    await Promise.all(cleanUps.map((work) => work()));
    expect(asked.at(-1)).toBe('DELETE /items/7');
  });
});

describe('a suite', () => {
  it('makes only the checks with a tag, and what these need', async () => {
    const { url, asked } = await start((_, response) => response.end('{"id":1}'));
    const checks = [
      { name: 'base', path: '/base', capture: { id: '$.id' } },
      { name: 'a', path: '/a/{{id}}', tags: ['fast'] },
      { name: 'b', path: '/b', tags: ['fast', 'slow'] },
      { name: 'c', path: '/c' },
    ];
    const result = await check({ checks }, url, { run: { tags: { only: ['fast'], skip: ['slow'] } } });
    expect(asked).toEqual(['GET /base', 'GET /a/1']);
    expect(result.reason).toBe('2 of 2 checks hold');
  });

  it('makes no more checks at once than it may', async () => {
    let now = 0;
    let most = 0;
    const { url } = await start((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end();
      }, 10);
    });
    const checks = Array.from({ length: 9 }, (_, index) => ({ name: `c${index}`, path: '/' }));
    await check({ checks }, url, { run: { maxParallel: 3 } });
    expect(most).toBe(3);
  });

  it('is refused when a need, a variable or an order cannot be', async () => {
    const run = (checks: object[]) => check({ checks }, 'http://127.0.0.1:1');
    await expect(run([{ ...home, needs: ['gone'] }])).rejects.toThrow(
      'needs "gone", but no check has that name',
    );
    await expect(run([{ ...home, path: '/{{id}}' }])).rejects.toThrow('uses {{id}}, which no check captures');
    await expect(
      run([
        { name: 'a', path: '/', needs: ['b'] },
        { name: 'b', path: '/', needs: ['a'] },
      ]),
    ).rejects.toThrow('"a" needs "b" needs "a"');
    const bearer = [{ ...home, auth: { bearer: '{{env.API_TOKEN}}' } }];
    await expect(run(bearer)).rejects.toThrow('API_TOKEN is not set or empty');
  });
});
