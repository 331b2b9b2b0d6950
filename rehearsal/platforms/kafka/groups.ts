import { Group } from './group.js';

/** The consumer groups of a broker; one comes into being when it is first named. */
export class Groups {
  readonly #groups = new Map<string, Group>();

  get(id: string): Group {
    const known = this.#groups.get(id);
    if (known) return known;
    const made = new Group();
    this.#groups.set(id, made);
    return made;
  }

  /** Stops their clocks. */
  close(): void {
    for (const group of this.#groups.values()) group.close();
  }
}
