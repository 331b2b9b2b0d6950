import { createServer, type Socket } from 'node:net';
import { commands, globOf, popFrom } from './commands.js';
import { Keyspace, WrongType } from './keyspace.js';
import { bulk, CommandReader, encode, failure, integer, list, ok, type Reply } from './resp.js';

/** The rehearsal's own Redis. */
export interface OwnRedis {
  url: string;
  /** The names of all commands that were sent, in order. */
  readonly commands: string[];
  close(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 that speaks the Redis protocol (version 2) as far as a cache, a queue and a channel need:
 * texts with expiry, lists with blocking pops, hashes, sets, sorted sets by score, publish and subscribe, and
 * transactions. No scripts, streams, persistence or clusters; databases by number are one. `port` 0: any free one.
 */
export async function startOwnRedis(port = 0): Promise<OwnRedis> {
  const redis = new LocalRedis();
  const server = createServer((socket) => redis.serve(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const open = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `redis://127.0.0.1:${open}/0`,
    commands: redis.commands,
    close: async () => {
      redis.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** One client: what it has queued in a transaction, and what it listens to. */
interface Client {
  socket: Socket;
  queued?: string[][];
  channels: Set<string>;
  patterns: Set<string>;
}

/** Somebody who waits for a list to get an entry. */
interface Waiting {
  client: Client;
  keys: string[];
  /** Tries to serve it; false when there is still nothing. */
  serve(): boolean;
}

class LocalRedis {
  readonly commands: string[] = [];
  readonly #keys = new Keyspace();
  readonly #clients = new Set<Client>();
  #waiting: Waiting[] = [];

  serve(socket: Socket): void {
    const client: Client = { socket, channels: new Set(), patterns: new Set() };
    const reader = new CommandReader();
    this.#clients.add(client);
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      for (const words of reader.push(bytes)) this.#receive(client, words);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#clients.delete(client);
      this.#waiting = this.#waiting.filter((one) => one.client !== client);
    });
  }

  close(): void {
    for (const { socket } of this.#clients) socket.destroy();
  }

  #receive(client: Client, words: string[]): void {
    const [name = '', ...args] = words;
    const command = name.toUpperCase();
    this.commands.push(command);
    if (client.queued && !['EXEC', 'DISCARD', 'MULTI', 'WATCH'].includes(command)) {
      client.queued.push(words);
      send(client, { kind: 'status', text: 'QUEUED' });
      return;
    }
    if (blocking[command]) {
      this.#block(client, command, args);
      return;
    }
    const reply = this.#connection(client, command, args) ?? this.#run(command, args);
    if (reply !== 'sent') send(client, reply);
    this.#wake();
  }

  #run(command: string, args: string[]): Reply {
    try {
      const found = Object.hasOwn(commands, command) ? commands[command] : undefined;
      return (
        found?.(args, this.#keys) ??
        failure(`ERR unknown command '${command}': the rehearsal's Redis has none`)
      );
    } catch (error) {
      if (error instanceof WrongType)
        return failure('WRONGTYPE Operation against a key holding the wrong kind of value');
      throw error;
    }
  }

  /** Commands about the connection itself; undefined for others. */
  #connection(client: Client, command: string, args: string[]): Reply | 'sent' | undefined {
    switch (command) {
      case 'PING':
        return args[0] === undefined ? { kind: 'status', text: 'PONG' } : bulk(args[0]);
      case 'HELLO':
        return Number(args[0] ?? 2) === 2
          ? list(['server', 'redis', 'version', version, 'proto', '2'])
          : failure('NOPROTO unsupported protocol version');
      case 'INFO':
        return bulk(`# Server\r\nredis_version:${version}\r\n# Persistence\r\nloading:0\r\n`);
      case 'CLIENT':
        return args[0]?.toUpperCase() === 'ID' ? integer(1) : ok;
      case 'AUTH':
      case 'SELECT':
      case 'WATCH':
      case 'UNWATCH':
      case 'CONFIG':
        return ok;
      case 'COMMAND':
        return list([]);
      case 'QUIT':
        client.socket.end(encode(ok), 'latin1');
        return 'sent';
      default:
        return this.#transaction(client, command) ?? this.#channel(client, command, args);
    }
  }

  #transaction(client: Client, command: string): Reply | undefined {
    if (command === 'MULTI') {
      if (client.queued) return failure('ERR MULTI calls can not be nested');
      client.queued = [];
      return ok;
    }
    if (command !== 'EXEC' && command !== 'DISCARD') return undefined;
    const queued = client.queued;
    delete client.queued;
    if (!queued) return failure(`ERR ${command} without MULTI`);
    if (command === 'DISCARD') return ok;
    const items = queued.map(([name = '', ...args]) => {
      const upper = name.toUpperCase();
      const own = this.#connection(client, upper, args);
      return own === undefined || own === 'sent' ? this.#run(upper, args) : own;
    });
    return { kind: 'array', items };
  }

  #channel(client: Client, command: string, args: string[]): Reply | 'sent' | undefined {
    if (command === 'PUBLISH') return integer(this.#publish(args[0] ?? '', args[1] ?? ''));
    const kind = /^(P?)(UN)?SUBSCRIBE$/.exec(command);
    if (!kind) return undefined;
    const names = kind[1] ? client.patterns : client.channels;
    const given = args.length > 0 || !kind[2] ? args : [...names];
    for (const name of given) {
      if (kind[2]) names.delete(name);
      else names.add(name);
      const total = client.channels.size + client.patterns.size;
      send(client, { kind: 'array', items: [bulk(command.toLowerCase()), bulk(name), integer(total)] });
    }
    return 'sent';
  }

  #publish(channel: string, text: string): number {
    let heard = 0;
    for (const client of this.#clients) {
      if (client.channels.has(channel)) {
        send(client, list(['message', channel, text]));
        heard += 1;
      }
      for (const pattern of client.patterns) {
        if (!globOf(pattern).test(channel)) continue;
        send(client, list(['pmessage', pattern, channel, text]));
        heard += 1;
      }
    }
    return heard;
  }

  /** A pop that waits until there is something, or its time (the last argument, in seconds; 0: for ever) is up. */
  #block(client: Client, command: string, args: string[]): void {
    const shape = blocking[command];
    if (!shape) return;
    const seconds = Number(args.at(-1));
    const keys = shape.moves ? args.slice(0, 1) : args.slice(0, -1);
    let timer: NodeJS.Timeout | undefined;
    const serve = (): boolean => {
      const key = keys.find((one) => this.#keys.typeOf(one) === 'list');
      if (key === undefined) return false;
      clearTimeout(timer);
      send(
        client,
        shape.moves
          ? this.#run(shape.plain, args.slice(0, -1))
          : list([key, popFrom(this.#keys, key, shape.side) ?? '']),
      );
      return true;
    };
    if (serve()) {
      this.#wake();
      return;
    }
    const waiting: Waiting = { client, keys, serve };
    this.#waiting.push(waiting);
    if (seconds === 0) return;
    timer = setTimeout(() => {
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      send(client, { kind: 'array', items: null });
    }, seconds * 1_000);
    timer.unref();
  }

  /** Those who wait longest are served first. */
  #wake(): void {
    this.#waiting = this.#waiting.filter((one) => !one.serve());
  }
}

const version = '7.0.0';

/** The pops that wait, and what they do once there is something. */
const blocking: Record<string, { side: 'left' | 'right'; moves: boolean; plain: string }> = {
  BLPOP: { side: 'left', moves: false, plain: 'LPOP' },
  BRPOP: { side: 'right', moves: false, plain: 'RPOP' },
  BRPOPLPUSH: { side: 'right', moves: true, plain: 'RPOPLPUSH' },
  BLMOVE: { side: 'left', moves: true, plain: 'LMOVE' },
};

function send({ socket }: Client, reply: Reply): void {
  if (!socket.destroyed) socket.write(encode(reply), 'latin1');
}
