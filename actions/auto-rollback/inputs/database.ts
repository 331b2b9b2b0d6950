import { resolve } from 'node:path';
import type { InputReader } from '../../../src/action/inputs.js';
import { parseTarget, type TargetAddress } from '../../../src/database/address.js';
import { type MigrationToolName, migrationTools } from '../../../src/database/migration.js';
import { InputError } from '../../../src/errors/errors.js';

/** Where the database is whose schema may have to go back, and how its migrations are kept. */
export interface DatabaseInputs {
  address: TargetAddress;
  tool: MigrationToolName | 'auto';
  /** Absolute. */
  workingDirectory: string;
  /** Absolute; undefined looks at the customary places. */
  migrations: string | undefined;
  /** The three commands of `database-tool: command`. */
  commands: { status: string; up: string; down: string } | undefined;
  /** Variables that the project's programs read the address from, besides those that are found. */
  urlVariables: readonly string[];
  /** Passphrase of the undo points; null when they are not encrypted. */
  backupKey: string | null;
  /** Absolute: where undo points lie that another runner made. */
  backupDirectory: string;
  /** Undefined unless the undo points are branches at Neon. */
  neon: { apiKey: string; apiUrl: string; project: string; branch: string | null } | undefined;
}

/** Reads the inputs about the database; undefined without an address. Throws InputError for a bad one. */
export function readDatabaseInputs(read: InputReader): DatabaseInputs | undefined {
  const url = read.secret('database-url');
  const workingDirectory = read.path('database-working-directory', '.');
  const migrations = read.string('database-migrations');
  const rest = {
    tool: read.choice('database-tool', ['auto', ...migrationTools], 'auto'),
    workingDirectory,
    migrations: migrations === undefined ? undefined : resolve(workingDirectory, migrations),
    commands: readCommands(read),
    urlVariables: read.list('database-url-variable'),
    backupKey: read.secret('backup-key') ?? null,
    backupDirectory: read.path('backup-directory', '.deploy-actions/backups'),
    neon: readNeon(read),
  };
  if (url === undefined) return undefined;
  return { ...rest, address: parseTarget('database-url', url, workingDirectory) };
}

/** Going back needs to know where it is and how to get back; nothing is ever applied. */
function readCommands(read: InputReader): DatabaseInputs['commands'] {
  const status = read.string('database-status-command');
  const down = read.string('database-down-command');
  if (status === undefined && down === undefined) return undefined;
  if (status !== undefined && down !== undefined) return { status, down, up: 'false' };
  throw new InputError(
    `The input "${status === undefined ? 'database-status-command' : 'database-down-command'}" is missing: your own tool needs both.`,
    { fix: 'Give the "status-command" and the "down-command" of run-migrations.' },
  );
}

function readNeon(read: InputReader): DatabaseInputs['neon'] {
  const apiKey = read.secret('neon-api-key');
  const project = read.string('neon-project');
  const apiUrl = read.url('neon-api-url', 'https://console.neon.tech/api/v2');
  const branch = read.string('neon-parent') ?? null;
  if (apiKey === undefined && project === undefined) return undefined;
  if (apiKey !== undefined && project !== undefined) return { apiKey, apiUrl, project, branch };
  throw new InputError(`The input "${apiKey === undefined ? 'neon-api-key' : 'neon-project'}" is missing.`, {
    fix: "Neon needs both: the key from its console, and the project's id.",
  });
}
