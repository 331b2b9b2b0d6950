import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationToolName } from '../../src/database/migration.js';
import { detectProject, lockFilesIn } from '../../src/project/detect.js';
import type { Package, PackageManager, Project, Python } from '../../src/project/project.js';
import { givenFolder } from './given-folder.js';
import { migrationsIn } from './migrations.js';

/** A part of the system that is deployed by itself. */
export interface Part {
  kind: 'frontend' | 'backend' | 'worker';
  /** Relative to the root, '.' for the root itself, with `/`. */
  directory: string;
  /** What gave it away, for people: `vite in apps/web/package.json`. */
  because: string;
  /** The framework, as its package is called. */
  framework: string;
  /** Scripts of its package.json; undefined for a part without one. */
  scripts?: Readonly<Record<string, string>>;
  /** The workspace it is, as its package is called: alone it lacks the lock file and the packages beside it. */
  workspace?: string;
  /** Its own package manager, where it has a lock file of its own. */
  packageManager?: PackageManager;
}

/** What a repository holds, as far as its files tell. */
export interface Look {
  root: string;
  packageManager: PackageManager | undefined;
  python: Python | undefined;
  monorepo: Project['monorepo'];
  parts: Part[];
  /** The migrations of the database: their tool and the folder of the app they belong to. */
  migrations: { tool: MigrationToolName; directory: string } | undefined;
  /** Why migrations that were seen are left to a person; undefined when nothing was unclear. */
  unclear: string | undefined;
}

/** Frameworks that make pages, first those that others are built on top of last. */
const frontends = [
  'next',
  'nuxt',
  '@sveltejs/kit',
  'astro',
  '@angular/core',
  '@remix-run/dev',
  'gatsby',
  'vite',
];
const backends = ['@nestjs/core', 'express', 'fastify', 'hono', 'koa', '@hapi/hapi'];
const pythonBackends = ['fastapi', 'django', 'flask', 'litestar'];
const pythonWorkers = ['celery', 'rq', 'dramatiq'];
const skipped = new Set(['node_modules', 'dist', 'build', 'coverage', 'examples', 'test', 'tests', 'docs']);

/** Folders that somebody names, as they are seen from the root; undefined for what is to be found. */
export interface Given {
  frontend: string | undefined;
  backend: string | undefined;
  migrations: string | undefined;
}

/**
 * Looks at a repository's files; runs nothing and asks nobody. Throws InputError for a package.json that is broken, and for
 * a folder that is not there or holds no migrations.
 */
export async function lookAt(root: string, given: Given): Promise<Look> {
  const project = await detectProject(root);
  const packages = await packagesOf(root, project);
  const found = [
    ...packages.flatMap((one) => partsOf(root, one)),
    ...pythonParts(project.python),
    ...staticSites(root, packages),
  ];
  const parts = named(root, found, given);
  const apps = parts.filter(({ kind }) => kind !== 'frontend').map(({ directory }) => directory);
  const beside = packages.map(({ directory }) => directory || '.');
  return {
    ...{
      root,
      parts,
      python: project.python,
      ...migrationsIn(root, { apps, beside, given: given.migrations }),
    },
    packageManager: managerOf(project, packages),
    monorepo: project.monorepo,
  };
}

/** A package, and what its place makes of it. */
interface Placed extends Package, Pick<Part, 'workspace' | 'packageManager'> {}

/** The root's, or where the root locks nothing that of the first package that does. */
function managerOf({ packageManager }: Project, packages: readonly Placed[]): PackageManager | undefined {
  if (packageManager?.lockFile !== undefined) return packageManager;
  return packages.find((one) => one.packageManager)?.packageManager ?? packageManager;
}

/** The workspaces, or where there are none the packages of the folders below. */
async function packagesOf(root: string, project: Project): Promise<Placed[]> {
  const below = async (directory: string): Promise<Placed[]> => {
    const { packages, packageManager } = await detectProject(join(root, directory));
    const own = packageManager?.lockFile === undefined ? {} : { packageManager };
    return packages.slice(0, 1).map((one) => ({ ...one, ...own, directory }));
  };
  if (project.packages.length > 1) {
    // One with a lock file of its own is complete by itself.
    const alone = ({ directory }: Package) =>
      directory === '' || lockFilesIn(join(root, directory)).length > 0;
    return project.packages.map((one) =>
      alone(one) ? one : { ...one, workspace: one.name || one.directory },
    );
  }
  return [...project.packages, ...(await Promise.all(foldersBelow(root).map(below))).flat()];
}

