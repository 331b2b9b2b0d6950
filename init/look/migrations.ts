import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { customFolders } from '../../src/database/find-migrations.js';
import type { MigrationToolName } from '../../src/database/migration.js';
import { findAlembicFolder } from '../../src/database/tools/alembic-project.js';
import { isDrizzleFolder } from '../../src/database/tools/drizzle.js';
import { findPrismaFolder } from '../../src/database/tools/prisma-project.js';
import { isSqlFolder } from '../../src/database/tools/sql-files.js';
import { InputError } from '../../src/errors/errors.js';
import { givenFolder } from './given-folder.js';

/** The migrations of the database, or why those that were seen are left to a person. */
export interface FoundMigrations {
  /** The tool and the folder of the app they belong to. */
  migrations: { tool: MigrationToolName; directory: string } | undefined;
  unclear: string | undefined;
}

/**
 * Finds migrations by their files alone: the tools that apply them need not be installed here. First where somebody says,
 * then in the apps, then in the packages beside them. Throws InputError for a folder that was named and holds none.
 */
export function migrationsIn(
  root: string,
  places: { apps: readonly string[]; beside: readonly string[]; given: string | undefined },
): FoundMigrations {
  if (places.given !== undefined) return migrationsOf(root, places.given);
  const holding = (directories: Iterable<string>) =>
    [...directories].filter((directory) => toolsIn(join(root, directory)).length > 0);
  const [app] = holding(new Set([...places.apps, '.']));
  if (app !== undefined) return one(root, app);
  const [first, ...more] = holding(places.beside);
  if (first === undefined) return { migrations: undefined, unclear: undefined };
  if (more.length === 0) return one(root, first);
  const unclear = `there are some in ${[first, ...more].join(', ')}. Name the folder with --migrations.`;
  return { migrations: undefined, unclear };
}

function one(root: string, directory: string): FoundMigrations {
  const [tool, ...more] = toolsIn(join(root, directory));
  if (tool !== undefined && more.length === 0) return { migrations: { tool, directory }, unclear: undefined };
  const unclear = `${directory} holds those of more than one tool: ${[tool, ...more].join(', ')}.`;
  return { migrations: undefined, unclear };
}

function migrationsOf(root: string, given: string): FoundMigrations {
  const directory = givenFolder(root, '--migrations', given);
  if (toolsIn(join(root, directory)).length > 0) return one(root, directory);
  throw new InputError(`--migrations is "${given}", and no migrations were found there.`, {
    fix: `Name the folder of the package they belong to, the one that holds prisma/migrations, alembic.ini, ${customFolders.join(', ')}.`,
  });
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
