import type { Redis } from 'ioredis';
import { CancelledError } from '../../../errors/errors.js';
import { cut } from '../../messages.js';
import type { CheckContext, Outcome } from '../kind.js';
import { keepSecret, storeFault } from '../store-fault.js';
import type { RedisCheck } from './spec.js';

type KeyRule = Exclude<RedisCheck['keys'][string], string>;

/** Sends PING, then looks at the keys. */
export async function run(check: RedisCheck, context: CheckContext): Promise<Outcome> {
  keepSecret(check.url, context);
  if (!/^rediss?:\/\//.test(check.url)) {
    return { verdict: 'inconclusive', reason: 'the url must begin with redis:// or rediss://', final: true };
  }
  const client = await connect(check.url, context);
  // What breaks the connection; the commands only say that it is closed.
  let broken: unknown;
  client.on('error', (error) => {
    broken ??= error;
  });
  const stop = () => client.disconnect();
  context.signal.addEventListener('abort', stop, { once: true });
  const began = context.clock.now();
  try {
    await client.connect();
    const pong = await client.ping();
    const pingMs = context.clock.now() - began;
    const faults =
      pong === 'PONG' ? await keyFaults(client, check.keys) : [`PING is answered with ${cut(pong)}`];
    return {
      verdict: faults.length === 0 ? 'pass' : 'fail',
      reason: faults.join('; '),
      measurements: { 'ping-ms': pingMs },
    };
  } catch (error) {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    return storeFault('Redis', check.url, broken ?? error);
  } finally {
    context.signal.removeEventListener('abort', stop);
    // One that has ended already would wait for its end once more.
    if (client.status !== 'end') client.disconnect();
  }
}

async function connect(url: string, { deadline, clock }: CheckContext): Promise<Redis> {
  // A bundle of this CommonJS package has its default export only.
  const { default: library } = await import('ioredis');
  const timeoutMs = Math.max(1, deadline - clock.now());
  return new library.Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    enableReadyCheck: false,
    // Railway's private network is IPv6 only, its proxy IPv4.
    family: 0,
    disableClientInfo: true,
  });
}

async function keyFaults(client: Redis, keys: RedisCheck['keys']): Promise<string[]> {
  const faults: string[] = [];
  for (const [key, wanted] of Object.entries(keys)) {
    const rule = typeof wanted === 'string' ? { equals: wanted } : wanted;
    faults.push(...(await ruleFaults(client, key, rule)).map((fault) => `the key ${key} ${fault}`));
  }
  return faults;
}

async function ruleFaults(client: Redis, key: string, rule: KeyRule): Promise<string[]> {
  const type = await client.type(key);
  if (rule.exists === false) return type === 'none' ? [] : ['is there and should not be'];
  // A queue that was emptied is no key at all.
  if (type === 'none' && rule['max-length'] !== undefined && rule.exists === undefined) return [];
  if (type === 'none') return ['is missing'];
  if (rule.type !== undefined && rule.type !== type) return [`is a ${type} in place of a ${rule.type}`];
  return [
    ...(await textFaults(client, key, type, rule)),
    ...(await ttlFaults(client, key, rule['min-ttl'])),
    ...(await lengthFaults(client, key, type, rule['max-length'])),
  ];
}

async function textFaults(
  client: Redis,
  key: string,
  type: string,
  { equals, matches }: KeyRule,
): Promise<string[]> {
  if (equals === undefined && matches === undefined) return [];
  if (type !== 'string') return [`is a ${type} and holds no text`];
  const text = (await client.get(key)) ?? '';
  return [
    ...(equals !== undefined && text !== equals ? [`is ${cut(text)} in place of ${cut(equals)}`] : []),
    ...(matches !== undefined && !new RegExp(matches).test(text)
      ? [`is ${cut(text)} and does not match /${matches}/`]
      : []),
  ];
}

async function ttlFaults(client: Redis, key: string, least: number | undefined): Promise<string[]> {
  if (least === undefined) return [];
  const left = await client.ttl(key);
  // -1: it never expires.
  return left === -1 || left >= least ? [] : [`expires in ${left} s, before the ${least} s it must last`];
}

async function lengthFaults(
  client: Redis,
  key: string,
  type: string,
  most: number | undefined,
): Promise<string[]> {
  if (most === undefined) return [];
  const length = await lengthOf(client, key, type);
  return length <= most ? [] : [`has ${length} entries, more than ${most}`];
}

function lengthOf(client: Redis, key: string, type: string): Promise<number> {
  if (type === 'list') return client.llen(key);
  if (type === 'set') return client.scard(key);
  if (type === 'zset') return client.zcard(key);
  if (type === 'hash') return client.hlen(key);
  if (type === 'stream') return client.xlen(key);
  return client.strlen(key);
}
