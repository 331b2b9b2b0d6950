import type { PastRelease, PastRollback } from '../../../src/release/past.js';

/** A deployment of a component: its id, and the release whose program it is. */
export interface Live {
  id: string;
  content: string;
}

/** Two components, a database and the release records, all in memory, changed in one step each. */
export class ModelWorld {
  backend: Live = { id: 'b1', content: '1' };
  frontend: Live = { id: 'f1', content: '1' };
  schema = 'm1';
  /** Newest first. */
  past: PastRelease[] = [];
  rollbacks: (PastRollback & { at: number })[] = [];
  /** What was done against the rules; empty in a good world. */
  readonly wrongs: string[] = [];
  /** Every program that was ever deployed, by its deployment's id. */
  readonly contents = new Map<string, string>([
    ['b1', '1'],
    ['f1', '1'],
  ]);
  #made = 0;

  put(component: 'backend' | 'frontend', id: string, content: string): void {
    this[component] = { id, content };
    this.contents.set(id, content);
  }

  newId(prefix: string): string {
    this.#made += 1;
    return `${prefix}~${this.#made}`;
  }

  /** All that a later step can depend on. */
  get key(): string {
    const { backend, frontend, schema, past, rollbacks } = this;
    const records = past.map(({ release, end }) => `${release}${end}`);
    return JSON.stringify([backend, frontend, schema, records, rollbacks]);
  }
}
