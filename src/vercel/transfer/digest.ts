import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../../errors/errors.js';
import { unreadable } from './messages.js';
import type { DigestedFile, SourceFile } from './source-file.js';

const chunkBytes = 1_048_576;
/** Between two looks at the cancel signal, and for requests under way to move on. */
const breathBytes = 8 * chunkBytes;
const breathFiles = 200;

/**
 * Reads every file once and adds the SHA-1 of its bytes. No contents are kept. Throws InputError for a file that cannot be
 * read, CancelledError.
 */
export async function digestFiles(
  files: readonly SourceFile[],
  signal: AbortSignal,
): Promise<DigestedFile[]> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  const digested: DigestedFile[] = [];
  let bytes = 0;
  for (const file of files) {
    const { content } = file;
    if (content.from === 'disk') {
      const read = await digestOnDisk(content.file, buffer, signal);
      digested.push({ ...file, ...read });
      bytes += read.size;
    } else {
      const sha =
        content.from === 'memory' ? createHash('sha1').update(content.data).digest('hex') : undefined;
      digested.push({ ...file, sha });
    }
    if (bytes < breathBytes && digested.length % breathFiles !== 0) continue;
    bytes = 0;
    await breathe(signal);
  }
  return digested;
}

/** The size is that of the bytes read: a file may have grown since it was listed. */
async function digestOnDisk(
  file: string,
  buffer: Buffer,
  signal: AbortSignal,
): Promise<{ sha: string; size: number }> {
  const hash = createHash('sha1');
  let size = 0;
  const handle = open(file);
  try {
    for (;;) {
      const read = readSync(handle, buffer, 0, chunkBytes, null);
      if (read === 0) return { sha: hash.digest('hex'), size };
      hash.update(buffer.subarray(0, read));
      size += read;
      if (size % breathBytes === 0) await breathe(signal);
    }
  } finally {
    closeSync(handle);
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  if (signal.aborted) throw new CancelledError();
}
