import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { PartitionLog } from './log.js';

/** One topic: its name, its id (32 hexadecimal digits) and the logs of its partitions. */
export interface Topic {
  name: string;
  id: string;
  partitions: readonly PartitionLog[];
}

/** The topics of a broker. None comes into being by being asked for. */
export class Topics {
  readonly #byName = new Map<string, Topic>();
  readonly #appends = new EventEmitter().setMaxListeners(0);

  /** In the order they were made. */
  all(): Topic[] {
    return [...this.#byName.values()];
  }

  byName(name: string): Topic | undefined {
    return this.#byName.get(name);
  }

  byId(id: string): Topic | undefined {
    return this.all().find((topic) => topic.id === id);
  }

  /** Makes a topic, or makes it anew when it is there. */
  create(name: string, partitions: number): Topic {
    const logs = Array.from({ length: partitions }, () => new PartitionLog());
    const topic: Topic = { name, id: randomUUID().replaceAll('-', ''), partitions: logs };
    this.#byName.set(name, topic);
    return topic;
  }

  /** Tells those who wait that there are new records. */
  tellAppended(): void {
    this.#appends.emit('append');
  }

  /** Resolves when records come in anywhere, when the time is up, or when nobody waits any more. */
  appended(atMostMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#appends.removeListener('append', done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, atMostMs);
      this.#appends.once('append', done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
