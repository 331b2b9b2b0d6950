import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { InputError } from '../../errors/errors.js';
import { runProcess } from '../../process/run-process.js';

/** PostgreSQL's own programs of one major version. */
export interface PostgresPrograms {
  dump: string;
  restore: string;
  major: number;
}

/** Where packages put programs by version: Debian and Ubuntu, Red Hat, Homebrew on both kinds of Mac. */
const versionedFolders = [
  { root: '/usr/lib/postgresql', programs: 'bin' },
  { root: '/usr', programs: 'bin', only: /^pgsql-\d+$/ },
  { root: '/opt/homebrew/opt', programs: 'bin', only: /^(postgresql|libpq)(@\d+)?$/ },
  { root: '/usr/local/opt', programs: 'bin', only: /^(postgresql|libpq)(@\d+)?$/ },
];

/** The machine, as far as it says where programs are. */
export interface ProgramSearch {
  /** PATH of the environment. */
  path: string;
  signal: AbortSignal;
  /** Absolute folders to look into; the usual ones when absent. */
  folders?: readonly string[];
}

/**
 * Finds the pg_dump and pg_restore that fit a server: of its own major version, or else of the next newer one (pg_dump
 * refuses newer servers than itself). Throws InputError that says what to install.
 */
export async function findPrograms(serverMajor: number, search: ProgramSearch): Promise<PostgresPrograms> {
  const folders = [...(search.folders ?? usualFolders()), ...search.path.split(delimiter)];
  const found: PostgresPrograms[] = [];
  for (const folder of new Set(folders.filter((one) => one !== ''))) {
    const dump = join(folder, 'pg_dump');
    const restore = join(folder, 'pg_restore');
    if (!existsSync(dump) || !existsSync(restore)) continue;
    const major = await majorOf(dump, search.signal);
    if (major === serverMajor) return { dump, restore, major };
    if (major !== undefined) found.push({ dump, restore, major });
  }
  const newer = found
    .filter((one) => one.major > serverMajor)
    .sort((left, right) => left.major - right.major);
  const [nearest] = newer;
  if (nearest) return nearest;
  throw missing(serverMajor, found);
}

function missing(serverMajor: number, found: readonly PostgresPrograms[]): InputError {
  const has =
    found.length === 0
      ? 'has no pg_dump'
      : `has pg_dump ${[...new Set(found.map((one) => one.major))].join(', ')} only`;
  return new InputError(
    `The server is PostgreSQL ${serverMajor}, and this runner ${has}; pg_dump refuses a server that is newer than itself.`,
    {
      fix: `Install it in a step before: sudo apt-get install -y postgresql-client-${serverMajor} (from apt.postgresql.org: sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y). Or set backup: never where your host keeps backups itself.`,
    },
  );
}

function usualFolders(): string[] {
  return versionedFolders.flatMap(({ root, programs, only }) => {
    if (!existsSync(root)) return [];
    const names = readdirSync(root).filter((name) => (only ? only.test(name) : /^\d+$/.test(name)));
    return names.map((name) => join(root, name, programs));
  });
}

async function majorOf(program: string, signal: AbortSignal): Promise<number | undefined> {
  const result = await runProcess({
    command: program,
    args: ['--version'],
    cwd: '/',
    env: {},
    timeoutMs: 10_000,
    signal,
  });
  const major = /\(PostgreSQL\) (\d+)/.exec(result.tail.join('\n'))?.[1];
  return major === undefined ? undefined : Number(major);
}
