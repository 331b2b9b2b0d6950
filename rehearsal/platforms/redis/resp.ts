/** What a command answers. Text is bytes, one character each. */
export type Reply =
  | { kind: 'status'; text: string }
  | { kind: 'error'; text: string }
  | { kind: 'integer'; value: number }
  | { kind: 'bulk'; text: string | null }
  | { kind: 'array'; items: Reply[] | null };

/** `+OK`. */
export const ok: Reply = { kind: 'status', text: 'OK' };
/** The reply for "nothing there". */
export const nothing: Reply = { kind: 'bulk', text: null };

/** A whole number. */
export const integer = (value: number): Reply => ({ kind: 'integer', value });
/** A text, or the reply for nothing. */
export const bulk = (text: string | null | undefined): Reply => ({ kind: 'bulk', text: text ?? null });
/** Texts in order. */
export const list = (texts: Iterable<string>): Reply => ({ kind: 'array', items: [...texts].map(bulk) });
/** An error as clients expect it: a code in capitals, then words. */
export const failure = (text: string): Reply => ({ kind: 'error', text });

/** A reply in the Redis serialization protocol, version 2. */
export function encode(reply: Reply): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${reply.text}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'bulk':
      return reply.text === null ? '$-1\r\n' : `$${reply.text.length}\r\n${reply.text}\r\n`;
    case 'array':
      return reply.items === null
        ? '*-1\r\n'
        : `*${reply.items.length}\r\n${reply.items.map(encode).join('')}`;
  }
}

/** Takes whole commands out of a connection's bytes; what is not whole yet stays. */
export class CommandReader {
  #rest = '';

  /** The commands that are complete with these bytes. */
  push(bytes: Buffer): string[][] {
    this.#rest += bytes.toString('latin1');
    const commands: string[][] = [];
    for (let found = this.#take(); found; found = this.#take()) {
      if (found.length > 0) commands.push(found);
    }
    return commands;
  }

  #take(): string[] | undefined {
    const end = this.#rest.indexOf('\r\n');
    if (end < 0) return undefined;
    // A line that is no array is a command as a person types it.
    if (!this.#rest.startsWith('*')) {
      const words = this.#rest.slice(0, end).split(/\s+/).filter(Boolean);
      this.#rest = this.#rest.slice(end + 2);
      return words;
    }
    const count = Number(this.#rest.slice(1, end));
    const words: string[] = [];
    let at = end + 2;
    for (let index = 0; index < count; index += 1) {
      const line = this.#rest.indexOf('\r\n', at);
      if (line < 0) return undefined;
      const length = Number(this.#rest.slice(at + 1, line));
      if (this.#rest.length < line + 2 + length + 2) return undefined;
      words.push(this.#rest.slice(line + 2, line + 2 + length));
      at = line + 2 + length + 2;
    }
    this.#rest = this.#rest.slice(at);
    return words;
  }
}
