import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { KeyPair } from './certificate.js';

/** Answers one request, well or badly. */
export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => unknown;

/** How a test's server listens. */
export interface Listening {
  /** `127.0.0.1` when absent. */
  host?: string;
  tls?: KeyPair;
  /** Speaks HTTP/2 and nothing else; needs `tls`. */
  http2Only?: boolean;
}

/** A server for tests. */
export interface TestServer {
  /** Without a slash at the end. */
  url: string;
  port: number;
  /** What was asked, as `GET /path`. */
  asked: string[];
  server: Server;
  /** Ends it and all its connections, answered or not. */
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function serve(
  handle: Handler,
  { host = '127.0.0.1', tls, http2Only }: Listening = {},
): Promise<TestServer> {
  const asked: string[] = [];
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await handle(request, response, Buffer.concat(chunks).toString('latin1'));
  };
  const server = created(listener, tls, http2Only);
  const sockets = new Set<Socket>();
  let closed = false;
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => {
      socket.on('error', () => undefined);
      // One that was on its way when the server closed would keep it, and the test run, for ever.
      if (closed) socket.destroy();
      else sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
  }
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : tls ? 'localhost' : host;
  return {
    url: `${tls ? 'https' : 'http'}://${name}:${port}`,
    port,
    asked,
    server,
    close: () =>
      new Promise((resolve) => {
        closed = true;
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function created(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
  tls: KeyPair | undefined,
  http2Only = false,
): Server {
  // The two kinds of server have the same events and the same methods that are used here.
  if (http2Only)
    return createSecureServer({ ...tls, allowHTTP1: false }, listener as never) as never as Server;
  return tls ? createHttpsServer(tls, listener) : createServer(listener);
}
