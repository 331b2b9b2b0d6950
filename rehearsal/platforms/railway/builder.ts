import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import * as tar from 'tar';
import { Container } from '../container/index.js';
import type { RegisteredImage } from './options.js';
import { readPackage } from './start-command.js';
import type { Image, Origin, ServiceSettings } from './store.js';

/** What a build is made from and told to. */
export interface BuildRequest {
  id: string;
  origin: Exclude<Origin, { kind: 'image' }>;
  settings: ServiceSettings;
  variables: Record<string, string>;
  workDirectory: string;
  node: string;
  tools?: readonly string[] | undefined;
  environment: Record<string, string>;
  signal: AbortSignal;
  log: (line: string, severity?: 'info' | 'error') => void;
}

/** The build came to an end without an image; the message is what the deployment shows as its diagnosis. */
export class BuildError extends Error {}

/**
 * Names the first entry of a tar.gz that would be written outside its folder.
 * Throws when the bytes are not a tar.gz.
 */
export async function escapingEntry(archive: string): Promise<string | undefined> {
  let escaping: string | undefined;
  let entries = 0;
  await tar.list({
    file: archive,
    strict: true,
    onReadEntry: (entry) => {
      entries += 1;
      const link = entry.linkpath ? path.posix.join(path.posix.dirname(entry.path), entry.linkpath) : '.';
      const symbolic =
        entry.type === 'SymbolicLink' && (path.posix.isAbsolute(entry.linkpath ?? '') || leaves(link));
      if (path.posix.isAbsolute(entry.path) || leaves(entry.path) || symbolic) escaping ??= entry.path;
    },
  });
  if (entries === 0) throw new Error('the archive is empty');
  return escaping;
}

function leaves(name: string): boolean {
  return path.posix.normalize(name).split('/').includes('..');
}

/** Unpacks the source, installs and builds it as its package.json says, and returns the image. Throws BuildError. */
export async function build(request: BuildRequest): Promise<Image> {
  const { settings, log, workDirectory } = request;
  const unpacked = path.join(workDirectory, 'sources', request.id);
  await mkdir(unpacked, { recursive: true });
  if (request.origin.kind === 'archive') await tar.extract({ file: request.origin.file, cwd: unpacked });
  else await cp(request.origin.directory, unpacked, { recursive: true, verbatimSymlinks: true });
  const root = path.join(unpacked, path.posix.normalize(`/${settings.rootDirectory ?? ''}`));
  log(`using build driver railpack-local, root directory ${settings.rootDirectory ?? '/'}`);
  if (!existsSync(root)) {
    throw fail(log, `Could not find root directory: ${settings.rootDirectory}`);
  }
  const directory = path.join(workDirectory, 'images', request.id);
  await mkdir(path.dirname(directory), { recursive: true });
  await rename(root, directory);
  await rm(unpacked, { recursive: true, force: true });
  const digest = await digestOf(directory);
  await runBuild(request, directory);
  log(`exporting to image ${digest}`);
  return { directory, digest };
}

/** Takes an image as it is registered; it is ready to run, so nothing is built. */
export async function pull(registered: RegisteredImage, id: string, workDirectory: string): Promise<Image> {
  const { directory: from, digest, credentials: _, ...more } = registered;
  // What has a digest stays as it is.
  if (digest !== undefined) return { ...more, directory: from, digest };
  const directory = path.join(workDirectory, 'images', id);
  await mkdir(path.dirname(directory), { recursive: true });
  await cp(from, directory, { recursive: true, verbatimSymlinks: true });
  return { ...more, directory, digest: await digestOf(directory) };
}

async function runBuild(request: BuildRequest, directory: string): Promise<void> {
  const { scripts, dependencies, devDependencies } = readPackage(directory);
  const manager = existsSync(path.join(directory, 'pnpm-lock.yaml')) ? 'pnpm' : 'npm';
  const command = request.settings.buildCommand ?? (scripts?.build ? `${manager} run build` : undefined);
  if (manager === 'pnpm') {
    // Its packages are links into a store of its own: there is no layer to keep.
    await step(request, directory, 'pnpm install --frozen-lockfile --prefer-offline');
    if (command) await step(request, directory, command);
    return;
  }
  const needed = { ...dependencies, ...(command ? devDependencies : {}) };
  if (Object.keys(needed).length > 0) await install(request, directory, command !== undefined);
  if (command) await step(request, directory, command);
}

