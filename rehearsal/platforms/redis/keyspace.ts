/** A value of the keyspace. */
type Value =
  | { type: 'string'; text: string }
  | { type: 'list'; items: string[] }
  | { type: 'hash'; fields: Map<string, string> }
  | { type: 'set'; members: Set<string> }
  | { type: 'zset'; scores: Map<string, number> };

type Of<Type extends Value['type']> = Extract<Value, { type: Type }>;

/** A command met a key that holds something else. */
export class WrongType extends Error {}

/** All keys of a server with when they end. Databases by number are not kept apart. */
export class Keyspace {
  readonly #values = new Map<string, { value: Value; endsAt?: number }>();

  /** The value of a key if there is one of this type. Throws WrongType when it is of another. */
  find<Type extends Value['type']>(key: string, type: Type): Of<Type> | undefined {
    const value = this.#live(key)?.value;
    if (value === undefined) return undefined;
    if (value.type !== type) throw new WrongType();
    return value as Of<Type>;
  }

  /** The value of a key, made empty when there is none. Throws WrongType when it is of another type. */
  open<Type extends Exclude<Value['type'], 'string'>>(key: string, type: Type): Of<Type> {
    const found = this.find(key, type);
    if (found) return found;
    const value = emptyOf(type);
    this.#values.set(key, { value });
    return value as Of<Type>;
  }

  /** Sets a text; a time to live goes with the old value unless it is kept. */
  setText(
    key: string,
    text: string,
    { ttlMs, keep = false }: { ttlMs?: number | undefined; keep?: boolean } = {},
  ): void {
    const before = keep ? this.#live(key)?.endsAt : undefined;
    const endsAt = ttlMs === undefined ? before : Date.now() + ttlMs;
    this.#values.set(key, { value: { type: 'string', text }, ...(endsAt === undefined ? {} : { endsAt }) });
  }

  typeOf(key: string): string {
    return this.#live(key)?.value.type ?? 'none';
  }

  has(key: string): boolean {
    return this.#live(key) !== undefined;
  }

  remove(key: string): boolean {
    return this.#live(key) !== undefined && this.#values.delete(key);
  }

  /** Lists, sets and hashes that are empty are not there. */
  tidy(key: string): void {
    const value = this.#values.get(key)?.value;
    if (value && value.type !== 'string' && sizeOf(value) === 0) this.#values.delete(key);
  }

  /** Milliseconds left; -1 for a key without an end, -2 for none. */
  ttl(key: string): number {
    const entry = this.#live(key);
    if (!entry) return -2;
    return entry.endsAt === undefined ? -1 : entry.endsAt - Date.now();
  }

  /** Gives a key an end, or takes it away; false when there is no such key, or no end to take away. */
  expire(key: string, ttlMs: number | undefined): boolean {
    const entry = this.#live(key);
    if (!entry || (ttlMs === undefined && entry.endsAt === undefined)) return false;
    if (ttlMs === undefined) delete entry.endsAt;
    else entry.endsAt = Date.now() + ttlMs;
    return true;
  }

  keys(): string[] {
    return [...this.#values.keys()].filter((key) => this.has(key));
  }

  clear(): void {
    this.#values.clear();
  }

  #live(key: string): { value: Value; endsAt?: number } | undefined {
    const entry = this.#values.get(key);
    if (entry?.endsAt === undefined || entry.endsAt > Date.now()) return entry;
    this.#values.delete(key);
    return undefined;
  }
}

function emptyOf(type: Exclude<Value['type'], 'string'>): Value {
  if (type === 'list') return { type, items: [] };
  if (type === 'hash') return { type, fields: new Map() };
  if (type === 'set') return { type, members: new Set() };
  return { type, scores: new Map() };
}

function sizeOf(value: Exclude<Value, { type: 'string' }>): number {
  if (value.type === 'list') return value.items.length;
  if (value.type === 'hash') return value.fields.size;
  return value.type === 'set' ? value.members.size : value.scores.size;
}
