import type { PastRelease, PastRollback } from '../../../src/release/past.js';
import type { Access } from './turns.js';

/** A deployment of a component: its id, and the release whose program it is. */
export interface Live {
  id: string;
  content: string;
}

/** A release's record of the way back from it. */
type Rollback = PastRollback & { at: number };

/** The parts that can be read and written. */
interface Parts {
  backend: Live;
  frontend: Live;
  schema: string;
  /** Newest first. */
  past: readonly PastRelease[];
  rollbacks: readonly Rollback[];
  /** The component whose next change its platform refuses. */
  trouble: 'backend' | 'frontend' | undefined;
}

/** Two components, a database and the release records, all in memory, changed in one step each. */
export class ModelWorld {
  readonly #parts: Parts;
  /** What was done against the rules; empty in a good world. */
  readonly wrongs: string[] = [];
  /** Every program that was ever deployed, by its deployment's id. */
  readonly contents = new Map<string, string>([
    ['b1', '1'],
    ['f1', '1'],
  ]);
  readonly #made = new Map<string, number>();
  #reads = new Set<string>();
  #writes = new Set<string>();

  constructor(past: readonly PastRelease[]) {
    const [backend, frontend] = [
      { id: 'b1', content: '1' },
      { id: 'f1', content: '1' },
    ];
    this.#parts = { backend, frontend, schema: 'm1', past, rollbacks: [], trouble: undefined };
  }

  read<Part extends keyof Parts>(part: Part): Parts[Part] {
    this.#reads.add(part);
    return this.#parts[part];
  }

  write<Part extends keyof Parts>(part: Part, value: Parts[Part]): void {
    this.#writes.add(part);
    this.#parts[part] = value;
  }

  put(component: 'backend' | 'frontend', id: string, content: string): void {
    this.write(component, { id, content });
    this.contents.set(id, content);
  }

  /** An id that tells who made it, so that it is the same in whichever order others made theirs. */
  newId(prefix: string, actor: string): string {
    const made = (this.#made.get(actor) ?? 0) + 1;
    this.#made.set(actor, made);
    return `${prefix}~${actor}.${made}`;
  }

  /** What was read and written since this was asked last. */
  touched(): Access {
    const access = { reads: this.#reads, writes: this.#writes };
    this.#reads = new Set();
    this.#writes = new Set();
    return access;
  }

  /** All that a later step can depend on, and what is wrong already. */
  get key(): string {
    const { backend, frontend, schema, past, rollbacks, trouble } = this.#parts;
    const records = past.map(({ release, end }) => `${release}${end}`);
    return JSON.stringify([backend, frontend, schema, records, rollbacks, trouble, this.wrongs]);
  }
}
