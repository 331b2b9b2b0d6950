import { request as httpRequest, type IncomingMessage } from 'node:http';
import { codeOf, describe, type ProbeOutcome } from './request.js';

/** How a stream of server-sent events is read. */
export interface StreamProbe {
  headers: Record<string, string>;
  /** Text that is in the last event. */
  until: string;
  atMostMs: number;
  /** Gives up a stream that nobody wants any more. */
  signal: AbortSignal;
}

/** Reads one stream to its end; one that closes before the text came is an error. Never rejects. */
export async function probeStream(url: URL, options: StreamProbe): Promise<ProbeOutcome> {
  const limit = AbortSignal.timeout(options.atMostMs);
  const signal = AbortSignal.any([options.signal, limit]);
  try {
    const response = await open(url, options.headers, signal);
    const { body, ended } = await readEvents(response, options.until);
    const answered: ProbeOutcome = { kind: 'answered', response: describe(response, body) };
    if (ended || (response.statusCode ?? 0) >= 400) return answered;
    return { kind: 'error', error: `the stream was cut short after ${body.split('\n\n').length - 1} events` };
  } catch (error) {
    return limit.aborted ? { kind: 'timeout' } : { kind: 'error', error: codeOf(error) };
  }
}

function open(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      // No agent: a stream has its connection to itself.
      agent: false,
      headers: { accept: 'text/event-stream', ...headers },
      signal,
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
  });
}

async function readEvents(
  response: IncomingMessage,
  until: string,
): Promise<{ body: string; ended: boolean }> {
  response.setEncoding('utf8');
  let body = '';
  try {
    for await (const text of response as AsyncIterable<string>) body += text;
  } catch (error) {
    if (!body.includes(until)) throw error;
  }
  return { body, ended: body.includes(until) };
}
