import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import * as tls from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { misbehave } from '../misbehaving/answers.js';
import { selfSigned } from '../misbehaving/certificate.js';
import { check } from '../misbehaving/run.js';
import { type Handler, type Listening, serve, type TestServer } from '../misbehaving/server.js';

const day = 86_400_000;
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function start(handle: Handler, listening: Listening = {}): Promise<TestServer> {
  const server = await serve(handle, listening);
  servers.push(server);
  return server;
}

/** The one check's verdict and reason at a server. */
async function verdictOf(url: string, fields: object): Promise<{ verdict: string; reason: string }> {
  const { checks } = await check({ checks: [{ name: 'it', ...fields }] }, url);
  const [only] = checks;
  if (!only) throw new Error('the check was not made');
  return { verdict: only.verdict, reason: only.reason };
}

const pass = { verdict: 'pass', reason: '' };

describe('cors', () => {
  const app = 'https://app.example.com';
  const allowing: Handler = (request, response) => {
    if (request.headers.origin === app) {
      response.setHeader('access-control-allow-origin', app);
      response.setHeader('access-control-allow-methods', 'GET, PUT');
      response.setHeader('access-control-allow-headers', 'Authorization, Content-Type');
    }
    response.writeHead(request.method === 'OPTIONS' ? 204 : 200).end();
  };
  const cors = { kind: 'cors', path: '/api', origin: app };

  it('holds when a page of the origin may ask, and when another one may not', async () => {
    const { url, asked } = await start(allowing);
    expect(await verdictOf(url, { ...cors, method: 'PUT', headers: ['authorization'] })).toEqual(pass);
    expect(await verdictOf(url, cors)).toEqual(pass);
    expect(asked).toEqual(['OPTIONS /api', 'OPTIONS /api', 'GET /api']);
    expect(await verdictOf(url, { ...cors, origin: 'https://evil.example', allowed: false })).toEqual(pass);
  });

  it('tells what a browser would refuse: the origin, the method, a header, cookies', async () => {
    const { url } = await start(allowing);
    expect((await verdictOf(url, { ...cors, origin: 'https://evil.example' })).reason).toContain(
      'without access-control-allow-origin, so a browser refuses it',
    );
    const put = { ...cors, method: 'DELETE', headers: ['x-tenant'], credentials: true };
    const { verdict, reason } = await verdictOf(url, put);
    expect(verdict).toBe('fail');
    expect(reason).toContain('does not allow DELETE (allowed: GET, PUT)');
    expect(reason).toContain('does not allow the header x-tenant');
    expect(reason).toContain('lacks access-control-allow-credentials');
  });

  it('finds an API that is open to everyone, and a star that forbids cookies', async () => {
    const { url } = await start((_, response) =>
      response.setHeader('access-control-allow-origin', '*').end(),
    );
    expect((await verdictOf(url, { ...cors, allowed: false })).reason).toContain('should be refused');
    expect((await verdictOf(url, { ...cors, credentials: true })).reason).toContain('does not allow cookies');
  });
});

describe('headers', () => {
  it('of the presets are asked for, with what is missing or wrong', async () => {
    const { url } = await start((_, response) => {
      response.setHeader('x-powered-by', 'Express');
      response.setHeader('cache-control', 'public, max-age=31536000, immutable');
      response.end();
    });
    const { reason } = await verdictOf(url, {
      kind: 'headers',
      path: '/',
      preset: ['security', 'cache-page'],
    });
    expect(reason.split('; ')).toEqual([
      'the header x-content-type-options is missing',
      'the header x-powered-by is there ("Express") and should not be',
      'the header content-security-policy is missing',
      'the header referrer-policy is missing',
      expect.stringContaining(
        'the header cache-control is "public, max-age=31536000, immutable" and does not match',
      ),
    ]);
    expect(await verdictOf(url, { kind: 'headers', path: '/', preset: 'cache-immutable' })).toEqual(pass);
    const own = { kind: 'headers', path: '/', preset: 'security-api', ignore: ['X-Powered-By'] };
    const expects = { expect: { 'x-content-type-options': { exists: false } } };
    expect(await verdictOf(url, { ...own, ...expects })).toEqual(pass);
  });
});

