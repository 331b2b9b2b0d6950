import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RehearsalError } from '../errors.js';
import { type GitHubPlatform, startGitHubPlatform } from '../platforms/github/index.js';
import { startPostgres } from '../platforms/postgres/index.js';
import { type RailwayPlatform, startRailwayPlatform } from '../platforms/railway/index.js';
import { startVercelPlatform, type VercelPlatform } from '../platforms/vercel/index.js';
import { makeRepository, type Repository } from './repository.js';

/** The names and secrets of the rehearsed system. They open nothing outside this machine. */
export const system = {
  owner: 'acme',
  repository: 'notes',
  vercel: {
    token: 'rehearsalVercelToken',
    team: { kind: 'team' as const, id: 'team_acme', slug: 'acme' },
    project: { id: 'prj_notes_web', name: 'notes-web' },
  },
  railway: {
    token: '5e8e7a1c-0000-4000-8000-000000000001',
    project: 'prj-notes',
    environment: 'env-production',
    service: { id: 'svc-notes-api', name: 'notes-api' },
  },
};

/** Everything a rehearsal runs against, up and reachable. */
export interface World {
  directory: string;
  repository: Repository;
  github: GitHubPlatform;
  vercel: VercelPlatform;
  railway: RailwayPlatform;
  databaseUrl: string;
  /** Where people reach the system, by component. */
  urls: { backend: string; frontend: string };
  close(): Promise<void>;
}

/** What a world is made of. */
export interface WorldOptions {
  example: string;
  workflow: string;
  node: string;
  npm: Record<string, string>;
}

/** Starts the platforms and the database side by side. If one cannot start, those that did are stopped again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'rehearsal-'));
  const closers: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const started = async <Part extends { close(): Promise<unknown> }>(part: Promise<Part>): Promise<Part> => {
    const up = await part;
    closers.push(() => up.close());
    return up;
  };
  try {
    const repository = await makeRepository(options.example, options.workflow, join(directory, 'repository'));
    const postgres = await started(startDatabase(await folder(directory, 'postgres')));
    const databaseUrl = await postgres.createDatabase('notes');
    const [github, vercel, railway] = await Promise.all([
      started(startGitHub(repository)),
      started(startVercel(await folder(directory, 'vercel'))),
      started(startRailwayPlatform(railwayOptions(options, databaseUrl, await folder(directory, 'railway')))),
    ]);
    const urls = {
      backend: railway.serviceUrl(system.railway.service.name),
      frontend: vercel.productionUrl(system.vercel.project.name),
    };
    return { directory, repository, github, vercel, railway, databaseUrl, urls, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function folder(directory: string, name: string): Promise<string> {
  const path = join(directory, name);
  await mkdir(path, { recursive: true });
  return path;
}

function startGitHub({ directory }: Repository): Promise<GitHubPlatform> {
  const repository = { owner: system.owner, name: system.repository, defaultBranch: 'main' };
  return startGitHubPlatform({ repository, gitDirectory: directory });
}

function startVercel(workDirectory: string): Promise<VercelPlatform> {
  const { token, team, project } = system.vercel;
  return startVercelPlatform({ token, owner: team, projects: [project], workDirectory });
}

async function startDatabase(directory: string): ReturnType<typeof startPostgres> {
  try {
    return await startPostgres({ directory });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RehearsalError(
      `The rehearsal's PostgreSQL could not be started: ${message}`,
      'Remove node_modules/.installed-lock and run this again: it installs the PostgreSQL package anew.',
    );
  }
}

function railwayOptions(
  options: WorldOptions,
  databaseUrl: string,
  workDirectory: string,
): Parameters<typeof startRailwayPlatform>[0] {
  const { railway } = system;
  return {
    tokens: { project: railway.token },
    project: {
      id: railway.project,
      name: 'notes',
      environments: [{ id: railway.environment, name: 'production' }],
      services: [
        {
          ...railway.service,
          startCommand: 'npm start',
          healthcheckPath: '/health',
          // A version that never gets healthy must not hold a rehearsal up for the usual five minutes.
          healthcheckTimeout: 4,
          overlapSeconds: 0,
          drainingSeconds: 3,
          variables: { DATABASE_URL: databaseUrl },
        },
      ],
    },
    workDirectory,
    node: options.node,
    environment: options.npm,
  };
}
