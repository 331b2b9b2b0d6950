import { afterEach, describe, expect, it } from '@jest/globals';
import { check } from '../../misbehaving/run.js';
import { type Handler, serve, type TestServer } from '../../misbehaving/server.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler): Promise<TestServer> {
  const server = await serve(handle);
  servers.push(server);
  return server;
}

describe('a journey', () => {
  /** Signs up, logs in (a token and a session cookie), makes an item, reads it, deletes it. */
  function shop(): Handler & { items: Map<string, string> } {
    const items = new Map<string, string>();
    const handle: Handler = (request, response, body) => {
      const [, , id = ''] = (request.url ?? '').split('/');
      const json = body.startsWith('{') ? JSON.parse(body) : {};
      const allowed =
        request.headers.authorization === 'Bearer tok-secret-1' && request.headers.cookie === 'sid=s-42';
      if (request.url === '/signup') return response.end(JSON.stringify({ email: json.email }));
      if (request.url === '/login') {
        response.setHeader('set-cookie', 'sid=s-42; Path=/');
        return response.end(JSON.stringify({ token: 'tok-secret-1', for: json.email }));
      }
      if (!allowed) return response.writeHead(401).end('{"error":"no"}');
      if (request.method === 'POST') {
        items.set('it-7', json.title);
        return response.writeHead(201, { location: '/items/it-7' }).end('{"id":"it-7"}');
      }
      if (request.method === 'DELETE') return response.end(String(items.delete(id)));
      return items.has(id)
        ? response.end(JSON.stringify({ title: items.get(id) }))
        : response.writeHead(404).end();
    };
    return Object.assign(handle, { items });
  }

  const journey = {
    variables: { email: '{{email}}', title: 'smoke {{random}}' },
    checks: [
      {
        name: 'read',
        path: '{{where}}',
        auth: { bearer: '{{token}}' },
        expect: { json: { '$.title': '{{title}}' } },
      },
      {
        name: 'make',
        path: '/items',
        method: 'POST',
        auth: { bearer: '{{token}}' },
        json: { title: '{{title}}' },
        expect: { status: 201 },
        capture: { id: '$.id', where: { header: 'location' } },
      },
      {
        name: 'log in',
        path: '/login',
        method: 'POST',
        needs: ['sign up'],
        json: { email: '{{email}}' },
        expect: { json: { '$.for': '{{email}}' } },
        capture: { token: '$.token' },
      },
      {
        name: 'sign up',
        path: '/signup',
        method: 'POST',
        json: { email: '{{email}}' },
        expect: { json: { '$.email': { matches: '^smoke-[0-9a-f]+@example.com$' } } },
      },
      {
        name: 'delete',
        path: '/items/{{id}}',
        method: 'DELETE',
        auth: { bearer: '{{token}}' },
        cleanup: true,
      },
    ],
  };

  it('goes its way by what each step captures, whatever the order it is written in, and cleans up', async () => {
    const handle = shop();
    const { url, asked } = await start(handle);
    const result = await check(journey, url);
    expect(result.reason).toBe('5 of 5 checks hold');
    expect(asked).toEqual([
      'POST /signup',
      'POST /login',
      'POST /items',
      'GET /items/it-7',
      'DELETE /items/it-7',
    ]);
    expect(handle.items.size).toBe(0);
  });

  it('cleans up also when a step in between fails, and does not make what needs it', async () => {
    const handle = shop();
    const { url, asked } = await start(handle);
    const [read, ...others] = journey.checks;
    const broken = { ...read, expect: { json: { '$.title': 'another' } } };
    const after = { name: 'after', path: '/never', needs: ['read'] };
    const result = await check({ ...journey, checks: [broken, ...others, after] }, url);
    expect(result.verdict).toBe('fail');
    expect(handle.items.size).toBe(0);
    expect(asked).not.toContain('GET /never');
    expect(result.checks.find(({ name }) => name === 'after')).toMatchObject({
      verdict: 'inconclusive',
      skipped: true,
      reason: 'not made: it needs "read", which did not hold',
    });
  });

  it('has nothing to clean up when nothing was made', async () => {
    const { url, asked } = await start((_, response) => response.writeHead(500).end());
    const result = await check(journey, url);
    expect(result.checks.at(-1)).toMatchObject({ name: 'delete', verdict: 'pass', skipped: true });
    expect(asked).toEqual(['POST /signup']);
  });

  it('never tells the token or the session it captured, in anything', async () => {
    const { url } = await start((request, response, body) => {
      if (request.url === '/items')
        return response.writeHead(500).end('no for tok-secret-1 and s-42-session');
      response.setHeader('set-cookie', 'sid=s-42-session; Path=/');
      return shop()(request, response, body);
    });
    const told: string[] = [];
    const result = await check(journey, url, { deps: { mask: (secret) => void told.push(secret) } });
    const text = JSON.stringify(result);
    expect(result.verdict).toBe('fail');
    expect(text).not.toContain('tok-secret-1');
    expect(text).not.toContain('s-42-session');
    expect(told).toContain('tok-secret-1');
    expect(result.checks.find(({ name }) => name === 'make')?.curl).toContain(
      `-H 'authorization: Bearer '"$TOKEN"`,
    );
  });
});
