import { createWriteStream, readdirSync, realpathSync, statSync } from 'node:fs';
import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CancelledError, InputError } from '../errors/errors.js';
import { IgnoreRules } from './ignore-rules.js';
import { readable, tarOf } from './tar-stream.js';

/** What goes into an upload, before anything is packed. */
export interface Contents {
  directory: string;
  /** Relative to the directory, with `/`. */
  files: readonly { path: string; bytes: number }[];
  /** Links that lead nowhere, or back to a folder they are in: left out. */
  brokenLinks: readonly string[];
  /** Links that lead out of the directory: what they point to is packed. */
  linksOut: readonly string[];
}

/** A folder at the top level (`.` for the files beside them) and what is in it. */
interface FolderSize {
  path: string;
  bytes: number;
}

/** A packed upload on disk. */
export interface Archive {
  file: string;
  /** Packed size. */
  bytes: number;
  /** The heaviest folders of what was packed, unpacked size, heaviest first. */
  biggest: readonly FolderSize[];
  remove(): Promise<void>;
}

interface Walk {
  root: string;
  files: { path: string; bytes: number }[];
  brokenLinks: string[];
  linksOut: string[];
}

/**
 * Lists what an upload of a directory holds: all files but the ignored ones, links followed. Throws InputError when the
 * directory is not there or nothing is left.
 */
export async function listContents(directory: string): Promise<Contents> {
  const found = await stat(directory).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new InputError(
      `The input "working-directory" leads to ${directory}, which is ${found ? 'no directory' : 'not there'}.`,
      { fix: 'Give a path from the root of the repository, and check it out first (actions/checkout).' },
    );
  }
  const root = await realpath(directory);
  const walk: Walk = { root, files: [], brokenLinks: [], linksOut: [] };
  visit(walk, root, IgnoreRules.startAt(root), [root]);
  if (walk.files.length === 0) {
    throw new InputError(
      `There is nothing to upload in ${directory}: it is empty, or all of it is ignored.`,
      {
        fix: 'Check working-directory; take ignored build output back in with a .railwayignore file that says, for example, "!dist".',
      },
    );
  }
  walk.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const { files, brokenLinks, linksOut } = walk;
  return { directory: root, files, brokenLinks, linksOut };
}

/**
 * Packs contents as tar.gz onto the disk under `temp`, streamed: a few megabytes are in memory whatever the size. Entries
 * are named `./<path>`, as Railway's own command names them. Throws InputError for a file
 * that changes meanwhile, and CancelledError.
 */
export async function pack(contents: Contents, temp: string, signal?: AbortSignal): Promise<Archive> {
  const folder = await mkdtemp(join(temp, 'railway-upload-'));
  const file = join(folder, 'source.tar.gz');
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const source = Readable.from(tarOf(contents), { objectMode: false });
    await pipeline(source, createGzip(), createWriteStream(file), signal ? { signal } : {});
  } catch (error) {
    await remove();
    if (signal?.aborted) throw new CancelledError();
    throw error;
  }
  const { size } = await stat(file);
  return { file, bytes: size, biggest: biggestFolders(contents), remove };
}

/** Where to look when an upload is too large. */
function biggestFolders(contents: Contents, count = 5): FolderSize[] {
  const sums = new Map<string, number>();
  for (const { path, bytes } of contents.files) {
    const [top = '.'] = path.includes('/') ? path.split('/') : ['.'];
    sums.set(top, (sums.get(top) ?? 0) + bytes);
  }
  const sorted = [...sums].map(([path, bytes]) => ({ path, bytes })).sort((a, b) => b.bytes - a.bytes);
  return sorted.slice(0, count);
}

/** Whether the folder that Railway builds from is in the upload. Throws InputError when it is not. */
export function checkRootDirectory(contents: Contents, rootDirectory: string | undefined): void {
  if (rootDirectory === undefined) return;
  if (contents.files.some(({ path }) => path.startsWith(`${rootDirectory}/`))) return;
  throw new InputError(
    `The service's root directory on Railway is "/${rootDirectory}", and the upload of ${contents.directory} has no such folder.`,
    {
      fix: `Railway looks for it inside what is uploaded. Set working-directory to the folder that holds "${rootDirectory}" (often the root of the repository), or clear the root directory in the service's settings.`,
    },
  );
}

/** Synchronous on purpose: twenty thousand small questions cost a quarter of the time that way. */
function visit(walk: Walk, directory: string, rules: IgnoreRules, ancestors: readonly string[]): void {
  for (const entry of readable(directory, () => readdirSync(directory, { withFileTypes: true }))) {
    const path = join(directory, entry.name);
    const isLink = entry.isSymbolicLink();
    const target = isLink ? statSync(path, { throwIfNoEntry: false }) : undefined;
    const isDirectory = target ? target.isDirectory() : entry.isDirectory();
    if (rules.leavesOut(path, isDirectory)) continue;
    if (isLink && !noteLink(walk, path, target !== undefined, ancestors)) continue;
    if (isDirectory) {
      visit(walk, path, rules.enter(path), [...ancestors, realpathSync(path)]);
    } else if (entry.isFile() || target?.isFile()) {
      walk.files.push({ path: nameOf(walk, path), bytes: (target ?? statSync(path)).size });
    }
  }
}

/** False when the link cannot be followed. */
function noteLink(walk: Walk, path: string, leadsSomewhere: boolean, ancestors: readonly string[]): boolean {
  const real = leadsSomewhere ? realpathSync(path) : undefined;
  if (real === undefined || ancestors.includes(real)) {
    walk.brokenLinks.push(nameOf(walk, path));
    return false;
  }
  if (real !== walk.root && !real.startsWith(walk.root + sep)) walk.linksOut.push(nameOf(walk, path));
  return true;
}

function nameOf(walk: Walk, path: string): string {
  return path
    .slice(walk.root.length + 1)
    .split(sep)
    .join('/');
}