describe('redirect', () => {
  it('holds when it ends where it should, also at a foreign address, which is not asked', async () => {
    const { url } = await start((request, response) => {
      const location = { '/old': '/new', '/away': 'http://127.0.0.1:1/there' }[request.url ?? ''];
      if (location) response.writeHead(308, { location });
      response.end();
    });
    expect(await verdictOf(url, { kind: 'redirect', path: '/old', to: '/new', status: 'permanent' })).toEqual(
      pass,
    );
    expect(await verdictOf(url, { kind: 'redirect', path: '/away', to: 'http://127.0.0.1:1/there' })).toEqual(
      pass,
    );
    expect((await verdictOf(url, { kind: 'redirect', path: '/old', to: '/new', status: 302 })).reason).toBe(
      'the redirect is HTTP 308 in place of 302',
    );
    expect((await verdictOf(url, { kind: 'redirect', path: '/new', to: '/newer' })).reason).toBe(
      'HTTP 200 in place of a redirect',
    );
    expect((await verdictOf(url, { kind: 'redirect', path: '/old', to: '/newer' })).reason).toContain(
      '/new in place of /newer',
    );
  });

  it('finds a circle', async () => {
    const { url } = await start(misbehave.redirectLoop());
    const { verdict, reason } = await verdictOf(url, { kind: 'redirect', path: '/a', to: '/c' });
    expect([verdict, reason]).toEqual(['fail', expect.stringContaining('the redirects go in a circle')]);
  });
});

describe('links', () => {
  const page = `<html><head><base href="/app/"><link rel="stylesheet" href="style.css?a=1&amp;b=2">
    <!-- <img src="/commented.png"> --><script src='main.js'></script><script>var a = '<img src="/no.png">'</script></head>
    <a href=/about#top>About</a><a href="mailto:x@y.z">m</a><a href="https://elsewhere.example/">e</a><img srcset="/a.png 1x, /b.png 2x"></html>`;

  it('are asked for once each, on the same origin only', async () => {
    const { url, asked } = await start((request, response) =>
      response.end(request.url === '/' ? page : 'ok'),
    );
    expect(await verdictOf(url, { kind: 'links' })).toEqual(pass);
    expect(asked.sort()).toEqual(
      ['/', '/a.png', '/about', '/app/main.js', '/app/style.css?a=1&b=2', '/b.png'].map(
        (path) => `GET ${path}`,
      ),
    );
  });

  it('find a script that a deploy lost, also where the fallback page answers in its place', async () => {
    const { url } = await start((request, response) => {
      response.setHeader('content-type', 'text/html');
      if (request.url === '/b.png') response.statusCode = 404;
      response.end(request.url === '/' ? page : '<html>fallback</html>');
    });
    const { reason } = await verdictOf(url, { kind: 'links', pages: false, ignore: ['style.css'] });
    expect(reason).toContain('2 of 3 links do not load');
    expect(reason).toContain('/b.png answers HTTP 404');
    expect(reason).toContain(
      "answers a page in place of a script: the file is missing and the app's fallback answered",
    );
  });
});

describe('sse', () => {
  const sse = { kind: 'sse', path: '/events', events: 3, timeout: '5s' };

  it('holds when events come one by one', async () => {
    const { url } = await start(misbehave.events(3, 30));
    expect(await verdictOf(url, { ...sse, 'min-spread': '40ms', matches: '"n":3', event: 'tick' })).toEqual(
      pass,
    );
  });

  it('finds events that a proxy holds back and lets go in one lump at the end', async () => {
    const { url } = await start(misbehave.eventsInOneLump(3));
    const { verdict, reason } = await verdictOf(url, { ...sse, 'min-spread': '500ms' });
    expect([verdict, reason]).toEqual([
      'fail',
      expect.stringContaining('in one lump, less than 500ms apart'),
    ]);
  });

  it('finds a stream that stays silent, one that ends early, and an answer that is no stream', async () => {
    const silent = await start(misbehave.silentEvents());
    expect((await verdictOf(silent.url, { ...sse, 'first-event': '100ms' })).reason).toBe(
      'no event came: nothing came within 100ms',
    );
    const short = await start(misbehave.eventsInOneLump(2));
    expect((await verdictOf(short.url, sse)).reason).toBe('2 of 3 events came, then the stream ended');
    const page = await start((_, response) => response.setHeader('content-type', 'text/html').end('<html>'));
    expect((await verdictOf(page.url, sse)).reason).toContain('HTTP 200 with "text/html"');
  });
});

