import { resolve } from 'node:path';
import type { InputReader } from '../../src/action/inputs.js';
import { parseTarget, type TargetAddress } from '../../src/database/address.js';
import { type OnRisky, onRiskyChoices } from '../../src/database/analysis/policy.js';
import type { Wanted } from '../../src/database/find-migrations.js';
import { type MigrationToolName, migrationTools, type Resolution } from '../../src/database/migration.js';
import { InputError } from '../../src/errors/errors.js';
import { type BackupInputs, readBackup } from './inputs/backup.js';
import { type NeonInputs, readNeon } from './inputs/neon.js';
import { type RailwayInputs, readRailway } from './inputs/railway.js';

/** What can be asked for. */
export const commands = [
  'up',
  'plan',
  'status',
  'down',
  'resolve',
  'restore',
  'backup',
  'restore-test',
] as const;
export type Command = (typeof commands)[number];

/** What the action was asked to do. Durations in milliseconds, paths absolute. */
export interface Inputs {
  command: Command;
  tool: MigrationToolName | 'auto';
  /** The three commands of `tool: command`. */
  commands: Wanted['commands'];
  /** Undefined when it comes from a Railway service's variable or a Neon branch. */
  address: TargetAddress | undefined;
  /** The service whose variable holds the address, or that migrates by itself. */
  railway: RailwayInputs | undefined;
  /** The command that Railway runs before each deployment, instead of migrating from here; undefined migrates from here. */
  preDeployCommand: string | undefined;
  /** Variables that the project's programs read the address from, besides those the action finds itself. */
  urlVariables: readonly string[];
  /** Undefined looks at the customary places. */
  migrations: string | undefined;
  workingDirectory: string;
  name: string;
  /** The migration to go back to; `base` for before the first. Undefined unless the command is `down`. */
  to: string | undefined;
  resolutions: readonly Resolution[];
  /** The undo point that `restore` brings back, or `restore-test` tries instead of the newest; undefined for others. */
  backupReference: string | undefined;
  /** The empty database that `restore-test` restores into; undefined for every other command, and for a file of its own. */
  scratch: TargetAddress | undefined;
  /** Whether a restore may lose what was written since. */
  allowRestore: boolean;
  lockTimeoutMs: number;
  statementTimeoutMs: number;
  waitTimeoutMs: number;
  /** How often a migration that met a taken lock or a deadlock is tried again. */
  lockRetries: number;
  drift: 'warn' | 'fail' | 'ignore';
  /** `expand` leaves what belongs after the new code is verified. */
  phase: 'all' | 'expand';
  onRisky: OnRisky;
  allowDestructive: boolean;
  backup: BackupInputs;
  /** Undefined unless a Neon project is named. */
  neon: NeonInputs | undefined;
  /** Whether what is pending is run on the preview branch first, to see its real locks and times. */
  measure: boolean;
  /** GitHub environment that takes no migrations while it is frozen; undefined asks of none. */
  environment: string | undefined;
  /** For the comment on a pull request, and to ask whether the environment is frozen. */
  githubToken: string | undefined;
  /** Whether the comment is wanted. */
  comment: boolean;
}

/** The inputs once it is known where the database is. */
export type ReadyInputs = Inputs & { address: TargetAddress };

/** Reads and checks the inputs; InputError names the one that is wrong. */
export function parseInputs(read: InputReader): Inputs {
  const databaseUrl = read.secret('database-url');
  const workingDirectory = read.path('working-directory', '.');
  const migrations = read.string('migrations');
  const command = read.choice('command', commands, 'up');
  const inputs: Inputs = {
    command,
    tool: read.choice('tool', ['auto', ...migrationTools], 'auto'),
    commands: readCommands(read),
    address:
      databaseUrl === undefined ? undefined : parseTarget('database-url', databaseUrl, workingDirectory),
    railway: readRailway(read),
    preDeployCommand: readPreDeploy(read),
    urlVariables: read.list('database-url-variable'),
    migrations: migrations === undefined ? undefined : resolve(workingDirectory, migrations),
    workingDirectory,
    name: read.string('name') ?? 'main',
    to: readTo(read, command),
    resolutions: readResolutions(read, command),
    backupReference: readReference(read, command),
    scratch: readScratch(read, command, workingDirectory),
    allowRestore: read.boolean('allow-restore', false),
    ...readWaits(read),
    drift: read.choice('drift', ['warn', 'fail', 'ignore'], 'warn'),
    phase: read.choice('phase', ['all', 'expand'], 'all'),
    onRisky: read.choice('on-risky', onRiskyChoices, 'warn'),
    allowDestructive: read.boolean('allow-destructive', false),
    backup: readBackup(read),
    neon: readNeon(read),
    measure: read.boolean('measure', false),
    environment: read.string('environment'),
    githubToken: read.secret('github-token'),
    comment: read.choice('comment', ['auto', 'never'], 'auto') === 'auto',
  };
  requireDatabase(inputs);
  refuseMeasuring(inputs);
  return inputs;
}

