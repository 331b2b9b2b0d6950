import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from './misbehaving/run.js';
import { serve, type TestServer } from './misbehaving/server.js';
import { suiteSchema } from './suite.js';

const env = {
  LINES: 'first-line\nsecond-line',
  PASTED: 'pasted-t0ken-of-a-service\n',
  TYPOGRAPHIC: 'pass“word”',
  NAME: 'x api key',
  SERVER: 'notaserver',
  HOST: 'https://app.example.com/path',
};
let server: TestServer;
const authorized: (string | undefined)[] = [];
beforeAll(async () => {
  server = await serve((request, response) => {
    authorized.push(request.headers.authorization);
    response.end('{}');
  });
});
afterAll(() => server.close());

/** What one check comes to beside another one that is answered. */
async function beside(fields: object) {
  const home = { name: 'home', path: '/' };
  const result = await check({ checks: [home, { name: 'it', ...fields }] }, server.url, { deps: { env } });
  const [first, made] = result.checks;
  expect(first?.verdict).toBe('pass');
  return { verdict: result.verdict, made };
}

const bearer = { auth: { bearer: '{{env.LINES}}' } };
const typographic = { headers: { 'x-password': '{{env.TYPOGRAPHIC}}' } };
const named = { headers: { '{{env.NAME}}': 'x' } };
const mistakes: [string, object, string][] = [
  ['a token with a line break', { path: '/', ...bearer }, '"authorization"'],
  ['a character that no header holds', { path: '/', ...typographic }, '"x-password"'],
  ['a header that has no name', { path: '/', ...named }, '"x api key"'],
  ['a header that the runner writes', { path: '/', headers: { expect: '100-continue' } }, 'expect header'],
  ['a length that is not the body’s', { path: '/', headers: { 'content-length': 'x' } }, 'content-length'],
  ['a token with a line break, many times', { path: '/', samples: 5, ...bearer }, '"authorization"'],
  [
    'a header that the runner writes, many times',
    { path: '/', samples: 5, headers: { expect: 'x' } },
    'expect',
  ],
  ['a bad header of an event stream', { kind: 'sse', path: '/', ...typographic }, '"x-password"'],
  ['a bad name in an event stream', { kind: 'sse', path: '/', ...named }, '"x api key"'],
  ['a bad header of a WebSocket', { kind: 'websocket', path: '/', ...typographic }, '"x-password"'],
  [
    'a bad header of a pre-flight',
    { kind: 'cors', path: '/', origin: 'https://app.example.com', headers: ['{{env.LINES}}'] },
    '"access-control-request-headers"',
  ],
  [
    'an origin that no header holds',
    { kind: 'cors', path: '/', origin: 'https://{{env.TYPOGRAPHIC}}' },
    '"origin"',
  ],
  ['a bad header of a flood', { kind: 'rate-limit', path: '/', within: 3, ...typographic }, '"x-password"'],
  [
    'a bad header of a metric',
    { kind: 'metric', json: { url: '{{target.web}}', ...typographic, 'json-path': '$' }, success: '> 0' },
    '"x-password"',
  ],
  [
    'a name server without an address',
    { kind: 'dns', host: 'localhost', servers: ['{{env.SERVER}}'] },
    '"servers"',
  ],
  ['a host that is an address', { kind: 'dns', host: '{{env.HOST}}' }, '"host"'],
];

describe('a mistake in the suite or in a secret of the runner', () => {
  it.each(mistakes)('is never taken for a dead release: %s', async (_, fields, field) => {
    const { verdict, made } = await beside({ ...fields, retries: 3, 'retry-interval': '1ms' });
    expect(made).toMatchObject({ verdict: 'error', attempts: 1, reason: expect.stringContaining(field) });
    expect(made?.reason).not.toContain('no connection');
    expect(made?.reason).not.toContain('second-line');
    expect(verdict).toBe('error');
  });

  it('is no mistake where a secret was pasted with its line end: that is left out', async () => {
    authorized.length = 0;
    const { made } = await beside({ path: '/', auth: { bearer: '{{env.PASTED}}' } });
    expect(made).toMatchObject({ verdict: 'pass', curl: expect.stringMatching(/Bearer '"\$TOKEN" 'http/) });
    const pair = { username: 'me', password: '{{env.PASTED}}' };
    await beside({ path: '/', auth: { basic: pair } });
    const sent = authorized.filter((one) => one !== undefined);
    const basic = Buffer.from('me:pasted-t0ken-of-a-service').toString('base64');
    expect(sent).toEqual(['Bearer pasted-t0ken-of-a-service', `Basic ${basic}`]);
  });

  it.each([
    ['a header without a name', { path: '/', headers: { 'x api key': 'x' } }, 'no name of a header'],
    ['a name server', { kind: 'dns', servers: ['notaserver'] }, 'IP address of a name server'],
    ['a port of a name server', { kind: 'dns', servers: ['[::1]:66000'] }, 'IP address of a name server'],
    ['a selector', { kind: 'page', selector: 'div[' }, 'not closed'],
    ['a quote of a selector', { kind: 'page', selector: 'a[href="x]' }, 'not closed'],
    ['a crossed selector', { kind: 'page', selector: 'a:not([x)]' }, 'not closed'],
  ])('is told before anything is asked where it can be seen: %s', (_, fields, message) => {
    const read = suiteSchema.safeParse({ checks: [{ name: 'it', ...fields }] });
    expect(JSON.stringify(read.error?.issues)).toContain(message);
  });

  it('is not found in what is right', () => {
    const servers = ['1.1.1.1', '1.1.1.1:53', '::1', '[2606:4700::1]:53', '{{env.SERVER}}'];
    const selectors = ['#a > b:not([x="]"])', 'a\\[b', "text/it's (new", '::-p-text(a', '{{env.NAME}}['];
    const checks = [
      { name: 'dns', kind: 'dns', servers },
      ...selectors.map((selector) => ({ name: selector, kind: 'page', selector })),
      { name: 'http', path: '/', headers: { 'X-Api_Key.1': 'x', 'x-{{env.NAME}}': 'x' } },
    ];
    expect(suiteSchema.safeParse({ checks }).error).toBeUndefined();
  });
});
