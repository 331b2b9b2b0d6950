import { buildConnector, Client, type Dispatcher } from 'undici';

/** One connection of some, and how many requests are on it. */
export interface Connection {
  dispatcher: Dispatcher;
  load: number;
}

/**
 * Connections to one origin, each for one request at a time; what is more than all of them takes turns and waits in line.
 * To know which one is free is quicker than to have a pool look for it before every request.
 */
export class Connections {
  readonly #origin: string;
  readonly #most: number;
  readonly #proxy: Dispatcher | undefined;
  // One for all, so that they share their TLS sessions.
  readonly #connect = buildConnector({});
  readonly #all: Connection[] = [];
  readonly #free: Connection[] = [];
  #turn = 0;

  /** With `proxy`, all go through it. */
  constructor(origin: string, most: number, proxy?: Dispatcher) {
    this.#origin = origin;
    this.#most = most;
    this.#proxy = proxy;
  }

  /** The one for the next request. */
  take(): Connection {
    const connection = this.#free.pop() ?? this.#made() ?? this.#inTurn();
    connection.load += 1;
    return connection;
  }

  /** Gives one back once its request is over. */
  give(connection: Connection): void {
    connection.load -= 1;
    if (connection.load === 0) this.#free.push(connection);
  }

  /** Ends all of them with what is under way. The proxy's are not theirs. */
  async close(): Promise<void> {
    this.#free.length = 0;
    const all = this.#all.splice(0).map(({ dispatcher }) => dispatcher);
    await Promise.all(all.map((one) => (one === this.#proxy ? undefined : one.destroy())));
  }

  #made(): Connection | undefined {
    if (this.#all.length >= this.#most) return undefined;
    const dispatcher =
      this.#proxy ?? new Client(this.#origin, { connect: this.#connect, keepAliveTimeout: 4_000 });
    const connection = { dispatcher, load: 0 };
    this.#all.push(connection);
    return connection;
  }

  #inTurn(): Connection {
    this.#turn += 1;
    const connection = this.#all[this.#turn % this.#all.length];
    if (!connection) throw new Error('There must be at least one connection.');
    return connection;
  }
}
