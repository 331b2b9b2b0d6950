/**
 * Which lines of one file can run, and which of them did: two bits a line, since a report of half a gigabyte names tens of
 * millions of lines.
 */
export class LineSet {
  #known = new Uint32Array(8);
  #hit = new Uint32Array(8);
  /** Lines that can run. */
  total = 0;
  /** Lines that ran at least once. */
  covered = 0;

  /** Adds a line; one that is there already stays covered once it was. Lines begin at 1; others are left out. */
  add(line: number, hit: boolean): void {
    if (line < 1 || line > longestFile || !Number.isInteger(line)) return;
    const index = line >>> 5;
    const bit = 1 << (line & 31);
    if (index >= this.#known.length) this.#grow(index);
    if (((this.#known[index] ?? 0) & bit) === 0) {
      this.#known[index] = (this.#known[index] ?? 0) | bit;
      this.total += 1;
    }
    if (hit && ((this.#hit[index] ?? 0) & bit) === 0) {
      this.#hit[index] = (this.#hit[index] ?? 0) | bit;
      this.covered += 1;
    }
  }

  /** `covered`, `missed`, or `none` for a line without code. */
  at(line: number): 'covered' | 'missed' | 'none' {
    const index = line >>> 5;
    const bit = 1 << (line & 31);
    if (((this.#known[index] ?? 0) & bit) === 0) return 'none';
    return ((this.#hit[index] ?? 0) & bit) === 0 ? 'missed' : 'covered';
  }

  /** Takes over what another report knows of the same file: a line that one of the two saw run is covered. */
  join(other: LineSet): void {
    for (const [index, known] of other.#known.entries()) {
      for (let bit = 0; known >>> bit !== 0 && bit < 32; bit += 1) {
        const line = index * 32 + bit;
        const state = other.at(line);
        if (state !== 'none') this.add(line, state === 'covered');
      }
    }
  }

  #grow(index: number): void {
    const size = Math.max(index + 1, this.#known.length * 2);
    for (const [name, old] of [['known', this.#known] as const, ['hit', this.#hit] as const]) {
      const grown = new Uint32Array(size);
      grown.set(old);
      if (name === 'known') this.#known = grown;
      else this.#hit = grown;
    }
  }
}

/** A line number beyond this is not of a source file; a report that names one must not cost its memory. */
const longestFile = 5_000_000;
