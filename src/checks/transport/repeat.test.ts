import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelledError } from '../../errors/errors.js';
import { selfSigned } from '../misbehaving/certificate.js';
import { type Handler, serve as listen, type TestServer } from '../misbehaving/server.js';
import { CookieJar } from './cookies.js';
import { createTransport, type OpenTransport } from './create.js';
import { Protection } from './protection.js';
import type { TransportRequest } from './transport.js';

const servers: TestServer[] = [];
const open: OpenTransport[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(handle: Handler): Promise<string> {
  const server = await listen(handle);
  servers.push(server);
  return server.url;
}

function transportFor(signal = new AbortController().signal): OpenTransport {
  const transport = createTransport({
    protection: new Protection([], {}),
    jar: new CookieJar(),
    signal,
    userAgent: 'test',
  });
  open.push(transport);
  return transport;
}

function repeat(url: string, changes: Partial<TransportRequest> = {}, signal = new AbortController().signal) {
  const transport = transportFor(signal);
  return transport.repeat({ method: 'GET', url, timeoutMs: 5_000, poolSize: 2, ...changes });
}

describe('a repeated request', () => {
  it('is not called slow because another check of the same target is: each has connections of its own', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const url = await serve(async (request, response) => {
      if (request.url === '/slow') await released;
      response.end(request.url, release);
    });
    const transport = transportFor();
    const asking = { method: 'GET', timeoutMs: 5_000, poolSize: 1 };
    const slow = transport.repeat({ ...asking, url: `${url}/slow` })();
    const quick = transport.repeat({ ...asking, url: `${url}/quick` })();
    expect(await quick).toMatchObject({ answer: { text: '/quick' } });
    expect(await slow).toMatchObject({ answer: { text: '/slow' } });
  });

  it('brings its key from the first request on, also when several are sent at once', async () => {
    const url = await serve((request, response) => response.end(String(request.headers.authorization)));
    const send = repeat(url, { headers: { authorization: 'Bearer k' }, poolSize: 4 });
    const answers = await Promise.all([send(), send(), send(), send()]);
    for (const answer of answers) expect(answer).toMatchObject({ answer: { text: 'Bearer k' } });
  });

  it('tells each answer as a single request would', async () => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      response.writeHead(asked === 2 ? 503 : 200, { 'X-Asked': String(asked), 'set-cookie': ['a=1', 'b=2'] });
      response.write('é');
      setImmediate(() => response.end(`${request.headers['x-own']} ${request.url}`));
    });
    const send = repeat(`${url}/a?b=c`, { headers: { 'X-Own': 'mine' } });
    expect(await send()).toMatchObject({
      answer: {
        status: 200,
        text: 'émine /a?b=c',
        setCookies: ['a=1', 'b=2'],
        headers: { 'x-asked': '1', 'set-cookie': 'a=1, b=2' },
      },
    });
    expect(await send()).toMatchObject({ answer: { status: 503 } });
  });

  it('tells the body of each answer, never that of the one before', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end(['good', 'evil', 'good', '', 'é'][asked - 1]);
    });
    const send = repeat(url, { poolSize: 1 });
    const texts: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const found = await send();
      texts.push('answer' in found ? found.answer.text : 'none');
    }
    expect(texts).toEqual(['good', 'evil', 'good', '', 'é']);
  });

  it('opens no more connections than it may, and keeps them', async () => {
    const ports = new Set<number>();
    let underWay = 0;
    let most = 0;
    const url = await serve(async (request, response) => {
      ports.add(request.socket.remotePort ?? 0);
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 10));
      underWay -= 1;
      response.end('ok');
    });
    const send = repeat(url, { poolSize: 2 });
    for (let i = 0; i < 3; i += 1) {
      const found = await Promise.all(Array.from({ length: 5 }, send));
      for (const one of found) expect(one).toMatchObject({ answer: { text: 'ok' } });
    }
    expect([ports.size, most]).toEqual([2, 2]);
  });

  it('never takes an answer that comes too late for the answer to the next request', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      if (asked === 1) setTimeout(() => response.end('late'), 250);
      else response.end('in time');
    });
    const send = repeat(url, { timeoutMs: 100, poolSize: 1 });
    expect(await send()).toMatchObject({ unreachable: { timedOut: true, phase: 'answer' } });
    expect(await send()).toMatchObject({ answer: { text: 'in time' } });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await send()).toMatchObject({ answer: { text: 'in time' } });
  });

  it('sees that somebody is there again', async () => {
    const gone = await listen((_, response) => void response.end('before'));
    const send = repeat(gone.url, { poolSize: 1 });
    expect(await send()).toMatchObject({ answer: { text: 'before' } });
    await gone.close();
    await send();
    expect(await send()).toMatchObject({ unreachable: { phase: 'connect' } });
    const back = createServer((_, response) => response.end('after'));
    await new Promise<void>((resolve) => back.listen(Number(new URL(gone.url).port), '127.0.0.1', resolve));
    try {
      expect(await send()).toMatchObject({ answer: { text: 'after' } });
    } finally {
      back.closeAllConnections();
      back.close();
    }
  });

  it('refuses a certificate that nobody vouches for, and sends nothing', async () => {
    const day = 86_400_000;
    const pair = selfSigned(Date.now() - day, Date.now() + day);
    const server = await listen((_, response) => void response.end('hello'), { tls: pair });
    servers.push(server);
    const send = repeat(server.url);
    for (let i = 0; i < 2; i += 1)
      expect(await send()).toMatchObject({ unreachable: { phase: 'tls', timedOut: false } });
    expect(server.asked).toEqual([]);
  });

  it('follows redirects and unpacks bodies all the same', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end();
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
    });
    const send = repeat(`${url}/old`);
    for (let i = 0; i < 2; i += 1) {
      expect(await send()).toMatchObject({
        answer: { status: 200, text: 'packed', url: `${url}/new`, hops: [{ status: 302 }] },
      });
    }
    expect(await repeat(`${url}/old`, { redirects: 0 })()).toMatchObject({ answer: { status: 302 } });
  });

  it('gives up in time on an answer that never comes or never ends', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/half') response.writeHead(200).write('half');
    });
    for (const path of ['/never', '/half']) {
      const found = await repeat(`${url}${path}`, { timeoutMs: 200 })();
      expect(found).toMatchObject({ unreachable: { timedOut: true } });
    }
  });

  it('reads no more of a body than it may', async () => {
    const url = await serve((_, response) => void response.end('x'.repeat(1_000_000)));
    expect(await repeat(url, { maxBodyBytes: 1_000 })()).toMatchObject({
      answer: { truncated: true, bytes: 1_000 },
    });
  });

  it('says that nobody is there, and ends with the run', async () => {
    expect(await repeat('http://127.0.0.1:1')()).toMatchObject({ unreachable: { phase: 'connect' } });
    const cancel = new AbortController();
    const send = repeat(await serve(() => cancel.abort()), {}, cancel.signal);
    await expect(send()).rejects.toBeInstanceOf(CancelledError);
  });
});
