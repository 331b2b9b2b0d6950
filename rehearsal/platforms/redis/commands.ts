import type { Keyspace } from './keyspace.js';
import { bulk, failure, integer, list, nothing, ok, type Reply } from './resp.js';

/** One command: its arguments after the name, and the keys it works on. */
export type Command = (args: string[], keys: Keyspace) => Reply;

const wrongNumber = (text: string): Reply => failure(`ERR ${text}`);

/** The commands that need nothing but the keyspace, by their name in capitals. */
export const commands: Record<string, Command> = {
  ...general(),
  ...strings(),
  ...lists(),
  ...hashes(),
  ...sets(),
  ...sortedSets(),
};

function general(): Record<string, Command> {
  const remove: Command = (args, keys) => integer(args.filter((key) => keys.remove(key)).length);
  const flush: Command = (_, keys) => {
    keys.clear();
    return ok;
  };
  const seconds = (ms: number) => (ms < 0 ? ms : Math.ceil(ms / 1_000));
  return {
    ECHO: ([text]) => bulk(text),
    TIME: () => list([String(Math.floor(Date.now() / 1_000)), '0']),
    DBSIZE: (_, keys) => integer(keys.keys().length),
    FLUSHDB: flush,
    FLUSHALL: flush,
    DEL: remove,
    UNLINK: remove,
    EXISTS: (args, keys) => integer(args.filter((key) => keys.has(key)).length),
    TYPE: ([key = ''], keys) => ({ kind: 'status', text: keys.typeOf(key) }),
    KEYS: ([pattern = '*'], keys) => list(keys.keys().filter((key) => globOf(pattern).test(key))),
    SCAN: (args, keys) => {
      const at = args.findIndex((arg) => arg.toUpperCase() === 'MATCH');
      const pattern = globOf(at < 0 ? '*' : (args[at + 1] ?? '*'));
      const found = list(keys.keys().filter((key) => pattern.test(key)));
      return { kind: 'array', items: [bulk('0'), found] };
    },
    TTL: ([key = ''], keys) => integer(seconds(keys.ttl(key))),
    PTTL: ([key = ''], keys) => integer(keys.ttl(key)),
    EXPIRE: ([key = '', time], keys) => integer(Number(keys.expire(key, Number(time) * 1_000))),
    PEXPIRE: ([key = '', time], keys) => integer(Number(keys.expire(key, Number(time)))),
    PERSIST: ([key = ''], keys) => integer(Number(keys.expire(key, undefined))),
  };
}

/** A pattern of Redis as a regular expression. */
export function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

function strings(): Record<string, Command> {
  const textOf = (keys: Keyspace, key: string) => keys.find(key, 'string')?.text;
  const add = (keys: Keyspace, key: string, by: number): Reply => {
    const before = Number(textOf(keys, key) ?? '0');
    if (!Number.isInteger(before) || !Number.isInteger(by))
      return failure('ERR value is not an integer or out of range');
    keys.setText(key, String(before + by), { keep: true });
    return integer(before + by);
  };
  return {
    GET: ([key = ''], keys) => bulk(textOf(keys, key)),
    SET: setText,
    SETEX: ([key = '', time, text = ''], keys) => setText([key, text, 'EX', time ?? ''], keys),
    PSETEX: ([key = '', time, text = ''], keys) => setText([key, text, 'PX', time ?? ''], keys),
    SETNX: ([key = '', text = ''], keys) =>
      integer(setText([key, text, 'NX'], keys).kind === 'status' ? 1 : 0),
    GETDEL: ([key = ''], keys) => {
      const text = textOf(keys, key);
      keys.remove(key);
      return bulk(text);
    },
    GETSET: ([key = '', text = ''], keys) => setText([key, text, 'GET'], keys),
    MGET: (args, keys) => ({ kind: 'array', items: args.map((key) => bulk(textOf(keys, key))) }),
    MSET: (args, keys) => {
      for (let at = 0; at + 1 < args.length; at += 2) keys.setText(args[at] ?? '', args[at + 1] ?? '');
      return ok;
    },
    STRLEN: ([key = ''], keys) => integer(textOf(keys, key)?.length ?? 0),
    APPEND: ([key = '', text = ''], keys) => {
      const whole = (textOf(keys, key) ?? '') + text;
      keys.setText(key, whole, { keep: true });
      return integer(whole.length);
    },
    INCR: ([key = ''], keys) => add(keys, key, 1),
    DECR: ([key = ''], keys) => add(keys, key, -1),
    INCRBY: ([key = '', by], keys) => add(keys, key, Number(by)),
    DECRBY: ([key = '', by], keys) => add(keys, key, -Number(by)),
  };
}

