import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** One container the edge may send requests to. */
export interface EdgeTarget {
  port: number;
  deploymentId: string;
  /** Requests it has not answered to the end. */
  open: number;
  /** False once its process is gone. */
  alive: () => boolean;
}

/** How long the edge tries to reach a container that does not listen yet, in milliseconds. */
const connectFor = 2_000;
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);

/** The stable public address of a service: streams every request to a live container and the answer back. */
export class Edge {
  readonly #server: Server;
  #targets: EdgeTarget[] = [];
  #turn = 0;
  #url = '';

  constructor() {
    this.#server = createServer((incoming, outgoing) => void this.#serve(incoming, outgoing));
    this.#server.on(
      'upgrade',
      (incoming, socket: Socket, head: Buffer) => void this.#upgrade(incoming, socket, head),
    );
    this.#server.keepAliveTimeout = 30_000;
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return this.#url;
  }

  /** `127.0.0.1:<port>`, which is this platform's name for a service domain. */
  get domain(): string {
    return this.#url.replace('http://', '');
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => resolve());
    });
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on, new requests go to these in turn; requests already under way stay where they are. */
  point(targets: EdgeTarget[]): void {
    this.#targets = targets;
  }

  /** Takes a container out of the turn, whatever else is in it. */
  drop(target: EdgeTarget): void {
    this.#targets = this.#targets.filter((one) => one !== target);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #next(): EdgeTarget | undefined {
    this.#turn += 1;
    return this.#targets[this.#turn % this.#targets.length];
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const target = this.#next();
    if (!target) return refuse(outgoing, 404, 'Application not found');
    target.open += 1;
    outgoing.once('close', () => {
      target.open -= 1;
    });
    const socket = await reach(target);
    if (!socket) return refuse(outgoing, 502, 'Application failed to respond');
    forward(incoming, outgoing, socket);
  }

  async #upgrade(incoming: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const target = this.#next();
    const upstream = target && (await reach(target));
    if (!upstream) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n');
      return;
    }
    const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`);
    }
    upstream.on('error', () => socket.destroy());
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, socket: Socket): void {
  const headers = endToEnd(incoming.headers);
  const upstream = request({
    createConnection: () => socket,
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: {
      ...headers,
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': incoming.headers.host ?? '',
      connection: 'close',
    },
  });
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, { ...endToEnd(answer.headers), server: 'railway-edge' });
    outgoing.flushHeaders();
    answer.on('error', () => outgoing.destroy());
    answer.on('aborted', () => outgoing.destroy());
    answer.pipe(outgoing);
  });
  upstream.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 502, 'Application failed to respond');
  });
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) upstream.destroy();
  });
  incoming.pipe(upstream);
}

/** Connects before anything of the request is read, so that trying again loses nothing. */
async function reach(target: EdgeTarget): Promise<Socket | undefined> {
  const deadline = Date.now() + connectFor;
  do {
    const socket = await dial(target.port);
    if (socket) return socket;
    await delay(25);
  } while (target.alive() && Date.now() < deadline);
  return undefined;
}

function dial(port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', () => resolve(undefined));
  });
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  if (outgoing.destroyed) return;
  outgoing.writeHead(status, { 'content-type': 'application/json', 'x-railway-fallback': 'true' });
  outgoing.end(JSON.stringify({ status: 'error', code: status, message }));
}

function endToEnd(headers: IncomingMessage['headers']): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !hopByHop.has(name)) kept[name] = value;
  }
  return kept;
}
