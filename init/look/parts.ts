import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customFolders } from '../../src/database/find-migrations.js';
import type { MigrationToolName } from '../../src/database/migration.js';
import { findAlembicFolder } from '../../src/database/tools/alembic-project.js';
import { isDrizzleFolder } from '../../src/database/tools/drizzle.js';
import { findPrismaFolder } from '../../src/database/tools/prisma-project.js';
import { isSqlFolder } from '../../src/database/tools/sql-files.js';
import { InputError } from '../../src/errors/errors.js';
import { detectProject } from '../../src/project/detect.js';
import type { Package, PackageManager, Project } from '../../src/project/project.js';
import { detectPython } from '../../src/project/python.js';

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
}

/** What a repository holds, as far as its files tell. */
export interface Look {
  root: string;
  packageManager: PackageManager | undefined;
  python: boolean;
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

/** Looks at a repository's files; runs nothing and asks nobody. Throws InputError for a package.json that is broken. */
export async function lookAt(root: string): Promise<Look> {
  const project = await detectProject(root);
  const packages = await packagesOf(root, project);
  const parts = [
    ...packages.flatMap((one) => partsOf(root, one)),
    ...(await pythonParts(root)),
    ...staticSites(root, packages),
  ];
  const { migrations, unclear } = migrationsIn(root, parts);
  const python = parts.some(({ framework }) => [...pythonBackends, ...pythonWorkers].includes(framework));
  return {
    ...{ root, parts, migrations, unclear, python },
    packageManager: project.packageManager ?? (await managerBelow(root, packages)),
    monorepo: project.monorepo,
  };
}

/** The workspaces, or where there are none the packages of the folders below. */
async function packagesOf(root: string, project: Project): Promise<Package[]> {
  if (project.packages.length > 1) return [...project.packages];
  const below = await Promise.all(
    foldersBelow(root).map(async (directory) => {
      const { packages } = await detectProject(join(root, directory));
      return packages.slice(0, 1).map((one) => ({ ...one, directory }));
    }),
  );
  return [...project.packages, ...below.flat()];
}

async function managerBelow(root: string, packages: readonly Package[]): Promise<PackageManager | undefined> {
  for (const { directory } of packages) {
    const { packageManager } = await detectProject(join(root, directory));
    if (packageManager?.lockFile) return packageManager;
  }
  return undefined;
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
function partsOf(root: string, { directory, dependencies, scripts }: Package): Part[] {
  const where = directory === '' ? 'package.json' : `${directory}/package.json`;
  const has = (names: readonly string[]) => names.find((name) => dependencies.includes(name));
  const common = { directory: directory || '.', scripts };
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

async function pythonParts(root: string): Promise<Part[]> {
  const python = await detectPython(root);
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

/** By their files alone: the tools that apply them need not be installed here. */
function migrationsIn(root: string, parts: readonly Part[]): Pick<Look, 'migrations' | 'unclear'> {
  const apps = parts.filter(({ kind }) => kind !== 'frontend').map(({ directory }) => directory);
  for (const directory of new Set([...apps, '.'])) {
    const [tool, ...more] = toolsIn(join(root, directory));
    if (tool === undefined) continue;
    if (more.length === 0) return { migrations: { tool, directory }, unclear: undefined };
    const unclear = `${directory} holds those of more than one tool: ${[tool, ...more].join(', ')}.`;
    return { migrations: undefined, unclear };
  }
  return { migrations: undefined, unclear: undefined };
}

function toolsIn(app: string): MigrationToolName[] {
  const folders = customFolders.map((name) => join(app, name)).filter((folder) => existsSync(folder));
  const drizzle = folders.some(isDrizzleFolder);
  const prisma = findPrismaFolder(app) !== undefined;
  const alembic = findAlembicFolder(app) !== undefined;
  const sql = !drizzle && !prisma && !alembic && folders.some(isSqlFolder);
  return [
    ...(prisma ? ['prisma' as const] : []),
    ...(drizzle ? ['drizzle' as const] : []),
    ...(alembic ? ['alembic' as const] : []),
    ...(sql ? ['sql' as const] : []),
  ];
}

/** The same look with the parts where somebody says they are. Throws InputError for a folder that is not there. */
export function named(
  look: Look,
  { frontend, backend }: { frontend: string | undefined; backend: string | undefined },
): Look {
  const given = [
    ...(frontend === undefined ? [] : [givenPart(look, 'frontend', frontend)]),
    ...(backend === undefined ? [] : [givenPart(look, 'backend', backend)]),
  ];
  if (given.length === 0) return look;
  const kinds = given.map(({ kind }) => kind);
  return { ...look, parts: [...look.parts.filter(({ kind }) => !kinds.includes(kind)), ...given] };
}

function givenPart({ root, parts }: Look, kind: 'frontend' | 'backend', directory: string): Part {
  const path = directory.replace(/\/+$/, '') || '.';
  const found = parts.find((part) => part.directory === path);
  if (found) return { ...found, kind };
  if (existsSync(join(root, path)))
    return { kind, directory: path, because: `--${kind}`, framework: 'static' };
  throw new InputError(`--${kind} is "${directory}", and there is no such folder in ${root}.`, {
    fix: 'Give it as it is seen from the root of the repository.',
  });
}
