import { randomBytes } from 'node:crypto';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Deployment } from './model.js';
import type { Guard } from './protection.js';
import { readSiteFile, resolvePath, type Site } from './site.js';

/** Picks, for each request anew, the deployment a host leads to: a switch is a change of one answer. */
export type Choose = (request: IncomingMessage, response: ServerResponse) => Deployment | undefined;

const everybody: Guard = () => true;

/** The hosts of a platform, each a port on the loopback interface. */
export class Edge {
  readonly #servers = new Map<string, Server>();

  /** Opens a host and returns it as `127.0.0.1:<port>`; the guard sees every request first. */
  async open(choose: Choose, guard: Guard = everybody): Promise<string> {
    const server = createServer((request, response) => {
      if (guard(request, response)) void serve(choose(request, response), request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve());
    });
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.#servers.set(host, server);
    return host;
  }

  async close(host: string): Promise<void> {
    const server = this.#servers.get(host);
    this.#servers.delete(host);
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#servers.keys()].map((host) => this.close(host)));
  }
}

async function serve(
  deployment: Deployment | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('server', 'Vercel');
  response.setHeader('x-vercel-id', `dev1::${randomBytes(5).toString('hex')}-${Date.now()}`);
  try {
    if (!deployment?.site)
      return refuse(response, 404, 'DEPLOYMENT_NOT_FOUND', 'The deployment could not be found');
    await serveSite(deployment.site, request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'INTERNAL_EDGE_ERROR', String(error));
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const text = `${message}\n\n${code}\n\n${String(response.getHeader('x-vercel-id'))}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'public, max-age=0, must-revalidate',
    'x-vercel-error': code,
  });
  response.end(text);
}

async function serveSite(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return refuse(response, 400, 'INVALID_REQUEST', 'The path is not well formed');
  }
  const resolution = await resolvePath(site, path, url.search);
  for (const [name, value] of Object.entries(resolution.headers)) response.setHeader(name, value);
  switch (resolution.kind) {
    case 'missing':
      return refuse(response, 404, 'NOT_FOUND', 'The page could not be found');
    case 'redirect':
      response.writeHead(resolution.status, { location: resolution.location });
      response.end('Redirecting...\n');
      return;
    case 'proxy':
      return passOn(resolution.url, request, response);
    case 'file':
      return serveFile(site, resolution.path, resolution.status, request, response);
  }
}

async function serveFile(
  site: Site,
  path: string,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'INVALID_REQUEST_METHOD', 'This method is not allowed');
  const { contents, type, etag } = await readSiteFile(site, path);
  const own = { 'cache-control': 'public, max-age=0, must-revalidate', 'content-type': type };
  for (const [name, value] of Object.entries(own))
    if (!response.hasHeader(name)) response.setHeader(name, value);
  response.setHeader('etag', etag);
  response.setHeader('x-vercel-cache', 'HIT');
  if (status === 404) response.setHeader('x-vercel-error', 'NOT_FOUND');
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.writeHead(status, { 'content-length': contents.length });
  response.end(request.method === 'HEAD' ? undefined : contents);
}

/** Passes a request on to a rewrite's target; only to the loopback interface, so nothing leaves the machine. */
async function passOn(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(target);
  if (url.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(url.hostname))
    return refuse(
      response,
      502,
      'ROUTER_EXTERNAL_TARGET_CONNECTION_ERROR',
      `${url.origin} is not on this machine`,
    );
  await new Promise<void>((resolve) => {
    const host = request.headers.host ?? '';
    const headers = {
      ...request.headers,
      host: url.host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
    };
    const upstream = httpRequest(url, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    upstream.on('error', () => {
      if (response.headersSent) response.destroy();
      else refuse(response, 502, 'ROUTER_EXTERNAL_TARGET_CONNECTION_ERROR', `${url.origin} does not answer`);
    });
    response.on('close', () => {
      upstream.destroy();
      resolve();
    });
    request.pipe(upstream);
  });
}
