import { gzipSync } from 'node:zlib';
import type { Handler } from './server.js';

/** Every way to misbehave that there is a check for. */
export const misbehave = {
  /** Takes the request and never answers. */
  halfOpen: (): Handler => () => undefined,
  /** Answers after a while. */
  slow:
    (ms: number): Handler =>
    (_, response) =>
      void setTimeout(() => response.end('late'), ms),
  /** Cuts the connection in place of an answer. */
  reset: (): Handler => (request) => request.socket.resetAndDestroy(),
  /** Cuts the connection in the middle of the body. */
  brokenBody: (): Handler => (request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('the first half', () => request.socket.destroy());
  },
  /** Redirects to itself by way of another path. */
  redirectLoop: (): Handler => (request, response) =>
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
  /** A few kilobytes that unpack to 50 MB. */
  gzipBomb: (): Handler => (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' });
    response.end(gzipSync(Buffer.alloc(50_000_000)));
  },
  /** A body of so many megabytes, as fast as it is read; tells how many were sent. */
  huge:
    (megabytes: number, sent: (megabytes: number) => void): Handler =>
    (_, response) => {
      const chunk = Buffer.alloc(1_000_000, 'x');
      let count = 0;
      const more = () => {
        while (count < megabytes) {
          count += 1;
          sent(count);
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    },
  /** Every second answer is a 503, the first one too. */
  flapping: (): Handler => {
    let count = 0;
    return (_, response) => {
      count += 1;
      response.writeHead(count % 2 === 1 ? 503 : 200).end('{"ok":true}');
    };
  },
  /** The old version for the first answers, then the new one. */
  oldFirst: (answers: number, { old, fresh }: { old: string; fresh: string }): Handler =>
    (() => {
      let count = 0;
      return (_, response) => {
        count += 1;
        response.end(JSON.stringify({ version: count <= answers ? old : fresh }));
      };
    })(),
  /** Events one by one, so many milliseconds apart. */
  events:
    (count: number, apartMs: number): Handler =>
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      let sent = 0;
      const timer = setInterval(() => {
        sent += 1;
        response.write(`id: ${sent}\nevent: tick\ndata: {"n":${sent}}\n\n`);
        if (sent >= count) {
          clearInterval(timer);
          response.end();
        }
      }, apartMs);
      response.once('close', () => clearInterval(timer));
    },
  /** All events at once at the end, as behind a proxy that buffers. */
  eventsInOneLump:
    (count: number): Handler =>
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(Array.from({ length: count }, (_, index) => `data: ${index}\n\n`).join(''));
    },
  /** A stream on which nothing comes. */
  silentEvents: (): Handler => (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': open\n\n');
  },
} as const;
