import { formatDuration } from '../runtime/duration.js';
import type { Logger } from '../runtime/log.js';

const sayEveryMs = 15_000;
const named = 5;

/** Says every 15 s how many checks are made and which ones are under way: a job without a line looks dead. */
export class Progress {
  readonly #total: number;
  readonly #underWay = new Map<symbol, string>();
  readonly #began = performance.now();
  readonly #timer: NodeJS.Timeout;
  #made = 0;

  /** Of so many checks in all; `close` must follow. */
  constructor(total: number, log: Logger, everyMs = sayEveryMs) {
    this.#total = total;
    this.#timer = setInterval(() => log.info(this.#line()), everyMs);
    this.#timer.unref();
  }

  /** Counts one check while it is made. Throws what it throws. */
  async during<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
    const key = Symbol(name);
    this.#underWay.set(key, name);
    try {
      return await make();
    } finally {
      this.#underWay.delete(key);
      this.#made += 1;
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #line(): string {
    const names = [...this.#underWay.values()];
    const shown = names.slice(0, named).map((name) => `"${name}"`);
    const more = names.length > named ? ` and ${names.length - named} more` : '';
    const now = names.length === 0 ? '' : `; under way: ${shown.join(', ')}${more}`;
    const elapsed = formatDuration(performance.now() - this.#began);
    return `Checks: ${this.#made} of ${this.#total} made after ${elapsed}${now}`;
  }
}
