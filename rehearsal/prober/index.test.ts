import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { failed, type Prober, type ProbeTarget, type Sample, startProber, summarise } from './index.js';

const servers: Server[] = [];
const probers: Prober[] = [];

async function serve(handler: Parameters<typeof createServer>[1]): Promise<{ server: Server; url: string }> {
  const server = createServer(handler ?? (() => undefined));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function target(name: string, url: string): ProbeTarget {
  return { name, url, version: ({ body }) => (JSON.parse(body) as { commit: string }).commit };
}

function start(targets: ProbeTarget[], perSecond: number, timeoutMs = 500): Prober {
  const prober = startProber({ targets, perSecond, timeoutMs });
  probers.push(prober);
  return prober;
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

afterEach(async () => {
  await Promise.all(probers.splice(0).map((prober) => prober.stop()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the prober', () => {
  it('asks a slow target as often as a fast one, so slowness is not hidden', async () => {
    const fast = await serve((_, response) => response.end('{"commit":"abc"}'));
    const slow = await serve((_, response) => void setTimeout(() => response.end('{"commit":"abc"}'), 150));
    const prober = start([target('fast', fast.url), target('slow', slow.url)], 50);
    await wait(500);
    const samples = await prober.stop();
    const of = (name: string) => samples.filter((sample) => sample.target === name);
    expect(of('slow').length).toBe(of('fast').length);
    expect(of('slow').length).toBeGreaterThan(10);
    expect(of('slow').every(({ durationMs, version }) => durationMs >= 145 && version === 'abc')).toBe(true);
    expect(samples.map(({ at }) => at)).toEqual(samples.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it('keeps to its schedule over time instead of drifting by each answer', async () => {
    const { url } = await serve((_, response) => response.end('{"commit":"abc"}'));
    const from = Date.now();
    const prober = start([target('web', url)], 50);
    await wait(600);
    const samples = await prober.stop();
    const took = Date.now() - from;
    expect(samples.length).toBeGreaterThan((took / 20) * 0.6);
    expect(samples.length).toBeLessThanOrEqual(took / 20 + 2);
  });

  it('uses its connections again', async () => {
    const { server, url } = await serve((_, response) => response.end('{"commit":"abc"}'));
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    const prober = start([target('web', url)], 100);
    await wait(250);
    const sent = (await prober.stop()).length;
    expect(sent).toBeGreaterThan(8);
    expect(connections).toBeLessThan(sent / 2);
  });

  it('tells a lost request from a hung one from an error page, and goes on after each', async () => {
    let mode = 'hang';
    const { url } = await serve((request, response) => {
      if (mode === 'hang') return;
      if (mode === 'reset') request.socket.destroy();
      else response.writeHead(503).end('<html>');
    });
    const prober = start([target('web', url)], 40, 80);
    await wait(120);
    mode = 'reset';
    await wait(120);
    mode = 'page';
    await wait(120);
    const samples = await prober.stop();
    expect(samples.every(failed)).toBe(true);
    expect(new Set(samples.map(({ status }) => status))).toEqual(new Set(['timeout', 'error', 503]));
    expect(samples.find(({ status }) => status === 'error')?.error).toBe('ECONNRESET');
    expect(samples.find(({ status }) => status === 503)?.version).toBeUndefined();
  });

  it('does not call it lost when the server closes a connection that was idle', async () => {
    const seen = new WeakSet<object>();
    let answered = 0;
    const { url } = await serve((request, response) => {
      if (seen.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      seen.add(request.socket);
      answered += 1;
      response.end('{"commit":"abc"}');
    });
    const prober = start([target('web', url)], 40);
    for (let waited = 0; answered < 6 && waited < 10_000; waited += 20) await wait(20);
    const samples = await prober.stop();
    expect(samples.length).toBeGreaterThan(4);
    expect(samples.filter(failed)).toEqual([]);
  });

  it('says that nothing listens', async () => {
    const { server, url } = await serve(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const prober = start([target('web', url)], 20);
    await wait(20);
    expect((await prober.stop())[0]).toMatchObject({ status: 'error', error: 'ECONNREFUSED' });
  });
});

describe('summarise', () => {
  const sample = (at: number, status: Sample['status'], version?: string): Sample => ({
    at,
    target: 'api',
    status,
    durationMs: at / 10,
    ...(version === undefined ? {} : { version }),
  });
  const samples = [
    sample(100, 200, 'v1'),
    sample(200, 200, 'v1'),
    sample(300, 500, 'v2'),
    sample(400, 'error'),
    sample(500, 'timeout'),
    sample(600, 200, 'v1'),
    sample(700, 404),
    sample(800, 200, 'v1'),
  ];

  it('counts what was lost, how long at most, and what was served when', () => {
    expect(summarise(samples.toReversed(), 100, 800)).toEqual({
      requests: 8,
      failures: 4,
      p50Ms: 20,
      p95Ms: 80,
      targets: [
        {
          target: 'api',
          requests: 8,
          failures: 4,
          longestOutageMs: 300,
          versions: [
            { version: 'v1', from: 100, to: 200 },
            { version: 'v2', from: 300, to: 300 },
            { version: 'v1', from: 600, to: 800 },
          ],
        },
      ],
    });
  });

  it('keeps to its window, counts an outage that did not end, and says nothing of no requests', () => {
    expect(summarise(samples, 250, 500).targets[0]?.longestOutageMs).toBe(250);
    expect(summarise(samples, 250, 500).p95Ms).toBeUndefined();
    expect(summarise([], 0, 1)).toEqual({
      requests: 0,
      failures: 0,
      p50Ms: undefined,
      p95Ms: undefined,
      targets: [],
    });
  });
});

describe('what else can be asked', () => {
  it('brings the headers a protected path wants', async () => {
    const { url } = await serve((request, response) => {
      response.statusCode = request.headers.authorization === 'Bearer x' ? 200 : 401;
      response.end('{"commit":"abc"}');
    });
    const prober = start([{ ...target('api', url), headers: { authorization: 'Bearer x' } }], 50);
    await wait(100);
    expect((await prober.stop()).some(failed)).toBe(false);
  });

  it('counts a stream as lost when it is cut short, and as one request when it comes to its end', async () => {
    let whole = true;
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      if (whole) response.end('event: end\ndata: bye\n\n');
      else setTimeout(() => response.destroy(), 10);
    });
    const stream = { until: 'event: end', atMostMs: 2_000 };
    const prober = start([{ name: 'chat', url, stream, version: () => undefined }], 50);
    while (!prober.samples.some(({ status }) => status === 200)) await wait(10);
    whole = false;
    while (!prober.samples.some(failed)) await wait(10);
    const samples = await prober.stop();
    expect(samples[0]).toMatchObject({ target: 'chat', status: 200 });
    expect(samples.find(failed)?.error).toMatch(/cut short|aborted|ECONNRESET/);
  });
});
