import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { check } from '../../misbehaving/run.js';
import { type Handler, serve, type TestServer } from '../../misbehaving/server.js';
import type { CheckResult } from '../../suite.js';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler): Promise<TestServer> {
  const server = await serve(handle);
  servers.push(server);
  return server;
}

async function resultOf(url: string, fields: object, workspace = tmpdir()): Promise<CheckResult> {
  const suite = { checks: [{ name: 'it', path: '/', ...fields }] };
  const { checks } = await check(suite, url, { deps: { workspace } });
  const [only] = checks;
  if (!only) throw new Error('the check was not made');
  return only;
}

/** Answers with what it was sent. */
const mirror: Handler = (request, response, body) =>
  response.end(
    JSON.stringify({
      method: request.method,
      url: request.url,
      type: request.headers['content-type'],
      authorization: request.headers.authorization,
      body,
    }),
  );

describe('what is sent', () => {
  it('is the query, the form, the JSON and the authorization as they are written', async () => {
    const { url } = await start(mirror);
    const form = { method: 'POST', form: { a: '1 2', b: 'ü' }, query: { q: 'x&y' } };
    const expectForm = {
      '$.url': '/?q=x%26y',
      '$.type': 'application/x-www-form-urlencoded',
      '$.body': 'a=1+2&b=%C3%BC',
    };
    expect(await resultOf(url, { ...form, expect: { json: expectForm } })).toMatchObject({ reason: '' });
    const auth = { auth: { basic: { username: 'ann', password: 'pass-word' } } };
    const basic = { json: { '$.authorization': `Basic ${btoa('ann:pass-word')}` } };
    expect(await resultOf(url, { ...auth, expect: basic })).toMatchObject({ verdict: 'pass' });
    const bearer = {
      auth: { bearer: 'tok-1234' },
      expect: { json: { '$.authorization': 'Bearer tok-1234' } },
    };
    expect(await resultOf(url, bearer)).toMatchObject({ verdict: 'pass' });
  });

  it('is an upload of files of the repository beside fields', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'upload-'));
    writeFileSync(join(workspace, 'logo.png'), Buffer.from([0x89, 0x50, 0, 255]));
    const { url } = await start(mirror);
    const parts = [
      { name: 'title', value: 'a "b"' },
      { name: 'file', file: 'logo.png', 'content-type': 'image/png' },
    ];
    const matches =
      'name="title"\\r\\n\\r\\na "b"\\r\\n.*filename="logo.png"\\r\\nContent-Type: image/png\\r\\n\\r\\n\\u0089P\\u0000ÿ\\r\\n';
    const result = await resultOf(
      url,
      {
        method: 'POST',
        multipart: parts,
        expect: {
          json: {
            '$.type': { matches: '^multipart/form-data; boundary=' },
            '$.body': { matches: matches.replace('.*', '[^]*') },
          },
        },
      },
      workspace,
    );
    const lost = resultOf(url, { method: 'POST', multipart: [{ name: 'f', file: 'gone.png' }] }, workspace);
    await expect(lost).rejects.toThrow('gone.png');
    rmSync(workspace, { recursive: true });
    expect(result.reason).toBe('');
  });
});

describe('what must hold', () => {
  it('is judged clause by clause, all of them told at once', async () => {
    const { url } = await start((_, response) => {
      response.setHeader('set-cookie', ['sid=abc; HttpOnly; SameSite=Lax', 'theme=dark']);
      response.end(
        JSON.stringify({
          items: [
            { id: 1, tags: ['a'] },
            { id: 2, tags: [] },
          ],
          name: 'Ann',
        }),
      );
    });
    const good = {
      cookie: {
        sid: { 'http-only': true, 'same-site': 'lax', secure: false },
        theme: 'dark',
        none: { exists: false },
      },
      json: {
        '$.items': { 'min-length': 2, 'max-length': 2 },
        '$.items[?@.id > 1]': { count: 1 },
        '$.items[*].id': { 'one-of': [1, 2], 'not-equals': 3 },
        '$.items[0].tags': { contains: 'a' },
        '$.name': { contains: 'nn', matches: '^A' },
      },
      'min-size': '10B',
      'max-size': '1KB',
    };
    expect(await resultOf(url, { expect: good })).toMatchObject({ verdict: 'pass', reason: '' });
    const bad = {
      cookie: { sid: { secure: true, 'same-site': 'strict' }, lost: { exists: true } },
      json: {
        '$.items': { 'min-length': 3 },
        '$.items[*].id': { count: 1 },
        '$.name': { contains: 'x', 'one-of': ['Bob'], 'not-equals': 'Ann' },
      },
      'max-size': '10B',
      'http-version': '2',
      'tls-days-left': 5,
    };
    expect((await resultOf(url, { expect: bad })).reason.split('; ')).toEqual([
      'the cookie sid is not Secure',
      'the cookie sid is not SameSite=strict',
      'the cookie lost is missing',
      expect.stringMatching(/^\$\.items is .* and not of length 3 or more$/),
      '$.items[*].id matches 2 values in place of 1',
      '$.name is "Ann" and should not be',
      '$.name is "Ann" and none of "Bob"',
      '$.name is "Ann" and does not contain "x"',
      'the body has 65 B, more than 10B',
      'it answered without TLS',
      'it answered over HTTP/1.1 in place of HTTP/2',
    ]);
  });

  it('may be a JSON Schema, inline or of a file', async () => {
    const { url } = await start((_, response) => response.end('{"email":"not one","age":"7"}'));
    const schema = {
      type: 'object',
      properties: { email: { type: 'string', format: 'email' }, age: { type: 'integer' } },
      required: ['id'],
    };
    const { reason } = await resultOf(url, { expect: { 'json-schema': schema } });
    expect(reason).toContain("must have required property 'id'");
    expect(reason).toContain('the body at /age must be integer');
    expect(reason).toContain('must match format "email"');
    await expect(resultOf(url, { expect: { 'json-schema': 'gone.json' } })).rejects.toThrow('gone.json');
    await expect(resultOf(url, { expect: { 'json-schema': { type: 'nonsense' } } })).rejects.toThrow(
      'JSON Schema',
    );
  });

  it('may not hold up the run by an expression that never ends', async () => {
    const { url } = await start((_, response) => response.end(`${'a'.repeat(50)}!`));
    const { reason } = await resultOf(url, { expect: { 'body-matches': '^(a+)+$' } });
    expect(reason).toContain('the expression is too costly');
  });

  it('tells the end of a way of redirects', async () => {
    const { url } = await start((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/login?next=%2F' });
      response.end();
    });
    expect(await resultOf(url, { path: '/old', expect: { 'redirected-to': '/login' } })).toMatchObject({
      reason: '',
    });
    const wrong = await resultOf(url, {
      path: '/old',
      expect: { 'redirected-to': '/home', 'max-redirects': 0 },
    });
    expect(wrong.reason).toContain('/login?next=%2F in place of /home');
    expect(wrong.reason).toContain('it took 1 redirects, more than 0');
  });
});

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
