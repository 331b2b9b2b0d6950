import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from 'node:zlib';

type Unpack = (packed: Buffer, options: ZlibOptions) => Promise<Buffer>;

const unpackers: Record<string, Unpack> = {
  gzip: promisify(gunzip) as Unpack,
  'x-gzip': promisify(gunzip) as Unpack,
  deflate: promisify(inflate) as Unpack,
  br: promisify(brotliDecompress) as unknown as Unpack,
};

/** A body as text, and whether it is only a part of it. */
export interface ReadBody {
  text: string;
  truncated: boolean;
}

/**
 * The text of a body that came in `chunks`, unpacked by its `content-encoding`. Never more than `limit` bytes are
 * unpacked: a small answer can hold gigabytes. What cannot be unpacked stays as it came.
 */
export async function readBody(
  chunks: readonly Buffer[],
  { encoding, limit, cut }: { encoding: string | undefined; limit: number; cut: boolean },
): Promise<ReadBody> {
  const packed = Buffer.concat(chunks);
  const unpack = unpackers[encoding?.trim().toLowerCase() ?? ''];
  if (!unpack || packed.length === 0) return { text: packed.toString('utf8'), truncated: cut };
  try {
    const whole = await unpack(packed, { maxOutputLength: limit, ...(cut ? { finishFlush: 2 } : {}) });
    return { text: whole.toString('utf8'), truncated: cut };
  } catch (error) {
    if (isTooLarge(error)) return { text: '', truncated: true };
    return { text: packed.toString('utf8'), truncated: cut };
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError || (error as { code?: string })?.code === 'ERR_BUFFER_TOO_LARGE';
}