function readWaits(read: InputReader) {
  return {
    lockTimeoutMs: read.duration('lock-timeout', 5_000),
    statementTimeoutMs: read.duration('statement-timeout', 300_000),
    waitTimeoutMs: read.duration('wait-timeout', 120_000),
    lockRetries: read.integer('lock-retries', { min: 0, max: 20, fallback: 3 }),
  };
}

function requireDatabase({ command, address, railway, neon }: Inputs): void {
  // Whoever tries a copy need not be able to reach the database it is of.
  if (command === 'restore-test') return;
  if (address !== undefined || railway !== undefined || neon?.branch !== undefined) return;
  throw new InputError('The input "database-url" is missing.', {
    fix: 'Give "database-url" (a secret), or "railway-service" whose variable holds it, or "neon-branch". A secret that is given and empty: runs for forks and for Dependabot get none of the repository\'s.',
  });
}

/** It takes the locks for real: never on a database that somebody uses. */
function refuseMeasuring({ measure, neon }: Inputs): void {
  if (!measure || neon?.branch !== undefined) return;
  throw new InputError(
    '"measure: true" runs the migrations to see their locks, and there is no preview database to do it on.',
    {
      fix: 'Give "neon-branch", or leave "measure" out.',
    },
  );
}

function readPreDeploy(read: InputReader): string | undefined {
  const where = read.choice('where', ['runner', 'railway-pre-deploy'], 'runner');
  const command = read.string('pre-deploy-command');
  if ((where === 'railway-pre-deploy') === (command !== undefined)) return command;
  throw new InputError(
    command === undefined
      ? '"where: railway-pre-deploy" needs the input "pre-deploy-command".'
      : 'The input "pre-deploy-command" is for "where: railway-pre-deploy".',
    {
      fix: 'Give the command that migrates, as the deployed image knows it: "npx prisma migrate deploy", "alembic upgrade head".',
    },
  );
}

function readCommands(read: InputReader): Wanted['commands'] {
  const status = read.string('status-command');
  const up = read.string('up-command');
  const down = read.string('down-command');
  if (status === undefined && up === undefined && down === undefined) return undefined;
  if (status !== undefined && up !== undefined) return { status, up, down };
  throw new InputError(
    `The input "${status === undefined ? 'status-command' : 'up-command'}" is missing: your own tool needs a command that tells what is pending and one that applies it.`,
    {
      fix: '"status-command" ends with 0 when nothing is pending and with 1 when something is; "up-command" applies it; "down-command" is optional.',
    },
  );
}

function readTo(read: InputReader, command: Command): string | undefined {
  const to = read.string('to');
  if (command === 'down' && to === undefined) {
    throw new InputError('The command "down" needs the input "to".', {
      fix: 'Name the migration that stays as the last one (the "from" of the run you take back), or "base" to take back all.',
    });
  }
  if (command !== 'down' && to !== undefined) {
    throw new InputError(`The input "to" is for "command: down"; the command is "${command}".`, {
      fix: 'Leave it out, or say "command: down".',
    });
  }
  return to;
}

function readReference(read: InputReader, command: Command): string | undefined {
  const reference = read.string('backup-reference');
  if (command === 'restore-test') return reference;
  if ((command === 'restore') === (reference !== undefined)) return reference;
  throw new InputError(
    reference === undefined
      ? 'The command "restore" needs the input "backup-reference".'
      : `The input "backup-reference" is for "command: restore"; the command is "${command}".`,
    {
      fix: 'Give the output "backup" of the run that migrated, or "backup" of its part of the release record.',
    },
  );
}

function readScratch(read: InputReader, command: Command, directory: string): TargetAddress | undefined {
  const url = read.secret('scratch-url');
  if (url === undefined) return undefined;
  if (command === 'restore-test') return parseTarget('scratch-url', url, directory);
  throw new InputError(
    `The input "scratch-url" is for "command: restore-test"; the command is "${command}".`,
    {
      fix: 'Leave it out, or say "command: restore-test".',
    },
  );
}

function readResolutions(read: InputReader, command: Command): Resolution[] {
  const lines = read.list('resolve');
  if ((command === 'resolve') !== lines.length > 0) {
    throw new InputError(
      command === 'resolve'
        ? 'The command "resolve" needs the input "resolve".'
        : `The input "resolve" is for "command: resolve"; the command is "${command}".`,
      { fix: 'One line for each migration: "applied <name>" or "rolled-back <name>".' },
    );
  }
  return lines.map((line) => {
    const match = /^(applied|rolled-back)\s+(\S+)$/.exec(line);
    if (!match) {
      throw new InputError(`The input "resolve" has the line "${line}".`, {
        fix: 'A line is "applied <name>" or "rolled-back <name>".',
      });
    }
    return { as: match[1] === 'applied' ? 'applied' : 'rolled-back', migration: match[2] ?? '' };
  });
}
