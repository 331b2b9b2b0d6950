import { resolve } from 'node:path';
import type { InputReader } from '../../src/action/inputs.js';
import { type DatabaseAddress, parseAddress } from '../../src/database/address.js';
import { type MigrationToolName, migrationTools } from '../../src/database/find-migrations.js';

/** What the action was asked to do. Durations in milliseconds, paths absolute. */
export interface Inputs {
  tool: MigrationToolName | 'auto';
  address: DatabaseAddress;
  /** Undefined looks at the customary places. */
  migrations: string | undefined;
  workingDirectory: string;
  name: string;
  command: 'up' | 'status';
  lockTimeoutMs: number;
  statementTimeoutMs: number;
  waitTimeoutMs: number;
}

/** Reads and checks the inputs; InputError names the one that is wrong. */
export function parseInputs(read: InputReader): Inputs {
  const databaseUrl = read.requiredSecret('database-url');
  const workingDirectory = read.path('working-directory', '.');
  const migrations = read.string('migrations');
  return {
    tool: read.choice('tool', ['auto', ...migrationTools], 'auto'),
    address: parseAddress('database-url', databaseUrl),
    migrations: migrations === undefined ? undefined : resolve(workingDirectory, migrations),
    workingDirectory,
    name: read.string('name') ?? 'main',
    command: read.choice('command', ['up', 'status'], 'up'),
    lockTimeoutMs: read.duration('lock-timeout', 5_000),
    statementTimeoutMs: read.duration('statement-timeout', 300_000),
    waitTimeoutMs: read.duration('wait-timeout', 120_000),
  };
}
