import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { InputError } from '../errors/errors.js';
import type { Package, PackageManager, PackageManagerName, Project } from './project.js';
import { detectPython } from './python.js';

const manifestSchema = z.object({
  name: z.string().default(''),
  scripts: z.record(z.string(), z.string()).default({}),
  packageManager: z.string().optional(),
  workspaces: z
    .union([
      z.array(z.string()),
      z.object({ packages: z.array(z.string()).default([]) }).transform((w) => w.packages),
    ])
    .default([]),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
type Manifest = z.infer<typeof manifestSchema>;

/** A lock file and whose it is, in the order they are looked for. */
const lockFiles: readonly (readonly [string, PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** Finds out what a folder is made of by its files; runs nothing. Throws InputError for a package.json that is broken. */
export async function detectProject(root: string): Promise<Project> {
  const manifest = await readManifest(root, '');
  const python = await detectPython(root);
  if (!manifest) return { root, packageManager: undefined, packages: [], monorepo: undefined, python };
  const patterns = [...manifest.workspaces, ...(await pnpmWorkspaces(root))];
  const packages = [packageOf('', manifest), ...(await workspacesOf(root, patterns))];
  return {
    root,
    packageManager: await packageManagerOf(root, manifest),
    packages,
    monorepo: monorepoOf(root, packages),
    python,
  };
}

/** Every lock file in a folder; more than one means that two package managers are used. */
export function lockFilesIn(root: string): string[] {
  return lockFiles.map(([file]) => file).filter((file) => existsSync(join(root, file)));
}

async function readManifest(root: string, directory: string): Promise<Manifest | undefined> {
  const file = join(root, directory, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new InputError(
      `${join(directory, 'package.json')} is not a readable package.json: ${firstLine(cause)}.`,
      {
        fix: 'Mend the file; npm would refuse it too.',
        cause,
      },
    );
  }
}

function packageOf(directory: string, manifest: Manifest): Package {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  const all = { ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies };
  return { directory, name: manifest.name, scripts: manifest.scripts, dependencies: Object.keys(all) };
}

async function packageManagerOf(root: string, manifest: Manifest): Promise<PackageManager> {
  const lock = lockFiles.find(([file]) => existsSync(join(root, file)));
  const pinned = /^(npm|pnpm|yarn|bun)@(\d[^+]*)/.exec(manifest.packageManager ?? '');
  if (pinned) {
    const [, tool = 'npm', version = ''] = pinned;
    const name = tool === 'yarn' && version.startsWith('1.') ? 'yarn-1' : (tool as PackageManagerName);
    return {
      name,
      version,
      lockFile: lock?.[0],
      because: `"packageManager" in package.json is ${tool}@${version}`,
    };
  }
  if (!lock)
    return { name: 'npm', version: undefined, lockFile: undefined, because: 'there is no lock file' };
  const [lockFile, found] = lock;
  const name = found === 'yarn' && (await isYarn1(join(root, lockFile))) ? 'yarn-1' : found;
  return { name, version: undefined, lockFile, because: `there is ${lockFile}` };
}

/** Yarn 1 says so in the first lines of its lock file; the later ones write YAML with `__metadata`. */
async function isYarn1(file: string): Promise<boolean> {
  return (await readFile(file, 'utf8')).slice(0, 400).includes('yarn lockfile v1');
}

async function pnpmWorkspaces(root: string): Promise<string[]> {
  const file = join(root, 'pnpm-workspace.yaml');
  if (!existsSync(file)) return [];
  const parsed = z
    .object({ packages: z.array(z.string()).default([]) })
    .safeParse(parseYaml(await readFile(file, 'utf8')));
  return parsed.data?.packages ?? [];
}

async function workspacesOf(root: string, patterns: readonly string[]): Promise<Package[]> {
  if (patterns.length === 0) return [];
  const files = await glob(
    patterns.map((pattern) => {
      const negated = pattern.startsWith('!');
      const path = pattern.replace(/^!/, '').replace(/^\.\//, '').replace(/\/+$/, '');
      return `${negated ? '!' : ''}${path}/package.json`;
    }),
    { cwd: root, ignore: ['**/node_modules/**'], expandDirectories: false },
  );
  const directories = files.map((file) => file.replaceAll('\\', '/').replace(/\/package\.json$/, '')).sort();
  const manifests = await Promise.all(directories.map((directory) => readManifest(root, directory)));
  return manifests.flatMap((manifest, index) =>
    manifest ? [packageOf(directories[index] ?? '', manifest)] : [],
  );
}

function monorepoOf(root: string, packages: readonly Package[]): Project['monorepo'] {
  if (existsSync(join(root, 'turbo.json')) || existsSync(join(root, 'turbo.jsonc'))) return 'turborepo';
  if (existsSync(join(root, 'nx.json'))) return 'nx';
  return packages.length > 1 ? 'workspaces' : undefined;
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
