const LIMIT = 10;
const WINDOW_SECONDS = 60;

/** As much of Redis as counting takes. */
export interface Counters {
  incr(key: string): Promise<number>;
  expire(key: string, seconds: number): Promise<number>;
  del(key: string): Promise<number>;
}

/** Counts wrong passwords by e-mail address, so that nobody can try them all. */
export class Attempts {
  readonly #counters: Counters;

  constructor(counters: Counters) {
    this.#counters = counters;
  }

  /** Counts one more; false once there were too many within a minute. */
  async allow(email: string): Promise<boolean> {
    const key = keyOf(email);
    const count = await this.#counters.incr(key);
    if (count === 1) await this.#counters.expire(key, WINDOW_SECONDS);
    return count <= LIMIT;
  }

  async forget(email: string): Promise<void> {
    await this.#counters.del(keyOf(email));
  }
}

function keyOf(email: string): string {
  return `log-in:${email}`;
}
