import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installCommand } from '../../src/project/commands.js';
import type { PackageManager, Python } from '../../src/project/project.js';
import type { Look } from '../look/parts.js';

/** What makes a package manager usable on a runner that has Node.js and nothing else; undefined for npm, which comes with it. */
export function setUpCommand({ name }: Pick<PackageManager, 'name'>): string | undefined {
  if (name === 'npm') return undefined;
  // Corepack brings pnpm and Yarn in the version that package.json names, but not bun.
  return name === 'bun' ? 'npm install --global bun' : 'corepack enable';
}

/** The programs of a Python project's own environment: how they are called, and what installs them in their folder. */
export function pythonInstall(root: string, { runner, directory }: Pick<Python, 'runner' | 'directory'>) {
  if (runner === 'uv') return `command -v uv || pipx install uv && uv sync --locked`;
  if (runner === 'poetry')
    return `command -v poetry || pipx install poetry && poetry install --no-interaction`;
  return `python3 -m venv .venv && .venv/bin/pip install ${requirements(join(root, directory))}`;
}

function requirements(folder: string): string {
  const files = ['requirements.txt', 'requirements-dev.txt'].filter((file) => existsSync(join(folder, file)));
  if (files.length > 0 || !existsSync(join(folder, 'pyproject.toml'))) {
    return (files.length > 0 ? files : ['requirements.txt']).map((file) => `--requirement ${file}`).join(' ');
  }
  const text = readFileSync(join(folder, 'pyproject.toml'), 'utf8');
  const [, extras = ''] = /^\[project\.optional-dependencies\]$([^[]*(?:\[[^\]]*\][^[]*)*)/m.exec(text) ?? [];
  const extra = ['dev', 'test', 'tests'].find((name) => new RegExp(`^${name}\\s*=`, 'm').test(extras));
  return extra === undefined ? '.' : `'.[${extra}]'`;
}

/**
 * The command that installs what the migrations run with, in the folder of the app; undefined where nothing is needed:
 * Drizzle's and plain SQL files are applied by the action itself.
 */
export function migrationsInstall({ root, migrations, python, ...look }: Look): string | undefined {
  if (migrations?.tool === 'alembic') {
    const runner = python?.runner ?? 'pip';
    return pythonInstall(root, { runner, directory: migrations.directory });
  }
  if (migrations?.tool !== 'prisma') return undefined;
  const own = look.parts.find(({ directory }) => directory === migrations.directory)?.packageManager;
  const manager = own ?? look.packageManager;
  if (!manager) return undefined;
  return [setUpCommand(manager), installCommand(manager)].filter(Boolean).join(' && ');
}
