import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { type RailwayPlatform, startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import type { RailwayComponent, VercelComponent } from '../../src/release/component.js';

/** The tokens that the local platforms let in. */
export const tokens = { railway: '5e8e7a1c-0000-4000-8000-00000000beef', vercel: 'tok-5ecret' };

/** A Railway with the service `api`, a Vercel with the project `site`, and a GitHub with four commits. */
export interface World {
  railway: RailwayPlatform;
  vercel: VercelPlatform;
  github: GitHubPlatform;
  githubToken: string;
  /** Oldest first. */
  commits: string[];
  directory: string;
  /** Deploys a program that answers with the text, and says `errors` when it starts; waits until it is live and returns its component. */
  shipBackend(text: string, errors?: readonly string[]): Promise<RailwayComponent>;
  /** The same for a page; `meta` is what Vercel is told of it. */
  shipFrontend(text: string, meta?: Record<string, string>): Promise<VercelComponent>;
  /** What people get now. */
  served(): Promise<{ backend: string; frontend: string }>;
  /** Requests that change something on Railway or Vercel, by operation, since `from` (milliseconds since the epoch). */
  changesSince(from: number): string[];
  close(): Promise<void>;
}

/** How a world differs from the usual one. */
export interface WorldOptions {
  imageRetentionHours?: number;
  /** Those of a rollback, in milliseconds. */
  delays?: { railwayMs: number; vercelMs: number };
  /** The repository (`owner/name`) that the service on Railway and the project on Vercel are connected to. */
  repository?: string;
}

/** Starts the three platforms in a directory of their own. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { delays = { railwayMs: 1, vercelMs: 5 } } = options;
  const directory = mkdtempSync(join(tmpdir(), 'auto-rollback-'));
  const folder = (name: string) => {
    mkdirSync(join(directory, name), { recursive: true });
    return join(directory, name);
  };
  const commits = commitFour(folder('git'));
  const railway = await startRailway(folder('railway'), delays.railwayMs, options);
  const vercel = await startVercel(folder('vercel'), delays.vercelMs, options);
  const github = await startGitHubPlatform({
    repository: { owner: 'acme', name: 'notes', defaultBranch: 'main' },
    gitDirectory: join(directory, 'git'),
  });
  return {
    ...{ railway, vercel, github, commits, directory },
    githubToken: github.issueToken({
      deployments: 'write',
      contents: 'read',
      issues: 'write',
      statuses: 'write',
    }),
    shipBackend: (text, errors) => shipBackend(railway, folder(`program-${text}`), text, errors),
    shipFrontend: (text, meta = {}) => shipFrontend(vercel, text, meta),
    served: async () => ({
      backend: await (await fetch(railway.serviceUrl('api'))).text(),
      frontend: await (await fetch(vercel.productionUrl('site'))).text(),
    }),
    changesSince: (from) => changesOf(railway, vercel, from),
    close: async () => {
      await Promise.all([railway.close(), vercel.close(), github.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function startRailway(
  workDirectory: string,
  queuedMs: number,
  { imageRetentionHours = 72, repository }: WorldOptions,
): Promise<RailwayPlatform> {
  const source = repository === undefined ? {} : { source: { repo: repository } };
  return startRailwayPlatform({
    tokens: { project: tokens.railway },
    project: {
      id: 'prj',
      name: 'notes',
      environments: [{ id: 'env', name: 'production' }],
      services: [{ id: 'svc', name: 'api', startCommand: 'node server.js', healthcheckPath: '/', ...source }],
    },
    workDirectory,
    node: process.execPath,
    timings: { queuedMs },
    plan: { imageRetentionHours },
  });
}

function startVercel(
  workDirectory: string,
  promoteMs: number,
  { repository }: WorldOptions,
): Promise<VercelPlatform> {
  const source = repository === undefined ? {} : { repository: { repoId: 4711, branch: 'main' } };
  return startVercelPlatform({
    token: tokens.vercel,
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects: [{ id: 'prj_site', name: 'site', ...source }],
    workDirectory,
    edgeConfigs: { ecfg_1: { checkout: false } },
    timings: { queuedMs: 1, buildingMs: 1, aliasMs: 1, promoteMs },
  });
}

function commitFour(directory: string): string[] {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return [1, 2, 3, 4].map((number) => {
    git('commit', '--quiet', '--allow-empty', '-m', `Release ${number}`);
    return git('rev-parse', 'HEAD');
  });
}

async function shipBackend(
  railway: RailwayPlatform,
  directory: string,
  text: string,
  errors: readonly string[] = [],
): Promise<RailwayComponent> {
  const previous = railway.activeDeployment('api') ?? null;
  const answer = `(request, response) => response.end(${JSON.stringify(text)})`;
  writeFileSync(
    join(directory, 'server.js'),
    `${JSON.stringify(errors)}.map((line) => console.error(line));require('node:http').createServer(${answer}).listen(process.env.PORT)`,
  );
  const packed: Buffer[] = [];
  for await (const chunk of create({ cwd: directory, gzip: true }, ['./server.js'])) packed.push(chunk);
  // As deploy-railway names an upload: what is built again from it is known by that.
  const message = `a release [gha 1.1.${randomBytes(4).toString('hex')}]`;
  const query = new URLSearchParams({ serviceId: 'svc', message });
  const response = await fetch(`${railway.apiUrl}/project/prj/environment/env/up?${query}`, {
    method: 'POST',
    headers: { 'project-access-token': tokens.railway, 'content-type': 'application/gzip' },
    body: Buffer.concat(packed),
  });
  const { deploymentId: deployment } = (await response.json()) as { deploymentId: string };
  await until(() => railway.activeDeployment('api') === deployment);
  return {
    ...{ kind: 'railway', name: 'backend', project: 'prj', environment: 'env', service: 'svc' },
    ...{ deployment, previous, url: railway.serviceUrl('api') },
  };
}

async function shipFrontend(
  vercel: VercelPlatform,
  text: string,
  meta: Record<string, string>,
): Promise<VercelComponent> {
  const previous = vercel.productionDeployment('site') ?? null;
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${vercel.apiUrl}${path}?teamId=team_1`, {
      method,
      headers: { authorization: `Bearer ${tokens.vercel}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const files = [{ file: 'index.html', data: text, encoding: 'utf-8' }];
  const request = { name: 'site', files, target: 'production', meta };
  const created = await call('POST', '/v13/deployments', request);
  const { id: deployment } = (await created.json()) as { id: string };
  const isReady = () =>
    vercel.deployments('site').some(({ id, readyState }) => id === deployment && readyState === 'READY');
  await until(isReady);
  // After a rollback a new deployment stays staged until it is promoted.
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (vercel.productionDeployment('site') !== deployment)
    await call('POST', `/v10/projects/prj_site/promote/${deployment}`, {});
  await until(() => vercel.productionDeployment('site') === deployment);
  return {
    ...{ kind: 'vercel', name: 'frontend', project: 'prj_site', team: 'team_1' },
    ...{ deployment, previous, url: vercel.productionUrl('site') },
  };
}

function changesOf(railway: RailwayPlatform, vercel: VercelPlatform, from: number): string[] {
  const isMutation = (body: unknown) => /^\s*mutation/.test(String((body as { query?: unknown })?.query));
  const onRailway = railway.requests.filter(({ body, url }) => isMutation(body) || url.includes('/up?'));
  const onVercel = vercel.requests.filter(({ method }) => method !== 'GET');
  return [...onRailway, ...onVercel].filter(({ at }) => at >= from).map(({ operation }) => operation);
}

/** Looks until something is so. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 1_000) throw new Error(`It did not come true in 5 s: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
