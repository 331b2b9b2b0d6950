/** Writes the fields of one answer in order, in the compact forms of flexible versions. */
export class Writer {
  readonly #parts: Buffer[] = [];

  /** What was written so far. */
  get buffer(): Buffer {
    return Buffer.concat(this.#parts);
  }

  int8(value: number): this {
    return this.#fixed(1, (part) => part.writeInt8(value));
  }

  int16(value: number): this {
    return this.#fixed(2, (part) => part.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#fixed(4, (part) => part.writeInt32BE(value));
  }

  int64(value: bigint): this {
    return this.#fixed(8, (part) => part.writeBigInt64BE(value));
  }

  boolean(value: boolean): this {
    return this.int8(value ? 1 : 0);
  }

  /** 32 hexadecimal digits. */
  uuid(digits: string): this {
    this.#parts.push(Buffer.from(digits, 'hex'));
    return this;
  }

  string(text: string | null): this {
    return this.bytes(text === null ? null : Buffer.from(text));
  }

  bytes(bytes: Buffer | null): this {
    this.#varint(bytes === null ? 0 : bytes.length + 1);
    if (bytes !== null) this.#parts.push(bytes);
    return this;
  }

  /** Structures; each gets its (empty) tagged fields after what `write` has written. */
  array<Item>(items: readonly Item[] | null, write: (item: Item) => void): this {
    this.#varint(items === null ? 0 : items.length + 1);
    for (const item of items ?? []) {
      write(item);
      this.tags();
    }
    return this;
  }

  int32s(values: readonly number[]): this {
    this.#varint(values.length + 1);
    for (const value of values) this.int32(value);
    return this;
  }

  /** No tagged fields. */
  tags(): this {
    return this.#varint(0);
  }

  #varint(value: number): this {
    const bytes: number[] = [];
    let left = value;
    for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) + 0x80);
    this.#parts.push(Buffer.from([...bytes, left]));
    return this;
  }

  #fixed(size: number, write: (part: Buffer) => void): this {
    const part = Buffer.alloc(size);
    write(part);
    this.#parts.push(part);
    return this;
  }
}
