import { existsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InputError } from '../errors/errors.js';
import { isDrizzleFolder, readDrizzle } from './drizzle.js';
import type { MigrationTool } from './migration.js';
import { isSqlFolder, readSqlFiles } from './sql-files.js';

/** Tools that can be asked for by name. */
export const migrationTools = ['drizzle', 'sql'] as const;
export type MigrationToolName = (typeof migrationTools)[number];

/** Where migrations stand by custom, below the folder of the app. */
export const customFolders = ['drizzle', 'migrations', 'db/migrations'] as const;

/**
 * Finds the migrations and the tool they are kept with: a Drizzle journal makes it Drizzle, `*.sql` files plain SQL.
 * Throws InputError that names the folders that were looked into.
 */
export function findMigrations(options: {
  workingDirectory: string;
  /** Absolute; undefined looks at the customary places. */
  directory: string | undefined;
  tool: MigrationToolName | 'auto';
}): { tool: MigrationTool; directory: string } {
  const { workingDirectory, tool } = options;
  if (options.directory !== undefined) return read(options.directory, tool);
  const folders = customFolders.map((folder) => join(workingDirectory, folder));
  const directory = folders.find((folder) => detect(folder, tool) !== undefined);
  if (directory !== undefined) return read(directory, tool);
  throw new InputError(
    `There are no migrations${tool === 'auto' ? '' : ` of ${tool}`} below ${workingDirectory}; looked into ${customFolders.join(', ')}.`,
    { fix: 'Name their folder with "migrations", or the folder of the app with "working-directory".' },
  );
}

function read(
  directory: string,
  wanted: MigrationToolName | 'auto',
): { tool: MigrationTool; directory: string } {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new InputError(`The input "migrations" names ${directory}, which is no folder here.`, {
      fix: 'Check the path, and that the repository was checked out before this step.',
    });
  }
  const kind = detect(directory, wanted);
  if (kind === undefined) {
    const what =
      wanted === 'drizzle'
        ? 'no meta/_journal.json'
        : wanted === 'sql'
          ? 'no *.sql files'
          : 'neither meta/_journal.json nor *.sql files';
    throw new InputError(`${relative(process.cwd(), directory) || directory} has ${what}.`, {
      fix: 'Name the folder that holds them with "migrations".',
    });
  }
  return { tool: kind === 'drizzle' ? readDrizzle(directory) : readSqlFiles(directory), directory };
}

function detect(directory: string, wanted: MigrationToolName | 'auto'): MigrationToolName | undefined {
  if (wanted !== 'sql' && isDrizzleFolder(directory)) return 'drizzle';
  if (wanted !== 'drizzle' && isSqlFolder(directory)) return 'sql';
  return undefined;
}
