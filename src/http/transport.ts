import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';

/** One request as it goes out. */
export interface Exchange {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | Uint8Array | Readable | null;
  /** Ends it; its reason is what is thrown then. */
  signal: AbortSignal;
}

/** An answer, whatever its status. */
export interface RawResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends a request once. Throws what the connection threw, or the signal's reason. */
export type Transport = (exchange: Exchange) => Promise<RawResponse>;

const keepAliveMs = 4_000;
const connectMs = 10_000;

/**
 * Makes a transport that keeps connections open. With `HTTPS_PROXY` or `HTTP_PROXY` in the environment it goes through that
 * proxy (but for `NO_PROXY`): by undici, which takes longer to load than most actions run; without one by Node itself.
 */
export function createTransport(env: NodeJS.ProcessEnv): Transport {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  return names.some((name) => env[name]) ? throughProxy() : direct();
}

function direct(): Transport {
  // A server closes idle connections, most often after 5 s: one that it is about to close must not be used again.
  const options = { keepAlive: true, timeout: keepAliveMs };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return ({ url, method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      const request = secure
        ? httpsRequest(url, { method, headers, agent: agents.https })
        : httpRequest(url, { method, headers, agent: agents.http });
      const stop = () => request.destroy(signal.reason);
      const fail = (error: unknown) => {
        signal.removeEventListener('abort', stop);
        reject(signal.aborted ? signal.reason : error);
      };
      const finish = (response: RawResponse) => {
        signal.removeEventListener('abort', stop);
        resolve(response);
      };
      // Node's own `signal` option costs more than all the rest of a small request.
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop);
      let answered = false;
      request.on('response', (response) => {
        // A server may answer before it has read everything: what sending the rest throws does not matter then.
        answered = true;
        read(response, finish, fail);
      });
      request.on('error', (error) => {
        if (!answered) fail(error);
      });
      limitConnecting(request);
      if (body === null || typeof body === 'string' || body instanceof Uint8Array)
        request.end(body ?? undefined);
      else
        pipeline(body, request, (error) => {
          if (error && !answered) fail(error);
        });
    });
}

/** A connection that is never made is known not to have carried the request; see `neverSent`. */
function limitConnecting(request: ReturnType<typeof httpRequest>): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('the connection was not made'), { code: 'CONNECT_TIMEOUT' }));
    }, connectMs);
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop);
    socket.once('close', stop);
  });
}

/** By events: an iterator over a few bytes takes longer than they do. */
function read(
  response: IncomingMessage,
  finish: (response: RawResponse) => void,
  fail: (error: unknown) => void,
): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('error', fail);
  response.on('end', () => {
    const { statusCode = 0, headers } = response;
    finish({ status: statusCode, headers, text: Buffer.concat(chunks).toString('utf8') });
  });
}

function throughProxy(): Transport {
  const ready = import('undici').then(({ EnvHttpProxyAgent, request }) => ({
    dispatcher: new EnvHttpProxyAgent({ keepAliveTimeout: keepAliveMs }),
    request,
  }));
  return async ({ url, method, headers, body, signal }) => {
    const { dispatcher, request } = await ready;
    const response = await request(url, { dispatcher, method, headers, body, signal } as never);
    return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
  };
}
