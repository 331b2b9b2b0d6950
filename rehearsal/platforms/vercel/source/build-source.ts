import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Container } from '../../container/index.js';
import { BuildError } from '../build-error.js';
import { type BuildSettings, type Manifest, planBuild } from './frameworks.js';
import { findWorkspace, installCommand, scriptCommand, type Workspace } from './workspace.js';

const execute = promisify(execFile);

/** With what users' build commands are run. Without it a Vercel serves trees as they are. */
export interface Builder {
  /** The node executable. */
  node: string;
  /** Folders of programs that come first on the PATH. */
  tools?: readonly string[];
  /** What every build gets, such as npm's settings. */
  environment: Record<string, string>;
  /** Trees are built and packages kept here. */
  workDirectory: string;
}

/** One build of an uploaded tree. */
export interface SourceBuild {
  /** Name of the deployment; its build happens in a folder of this name. */
  id: string;
  /** What was uploaded; it is not changed. */
  source: string;
  rootDirectory: string | null;
  settings: BuildSettings;
  /** The variables of the project and of this deployment, and what Vercel tells a build about itself. */
  environment: Record<string, string>;
  signal: AbortSignal;
  log: (line: string, kind?: 'error') => void;
}

/**
 * Installs and builds a tree as Vercel would. Returns the folder of the Root Directory in the built copy and where the
 * site is below it. Throws BuildError.
 */
export async function buildSource(
  builder: Builder,
  build: SourceBuild,
): Promise<{ root: string; output: string | undefined }> {
  const top = join(builder.workDirectory, 'builds', build.id);
  await mkdir(dirname(top), { recursive: true });
  await cp(build.source, top, { recursive: true, verbatimSymlinks: true });
  const root = build.rootDirectory ? join(top, build.rootDirectory) : top;
  const manifest = await readManifest(root);
  const workspace = findWorkspace(root, top);
  const { command, output } = planBuild(manifest, build.settings, { runScript: scriptCommand(workspace) });
  if (command === undefined) return { root, output };
  const programs = [root, workspace.directory].map((folder) => join(folder, 'node_modules/.bin'));
  const run = (line: string, directory: string) => runCommand(builder, build, line, { directory, programs });
  await install(builder, build, { workspace, root, run });
  await run(command, root);
  return { root, output };
}

interface Installation {
  workspace: Workspace;
  root: string;
  run: (line: string, directory: string) => Promise<void>;
}

async function install(
  builder: Builder,
  build: SourceBuild,
  { workspace, root, run }: Installation,
): Promise<void> {
  const { directory, lock, manager } = workspace;
  const wanted = build.settings.installCommand;
  if (wanted === null || wanted === '') return;
  if (!existsSync(join(directory, 'package.json'))) return;
  const modules = join(directory, 'node_modules');
  // Only npm without workspaces leaves all of it in one folder that can be kept.
  if (wanted !== undefined || manager === 'pnpm' || lock === undefined || root !== directory)
    return run(wanted ?? installCommand(workspace), directory);
  const layer = join(builder.workDirectory, 'packages', await digestOf(join(directory, lock)));
  if (existsSync(layer)) {
    build.log('Restored packages from the build cache');
    await copyTree(layer, modules);
    return;
  }
  await run(installCommand(workspace), directory);
  if (!existsSync(modules)) return;
  // Copied beside and renamed, so that a build that is cut short leaves no half of it behind.
  const half = `${layer}.${build.id}`;
  await mkdir(dirname(layer), { recursive: true });
  await copyTree(modules, half);
  await rename(half, layer).catch(() => rm(half, { recursive: true, force: true }));
}

async function runCommand(
  builder: Builder,
  { environment, signal, log }: SourceBuild,
  command: string,
  { directory, programs }: { directory: string; programs: string[] },
): Promise<void> {
  log(`Running "${command}"`);
  const container = new Container({
    command,
    directory,
    node: builder.node,
    tools: [...programs, ...(builder.tools ?? [])],
    environment: { ...builder.environment, ...environment, CI: '1' },
    onLine: (line, stream) => log(line, stream === 'stderr' ? 'error' : undefined),
  });
  const kill = (): void => container.kill();
  signal.addEventListener('abort', kill);
  const { code } = await container.exit;
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (code !== 0)
    throw new BuildError('BUILD_FAILED', `Command "${command}" exited with ${code ?? 'a signal'}`);
}

/** Links instead of copies: thousands of packages' files that no build writes to. */
async function copyTree(from: string, to: string): Promise<void> {
  await execute('cp', ['-al', from, to]);
}

async function readManifest(root: string): Promise<Manifest> {
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => '{}');
  try {
    return JSON.parse(text) as Manifest;
  } catch (cause) {
    throw new BuildError('BUILD_FAILED', `Couldn't parse JSON file package.json: ${String(cause)}`);
  }
}

async function digestOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