describe('websocket', () => {
  async function echo(): Promise<TestServer> {
    const server = await start((_, response) => response.writeHead(426).end());
    const sockets = new WebSocketServer({ server: server.server, path: '/ws' });
    sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(`echo ${data}`)));
    return server;
  }
  const websocket = { kind: 'websocket', path: '/ws', timeout: '5s' };

  it('holds when it opens and answers', async () => {
    const { url } = await echo();
    expect(await verdictOf(url, { ...websocket, send: 'ping', matches: '^echo ping$' })).toEqual(pass);
    expect(await verdictOf(url, websocket)).toEqual(pass);
  });

  it('tells what the address answers when it does not open, and what came when it was not what was meant', async () => {
    const { url } = await echo();
    expect((await verdictOf(url, { ...websocket, path: '/other' })).reason).toContain('did not open');
    const wrong = { ...websocket, send: 'ping', matches: '^pong', timeout: '300ms' };
    expect((await verdictOf(url, wrong)).reason).toBe(
      'no message matches /^pong/ within 300ms; the last one is "echo ping"',
    );
    expect((await verdictOf('http://127.0.0.1:1', websocket)).reason).toContain('ECONNREFUSED');
  });
});

describe('tls', () => {
  const hello: Handler = (_, response) => response.end('hello');
  const tlsCheck = { kind: 'tls', timeout: '5s' };

  it('says of a bad certificate why it is bad', async () => {
    const expired = await start(hello, { tls: selfSigned(Date.now() - 60 * day, Date.now() - 31 * day) });
    const { verdict, reason } = await verdictOf(expired.url, tlsCheck);
    expect(verdict).toBe('fail');
    expect(reason).toContain('is not trusted');
    expect(reason).toMatch(/the certificate expired 3[12] days ago/);
  });

  it('is not fooled by a port without TLS, nor by one that nobody listens at', async () => {
    const { port } = await start(hello);
    const plain = await verdictOf(`https://127.0.0.1:${port}`, tlsCheck);
    expect(plain.verdict).toBe('fail');
    expect((await verdictOf('https://127.0.0.1:1', tlsCheck)).verdict).toBe('error');
  });

  const trusting = 'setDefaultCACertificates' in tls ? it : it.skip;
  trusting('holds for a good certificate, and warns before it ends (skipped before Node 24)', async () => {
    const pair = selfSigned(Date.now() - day, Date.now() + 20 * day);
    const before = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...before, pair.cert]);
    const { url } = await start(hello, { tls: pair });
    const good = await verdictOf(url, tlsCheck);
    const soon = await verdictOf(url, { ...tlsCheck, 'days-left': 30, issuer: "Let's Encrypt" });
    const http = { path: '/', expect: { 'tls-days-left': 30, 'http-version': '2' } };
    const overHttp = await verdictOf(url, http);
    tls.setDefaultCACertificates(before);
    expect(good).toEqual(pass);
    expect(soon.reason).toContain('the certificate holds for 19 more days, less than 30');
    expect(soon.reason).toContain('the issuer is "localhost"');
    expect(overHttp.reason).toContain('holds for 19 more days');
    expect(overHttp.reason).toContain('HTTP/1.1 in place of HTTP/2');
  });
});

describe('dns', () => {
  /** Answers every A question with 192.0.2.7, and every other one with "no such name". */
  async function nameServer(): Promise<string> {
    const socket: Socket = createSocket('udp4');
    socket.on('message', (query, { port, address }) => {
      const end = query.indexOf(0, 12) + 5;
      const isA = query.readUInt16BE(end - 4) === 1;
      const head = Buffer.from(query.subarray(0, 12));
      head.writeUInt16BE(isA ? 0x8180 : 0x8183, 2);
      head.writeUInt16BE(isA ? 1 : 0, 6);
      head.writeUInt32BE(0, 8);
      const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]);
      socket.send(Buffer.concat([head, query.subarray(12, end), ...(isA ? [answer] : [])]), port, address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    servers.push({ close: () => new Promise<void>((resolve) => socket.close(() => resolve())) });
    return `127.0.0.1:${(socket.address() as AddressInfo).port}`;
  }

  it('finds the records a name needs, and says which it has in their place', async () => {
    const dns = { kind: 'dns', host: 'app.example.com', servers: [await nameServer()] };
    const any = 'http://127.0.0.1:1';
    expect(await verdictOf(any, { ...dns, contains: '192.0.2.' })).toEqual(pass);
    expect((await verdictOf(any, { ...dns, contains: '198.51.' })).reason).toBe(
      'no A record of app.example.com contains "198.51.": 192.0.2.7',
    );
    expect((await verdictOf(any, { ...dns, type: 'CNAME' })).reason).toContain('has no CNAME record');
  });
});
