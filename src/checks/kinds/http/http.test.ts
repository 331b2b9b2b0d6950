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
    expect(await lost).toMatchObject({ verdict: 'error', reason: expect.stringContaining('gone.png') });
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
    expect((await resultOf(url, { expect: { 'json-schema': 'gone.json' } })).reason).toContain('gone.json');
    const nonsense = await resultOf(url, { expect: { 'json-schema': { type: 'nonsense' } } });
    expect(nonsense).toMatchObject({ verdict: 'error', reason: expect.stringContaining('JSON Schema') });
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
