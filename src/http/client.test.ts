import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelledError, PlatformError } from '../errors/errors.js';
import type { Clock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createHttp, type Http, type HttpRequest } from './client.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(signal = new AbortController().signal): { http: Http; waited: number[] } {
  const waited: number[] = [];
  const clock: Clock = { now: () => 0, sleep: async (ms) => void waited.push(ms) };
  return { http: createHttp({ log: new RecordingLogger(), clock, signal, userAgent: 'test' }), waited };
}

const call = (url: string, kind: HttpRequest['kind']): HttpRequest => ({
  operation: 'Service: ask',
  kind,
  method: kind === 'read' ? 'GET' : 'POST',
  url,
});

describe('the one way out', () => {
  it('asks again when a read meets a busy service, and honours Retry-After', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(503, { 'retry-after': '7' }).end();
      else response.end('{"ok":true}');
    });
    const { http, waited } = client();
    expect((await http.request(call(url, 'read'))).json()).toEqual({ ok: true });
    expect(waited).toEqual([7_000]);
  });

  it('never sends a change twice when its answer was lost, and says that it may have happened', async () => {
    let asked = 0;
    const url = await serve((request) => {
      asked += 1;
      request.socket.destroy();
    });
    const error = await client()
      .http.request(call(url, 'change'))
      .catch((reason: unknown) => reason);
    expect(asked).toBe(1);
    expect(error).toBeInstanceOf(PlatformError);
    expect(error).toMatchObject({ ambiguous: true });
  });

  it('does not call a change ambiguous that never left this machine', async () => {
    const error = await client()
      .http.request({ ...call('http://127.0.0.1:9', 'change'), tries: 2 })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'unreachable', ambiguous: false });
  });

  it('gives up at the deadline of a try with a message that names the operation', async () => {
    const url = await serve(() => {});
    const error = await client()
      .http.request({ ...call(url, 'read'), timeoutMs: 50, tries: 1 })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(String(error)).toContain('Service: ask got no answer');
  });

  it('stops at once when the run is cancelled', async () => {
    const cancel = new AbortController();
    const url = await serve(() => cancel.abort());
    await expect(client(cancel.signal).http.request(call(url, 'read'))).rejects.toBeInstanceOf(
      CancelledError,
    );
  });

  it('says what came instead of JSON', async () => {
    const url = await serve((_, response) => response.end('<html>'));
    const response = await client().http.request(call(url, 'read'));
    expect(() => response.json()).toThrow('something that is not JSON: "<html>"');
  });
});
