import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where PostgreSQL's programs are, and of which major version. */
export interface InstalledPostgres {
  bin: string;
  major: number;
}

/** A server of this machine that has its pg_dump beside it; the embedded one of the other tests has none. */
export function findInstalledPostgres(): InstalledPostgres | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number).filter(Number.isInteger) : [];
  const majors = versions.sort((left, right) => right - left);
  const programs = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'];
  const major = majors.find((one) =>
    programs.every((name) => existsSync(join(root, String(one), 'bin', name))),
  );
  return major === undefined ? undefined : { bin: join(root, String(major), 'bin'), major };
}

const isRoot = process.getuid?.() === 0;
const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

/** Starts a server of the installed version on 127.0.0.1, with a password that needs quoting, and data thrown away at the end. */
export async function startInstalledPostgres({
  bin,
}: InstalledPostgres): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pg-installed-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  await mkdir(data);
  // PostgreSQL refuses to run as root.
  const user = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (isRoot) await chown(data, idOf('-u'), idOf('-g'));
  await writeFile(join(folder, 'password'), "it's/a secret@99");
  await chmod(join(folder, 'password'), 0o644);
  const options = { ...user, cwd: '/', stdio: 'ignore' as const };
  const cluster = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${join(folder, 'password')}`,
    '--no-sync',
  ];
  execFileSync(join(bin, 'initdb'), cluster, options);
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  execFileSync(
    join(bin, 'pg_ctl'),
    ['-D', data, '-w', '-l', join(data, 'log'), '-o', settings, 'start'],
    options,
  );
  const password = encodeURIComponent("it's/a secret@99");
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`,
    async close() {
      spawnSync(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], options);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const found = probe.address();
      probe.close(() => resolve(typeof found === 'object' && found ? found.port : 0));
    });
  });
}