function setText([key = '', text = '', ...rest]: string[], keys: Keyspace): Reply {
  const options = rest.map((option) => option.toUpperCase());
  const timeAfter = (name: string, factor: number) =>
    options.includes(name) ? Number(rest[options.indexOf(name) + 1]) * factor : undefined;
  const ttlMs = timeAfter('EX', 1_000) ?? timeAfter('PX', 1);
  if (ttlMs !== undefined && !(ttlMs > 0)) return failure("ERR invalid expire time in 'set' command");
  const wantsOld = options.includes('GET');
  const before = wantsOld ? bulk(keys.find(key, 'string')?.text) : nothing;
  const there = keys.has(key);
  if ((options.includes('NX') && there) || (options.includes('XX') && !there)) return before;
  keys.setText(key, text, { ttlMs, keep: options.includes('KEEPTTL') });
  return wantsOld ? before : ok;
}

function lists(): Record<string, Command> {
  const push =
    (side: 'left' | 'right', onlyThere = false): Command =>
    ([key = '', ...texts], keys) => {
      if (onlyThere && !keys.has(key)) return integer(0);
      const { items } = keys.open(key, 'list');
      if (side === 'right') items.push(...texts);
      else items.unshift(...texts.reverse());
      return integer(items.length);
    };
  const pop =
    (side: 'left' | 'right'): Command =>
    ([key = '', count], keys) => {
      if (count === undefined) return bulk(popFrom(keys, key, side));
      if (!keys.find(key, 'list')) return { kind: 'array', items: null };
      const taken = Array.from({ length: Number(count) }, () => popFrom(keys, key, side));
      return list(taken.filter((text) => text !== undefined));
    };
  return {
    ...listParts(),
    LPUSH: push('left'),
    RPUSH: push('right'),
    LPUSHX: push('left', true),
    RPUSHX: push('right', true),
    LPOP: pop('left'),
    RPOP: pop('right'),
    RPOPLPUSH: ([from = '', to = ''], keys) => move(keys, from, to, 'right', 'left'),
    LMOVE: ([from = '', to = '', one = '', other = ''], keys) =>
      move(keys, from, to, sideOf(one), sideOf(other)),
  };
}

function listParts(): Record<string, Command> {
  return {
    LLEN: ([key = ''], keys) => integer(keys.find(key, 'list')?.items.length ?? 0),
    LINDEX: ([key = '', at], keys) => bulk(keys.find(key, 'list')?.items.at(Number(at))),
    LRANGE: ([key = '', from, to], keys) => list(sliceOf(keys.find(key, 'list')?.items ?? [], from, to)),
    LTRIM: ([key = '', from, to], keys) => {
      const found = keys.find(key, 'list');
      if (found) found.items = sliceOf(found.items, from, to);
      keys.tidy(key);
      return ok;
    },
    LREM: ([key = '', , text = ''], keys) => {
      const found = keys.find(key, 'list');
      const before = found?.items.length ?? 0;
      if (found) found.items = found.items.filter((item) => item !== text);
      keys.tidy(key);
      return integer(before - (found?.items.length ?? 0));
    },
  };
}

function sideOf(word: string): 'left' | 'right' {
  return word.toUpperCase() === 'LEFT' ? 'left' : 'right';
}

/** Takes one text off an end of a list; undefined when there is none. */
export function popFrom(keys: Keyspace, key: string, side: 'left' | 'right'): string | undefined {
  const found = keys.find(key, 'list');
  const text = side === 'left' ? found?.items.shift() : found?.items.pop();
  keys.tidy(key);
  return text;
}

function move(
  keys: Keyspace,
  from: string,
  to: string,
  one: 'left' | 'right',
  other: 'left' | 'right',
): Reply {
  const text = popFrom(keys, from, one);
  if (text === undefined) return nothing;
  const { items } = keys.open(to, 'list');
  if (other === 'left') items.unshift(text);
  else items.push(text);
  return bulk(text);
}

/** From one place to another, both counted in; negative places count from the end. */
function sliceOf(items: string[], from: string | undefined, to: string | undefined): string[] {
  const end = Number(to);
  return items.slice(Number(from), end === -1 ? undefined : end + 1);
}

