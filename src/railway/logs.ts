import { stripVTControlCharacters } from 'node:util';
import type { LogLine } from './answers.js';
import { redact } from './redact.js';

/** Railway answers at most this many lines of a log at once, one more than it is asked for, and may repeat some. */
export const logPageSize = 500;

/** Reads a log piece by piece: remembers how far it was read and gives every line once. */
export class LogCursor {
  #since: string | undefined;
  /** Lines of the cursor's own millisecond: the next piece begins with them. */
  #seen = new Set<string>();

  /** Where the next piece begins (ISO 8601, in milliseconds); undefined for the beginning. */
  get since(): string | undefined {
    return this.#since;
  }

  /** The lines of a piece that were not given before, in the order of their time. */
  take(piece: readonly LogLine[]): LogLine[] {
    const fresh = [...piece]
      .sort((one, other) => compare(one.timestamp, other.timestamp))
      .filter((line) => !this.#seen.has(keyOf(line)));
    for (const line of fresh) this.#remember(line);
    return fresh;
  }

  #remember(line: LogLine): void {
    const at = Date.parse(line.timestamp);
    // A line without a readable time cannot move the cursor; it is only kept from being told twice.
    if (!Number.isNaN(at)) {
      const since = new Date(at).toISOString();
      if (this.#since === undefined || since > this.#since) {
        this.#since = since;
        this.#seen = new Set([...this.#seen].filter((key) => isUntimed(key)));
      }
    }
    this.#seen.add(keyOf(line));
  }
}

/** A line as it may be shown: without colours, and without what others must not read. */
export function cleanLine(text: string, hide: readonly string[]): string {
  return redact(stripVTControlCharacters(text), hide).trimEnd();
}

function keyOf({ timestamp, message }: LogLine): string {
  return `${timestamp}\u0000${message}`;
}

function isUntimed(key: string): boolean {
  return Number.isNaN(Date.parse(key.slice(0, key.indexOf('\u0000'))));
}

/** As text: nanoseconds do not fit into a number. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
