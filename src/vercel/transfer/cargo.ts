import { readFileSync } from 'node:fs';
import { formatSize } from '../../runtime/duration.js';
import { packFiles } from './archive.js';
import type { TransferDeps } from './deps.js';
import { digestFiles } from './digest.js';
import { stillMissing, tooManyFiles, unknownMissing } from './messages.js';
import { parallelUploads, sendFiles } from './send-files.js';
import { type DigestedFile, isPlainFile, type SourceFile, totalSize } from './source-file.js';

/** How files travel; `auto` packs when many would have to be uploaded one by one. */
export type ArchiveChoice = 'auto' | 'tgz' | 'none';

/** What was sent, for a person. */
export interface Sent {
  /** Of the deployment. */
  files: number;
  bytes: number;
  /** Over the wire: what Vercel had already is not sent. */
  sentFiles: number;
  sentBytes: number;
  packed: boolean;
}

/** Vercel refuses more than this in one deployment. */
const filesLimit = 15_000;
/** More new files than this are packed: free plans allow 5,000 uploads a day, and a request each takes its time. */
const uploadsWorth = 1_000;
const inlinePages = 10;
const inlinePageBytes = 5 * 1_048_576;
/** Vercel's own tool for inline files takes 300 of them and 4 MiB encoded; well below that a slow line pays off, too. */
const inlineFiles = { atLeast: parallelUploads + 1, atMost: 300, bytes: 1_048_576 };
/** Vercel's stores agree only after a moment, so what was just sent may be asked for again. */
const rounds = 5;

/** The files of one deployment on their way: what the request says of them, and sending those that Vercel asks for. */
export class Cargo {
  readonly sent: Sent;
  readonly #files: readonly DigestedFile[];
  readonly #choice: ArchiveChoice;
  readonly #deps: TransferDeps;
  #parts: readonly DigestedFile[] | undefined;
  #inline: boolean;
  #removeParts = async () => {};
  #round = 0;

  private constructor(files: readonly DigestedFile[], choice: ArchiveChoice, deps: TransferDeps) {
    this.#files = files;
    this.#choice = choice;
    this.#deps = deps;
    this.#inline = false;
    const bytes = totalSize(files);
    this.sent = { files: files.length, bytes, sentFiles: 0, sentBytes: 0, packed: false };
  }

  /**
   * Reads and digests the files, and packs them where that is certain to be needed. `prebuilt` files never travel inside the
   * request. Throws InputError, CancelledError.
   */
  static async load(
    files: readonly SourceFile[],
    { choice, prebuilt }: { choice: ArchiveChoice; prebuilt: boolean },
    deps: TransferDeps,
  ): Promise<Cargo> {
    if (choice === 'none' && files.length > filesLimit) throw tooManyFiles(files.length, filesLimit);
    const cargo = new Cargo(await digestFiles(files, deps.signal), choice, deps);
    if (choice === 'tgz' || files.length > filesLimit) await cargo.#pack();
    else cargo.#inline = arePages(files) || (choice === 'auto' && !prebuilt && areSmall(files));
    const how = cargo.#inline ? ', inside the request' : '';
    deps.log.info(`${countOf(files.length)}, ${formatSize(cargo.sent.bytes)}${how}`);
    return cargo;
  }

  /** The `files` of the request, as Vercel's own upload library (18.4.2) writes them. */
  entries(): Record<string, unknown>[] {
    return (this.#parts ?? this.#files).map((file) => {
      const { path, mode, size, sha } = file;
      if (sha === undefined) return { file: path, mode };
      if (this.#inline)
        return { file: path, data: contentsOf(file).toString('base64'), encoding: 'base64', mode };
      return { file: path, size, mode, sha };
    });
  }

  /** Names the files by their digests from now on; false when it did so before. For a request that was too large. */
  sendApart(): boolean {
    const was = this.#inline;
    this.#inline = false;
    return was;
  }

  /** Sends the files that Vercel asks for, or packs all when they are many. Throws PlatformError when that leads nowhere. */
  async provide(shas: readonly string[]): Promise<void> {
    const { clock, log, signal, client } = this.#deps;
    if (this.#choice === 'auto' && !this.#parts && shas.length > uploadsWorth) {
      log.info(`${shas.length} files are new to Vercel: all are packed and sent as one archive`);
      return this.#pack();
    }
    this.#round += 1;
    if (this.#round > rounds) throw stillMissing(shas.length, rounds);
    const wanted = new Set(shas);
    const unique = new Map((this.#parts ?? this.#files).map((file) => [file.sha ?? '', file]));
    const files = [...unique.values()].filter(({ sha }) => sha !== undefined && wanted.has(sha));
    if (files.length < wanted.size || files.length === 0) throw unknownMissing();
    if (this.#round > 1) {
      log.info(`Vercel asks for ${files.length} files once more; they are sent again`);
      await clock.sleep(client.loopback ? 20 : 1_000 * this.#round, signal);
    } else
      log.info(`Sending what is new to Vercel: ${countOf(files.length)}, ${formatSize(totalSize(files))}`);
    await sendFiles(files, this.#deps);
    this.sent.sentFiles += files.length;
    this.sent.sentBytes += totalSize(files);
  }

  /** Removes what was packed. */
  async close(): Promise<void> {
    await this.#removeParts();
  }

  async #pack(): Promise<void> {
    const { log, temp, signal } = this.#deps;
    const { parts, remove } = await packFiles(this.#files, temp, signal);
    this.#parts = parts;
    this.#removeParts = remove;
    this.sent.packed = true;
    log.info(`Packed ${countOf(this.#files.length)} to ${formatSize(totalSize(parts))}`);
  }
}

/** A few pages of text travel inside the request itself, as the official upload sends them: no uploads, no second request. */
function arePages(files: readonly SourceFile[]): boolean {
  return (
    files.length <= inlinePages &&
    files.every(({ path, mode }) => isPlainFile(mode) && /\.(html?|md)$/i.test(path)) &&
    totalSize(files) <= inlinePageBytes
  );
}

/**
 * Small files that would take more than one round of uploads travel inside the request, too. Not where a mode means
 * something: whether Vercel keeps it for these is not known.
 */
function areSmall(files: readonly SourceFile[]): boolean {
  const { atLeast, atMost, bytes } = inlineFiles;
  return (
    files.length >= atLeast &&
    files.length <= atMost &&
    files.every(({ mode }) => isPlainFile(mode) && (mode & 0o111) === 0) &&
    totalSize(files) <= bytes
  );
}

function contentsOf({ content }: SourceFile): Buffer {
  if (content.from === 'memory') return content.data;
  return content.from === 'disk' ? readFileSync(content.file) : Buffer.alloc(0);
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