async function install(request: BuildRequest, directory: string, withDev: boolean): Promise<void> {
  const layer = path.join(request.workDirectory, 'layers', await layerKey(directory, withDev));
  const modules = path.join(directory, 'node_modules');
  if (existsSync(layer)) {
    request.log('install: CACHED');
    await step(request, directory, `cp -al '${layer}' '${modules}'`);
    return;
  }
  const verb = existsSync(path.join(directory, 'package-lock.json')) ? 'ci' : 'install';
  const dev = withDev ? '--include=dev' : '--omit=dev';
  await step(request, directory, `npm ${verb} ${dev} --prefer-offline --no-audit --no-fund`);
  if (!existsSync(modules)) return;
  // Copied beside and renamed, so that a build cut short leaves no half layer behind.
  await mkdir(path.dirname(layer), { recursive: true });
  const half = `${layer}.${request.id}`;
  await step(request, directory, `cp -al '${modules}' '${half}'`);
  await rename(half, layer).catch(() => rm(half, { recursive: true, force: true }));
}

async function step(request: BuildRequest, directory: string, command: string): Promise<void> {
  if (!command.startsWith('cp ')) request.log(`$ ${command}`);
  const container = new Container({
    command,
    directory,
    node: request.node,
    tools: request.tools,
    environment: { ...request.environment, ...request.variables, CI: 'true' },
    onLine: (line, stream) => request.log(line, stream === 'stderr' ? 'error' : 'info'),
  });
  const kill = (): void => container.kill();
  request.signal.addEventListener('abort', kill);
  const { code } = await container.exit;
  request.signal.removeEventListener('abort', kill);
  request.signal.throwIfAborted();
  if (code !== 0) {
    throw fail(request.log, `build failed: "${command}" did not complete successfully: exit code: ${code}`);
  }
}

function fail(log: BuildRequest['log'], message: string): BuildError {
  log(message, 'error');
  return new BuildError(message);
}

async function layerKey(directory: string, withDev: boolean): Promise<string> {
  const hash = createHash('sha256').update(String(withDev));
  for (const name of ['package.json', 'package-lock.json']) {
    hash.update(await readFile(path.join(directory, name)).catch(() => ''));
  }
  return hash.digest('hex');
}

/** Two uploads of the same files make the same image; installed packages follow from the lockfile in it. */
async function digestOf(directory: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();
  for (const file of files) {
    const content = await readFile(path.join(directory, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return `sha256:${hash.digest('hex')}`;
}

/**
 * A running container writes into its directory, so each gets a copy and the image stays what it is. Installed packages
 * are not copied but linked; a `node_modules` that only holds links into another one is copied like anything else.
 */
export async function copyImage(image: Image, directory: string): Promise<void> {
  await mkdir(path.dirname(directory), { recursive: true });
  const linked: string[] = [];
  const filter = async (source: string): Promise<boolean> => {
    if (path.basename(source) !== 'node_modules' || !(await holdsPackages(source))) return true;
    linked.push(source);
    return false;
  };
  await cp(image.directory, directory, { recursive: true, verbatimSymlinks: true, filter });
  for (const modules of linked) {
    await symlink(modules, path.join(directory, path.relative(image.directory, modules)));
  }
}

async function holdsPackages(modules: string): Promise<boolean> {
  const entries = await readdir(modules, { withFileTypes: true }).catch(() => []);
  const scopes = entries.filter((entry) => entry.isDirectory() && entry.name.startsWith('@'));
  const inScopes = await Promise.all(
    scopes.map(({ name }) => readdir(path.join(modules, name), { withFileTypes: true })),
  );
  const folders = [...entries.filter((entry) => !scopes.includes(entry)), ...inScopes.flat()];
  return folders.some((entry) => entry.isDirectory() && entry.name !== '.bin' && entry.name !== '.cache');
}
