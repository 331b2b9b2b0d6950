import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, readlink, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { type GlobPattern, parsePatterns } from '../files/glob-pattern.js';

/** The folder a build copies from, without what .dockerignore leaves out. */
export class BuildContext {
  readonly folder: string;
  private readonly patterns: GlobPattern[];

  private constructor(folder: string, patterns: GlobPattern[]) {
    this.folder = folder;
    this.patterns = patterns;
  }

  /** Reads `<Dockerfile>.dockerignore`, or else the context's .dockerignore. */
  static async open(folder: string, dockerfile: string): Promise<BuildContext> {
    const read = (file: string) => readFile(file, 'utf8').catch(() => undefined);
    const text =
      (await read(`${dockerfile}.dockerignore`)) ?? (await read(join(folder, '.dockerignore'))) ?? '';
    // There, a pattern that begins with a slash means the context's own folder.
    const relativeOnes = text.replace(/^(\s*!?\s*)\/+/gm, '$1');
    return new BuildContext(folder, parsePatterns(relativeOnes, folder));
  }

  /** The paths of all files, in order, relative to the folder. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !this.ignores(path))
      .map((path) => relative(this.folder, path))
      .sort();
  }

  /** SHA-256 over paths, modes and contents, hexadecimal. */
  async digest(): Promise<string> {
    const hash = createHash('sha256');
    for (const file of await this.files()) {
      const path = join(this.folder, file);
      const found = await stat(path).catch(() => undefined);
      const content = found?.isFile() ? await readFile(path) : Buffer.from(await readlink(path));
      hash.update(`${file}\0${(found?.mode ?? 0) & 0o111}\0${content.length}\0`).update(content);
    }
    return hash.digest('hex');
  }

  /** Copies files or folders as COPY does. @throws Error for a source that is not there or is left out. */
  async copy(sources: readonly string[], target: string): Promise<void> {
    await copyInto({
      root: this.folder,
      sources,
      target,
      keeps: (path) => !this.ignores(path) || this.mayHold(path),
      isThere: (path) => !this.ignores(path),
    });
  }

  private ignores(path: string): boolean {
    let ignored = false;
    for (const { expression, negated } of this.patterns) if (expression.test(path)) ignored = !negated;
    return ignored;
  }

  /** Whether an exception may bring back something inside a folder that is left out. */
  private mayHold(path: string): boolean {
    return this.patterns.some(
      ({ negated, searchPath }) =>
        negated && (searchPath.startsWith(`${path}${sep}`) || path.startsWith(searchPath)),
    );
  }
}

/** What COPY copies, where from and where to. */
export interface CopyRequest {
  /** The folder that stands for `/` of the sources. */
  root: string;
  sources: readonly string[];
  /** Ends in a slash when it is a folder in any case. */
  target: string;
  /** Whether something inside a source goes along, and whether a source is there at all; everything when absent. */
  keeps?: (path: string) => boolean;
  isThere?: (path: string) => boolean;
}

/** A folder's contents go into the target; a file becomes the target, or goes into it. Source: COPY's reference. */
export async function copyInto({
  root,
  sources,
  target,
  keeps,
  isThere = () => true,
}: CopyRequest): Promise<void> {
  const found: string[] = [];
  for (const source of sources) found.push(...(await matches(root, source, isThere)));
  const isFolder = target.endsWith('/') || found.length > 1 || (await isDirectory(target));
  for (const path of found) {
    const folder = await isDirectory(path);
    const into = folder || !isFolder ? resolve(target) : join(target, basename(path));
    await mkdir(folder ? into : dirname(into), { recursive: true });
    if (keeps) {
      const filter = (at: string) => at === path || keeps(at);
      await cp(path, into, { recursive: true, force: true, verbatimSymlinks: true, filter });
    } else {
      // Installed packages are thousands of files: the system's own program is quicker.
      await promisify(execFile)('cp', ['-a', folder ? `${path}/.` : path, into]);
    }
  }
}

async function matches(root: string, source: string, isThere: (path: string) => boolean): Promise<string[]> {
  const missing = () =>
    new Error(`failed to calculate checksum: "${source}": not found in the build context`);
  const path = join(root, source.replace(/^\.?\/+/, ''));
  if (path !== root && !path.startsWith(`${root}${sep}`)) throw missing();
  if (!/[*?[]/.test(source)) {
    const there = (await stat(path).catch(() => undefined)) !== undefined;
    if (!there || (path !== root && !isThere(path))) throw missing();
    return [path];
  }
  const [pattern] = parsePatterns(source.replace(/^\.?\/+/, ''), root);
  const entries = await readdir(dirname(path)).catch(() => []);
  // The pattern also means everything inside what it names, which goes with it.
  const found = entries
    .map((name) => join(dirname(path), name))
    .filter((one) => pattern?.expression.test(one));
  const there = found.filter(isThere);
  if (there.length === 0) throw missing();
  return there;
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
