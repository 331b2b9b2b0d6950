import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Owner,
  startVercelPlatform,
  type VercelPlatform,
} from '../../rehearsal/platforms/vercel/index.js';

/** What a run of the CLI left behind. */
export interface Finished {
  /** Null when it was killed for taking too long. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A local Vercel, an empty home, and the CLI between them. */
export interface World {
  owner: Owner;
  vercel: VercelPlatform;
  /** Writes a directory of files to deploy and returns its path. */
  directory(files: Record<string, string>): Promise<string>;
  /** Runs the CLI in a directory, with the account's ids in its environment and nothing else of ours. */
  run(args: readonly string[], cwd?: string): Promise<Finished>;
  close(): Promise<void>;
}

// A deploy takes 2 s; what is not done after this polls for ever.
const patienceMs = 40_000;

/** Starts a world for one account. `cli` is the path of the CLI's program, which takes no token with a hyphen. */
export async function startWorld(owner: Owner, cli: string, token = 'localtoken'): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), 'vercel-cli-'));
  const home = join(root, 'home');
  await mkdir(home);
  const vercel = await startVercelPlatform({
    token,
    owner,
    projects: [{ id: 'prj_site', name: 'site', env: { GREETING: 'hello' } }],
    workDirectory: join(root, 'platform'),
    timings: { queuedMs: 50, buildingMs: 200, aliasMs: 50, promoteMs: 400 },
  });
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    CI: '1',
    NO_UPDATE_NOTIFIER: '1',
    VERCEL_TELEMETRY_DISABLED: '1',
    VERCEL_ORG_ID: owner.id,
    VERCEL_PROJECT_ID: 'prj_site',
  };
  let directories = 0;
  return {
    owner,
    vercel,
    directory: async (files) => {
      directories += 1;
      const directory = join(root, `source-${directories}`);
      for (const [name, contents] of Object.entries(files)) {
        await mkdir(dirname(join(directory, name)), { recursive: true });
        await writeFile(join(directory, name), contents);
      }
      return directory;
    },
    run: (args, cwd = home) => finish([cli, ...args, '--api', vercel.apiUrl, '--token', token], cwd, env),
    close: async () => {
      await vercel.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function finish(args: readonly string[], cwd: string, env: Record<string, string>): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      text.stdout += chunk.toString('utf8');
    });
    child.stderr.on('data', (chunk: Buffer) => {
      text.stderr += chunk.toString('utf8');
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, ...text });
    });
  });
}
