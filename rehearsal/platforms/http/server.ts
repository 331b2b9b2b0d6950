import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, Faults } from './faults.js';

/** One request as it arrived, written down whether or not it was answered well. Secrets in headers are kept out. */
export interface RecordedRequest {
  /** Milliseconds since the epoch. */
  at: number;
  operation: string;
  method: string;
  /** Path with query, as sent. */
  url: string;
  headers: Record<string, string>;
  /** The decoded body: parsed JSON, text, or the length in bytes of anything else. */
  body: unknown;
  /** Status sent, or what was done to the connection instead. */
  answered: number | 'reset' | 'hang' | undefined;
}

/** What a handler gets: the path's parameters, the query, the raw body and its JSON. */
export interface PlatformRequest {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string>;
  raw: Buffer;
  /** The body as JSON; throws a 400 answer when it is not JSON. */
  json(): unknown;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}

/** An answer; `stream` is written as it comes, anything else goes out as JSON unless it is a string or a Buffer. */
export interface PlatformResponse {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  stream?: AsyncIterable<string | Buffer>;
}

export type Handler = (request: PlatformRequest) => Promise<PlatformResponse> | PlatformResponse;

interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  operation: string | ((request: PlatformRequest) => string);
  handler: Handler;
}

/** Thrown by a handler to answer with a status and a body instead of returning. */
export class HttpAnswer extends Error {
  readonly answer: PlatformResponse;
  constructor(status: number, body: unknown) {
    super(`HTTP ${status}`);
    this.answer = { status, body };
  }
}

/** A loopback HTTP server with routes, fault rules and a record of every request: the ground of all local platforms. */
export class PlatformServer {
  readonly requests: RecordedRequest[] = [];
  readonly faults = new Faults();
  readonly #routes: Route[] = [];
  readonly #server: Server;
  readonly #notFound: (request: PlatformRequest) => PlatformResponse;

  constructor(notFound: (request: PlatformRequest) => PlatformResponse) {
    this.#notFound = notFound;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.keepAliveTimeout = 5_000;
  }

  /**
   * Adds a route. `path` may hold `:name` segments; `operation` names it in the record and for faults, and may be
   * computed from the request (a GraphQL end point has one path and many operations).
   */
  route(method: string, path: string, operation: Route['operation'], handler: Handler): void {
    const names: string[] = [];
    const source = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
    this.#routes.push({ method, pattern: new RegExp(`^${source}$`), names, operation, handler });
  }

  /** Listens on 127.0.0.1 and returns the base URL, without a slash at the end. A port that is taken rejects. */
  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => resolve());
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, response);
    const route = this.#find(request);
    const operation = !route
      ? 'unknown'
      : typeof route.operation === 'function'
        ? route.operation(request)
        : route.operation;
    const record: RecordedRequest = {
      at: Date.now(),
      operation,
      method: request.method,
      url: incoming.url ?? '/',
      headers: withoutSecrets(request.headers),
      body: describeBody(request),
      answered: undefined,
    };
    this.requests.push(record);
    const handler = route?.handler ?? this.#notFound;
    const fault = this.faults.next(operation);
    if (fault) return applyFault(fault, handler, request, response, record);
    record.answered = await answer(handler, request, response);
  }

  #find(request: PlatformRequest): Route | undefined {
    for (const route of this.#routes) {
      if (route.method !== request.method) continue;
      const match = route.pattern.exec(request.path);
      if (!match) continue;
      route.names.forEach((name, index) => {
        request.params[name] = decodeSegment(match[index + 1] ?? '');
      });
      return route;
    }
    return undefined;
  }
}

/** A segment that is not well formed stays as it is: it names nothing, so its handler answers 404. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function readRequest(incoming: IncomingMessage, response: ServerResponse): Promise<PlatformRequest> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    gone.abort();
  }
  const raw = Buffer.concat(chunks);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers,
    raw,
    json: () => parseJson(raw),
    signal: gone.signal,
  };
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new HttpAnswer(400, { error: { code: 'bad_request', message: 'The body is not JSON.' } });
  }
}

async function answer(handler: Handler, request: PlatformRequest, response: ServerResponse): Promise<number> {
  let result: PlatformResponse;
  try {
    result = await handler(request);
  } catch (error) {
    result =
      error instanceof HttpAnswer
        ? error.answer
        : { status: 500, body: { error: { code: 'internal_server_error', message: String(error) } } };
  }
  return send(result, response);
}

async function send(result: PlatformResponse, response: ServerResponse): Promise<number> {
  if (response.destroyed) return result.status;
  const { body } = result;
  const plain = typeof body === 'string' || Buffer.isBuffer(body);
  const type = plain || body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(result.status, { ...type, ...result.headers });
  if (result.stream) {
    for await (const chunk of result.stream) {
      if (response.destroyed) return result.status;
      response.write(chunk);
    }
    response.end();
    return result.status;
  }
  response.end(plain ? (body as string | Buffer) : body === undefined ? undefined : JSON.stringify(body));
  return result.status;
}

async function applyFault(
  fault: Fault,
  handler: Handler,
  request: PlatformRequest,
  response: ServerResponse,
  record: RecordedRequest,
): Promise<void> {
  switch (fault.kind) {
    case 'status':
    case 'garbage':
      record.answered = await send(instead(fault), response);
      return;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
      record.answered = await answer(handler, request, response);
      return;
    case 'reset-after':
    case 'hang-after':
      await act(handler, request);
      break;
    default:
  }
  record.answered = fault.kind.startsWith('reset') ? 'reset' : 'hang';
  if (record.answered === 'reset') response.socket?.resetAndDestroy();
}

function instead(fault: Extract<Fault, { kind: 'status' | 'garbage' }>): PlatformResponse {
  if (fault.kind === 'garbage') {
    return { status: 200, body: '<html>not what you asked for', headers: { 'content-type': 'text/html' } };
  }
  const { status, body = {}, headers } = fault;
  return { status, body, ...(headers ? { headers } : {}) };
}

/** Does what was asked; the caller hears nothing either way. */
async function act(handler: Handler, request: PlatformRequest): Promise<void> {
  try {
    await handler(request);
  } catch {
    // A refusal would not have reached the caller either.
  }
}

function describeBody(request: PlatformRequest): unknown {
  if (request.raw.length === 0) return undefined;
  const type = request.headers['content-type'] ?? '';
  if (type.includes('json')) {
    try {
      return JSON.parse(request.raw.toString('utf8'));
    } catch {
      return request.raw.toString('utf8');
    }
  }
  return type.startsWith('text/') ? request.raw.toString('utf8') : { bytes: request.raw.length };
}

const secretHeaders = new Set([
  'authorization',
  'project-access-token',
  'cookie',
  'x-vercel-protection-bypass',
]);

function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.has(name) ? '***' : value]),
  );
}
