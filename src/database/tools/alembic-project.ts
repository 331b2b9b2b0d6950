import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { InputError } from '../../errors/errors.js';
import { findUpwards, type Program, readIfThere } from './program.js';

/** A project that keeps its schema with Alembic. Paths are absolute. */
export interface AlembicProject {
  workingDirectory: string;
  /** The folder of the revisions' files. */
  directory: string;
  program: Program;
  /** Variables that env.py reads an address from. */
  urlVariables: string[];
  /** Whether env.py names its own version table, which only Alembic itself can read then. */
  ownVersionTable: boolean;
}

/** The folder of Alembic's scripts, as its configuration names it; undefined when the app has none. */
export function findAlembicFolder(workingDirectory: string): string | undefined {
  const ini = readIfThere(join(workingDirectory, 'alembic.ini'));
  const toml = readIfThere(join(workingDirectory, 'pyproject.toml'));
  const table = toml && /^\[tool\.alembic\]([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(toml)?.[1];
  const location =
    /^\s*script_location\s*=\s*(.+?)\s*$/m.exec(ini ?? '')?.[1] ??
    /^\s*script_location\s*=\s*["'](.+?)["']/m.exec(table ?? '')?.[1];
  if (location === undefined) return undefined;
  return resolve(workingDirectory, location.replace(/[%{]?[%(]?\(?here\)?[s}]?/, '.'));
}

/** Reads the project. Throws InputError when no Alembic can be started. */
export function readAlembicProject(
  workingDirectory: string,
  env: Readonly<Record<string, string>>,
): AlembicProject {
  const directory = findAlembicFolder(workingDirectory);
  if (directory === undefined || !existsSync(join(directory, 'env.py'))) {
    throw new InputError(
      `${workingDirectory} has no alembic.ini (or [tool.alembic] in pyproject.toml) whose script_location holds an env.py.`,
      { fix: 'Name the folder that has it with "working-directory".' },
    );
  }
  const script = readIfThere(join(directory, 'env.py')) ?? '';
  return {
    workingDirectory,
    directory,
    program: findAlembic(workingDirectory, env),
    urlVariables: [
      ...script.matchAll(/(?:getenv\(|environ(?:\.get\(|\[))\s*['"](\w*(?:URL|URI|DSN)\w*)['"]/g),
    ].map((match) => match[1] ?? ''),
    ownVersionTable: /version_table/.test(script),
  };
}

/** The project's own environment first: what Poetry and uv would start takes longer to start through them. */
function findAlembic(workingDirectory: string, env: Readonly<Record<string, string>>): Program {
  const places = [
    env.VIRTUAL_ENV && join(env.VIRTUAL_ENV, 'bin', 'alembic'),
    findUpwards(workingDirectory, join('.venv', 'bin', 'alembic')),
    findUpwards(workingDirectory, join('venv', 'bin', 'alembic')),
  ];
  const own = places.find((path) => path && existsSync(path));
  if (own) return { command: own, prefix: [] };
  const poetry = findUpwards(workingDirectory, 'poetry.lock') && onPath('poetry', env);
  if (poetry) return { command: poetry, prefix: ['run', 'alembic'] };
  const uv = findUpwards(workingDirectory, 'uv.lock') && onPath('uv', env);
  if (uv) return { command: uv, prefix: ['run', 'alembic'] };
  const global = onPath('alembic', env);
  if (global) return { command: global, prefix: [] };
  throw new InputError(
    `There is no Alembic for ${workingDirectory}: neither in .venv, through poetry or uv, nor on the PATH.`,
    {
      fix: 'Install the app in a step before this one (`uv sync`, `poetry install`, or `pip install -r requirements.txt`).',
    },
  );
}

function onPath(program: string, env: Readonly<Record<string, string>>): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}
