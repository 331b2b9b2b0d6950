import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { HttpAnswer } from '../http/server.js';
import { badRequest } from './answers.js';

/** A file of a new deployment: named by the SHA-1 of its contents, or with its contents inline; or an empty folder. */
export type FileEntry =
  | { file: string; sha: string }
  | { file: string; data: Buffer }
  | { file: string; folder: true };

const placedAtOnce = 64;

/** Uploaded contents by their SHA-1, and the source trees put together from them; both live on disk. */
export class FileStore {
  readonly #blobs: string;
  readonly #trees: string;

  constructor(workDirectory: string) {
    this.#blobs = join(workDirectory, 'files');
    this.#trees = join(workDirectory, 'deployments');
  }

  async open(): Promise<void> {
    await mkdir(this.#blobs, { recursive: true });
    await mkdir(this.#trees, { recursive: true });
  }

  /** Stores an upload. A digest or a size that does not fit the bytes is a 400, as on Vercel. */
  async put(contents: Buffer, digest: string | undefined, size: string | undefined): Promise<void> {
    const sha = createHash('sha1').update(contents).digest('hex');
    if (!digest) throw badRequest('Missing header: `x-now-digest` with the SHA-1 of the file is required.');
    if (digest !== sha)
      throw badRequest(`The digest ${digest} is not the SHA-1 of the body, which is ${sha}.`);
    if (size !== undefined && Number(size) !== contents.length)
      throw badRequest(`\`x-now-size\` says ${size}, the body has ${contents.length} bytes.`);
    if (!existsSync(join(this.#blobs, sha))) await writeFile(join(this.#blobs, sha), contents);
  }

  /** Throws the 400 `missing_files` that tells a client what to upload before it asks again. */
  requireAll(entries: readonly FileEntry[]): void {
    const wanted = new Set(entries.flatMap((entry) => ('sha' in entry ? [entry.sha] : [])));
    const missing = [...wanted].filter((sha) => !existsSync(join(this.#blobs, sha)));
    if (missing.length === 0) return;
    throw new HttpAnswer(400, { error: { code: 'missing_files', message: 'Missing files', missing } });
  }

  /** Puts a deployment's source together and returns its directory; archive parts are unpacked in their order. */
  async assemble(id: string, entries: readonly FileEntry[]): Promise<string> {
    const directory = join(this.#trees, id);
    await mkdir(directory, { recursive: true });
    const parts = entries.filter(({ file }) => partNumber(file) !== undefined);
    const plain = entries.filter((entry) => !parts.includes(entry));
    for (let from = 0; from < plain.length; from += placedAtOnce)
      await Promise.all(plain.slice(from, from + placedAtOnce).map((entry) => this.#place(directory, entry)));
    if (parts.length > 0) await this.#unpack(directory, parts);
    return directory;
  }

  async remove(directory: string): Promise<void> {
    await rm(directory, { recursive: true, force: true });
  }

  async #place(directory: string, entry: FileEntry): Promise<void> {
    const path = join(directory, entry.file);
    await mkdir('folder' in entry ? path : dirname(path), { recursive: true });
    if ('folder' in entry) return;
    if ('data' in entry) return writeFile(path, entry.data);
    const blob = join(this.#blobs, entry.sha);
    // A link costs no space; a work directory on a file system without links still works.
    await link(blob, path).catch(() => copyFile(blob, path));
  }

  async #unpack(directory: string, parts: readonly FileEntry[]): Promise<void> {
    const ordered = [...parts].sort(
      (one, other) => (partNumber(one.file) ?? 0) - (partNumber(other.file) ?? 0),
    );
    const staging = `${directory}.parts`;
    const archive = `${directory}.tgz`;
    for (const part of ordered) await this.#place(staging, part);
    for (const part of ordered)
      await pipeline(createReadStream(join(staging, part.file)), createWriteStream(archive, { flags: 'a' }));
    await extract({ file: archive, cwd: directory });
    await rm(archive);
    await rm(staging, { recursive: true });
  }
}

/** Names of all files below a directory, relative to it, with forward slashes. */
export async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

/** Reads the `files` of a create body; throws a 400 for any entry Vercel's schema would turn away. */
export function readFileEntries(value: unknown): FileEntry[] {
  if (!Array.isArray(value)) throw badRequest('Invalid request: `files` should be array.');
  return value.map((entry: unknown, index) => readEntry(entry, index));
}

function readEntry(value: unknown, index: number): FileEntry {
  const entry = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const at = `\`files[${index}]\``;
  const { file, sha, data, encoding } = entry;
  if (typeof file !== 'string' || file === '') throw badRequest(`Invalid request: ${at} needs \`file\`.`);
  const normal = posix.normalize(file);
  if (normal.startsWith('..') || posix.isAbsolute(normal) || file.includes('\\'))
    throw badRequest(`Invalid request: ${at}: \`${file}\` leaves the deployment.`);
  if (typeof data === 'string') {
    if (sha !== undefined || entry.size !== undefined)
      throw badRequest(`Invalid request: ${at} has \`data\` and should NOT have \`sha\` or \`size\`.`);
    return { file: normal, data: Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8') };
  }
  const isFolder = typeof entry.mode === 'number' && (entry.mode & 0o170000) === 0o040000;
  if (isFolder && sha === undefined) return { file: normal, folder: true };
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
    throw badRequest(`Invalid request: ${at} needs \`sha\` (SHA-1, hex) or \`data\`.`);
  return { file: normal, sha };
}

function partNumber(file: string): number | undefined {
  const match = /(?:^|\/)\.vercel\/source\.tgz\.part(\d+)$/.exec(file);
  return match ? Number(match[1]) : undefined;
}
