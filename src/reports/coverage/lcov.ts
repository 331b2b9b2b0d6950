import { createReadStream } from 'node:fs';
import type { LineSet } from './line-set.js';
import { type Coverage, FileCollector, type FileCoverage } from './model.js';

const newline = 10;
const carriageReturn = 13;
const comma = 44;
const zero = 48;
const nine = 57;
const chunkBytes = 1 << 20;
/** No line of a real report is longer; a file without line ends is none. */
const longestLine = 64 * 1024;

/**
 * Reads an lcov tracefile as a stream, byte by byte: nearly all of it are `DA:` lines, and no text is made of those.
 * Records of one file are joined, so that reports of several suites can be one behind the other.
 */
export async function readLcov(path: string): Promise<Coverage> {
  const reader = new LcovReader();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(newline, from);
      if (end < 0) break;
      reader.line(bytes, from, end > from && bytes[end - 1] === carriageReturn ? end - 1 : end);
      from = end + 1;
    }
    rest = bytes.length - from > longestLine ? Buffer.alloc(0) : bytes.subarray(from);
  }
  reader.line(rest, 0, rest.length);
  return reader.finish();
}

class LcovReader {
  readonly #files = new FileCollector();
  #path = '';
  #file: (FileCoverage & { lines: LineSet }) | undefined;
  #found: Record<string, number> = {};

  /** One line, from its first byte to behind its last. */
  line(bytes: Buffer, from: number, to: number): void {
    // "DA:" is tested without making text of it: this is the line that comes ten million times.
    if (bytes[from] === 68 && bytes[from + 1] === 65 && bytes[from + 2] === 58)
      this.#hits(bytes, from + 3, to);
    else if (to - from >= 3 && bytes[from + 2] !== 68) this.#field(bytes, from, to);
  }

  #hits(bytes: Buffer, from: number, to: number): void {
    let line = 0;
    let at = from;
    for (; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < zero || byte > nine) break;
      line = line * 10 + byte - zero;
    }
    if (bytes[at] !== comma || !this.#file) return;
    const first = bytes[at + 1] ?? 0;
    // A count is never negative, but some writers print "-1" or "=====" for lines that never ran.
    const hit = first > zero && first <= nine;
    this.#file.lines.add(line, hit);
  }

  #field(bytes: Buffer, from: number, to: number): void {
    const text = bytes.toString('utf8', from, to);
    if (text.startsWith('SF:')) {
      this.#path = text.slice(3).trim();
      this.#file = this.#files.file(this.#path);
      this.#found = {};
    } else if (text.startsWith('end_of_record')) this.#close();
    else {
      const [, name = '', value = ''] = /^(FNF|FNH|BRF|BRH):(\d+)$/.exec(text.trim()) ?? [];
      if (name) this.#found[name] = Number(value);
    }
  }

  #close(): void {
    if (!this.#file) return;
    const { FNF = 0, FNH = 0, BRF = 0, BRH = 0 } = this.#found;
    if (FNF > 0) this.#files.keep(this.#path, 'functions', { covered: FNH, total: FNF });
    if (BRF > 0) this.#files.keep(this.#path, 'branches', { covered: BRH, total: BRF });
    this.#file = undefined;
  }

  finish(): Coverage {
    this.#close();
    return this.#files.finish('lcov');
  }
}
