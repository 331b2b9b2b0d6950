import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../runtime/clock.js';
import { scriptedContext } from '../scripted-context.js';
import { run } from './run.js';
import { type ScriptedRedis, startRedis } from './scripted-redis.js';
import { redis } from './spec.js';

let server: ScriptedRedis | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const stored: Record<string, { type: string; text?: string; ttl?: number; length?: number }> = {
  greeting: { type: 'string', text: 'hello', ttl: 30 },
  jobs: { type: 'list', length: 7, ttl: -1 },
  events: { type: 'stream', length: 2_000, ttl: -1 },
};

function answer(command: string, [key = '']: string[]) {
  const found = stored[key];
  if (command === 'PING') return 'PONG';
  if (command === 'TYPE') return found?.type ?? 'none';
  if (command === 'GET') return found?.text ?? null;
  if (command === 'TTL') return found?.ttl ?? -2;
  if (command === 'LLEN' || command === 'XLEN') return found?.length ?? 0;
  return 'OK';
}

function check(fields: Record<string, unknown>, timeoutMs = 5_000) {
  const context = scriptedContext({ clock: systemClock, deadline: Date.now() + timeoutMs });
  return run(redis.schema.parse({ kind: 'redis', name: 'cache', url: server?.url, ...fields }), context);
}

describe('redis check (against a small server that speaks its protocol)', () => {
  it('sends PING and nothing that changes anything', async () => {
    server = await startRedis(answer);
    expect(await check({})).toMatchObject({
      verdict: 'pass',
      measurements: { 'ping-ms': expect.any(Number) },
    });
    const sent = server.commands.map(([name = '']) => name.toUpperCase());
    expect(sent).toContain('PING');
    expect(sent.filter((name) => !['PING', 'CLIENT', 'INFO', 'HELLO', 'SELECT'].includes(name))).toEqual([]);
  });

  it('looks at keys', async () => {
    server = await startRedis(answer);
    const good = {
      greeting: 'hello',
      jobs: { 'max-length': 10 },
      missing: { exists: false },
      idle: { 'max-length': 5 },
    };
    expect(await check({ keys: good })).toMatchObject({ verdict: 'pass', reason: '' });
    const bad = await check({
      keys: {
        greeting: { matches: '^bye', 'min-ttl': 60 },
        jobs: 'text',
        events: { 'max-length': 1_000, type: 'stream' },
        missing: { exists: true },
      },
    });
    expect(bad.verdict).toBe('fail');
    expect(bad.reason).toBe(
      'the key greeting is "hello" and does not match /^bye/; the key greeting expires in 30 s, before the 60 s it must last; the key jobs is a list and holds no text; the key events has 2000 entries, more than 1000; the key missing is missing',
    );
  });

  it('tells a refusal from a Redis that does not answer', async () => {
    server = await startRedis(() => new Error('NOAUTH Authentication required.'));
    expect(await check({})).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('NOAUTH') });
    expect(await check({ url: 'redis://127.0.0.1:1' })).toMatchObject({
      verdict: 'error',
      unreachable: { phase: 'connect' },
    });
    const internal = await check({ url: 'redis://redis.railway.internal:6379' });
    expect(internal).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringContaining('private network'),
    });
    expect((await check({ url: 'localhost:6379' })).verdict).toBe('inconclusive');
  });

  it('gives up on a Redis that accepts and says nothing', async () => {
    server = await startRedis(() => undefined);
    expect(await check({}, 300)).toMatchObject({ verdict: 'error', unreachable: { timedOut: true } });
  });
});