/** Folders one and two levels down, since `apps/web` is as usual as `web`. */
function foldersBelow(root: string): string[] {
  const children = (directory: string) =>
    readdirSync(join(root, directory), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
      .map(({ name }) => (directory === '' ? name : `${directory}/${name}`));
  const first = children('');
  return [...first, ...first.flatMap(children)].filter((directory) =>
    existsSync(join(root, directory, 'package.json')),
  );
}

/** A frontend, or a backend and the worker that is started from the same package. */
function partsOf(root: string, one: Placed): Part[] {
  const { directory, dependencies, scripts, workspace, packageManager } = one;
  const where = directory === '' ? 'package.json' : `${directory}/package.json`;
  const has = (names: readonly string[]) => names.find((name) => dependencies.includes(name));
  const common = {
    ...{ directory: directory || '.', scripts },
    ...(workspace === undefined ? {} : { workspace }),
    ...(packageManager === undefined ? {} : { packageManager }),
  };
  const backend = has(backends);
  const frontend = has(frontends);
  // Vite beside a server is its test runner or its build; a server beside Next.js is Next.js's own.
  if (frontend && !(frontend === 'vite' && backend)) {
    return [{ ...common, kind: 'frontend', because: `${frontend} in ${where}`, framework: frontend }];
  }
  if (backend === undefined && existsSync(join(root, directory, 'vercel.json'))) {
    return [
      { ...common, kind: 'frontend', because: `${join(directory, 'vercel.json')}`, framework: 'other' },
    ];
  }
  const startable = scripts.start ?? scripts.dev ?? scripts.build;
  const framework = backend ?? (scripts.start && directory !== '' ? 'node' : undefined);
  if (framework === undefined || startable === undefined) return [];
  const because = `${backend ?? 'script "start"'} in ${where}`;
  const worker = Object.keys(scripts).find((name) => /^(start:worker|worker|start:jobs)$/.test(name));
  return [
    { ...common, kind: 'backend', because, framework },
    ...(worker
      ? [{ ...common, kind: 'worker' as const, because: `script "${worker}" in ${where}`, framework }]
      : []),
  ];
}

function pythonParts(python: Python | undefined): Part[] {
  if (!python) return [];
  const directory = python.directory || '.';
  const found = (names: readonly string[]) => names.find((name) => python.dependencies.includes(name));
  const part = (kind: Part['kind'], framework: string | undefined): Part[] =>
    framework ? [{ kind, directory, framework, because: `${framework} in ${directory}` }] : [];
  return [...part('backend', found(pythonBackends)), ...part('worker', found(pythonWorkers))];
}

/** A page without a package: a folder of its own with an index.html. */
function staticSites(root: string, packages: readonly Package[]): Part[] {
  return ['web', 'frontend', 'site', 'public']
    .filter((directory) => !packages.some((one) => one.directory === directory))
    .filter((directory) => existsSync(join(root, directory, 'index.html')))
    .slice(0, 1)
    .map((directory) => ({
      ...{ kind: 'frontend' as const, directory, framework: 'static' },
      because: `${directory}/index.html`,
    }));
}

/** The parts, those that somebody names in the place of found ones of their kind. */
function named(root: string, parts: readonly Part[], { frontend, backend }: Given): Part[] {
  const given = [
    ...(frontend === undefined ? [] : [givenPart(root, parts, 'frontend', frontend)]),
    ...(backend === undefined ? [] : [givenPart(root, parts, 'backend', backend)]),
  ];
  const places = given.map(({ directory }) => directory);
  const kinds = given.map(({ kind }) => kind);
  const others = parts.filter(({ kind, directory }) => !kinds.includes(kind) && !places.includes(directory));
  return [...others, ...given];
}

function givenPart(
  root: string,
  parts: readonly Part[],
  kind: 'frontend' | 'backend',
  directory: string,
): Part {
  const path = givenFolder(root, `--${kind}`, directory);
  const found = parts.find((part) => part.directory === path);
  if (found) return { ...found, kind };
  return { kind, directory: path, because: `--${kind}`, framework: 'static' };
}
