import { type Archive, type Contents, pack } from '../../src/railway/archive.js';

/** The packed uploads of a step: services that share a directory share its archive. */
export class Archives {
  readonly #temp: string;
  readonly #signal: AbortSignal;
  readonly #packed = new Map<Contents, Promise<Archive>>();

  /** Archives are written below `temp`, a directory that is there. */
  constructor(temp: string, signal: AbortSignal) {
    this.#temp = temp;
    this.#signal = signal;
  }

  /** Packs contents, the first time they are asked for. */
  of(contents: Contents): Promise<Archive> {
    const packed = this.#packed.get(contents) ?? pack(contents, this.#temp, this.#signal);
    this.#packed.set(contents, packed);
    return packed;
  }

  /** Takes all archives off the disk. */
  async clear(): Promise<void> {
    const all = await Promise.allSettled(this.#packed.values());
    for (const one of all) if (one.status === 'fulfilled') await one.value.remove();
  }
}
