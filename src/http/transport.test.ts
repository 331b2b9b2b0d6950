import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createTransport } from './transport.js';

const servers: Server[] = [];
const tunnels: Duplex[] = [];
afterEach(() => {
  for (const tunnel of tunnels.splice(0)) tunnel.destroy();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener, prepare = (_: Server) => {}): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  prepare(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const signal = new AbortController().signal;
const get = (url: string) => ({ url, method: 'GET', headers: {}, body: null, signal });

/** Answers with what it was sent. */
const echo: RequestListener = async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method, headers } = request;
  const body = Buffer.concat(chunks).toString('utf8');
  response.end(JSON.stringify({ method, length: headers['content-length'], body }));
};

describe.each([
  ['straight', false],
  ['through a proxy', true],
])('a request goes out %s', (_, proxied) => {
  async function transport() {
    if (!proxied) return createTransport({});
    const proxy = await serve(
      () => {},
      (server) =>
        server.on('connect', (request, socket) => {
          const [host = '', port = ''] = (request.url ?? '').split(':');
          const onward = connect(Number(port), host, () => {
            socket.write('HTTP/1.1 200 OK\r\n\r\n');
            onward.pipe(socket);
            socket.pipe(onward);
          });
          tunnels.push(onward, socket);
          for (const end of [onward, socket]) end.on('error', () => {});
        }),
    );
    process.env.http_proxy = proxy;
    return createTransport({ http_proxy: proxy });
  }
  afterEach(() => {
    delete process.env.http_proxy;
  });

  it('with what it carries: nothing, text, bytes, a stream of known length', async () => {
    const send = await transport();
    const url = await serve(echo);
    const post = (body: string | Uint8Array | Readable | null, headers = {}) =>
      send({ ...get(url), method: 'POST', headers, body }).then(({ text }) => JSON.parse(text));
    expect(JSON.parse((await send(get(url))).text)).toMatchObject({ method: 'GET', body: '' });
    expect(await post('é')).toEqual({ method: 'POST', length: '2', body: 'é' });
    expect(await post(Buffer.from('abc'))).toMatchObject({ length: '3', body: 'abc' });
    expect(await post(null)).toMatchObject({ body: '' });
    const stream = Readable.from([Buffer.from('one'), Buffer.from('two')]);
    expect(await post(stream, { 'content-length': '6' })).toMatchObject({ length: '6', body: 'onetwo' });
  });

  it('and ends with the reason when it is stopped', async () => {
    const send = await transport();
    const stop = new AbortController();
    const url = await serve(() => stop.abort(new Error('enough')));
    await expect(send({ ...get(url), signal: stop.signal })).rejects.toThrow('enough');
    const late = AbortSignal.timeout(30);
    await expect(send({ ...get(await serve(() => {})), signal: late })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});

describe('connections', () => {
  it('are used again', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x');
    });
    const send = createTransport({});
    for (let count = 0; count < 3; count += 1) await send(get(url));
    expect(ports.size).toBe(1);
  });

  it('bring an answer that comes before all was sent', async () => {
    const send = createTransport({});
    const url = await serve((_, response) => {
      response.writeHead(413, { connection: 'close', 'x-two': ['a', 'b'] }).end('too large');
    });
    const body = Readable.from(Array.from({ length: 400 }, () => Buffer.alloc(65_536)));
    const headers = { 'content-length': String(400 * 65_536) };
    const outcome = await send({ ...get(url), method: 'POST', headers, body }).catch(
      (error: unknown) => error,
    );
    // The connection may also be gone before the answer is read: that is a fault like any other.
    if (!(outcome instanceof Error)) expect(outcome).toMatchObject({ status: 413, text: 'too large' });
  });

  it('that cannot be made say so by their code', async () => {
    const url = await serve(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(createTransport({})(get(url))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('that break in the middle of an answer are no answer', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.socket?.destroy());
    });
    await expect(createTransport({})(get(url))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
