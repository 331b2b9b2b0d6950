import { closeSync, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors/errors.js';

const blockBytes = 512;
/** Larger files are streamed. */
const wholeBytes = 1_048_576;
/** Small entries go to the compressor together: one by one, the handing over costs more than the compressing. */
const batchBytes = 262_144;

/**
 * A directory's files as a tar stream, in the order they are given; no more than a few of them are in memory. Of their
 * metadata it holds what a build can depend on: mode and time. Throws InputError for a file
 * that cannot be read or gets shorter meanwhile.
 */
export async function* tarOf({
  directory,
  files,
}: {
  directory: string;
  files: readonly { path: string }[];
}): AsyncGenerator<Buffer> {
  const tar = await import('tar');
  let batch: Buffer[] = [];
  let bytes = 0;
  for (const { path } of files) {
    const source = join(directory, path);
    const { stats, content } = read(source);
    batch.push(headerOf(tar, path, stats));
    bytes += blockBytes;
    if (content) {
      batch.push(content);
      bytes += content.length;
    }
    if (!content || bytes >= batchBytes) {
      yield Buffer.concat(batch);
      batch = [];
      bytes = 0;
    }
    if (!content) yield* streamed(source, stats.size);
    batch.push(padding(stats.size));
  }
  yield Buffer.concat([...batch, Buffer.alloc(2 * blockBytes)]);
}

/** A small file whole; of a large one only what it is. */
function read(path: string): { stats: Stats; content: Buffer | undefined } {
  const handle = readable(path, () => openSync(path, 'r'));
  try {
    const stats = fstatSync(handle);
    if (stats.size > wholeBytes) return { stats, content: undefined };
    const content = Buffer.allocUnsafe(stats.size);
    let at = 0;
    while (at < stats.size) {
      const count = readSync(handle, content, at, stats.size - at, at);
      if (count === 0) throw changed(path);
      at += count;
    }
    return { stats, content };
  } finally {
    closeSync(handle);
  }
}

/** What the header said is what must follow: a file that grows is cut, one that shrinks cannot be packed. */
async function* streamed(path: string, size: number): AsyncGenerator<Buffer> {
  let left = size;
  for await (const chunk of createReadStream(path, { end: size - 1, highWaterMark: batchBytes })) {
    const bytes = chunk as Buffer;
    left -= bytes.length;
    yield bytes;
  }
  if (left > 0) throw changed(path);
}

function headerOf({ Header, Pax }: typeof import('tar'), path: string, { size, mode, mtime }: Stats): Buffer {
  // Write permission for others says more about this machine than about the file.
  const entry = { path: `./${path}`, size, mode: mode & 0o755, mtime };
  const header = new Header({ ...entry, type: 'File' });
  const needsPax = header.encode();
  const block = header.block ?? Buffer.alloc(blockBytes);
  return needsPax ? Buffer.concat([new Pax({ path: entry.path, size }).encode(), block]) : block;
}

function padding(size: number): Buffer {
  return Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
}

/** Does something with a path. Throws InputError when this job may not read it. */
export function readable<Value>(path: string, work: () => Value): Value {
  try {
    return work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new InputError(`${path} cannot be read for the upload (${code}).`, {
      fix: 'Make it readable for this job, or leave it out with a .railwayignore file.',
      cause,
    });
  }
}

function changed(path: string): InputError {
  return new InputError(`The file ${path} became shorter while it was packed.`, {
    fix: 'Let nothing write into the directory while it is uploaded (a build or a watcher in the background).',
  });
}
