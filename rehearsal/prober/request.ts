import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';

/** An answer as `version` sees it; of the body, the first 64 KB. */
export interface ProbeResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type ProbeOutcome =
  | { kind: 'answered'; response: ProbeResponse }
  | { kind: 'timeout' }
  | { kind: 'error'; error: string };

const keptBytes = 64 * 1024;

/**
 * One GET over `agent`, ended after `timeoutMs` whatever the other side does; never rejects.
 * A reused connection that was closed before an answer is tried once more on a new one, as browsers do: the server
 * may close an idle connection at any time, and no visitor sees that as a lost request.
 */
export async function probe(
  url: URL,
  agent: Agent,
  timeoutMs: number,
  headers: Record<string, string> = {},
): Promise<ProbeOutcome> {
  const deadline = performance.now() + timeoutMs;
  const first = await attempt(url, agent, timeoutMs, headers);
  if (!first.stale) return first.outcome;
  // Without the agent: the connection it would give may be just as dead.
  return (await attempt(url, false, Math.max(1, deadline - performance.now()), headers)).outcome;
}

interface Attempt {
  outcome: ProbeOutcome;
  stale: boolean;
}

async function attempt(
  url: URL,
  agent: Agent | false,
  timeoutMs: number,
  headers: Record<string, string>,
): Promise<Attempt> {
  return new Promise((resolve) => {
    let timedOut = false;
    const request = httpRequest(url, { agent, headers });
    const timer = setTimeout(() => {
      timedOut = true;
      request.destroy();
      finish({ kind: 'timeout' }, false);
    }, timeoutMs);
    const finish = (outcome: ProbeOutcome, stale: boolean) => {
      clearTimeout(timer);
      resolve({ outcome, stale });
    };
    request.on('response', (response) => {
      readText(response).then(
        (body) => finish({ kind: 'answered', response: describe(response, body) }, false),
        (error: unknown) => finish({ kind: 'error', error: codeOf(error) }, false),
      );
    });
    request.on('error', (error) => {
      if (timedOut) return;
      const code = codeOf(error);
      finish(
        { kind: 'error', error: code },
        request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE'),
      );
    });
    request.end();
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (size < keptBytes) chunks.push(chunk);
    size += chunk.length;
  }
  return Buffer.concat(chunks).subarray(0, keptBytes).toString('utf8');
}

/** What of an answer is looked at. */
export function describe(response: IncomingMessage, body: string): ProbeResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return { status: response.statusCode ?? 0, headers, body };
}

/** The code of an error (`ECONNRESET`), or its message. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'message' in error ? String(error.message) : String(error);
}
