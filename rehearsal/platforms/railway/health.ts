import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from '../container/index.js';

/** One attempt at a health check; times in milliseconds. */
export interface HealthAttempt {
  attempt: number;
  maxAttempts: number;
  startedAt: number;
  durationMs: number;
  /** Absent when it passed. */
  reason?: string;
}

/** Waits between attempts, in milliseconds; the last one repeats. */
const waits = [50, 50, 100, 100, 200, 200, 500, 1_000];

/** Asks until the container answers 200, its process ends or the time is up; true when it is healthy. */
export async function checkHealth(request: {
  port: number;
  path: string;
  timeoutMs: number;
  container: Container;
  signal: AbortSignal;
  onAttempt: (attempt: HealthAttempt) => void;
}): Promise<boolean> {
  const deadline = Date.now() + request.timeoutMs;
  const maxAttempts = attemptsWithin(request.timeoutMs);
  for (let attempt = 1; ; attempt += 1) {
    const startedAt = Date.now();
    const left = Math.max(deadline - startedAt, 1);
    const reason = request.container.ended
      ? 'the container exited'
      : await ask(request.port, request.path, left);
    const durationMs = Date.now() - startedAt;
    request.onAttempt({ attempt, maxAttempts, startedAt, durationMs, ...(reason ? { reason } : {}) });
    if (!reason) return true;
    const wait = waits[attempt - 1] ?? 1_000;
    if (request.container.ended || Date.now() + wait > deadline) return false;
    await delay(wait, undefined, { signal: request.signal });
  }
}

function attemptsWithin(timeoutMs: number): number {
  let attempts = 1;
  for (let elapsed = waits[0] ?? 0; elapsed <= timeoutMs; elapsed += waits[attempts - 1] ?? 1_000)
    attempts += 1;
  return attempts;
}

/** Railway asks with this host name, which a server that checks its host must let through. */
function ask(port: number, path: string, timeout: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get(
      { port, host: '127.0.0.1', path, timeout, agent: false, headers: { host: 'healthcheck.railway.app' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200 ? undefined : `answered ${answer.statusCode}`);
      },
    );
    request.once('timeout', () => request.destroy(new Error('timed out')));
    request.once('error', (error) => resolve(`service unavailable: ${error.message}`));
  });
}
