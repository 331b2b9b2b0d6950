import { networkInterfaces } from 'node:os';
import * as tls from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { misbehave } from '../misbehaving/answers.js';
import { selfSigned } from '../misbehaving/certificate.js';
import { type Handler, type Listening, serve, type TestServer } from '../misbehaving/server.js';
import { CookieJar } from './cookies.js';
import { createTransport, type OpenTransport } from './create.js';
import { Protection } from './protection.js';
import type { Answer, Exchange, TransportRequest } from './transport.js';

const day = 86_400_000;
const local = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
const ipv6 = local.some(({ address }) => address === '::1')
  ? it
  : (name: string, _: () => unknown) =>
      it.skip(`${name} (skipped: no IPv6 on this machine)`, () => undefined);
const trusting =
  'setDefaultCACertificates' in tls
    ? it
    : (name: string, _: () => unknown) => it.skip(`${name} (skipped: needs Node 24)`, () => undefined);
const servers: TestServer[] = [];
const transports: OpenTransport[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map((one) => one.close()));
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler, listening: Listening = {}): Promise<TestServer> {
  const server = await serve(handle, listening);
  servers.push(server);
  return server;
}

function transport(signal = new AbortController().signal): OpenTransport {
  const one = createTransport({
    protection: new Protection([], {}),
    jar: new CookieJar(),
    signal,
    userAgent: 'test',
  });
  transports.push(one);
  return one;
}

function ask(url: string, changes: Partial<TransportRequest> = {}): Promise<Exchange> {
  return transport().request({ method: 'GET', url, timeoutMs: 5_000, ...changes });
}

async function answerOf(url: string, changes: Partial<TransportRequest> = {}): Promise<Answer> {
  const asked = await ask(url, changes);
  if (!('answer' in asked)) throw new Error(`no answer: ${JSON.stringify(asked)}`);
  return asked.answer;
}

const hello: Handler = (_, response) => response.end('hello');

describe('what does not answer', () => {
  it('is given up when its time is over, and told as no answer', async () => {
    const { url } = await start(misbehave.halfOpen());
    const asked = await ask(url, { timeoutMs: 200 });
    expect(asked).toMatchObject({
      unreachable: { phase: 'answer', timedOut: true, why: 'no answer within 200 ms' },
    });
  });

  it('is told apart by how far it came: refused, cut off, cut off in the middle, a name that is none', async () => {
    const { url } = await start((request, response, body) =>
      (request.url === '/half' ? misbehave.brokenBody() : misbehave.reset())(request, response, body),
    );
    expect(await ask(url)).toMatchObject({
      unreachable: { phase: 'answer', timedOut: false, why: expect.stringContaining('the connection broke') },
    });
    expect(await ask(`${url}/half`)).toMatchObject({ unreachable: { phase: 'answer', timedOut: false } });
    expect(await ask('http://127.0.0.1:1')).toMatchObject({
      unreachable: { phase: 'connect', why: 'no connection (ECONNREFUSED)' },
    });
    expect(await ask('http://no-such-name.invalid')).toMatchObject({ unreachable: { phase: 'dns' } });
  });

  it('ends at once when the run is cancelled', async () => {
    const { url } = await start(misbehave.halfOpen());
    const cancel = new AbortController();
    const asked = transport(cancel.signal).request({ method: 'GET', url, timeoutMs: 60_000 });
    setTimeout(() => cancel.abort(), 20);
    await expect(asked).rejects.toThrow('cancelled');
  });
});

describe('a body', () => {
  it('of 100 MB is read as far as it is asked for, and the rest is not fetched', async () => {
    let sent = 0;
    const { url } = await start(
      misbehave.huge(100, (megabytes) => {
        sent = megabytes;
      }),
    );
    const answer = await answerOf(url, { maxBodyBytes: 2_000_000 });
    expect(answer).toMatchObject({ truncated: true, bytes: 2_000_000 });
    expect(answer.text).toHaveLength(2_000_000);
    expect(sent).toBeLessThan(50);
  });

  it('that unpacks to gigabytes is not unpacked', async () => {
    const { url } = await start(misbehave.gzipBomb());
    expect(await answerOf(url, { maxBodyBytes: 1_000_000 })).toMatchObject({ truncated: true, text: '' });
  });
});

