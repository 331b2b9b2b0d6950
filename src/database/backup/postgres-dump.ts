import { CancelledError, PlatformError } from '../../errors/errors.js';
import { runProcess } from '../../process/run-process.js';
import type { Clock } from '../../runtime/clock.js';
import type { Logger } from '../../runtime/log.js';
import { type DatabaseAddress, describeAddress, withoutSecrets } from '../address.js';
import { type BackupStore, openBackup, pruneBackups, storeBackup } from './backup-files.js';
import { findPrograms, type PostgresPrograms, type ProgramSearch } from './postgres-programs.js';
import type { UndoPoint } from './undo-point.js';

/** An undo point that pg_dump of this major version wrote. */
export type DumpPoint = UndoPoint & { dumpedBy: number };

/** What a dump or a restore needs of the run. */
export interface DumpDeps {
  log: Logger;
  clock: Clock;
  signal: AbortSignal;
  /** PATH of the environment, to find PostgreSQL's programs in. */
  path: string;
  /** Further folders to find them in; the usual ones when absent. */
  folders?: readonly string[];
}

/**
 * Dumps a database in pg_dump's custom format into the store, and prunes the store. The password goes by the
 * environment. Throws InputError when no pg_dump fits the server, PlatformError with pg_dump's own words when it fails.
 * @param serverMajor the server's major version, e.g. 17
 * @param snapshot the name of a snapshot that another connection exported, to dump just what that one sees
 */
export async function dumpPostgres(
  address: DatabaseAddress,
  serverMajor: number,
  store: BackupStore,
  deps: DumpDeps,
  snapshot?: string,
): Promise<DumpPoint> {
  const programs = await findPrograms(serverMajor, searchOf(deps));
  const madeAt = deps.clock.now();
  deps.log.info(`Backing up ${describeAddress(address)} with pg_dump ${programs.major}`);
  const stored = await storeBackup(store, 'dump', madeAt, (path) =>
    run(
      programs.dump,
      [
        '--format=custom',
        '--no-password',
        ...(snapshot === undefined ? [] : [`--snapshot=${snapshot}`]),
        `--file=${path}`,
      ],
      address,
      deps,
    ),
  );
  for (const path of await pruneBackups(store, madeAt)) deps.log.info(`Removed the old backup ${path}`);
  const { path, bytes, sha256, encrypted } = stored;
  const durationMs = deps.clock.now() - madeAt;
  const point = { reference: `pg_dump:${path}`, kind: 'pg-dump' as const, madeAt, durationMs };
  return { ...point, bytes, sha256, encrypted, dumpedBy: programs.major };
}

/**
 * Brings a database back to a dump: everything the dump knows is dropped and made again, in one transaction, so that a
 * failure leaves the database as it was. What was created since and is not in the dump stays. Throws as `dumpPostgres`.
 */
export async function restorePostgres(
  file: string,
  address: DatabaseAddress,
  serverMajor: number,
  key: string | null,
  deps: DumpDeps,
): Promise<void> {
  const programs = await findPrograms(serverMajor, searchOf(deps));
  deps.log.info(`Restoring ${describeAddress(address)} from ${file} with pg_restore ${programs.major}`);
  // A newer pg_restore sets parameters an older server does not know; its errors about them must not end the restore.
  const whole = programs.major === serverMajor;
  await openBackup(file, key, (plain) => restore(programs, plain, address, whole, deps));
}

/**
 * Restores a dump into another, empty database, whose server may be newer than the one that was dumped. The first thing
 * that cannot be made ends it and undoes all of it. Throws as `dumpPostgres`.
 * @param dumpedBy major version of the pg_dump that wrote it: an older pg_restore cannot read it
 */
export async function restoreElsewhere(
  file: string,
  address: DatabaseAddress,
  { serverMajor, dumpedBy }: { serverMajor: number; dumpedBy: number },
  key: string | null,
  deps: DumpDeps,
): Promise<void> {
  const programs = await findPrograms(dumpedBy, searchOf(deps));
  deps.log.info(`Restoring ${file} into ${describeAddress(address)} with pg_restore ${programs.major}`);
  const whole = programs.major <= serverMajor;
  await openBackup(file, key, (plain) => restore(programs, plain, address, whole, deps));
}

async function restore(
  programs: PostgresPrograms,
  plain: string,
  address: DatabaseAddress,
  whole: boolean,
  deps: DumpDeps,
): Promise<void> {
  const args = [
    '--clean',
    '--if-exists',
    '--no-owner',
    '--no-password',
    ...(whole ? ['--single-transaction'] : []),
    `--dbname=${address.database}`,
    plain,
  ];
  await run(programs.restore, args, address, deps);
}

function searchOf({ path, signal, folders }: DumpDeps): ProgramSearch {
  return { path, signal, ...(folders ? { folders } : {}) };
}

async function run(
  program: string,
  args: readonly string[],
  address: DatabaseAddress,
  { log, signal, path }: DumpDeps,
): Promise<void> {
  const result = await runProcess({
    command: program,
    args,
    cwd: '/',
    env: { PATH: path, ...connectionOf(address) },
    signal,
  });
  if (signal.aborted) throw new CancelledError();
  const words = withoutSecrets(result.tail.join('\n'), address);
  if (result.exitCode === 0) return;
  const name = program.split('/').at(-1) ?? program;
  const serious = result.tail.filter((line) => / error: /.test(line) && !harmless(line));
  if (name === 'pg_restore' && result.exitCode === 1 && serious.length === 0) {
    log.info(`pg_restore set parameters the server does not know; that changes nothing.`);
    return;
  }
  throw new PlatformError(
    `${name} failed with exit code ${result.exitCode} on ${describeAddress(address)}:\n${words}`,
    {
      code: name,
      fix:
        name === 'pg_dump'
          ? 'Nothing was changed. The user of "database-url" must be able to read every table.'
          : 'With client and server of one version nothing was changed: it is one transaction. See docs/runbooks/restore-a-database.md.',
    },
  );
}

/** What pg_dump 17 and newer set for servers that are older. */
function harmless(line: string): boolean {
  return /unrecognized configuration parameter "\w+"/.test(line);
}

/** The connection as libpq's environment: nothing of it is on a command line, which every user of a machine can read. */
function connectionOf(address: DatabaseAddress): Record<string, string> {
  const url = new URL(address.connection);
  const sslmode = url.searchParams.get('sslmode');
  const rootCertificate = url.searchParams.get('sslrootcert');
  return {
    PGHOST: address.host,
    PGPORT: String(address.port),
    PGUSER: address.user,
    PGDATABASE: address.database,
    PGPASSWORD: decodeURIComponent(url.password),
    PGCONNECT_TIMEOUT: '15',
    PGAPPNAME: 'deploy-actions run-migrations',
    // libpq has no `no-verify`: its `require` does not look at the certificate either.
    ...(sslmode === null ? {} : { PGSSLMODE: sslmode === 'no-verify' ? 'require' : sslmode }),
    ...(rootCertificate === null ? {} : { PGSSLROOTCERT: rootCertificate }),
  };
}
