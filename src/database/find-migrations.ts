import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from '../errors/errors.js';
import type { MigrationTool, MigrationToolName } from './migration.js';
import type { Database } from './session.js';
import { createAlembic } from './tools/alembic.js';
import { findAlembicFolder, readAlembicProject } from './tools/alembic-project.js';
import { type Commands, createCommandTool } from './tools/command.js';
import { isDrizzleFolder, readDrizzle } from './tools/drizzle.js';
import { createPrisma } from './tools/prisma.js';
import { findPrismaFolder, isPrismaFolder, readPrismaProject } from './tools/prisma-project.js';
import { isSqlFolder, readSqlFiles } from './tools/sql-files.js';

/** What to look for, and where. */
export interface Wanted {
  /** Absolute. */
  workingDirectory: string;
  /** Absolute; undefined looks at the customary places. */
  directory: string | undefined;
  tool: MigrationToolName | 'auto';
  dialect: Database['dialect'];
  commands: Omit<Commands, 'workingDirectory'> | undefined;
  /** Nothing is applied: the project's own program may be missing, as where nothing was installed. */
  onlyRead?: boolean;
  /** Where programs are looked for. */
  env: Readonly<Record<string, string>>;
}

/** Where migrations stand by custom, below the folder of the app. */
export const customFolders = ['drizzle', 'migrations', 'db/migrations'] as const;

interface Found {
  kind: Exclude<MigrationToolName, 'command'>;
  directory: string;
}

/**
 * Finds the migrations and the tool they are kept with. Throws InputError that names the folders that were looked into,
 * or everything that was found when that is more than one tool's.
 */
export function findMigrations(wanted: Wanted): MigrationTool {
  const { workingDirectory, tool } = wanted;
  if (wanted.commands && (tool === 'command' || tool === 'auto')) {
    return createCommandTool({ ...wanted.commands, workingDirectory });
  }
  if (tool === 'command') throw commandsMissing();
  const found = wanted.directory === undefined ? search(wanted) : lookInto(wanted.directory, wanted);
  const [first, ...more] = tool === 'auto' ? found : found.filter((one) => one.kind === tool);
  if (first === undefined) throw nothingFound(wanted);
  if (more.length > 0) throw ambiguous(wanted, [first, ...more]);
  return create(first, wanted);
}

function create(
  { kind, directory }: Found,
  { workingDirectory, dialect, env, onlyRead = false }: Wanted,
): MigrationTool {
  switch (kind) {
    case 'prisma':
      return createPrisma(readPrismaProject(workingDirectory, directory, onlyRead), dialect);
    case 'alembic':
      return createAlembic(readAlembicProject(workingDirectory, env));
    case 'drizzle':
      return readDrizzle(directory, dialect);
    case 'sql':
      return readSqlFiles(directory, dialect);
  }
}

/** Every place that holds migrations by configuration or custom; one folder counts once. */
function search(wanted: Wanted): Found[] {
  const { workingDirectory } = wanted;
  const found: Found[] = [];
  const prisma = findPrismaFolder(workingDirectory);
  if (prisma) found.push({ kind: 'prisma', directory: prisma });
  const alembic = findAlembicFolder(workingDirectory);
  if (alembic) found.push({ kind: 'alembic', directory: alembic });
  for (const name of customFolders) {
    const directory = join(workingDirectory, name);
    if (found.some((one) => one.directory === directory)) continue;
    found.push(...kindsOf(directory, wanted.tool).map((kind) => ({ kind, directory })));
  }
  // Folders of the same kind are not two tools: the first by custom is meant.
  return found.filter((one, index) => found.findIndex(({ kind }) => kind === one.kind) === index);
}

function lookInto(directory: string, wanted: Wanted): Found[] {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new InputError(`The input "migrations" names ${directory}, which is no folder here.`, {
      fix: 'Check the path, and that the repository was checked out before this step.',
    });
  }
  const alembic = existsSync(join(directory, 'env.py')) && existsSync(join(directory, 'versions'));
  if (alembic) return [{ kind: 'alembic', directory }];
  return kindsOf(directory, wanted.tool).map((kind) => ({ kind, directory }));
}

/** A folder is of one kind; Drizzle's holds *.sql files too, which a user may want run as plain SQL. */
function kindsOf(directory: string, tool: Wanted['tool']): Found['kind'][] {
  if (tool === 'sql') return isSqlFolder(directory) ? ['sql'] : [];
  if (isDrizzleFolder(directory)) return ['drizzle'];
  if (existsSync(directory) && isPrismaFolder(directory)) return ['prisma'];
  return isSqlFolder(directory) ? ['sql'] : [];
}

function ambiguous(wanted: Wanted, found: readonly Found[]): InputError {
  const list = found.map((one) => `${one.kind} (${relative(wanted.workingDirectory, one.directory) || '.'})`);
  return new InputError(`There are migrations of more than one tool: ${list.join(', ')}.`, {
    fix: `Say which is meant: "tool: ${found[0]?.kind}", or name its folder with "migrations".`,
  });
}

function nothingFound({ tool, directory, workingDirectory }: Wanted): InputError {
  if (directory !== undefined) {
    return new InputError(`${relative(process.cwd(), directory) || directory} has ${lacks(tool)}.`, {
      fix: 'Name the folder that holds them with "migrations".',
    });
  }
  return new InputError(
    `There are no migrations${tool === 'auto' ? '' : ` of ${tool}`} below ${workingDirectory}; looked for prisma/migrations, alembic.ini, ${customFolders.join(', ')}.`,
    {
      fix: 'Name their folder with "migrations", or the folder of the app with "working-directory". For another tool give its commands: "status-command" and "up-command".',
    },
  );
}

function lacks(tool: Wanted['tool']): string {
  const signs = {
    prisma: 'no folders with a migration.sql',
    drizzle: 'no meta/_journal.json',
    alembic: 'no env.py and versions/',
    sql: 'no *.sql files',
    command: 'no commands',
    auto: 'no migrations: neither folders with a migration.sql (Prisma), meta/_journal.json (Drizzle), env.py (Alembic) nor *.sql files',
  };
  return signs[tool];
}

function commandsMissing(): InputError {
  return new InputError('The tool "command" needs "status-command" and "up-command".', {
    fix: 'For example "status-command: python manage.py migrate --check", "up-command: python manage.py migrate".',
  });
}
