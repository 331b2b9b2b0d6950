import { Client, type Dispatcher } from 'undici';
import { CancelledError, ExpectedError } from '../../errors/errors.js';
import { readBody } from './body.js';
import { ConnectionTrace } from './connection.js';
import type { CookieJar } from './cookies.js';
import { unreachableBy } from './failure.js';
import { sendable } from './headers.js';
import { Pools } from './pools.js';
import { type Protection, wallOf } from './protection.js';
import { nextHop, type Outgoing } from './redirects.js';
import { RepeatedRequest } from './repeat.js';
import { type RawAnswer, sendRaw } from './send.js';
import { openStream } from './stream.js';
import type { Answer, Exchange, Hop, Transport, TransportRequest } from './transport.js';

/** What a transport works with. `signal` ends every request when the run is cancelled. */
export interface TransportOptions {
  protection: Protection;
  jar: CookieJar;
  signal: AbortSignal;
  userAgent: string;
}

/** A transport with what its pools hold; `close` gives all connections back. */
export interface OpenTransport extends Transport {
  close(): Promise<void>;
}

const defaultBodyBytes = 10_000_000;

/** Makes the way to the targets. One for a whole suite: it keeps the pools of many-request checks. */
export function createTransport(options: TransportOptions): OpenTransport {
  const pools = new Pools();
  const sender: Sender = { options, pools };
  return {
    request: (request) => exchange(request, sender),
    repeat: (request) => repeated(request, sender),
    stream: (request) => openStream(request, { ...options, headersOf: (out) => headersOf(out, sender) }),
    trustedHeaders: (url) => options.protection.headersFor(url),
    close: () => pools.close(),
  };
}

interface Sender {
  options: TransportOptions;
  pools: Pools;
}

function repeated(request: TransportRequest, { options, pools: shared }: Sender): () => Promise<Exchange> {
  const pools = shared.apart();
  const sender = { options, pools };
  const kept = { ...request, connection: 'kept' as const };
  const url = new URL(request.url);
  const out: Outgoing = { request, url: request.url, method: request.method, body: request.body, own: true };
  const repetition = new RepeatedRequest(request, {
    connections: pools.connections(url, request.poolSize ?? 10),
    headers: () => headersOf(out, sender),
    otherwise: () => exchange(kept, sender),
    signal: options.signal,
    maxBodyBytes: request.maxBodyBytes ?? defaultBodyBytes,
  });
  return () => repetition.send();
}

async function exchange(request: TransportRequest, sender: Sender): Promise<Exchange> {
  const began = performance.now();
  const deadline = began + request.timeoutMs;
  const hops: Hop[] = [];
  const setCookies: string[] = [];
  let out: Outgoing = { request, url: request.url, method: request.method, body: request.body, own: true };
  for (;;) {
    const sent = await sendOnce(out, Math.max(1, deadline - performance.now()), sender);
    const durationMs = performance.now() - began;
    if ('unreachable' in sent) return { unreachable: sent.unreachable, durationMs };
    setCookies.push(...sent.answer.setCookies);
    const wall = wallOf(sent.answer);
    if (wall) return { wall, durationMs };
    const next = nextHop(out, sent.answer, hops.length);
    if (!next) return { answer: { ...sent.answer, setCookies, hops, url: out.url, durationMs } };
    hops.push({ status: sent.answer.status, from: out.url, to: next.url });
    out = next;
  }
}

type Sent = { answer: Omit<Answer, 'hops' | 'url'> } | { unreachable: ReturnType<typeof unreachableBy> };

async function sendOnce(out: Outgoing, timeoutMs: number, sender: Sender): Promise<Sent> {
  const { options, pools } = sender;
  const url = new URL(out.url);
  const trace = new ConnectionTrace({ preferHttp2: out.request.http2 ?? false });
  const kept = out.request.connection === 'kept';
  const client = kept
    ? undefined
    : (pools.proxy(url) ?? new Client(url.origin, { connect: trace.connector }));
  const dispatcher: Dispatcher = client ?? pools.kept(url, out.request.poolSize ?? 10);
  const limit = out.request.maxBodyBytes ?? defaultBodyBytes;
  try {
    const headers = await headersOf(out, sender);
    const raw = await sendRaw(
      dispatcher,
      { method: out.method, url, headers, body: out.body, timeoutMs, limit },
      options.signal,
    );
    trace.phases.firstByte = Math.max(0, raw.firstByteMs - raw.sentMs);
    if (out.request.cookies) options.jar.keep(setCookiesOf(raw), out.url);
    return { answer: await answerOf(raw, trace, limit) };
  } catch (error) {
    if (options.signal.aborted) throw new CancelledError();
    if (error instanceof ExpectedError) throw error;
    return { unreachable: unreachableBy(error, kept ? 'answer' : trace.phase, out.request.timeoutMs) };
  } finally {
    if (client instanceof Client) {
      void client.destroy();
      trace.socket?.destroy();
    }
  }
}

async function answerOf(
  raw: RawAnswer,
  trace: ConnectionTrace,
  limit: number,
): Promise<Omit<Answer, 'hops' | 'url'>> {
  const headers = flat(raw.headers);
  const body = await readBody(raw.chunks, { encoding: headers['content-encoding'], limit, cut: raw.cut });
  const { tls, remote } = trace;
  return {
    status: raw.status,
    headers,
    setCookies: setCookiesOf(raw),
    ...body,
    bytes: raw.bytes,
    durationMs: raw.durationMs,
    phases: trace.phases,
    httpVersion: trace.httpVersion,
    ...(tls ? { tls } : {}),
    ...(remote ? { remote } : {}),
  };
}

/** The headers for one hop: the check's own for where it meant to go, the trusted ones for whom they are meant. Throws InputError for one that cannot be sent. */
async function headersOf(out: Outgoing, { options }: Sender): Promise<Record<string, string>> {
  const cookie = out.request.cookies ? options.jar.headerFor(out.url) : '';
  return {
    accept: '*/*',
    'user-agent': options.userAgent,
    ...(cookie === '' ? {} : { cookie }),
    ...(out.own ? lowerCased(sendable(out.request.headers ?? {})) : {}),
    ...sendable(await options.protection.headersFor(out.url)),
  };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function setCookiesOf({ headers }: RawAnswer): string[] {
  return [headers['set-cookie'] ?? []].flat();
}

function flat(headers: RawAnswer['headers']): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries);
}
