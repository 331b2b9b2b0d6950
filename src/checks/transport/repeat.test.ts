import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelledError } from '../../errors/errors.js';
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
