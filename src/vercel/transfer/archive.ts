import { createHash, type Hash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CancelledError } from '../../errors/errors.js';
import { changedMeanwhile } from './messages.js';
import { type DigestedFile, isPlainFile, type SourceFile } from './source-file.js';
import { tarEnd, tarHeader, tarPadding } from './tar-format.js';

/** Packed files on disk, ready to be sent. */
export interface Archive {
  /** `.vercel/source.tgz.part1`, …: Vercel puts them together and unpacks them. */
  parts: DigestedFile[];
  remove(): Promise<void>;
}

const partBytes = 104_857_600;
/** As the official upload gives them. */
const partMode = 0o666;
const wholeBytes = 1_048_576;
/** Small entries go through the compressor together. */
const batchBytes = 262_144;
/** Higher levels cost several times as long for a few per cent. */
const level = 1;

/**
 * Packs files as tar.gz in parts below `temp`, streamed: no more than a few megabytes are in memory whatever the size.
 * Throws CancelledError, and what reading or writing throws.
 */
export async function packFiles(
  files: readonly SourceFile[],
  temp: string,
  signal: AbortSignal,
  limit = partBytes,
): Promise<Archive> {
  const folder = await mkdtemp(join(temp, 'vercel-source-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const parts = new PartWriter(folder, limit);
  try {
    await pipeline(Readable.from(tarOf(files), { objectMode: false }), createGzip({ level }), parts, {
      signal,
    });
    return { parts: parts.written, remove };
  } catch (error) {
    await remove();
    if (signal.aborted) throw new CancelledError();
    throw error;
  }
}

async function* tarOf(files: readonly SourceFile[]): AsyncGenerator<Buffer> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for (const file of files) {
    batch.push(tarHeader(file));
    // A link and a folder are all header.
    const size = isPlainFile(file.mode) ? file.size : 0;
    if (file.content.from === 'disk' && size > wholeBytes) {
      yield Buffer.concat(batch);
      yield* contentsOf(file, file.content.file);
      batch = [];
      bytes = 0;
    } else if (size > 0) batch.push(wholeOf(file));
    batch.push(tarPadding(size));
    bytes += size + 512;
    if (bytes < batchBytes) continue;
    yield Buffer.concat(batch);
    batch = [];
    bytes = 0;
  }
  yield Buffer.concat([...batch, tarEnd()]);
}

function wholeOf(file: SourceFile): Buffer {
  const { content } = file;
  const data = content.from === 'disk' ? readFileSync(content.file) : Buffer.alloc(0);
  const contents = content.from === 'memory' ? content.data : data;
  if (contents.length !== file.size) throw changedMeanwhile(file.path);
  return contents;
}

/** The header has promised a size: a file that shrank would shift all that follows. */
async function* contentsOf(file: SourceFile, at: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of createReadStream(at, { end: file.size - 1, highWaterMark: batchBytes })) {
    bytes += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (bytes !== file.size) throw changedMeanwhile(file.path);
}

interface Part {
  file: string;
  handle: FileHandle;
  hash: Hash;
  size: number;
}

/** Writes what comes to files of at most `limit` bytes and digests each on the way. */
class PartWriter extends Writable {
  readonly written: DigestedFile[] = [];
  readonly #folder: string;
  readonly #limit: number;
  #part: Part | undefined;

  constructor(folder: string, limit: number) {
    super();
    this.#folder = folder;
    this.#limit = limit;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#take(chunk).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#close().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const handle = this.#part?.handle;
    this.#part = undefined;
    (handle?.close() ?? Promise.resolve()).then(() => done(error), done);
  }

  async #take(chunk: Buffer): Promise<void> {
    for (let rest = chunk; rest.length > 0; ) {
      const part: Part = this.#part ?? (await this.#open());
      this.#part = part;
      const piece = rest.subarray(0, this.#limit - part.size);
      await part.handle.write(piece);
      part.hash.update(piece);
      part.size += piece.length;
      rest = rest.subarray(piece.length);
      if (part.size === this.#limit) await this.#close();
    }
  }

  async #open(): Promise<Part> {
    const file = join(this.#folder, `part${this.written.length + 1}`);
    return { file, handle: await open(file, 'w'), hash: createHash('sha1'), size: 0 };
  }

  async #close(): Promise<void> {
    const part = this.#part;
    if (!part) return;
    this.#part = undefined;
    await part.handle.close();
    this.written.push({
      path: `.vercel/source.tgz.part${this.written.length + 1}`,
      mode: partMode,
      size: part.size,
      content: { from: 'disk', file: part.file },
      sha: part.hash.digest('hex'),
    });
  }
}