function hashes(): Record<string, Command> {
  const fieldsOf = (keys: Keyspace, key: string) =>
    keys.find(key, 'hash')?.fields ?? new Map<string, string>();
  const set: Command = ([key = '', ...pairs], keys) => {
    if (pairs.length % 2 === 1) return wrongNumber("wrong number of arguments for 'hset' command");
    const { fields } = keys.open(key, 'hash');
    const before = fields.size;
    for (let at = 0; at < pairs.length; at += 2) fields.set(pairs[at] ?? '', pairs[at + 1] ?? '');
    return integer(fields.size - before);
  };
  return {
    HSET: set,
    HMSET: (args, keys) =>
      set(args, keys).kind === 'integer' ? ok : failure('ERR wrong number of arguments'),
    HGET: ([key = '', field = ''], keys) => bulk(fieldsOf(keys, key).get(field)),
    HMGET: ([key = '', ...names], keys) => ({
      kind: 'array',
      items: names.map((name) => bulk(fieldsOf(keys, key).get(name))),
    }),
    HGETALL: ([key = ''], keys) => list([...fieldsOf(keys, key)].flat()),
    HKEYS: ([key = ''], keys) => list(fieldsOf(keys, key).keys()),
    HVALS: ([key = ''], keys) => list(fieldsOf(keys, key).values()),
    HLEN: ([key = ''], keys) => integer(fieldsOf(keys, key).size),
    HEXISTS: ([key = '', field = ''], keys) => integer(Number(fieldsOf(keys, key).has(field))),
    HDEL: ([key = '', ...names], keys) => {
      const removed = names.filter((name) => fieldsOf(keys, key).delete(name)).length;
      keys.tidy(key);
      return integer(removed);
    },
    HINCRBY: ([key = '', field = '', by], keys) => {
      const { fields } = keys.open(key, 'hash');
      const value = Number(fields.get(field) ?? '0') + Number(by);
      fields.set(field, String(value));
      return integer(value);
    },
  };
}

function sets(): Record<string, Command> {
  const membersOf = (keys: Keyspace, key: string) => keys.find(key, 'set')?.members ?? new Set<string>();
  return {
    SADD: ([key = '', ...texts], keys) => {
      const { members } = keys.open(key, 'set');
      const before = members.size;
      for (const text of texts) members.add(text);
      return integer(members.size - before);
    },
    SREM: ([key = '', ...texts], keys) => {
      const removed = texts.filter((text) => membersOf(keys, key).delete(text)).length;
      keys.tidy(key);
      return integer(removed);
    },
    SMEMBERS: ([key = ''], keys) => list(membersOf(keys, key)),
    SISMEMBER: ([key = '', text = ''], keys) => integer(Number(membersOf(keys, key).has(text))),
    SCARD: ([key = ''], keys) => integer(membersOf(keys, key).size),
  };
}

function sortedSets(): Record<string, Command> {
  const sorted = (keys: Keyspace, key: string) =>
    [...(keys.find(key, 'zset')?.scores ?? [])].toSorted(([, left], [, right]) => left - right);
  const bound = (text: string | undefined) => {
    if (text === '-inf') return Number.NEGATIVE_INFINITY;
    return text === '+inf' || text === 'inf' ? Number.POSITIVE_INFINITY : Number(text?.replace('(', ''));
  };
  const between = (keys: Keyspace, key: string, from: string | undefined, to: string | undefined) =>
    sorted(keys, key).filter(([, score]) => score >= bound(from) && score <= bound(to));
  const shown = (pairs: [string, number][], rest: string[]): Reply => {
    const at = rest.findIndex((word) => word.toUpperCase() === 'LIMIT');
    const limited = at < 0 ? pairs : pairs.slice(Number(rest[at + 1])).slice(0, Number(rest[at + 2]));
    const scores = rest.some((word) => word.toUpperCase() === 'WITHSCORES');
    return list(limited.flatMap(([member, score]) => (scores ? [member, String(score)] : [member])));
  };
  return {
    ZADD: ([key = '', ...rest], keys) => {
      const pairs = rest.filter((word, index) => index > 0 || !/^(NX|XX|GT|LT|CH)$/i.test(word));
      const { scores } = keys.open(key, 'zset');
      const before = scores.size;
      for (let at = 0; at + 1 < pairs.length; at += 2) scores.set(pairs[at + 1] ?? '', Number(pairs[at]));
      return integer(scores.size - before);
    },
    ZREM: ([key = '', ...texts], keys) => {
      const found = keys.find(key, 'zset');
      const removed = texts.filter((text) => found?.scores.delete(text)).length;
      keys.tidy(key);
      return integer(removed);
    },
    ZCARD: ([key = ''], keys) => integer(sorted(keys, key).length),
    ZSCORE: ([key = '', member = ''], keys) => {
      const score = keys.find(key, 'zset')?.scores.get(member);
      return bulk(score === undefined ? null : String(score));
    },
    ZRANGEBYSCORE: ([key = '', from, to, ...rest], keys) => shown(between(keys, key, from, to), rest),
    ZREVRANGEBYSCORE: ([key = '', to, from, ...rest], keys) =>
      shown(between(keys, key, from, to).reverse(), rest),
  };
}
