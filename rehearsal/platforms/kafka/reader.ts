/**
 * Reads the fields of one request in order, in the compact forms that flexible versions have
 * (kafka.apache.org/protocol, "Protocol Primitive Types"). Throws RangeError when the request ends too soon.
 */
export class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  int8(): number {
    return this.#take(1).readInt8();
  }

  int16(): number {
    return this.#take(2).readInt16BE();
  }

  int32(): number {
    return this.#take(4).readInt32BE();
  }

  int64(): bigint {
    return this.#take(8).readBigInt64BE();
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  /** 16 bytes as hexadecimal digits without hyphens. */
  uuid(): string {
    return this.#take(16).toString('hex');
  }

  /** A text of the old form, as in the head of every request. */
  oldString(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.#take(length).toString();
  }

  nullableString(): string | null {
    return this.nullableBytes()?.toString() ?? null;
  }

  string(): string {
    return this.nullableString() ?? '';
  }

  /** A part of the request itself, not a copy. */
  nullableBytes(): Buffer | null {
    const length = this.#length();
    return length < 0 ? null : this.#take(length);
  }

  bytes(): Buffer {
    return this.nullableBytes() ?? Buffer.alloc(0);
  }

  /** Structures, each with tagged fields at its end; null where the sender wrote none. */
  nullableArray<Item>(read: () => Item): Item[] | null {
    const length = this.#length();
    return length < 0 ? null : this.#times(length, () => this.#tagged(read));
  }

  array<Item>(read: () => Item): Item[] {
    return this.nullableArray(read) ?? [];
  }

  /** Whole numbers, which have no tagged fields. */
  int32s(): number[] {
    return this.#times(this.#length(), () => this.int32());
  }

  /** Texts, which have no tagged fields either. */
  strings(): string[] {
    return this.#times(this.#length(), () => this.string());
  }

  /** Tagged fields are read over: no call here has one that matters. */
  tags(): void {
    for (let left = this.#varint(); left > 0; left -= 1) {
      this.#varint();
      this.#take(this.#varint());
    }
  }

  #tagged<Item>(read: () => Item): Item {
    const item = read();
    this.tags();
    return item;
  }

  #times<Item>(count: number, read: () => Item): Item[] {
    const items: Item[] = [];
    for (let left = count; left > 0; left -= 1) items.push(read());
    return items;
  }

  /** Compact lengths are one more than the length; 0 stands for null, here -1. */
  #length(): number {
    return this.#varint() - 1;
  }

  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#take(1).readUInt8();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a length of more than five bytes');
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new RangeError('the request ends too soon');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