describe('redirects', () => {
  it('that go in a circle end after five', async () => {
    const { url, asked } = await start(misbehave.redirectLoop());
    const answer = await answerOf(`${url}/a`);
    expect(answer.status).toBe(302);
    expect(asked).toHaveLength(6);
    expect(answer.hops).toHaveLength(5);
  });

  it('carry neither a body nor headers of a check to another origin', async () => {
    const got: [string, string | undefined][] = [];
    const foreign = await start((request, response, body) => {
      got.push([body, request.headers.authorization]);
      response.end('foreign');
    });
    const { url } = await start((request, response) =>
      response.writeHead(request.url === '/307' ? 307 : 302, { location: `${foreign.url}/x` }).end(),
    );
    const secret = { method: 'POST', headers: { authorization: 'Bearer abc' }, body: 'password' };
    expect((await answerOf(`${url}/307`, secret)).status).toBe(307);
    expect((await answerOf(`${url}/302`, secret)).text).toBe('foreign');
    expect(got).toEqual([['', undefined]]);
  });
});

describe('connections', () => {
  it('are timed phase by phase, and tell the address that answered', async () => {
    const { url } = await start(hello, { tls: selfSigned(Date.now() - day, Date.now() + 30 * day) });
    const plain = await start(hello);
    const answer = await answerOf(plain.url.replace('127.0.0.1', 'localhost'));
    expect(Object.keys(answer.phases).sort()).toEqual(['connect', 'dns', 'firstByte']);
    expect(answer.remote?.address).toBe('127.0.0.1');
    expect(await ask(url)).toMatchObject({ unreachable: { phase: 'tls' } });
  });

  it('with a certificate that is expired or signed by itself are refused, with the cause', async () => {
    const expired = await start(hello, { tls: selfSigned(Date.now() - 60 * day, Date.now() - 30 * day) });
    const own = await start(hello, { tls: selfSigned(Date.now() - day, Date.now() + day) });
    const why = async (url: string) => {
      const asked = await ask(url);
      return 'unreachable' in asked ? asked.unreachable.why : 'answered';
    };
    expect(await why(expired.url)).toMatch(
      /no secure connection \((CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT)\)/,
    );
    expect(await why(own.url)).toBe('no secure connection (DEPTH_ZERO_SELF_SIGNED_CERT)');
  });

  ipv6('reach a service that speaks IPv6 only', async () => {
    const { url } = await start(hello, { host: '::1' });
    expect(await answerOf(url)).toMatchObject({ status: 200, remote: { family: 'IPv6' } });
  });

  trusting('to a service that speaks HTTP/2 only work, and tell its certificate', async () => {
    const pair = selfSigned(Date.now() - day, Date.now() + 30 * day);
    const before = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...before, pair.cert]);
    const { url } = await start(hello, { tls: pair, http2Only: true });
    const answer = await answerOf(url);
    tls.setDefaultCACertificates(before);
    expect(answer).toMatchObject({ status: 200, text: 'hello', httpVersion: '2' });
    expect(answer.tls).toMatchObject({ daysLeft: 29, subject: 'localhost' });
    expect(Object.keys(answer.phases)).toContain('tls');
  });

  it('kept in a pool are used again; others are made anew for each request', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await start((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const way = transport();
    const request = { method: 'GET', url, timeoutMs: 5_000 };
    for (let i = 0; i < 5; i += 1) await way.request({ ...request, connection: 'kept', poolSize: 1 });
    expect(ports.size).toBe(1);
    for (let i = 0; i < 3; i += 1) await way.request(request);
    expect(ports.size).toBe(4);
  });
});

describe('cookies', () => {
  it('come back to where they were set and nowhere else, until they expire', async () => {
    const jar = new CookieJar();
    jar.keep(
      [
        'a=1; Path=/',
        'b=2; Path=/admin',
        'c=3; Max-Age=0',
        'd=4; Path=/; Domain=example.com',
        'e=5; Secure',
        'f=6; Domain=com',
      ],
      'https://app.example.com/x/y',
    );
    expect(jar.headerFor('https://app.example.com/')).toBe('a=1; d=4');
    expect(jar.headerFor('https://app.example.com/x/z')).toBe('a=1; d=4; e=5');
    expect(jar.headerFor('https://app.example.com/admin/1')).toBe('a=1; b=2; d=4');
    expect(jar.headerFor('https://other.example.com/')).toBe('d=4');
    expect(jar.headerFor('https://example.org/')).toBe('');
    expect(jar.headerFor('http://app.example.com/x/z')).toBe('a=1; d=4');
  });
});
