import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { readContext } from '../../src/action/context.js';
import { main } from './main.js';
import { report } from './outputs.js';
import { commitFacts } from './source/commit-facts.js';
import { setUp, token } from './test-run.js';

let directory: string;
let vercel: VercelPlatform;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'deploy-sources-'));
  vercel = await startVercelPlatform({
    token,
    owner: { kind: 'team', id: 'team_1', slug: 'acme' },
    projects: [
      { id: 'prj_1', name: 'site' },
      { id: 'prj_2', name: 'mono', rootDirectory: 'apps/web' },
    ],
    workDirectory: join(directory, 'vercel'),
    timings: { queuedMs: 5, buildingMs: 5, aliasMs: 5, promoteMs: 5 },
  });
});

afterEach(async () => {
  await vercel.close();
  rmSync(directory, { recursive: true, force: true });
});

function write(files: Record<string, unknown>): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), typeof contents === 'string' ? contents : JSON.stringify(contents));
  }
}

async function deploy(given: Record<string, string> = {}) {
  const { inputs, deps, told } = setUp({ apiUrl: vercel.apiUrl, workspace: directory }, given);
  const result = await main(inputs, deps);
  return { result, told, ...report(result) };
}

const get = async (url: string) => {
  const response = await fetch(url, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const created = () => vercel.requests.filter(({ operation }) => operation === 'createDeployment');
const lastBody = () => created().at(-1)?.body as Record<string, unknown>;

describe('each source is served as it should be', () => {
  it('a static site, with what vercel.json asks for', async () => {
    write({
      'site/dist/index.html': 'home',
      'site/dist/about.html': 'about',
      'site/dist/404.html': 'not here',
      'site/vercel.json': {
        cleanUrls: true,
        redirects: [{ source: '/team/:who', destination: '/about', permanent: false }],
        headers: [{ source: '/(.*)', headers: [{ key: 'x-frame-options', value: 'DENY' }] }],
        rewrites: [{ source: '/app/:path*', destination: '/index.html' }],
      },
    });
    const { result, failure, outputs } = await deploy({ 'output-directory': 'dist' });
    expect(failure).toBeUndefined();
    const at = (path: string) => get(`${result.deploymentUrl}${path}`);
    expect(await at('/')).toMatchObject({ status: 200, text: 'home' });
    expect(await at('/about')).toMatchObject({ status: 200, text: 'about' });
    expect((await at('/about.html')).headers.get('location')).toBe('/about');
    const moved = await at('/team/ann');
    expect([moved.status, moved.headers.get('location')]).toEqual([307, '/about']);
    expect((await at('/')).headers.get('x-frame-options')).toBe('DENY');
    expect(await at('/app/some/page')).toMatchObject({ status: 200, text: 'home' });
    expect(await at('/nothing')).toMatchObject({ status: 404, text: 'not here' });
    expect(created().at(-1)?.url).toContain('prebuilt=1');
    expect(outputs.files).toBe('4');
  });

  it('a prebuilt output, also one inside the root directory of a monorepo', async () => {
    write({
      'apps/web/.vercel/output/config.json': { version: 3 },
      'apps/web/.vercel/output/static/index.html': 'prebuilt',
      'apps/web/src/secret.ts': 'x',
    });
    const { result, failure } = await deploy({
      project: 'mono',
      'working-directory': '.',
      source: 'prebuilt',
    });
    expect(failure).toBeUndefined();
    expect((await get(`${result.deploymentUrl}/`)).text).toBe('prebuilt');
    expect(JSON.stringify(lastBody().files)).not.toContain('secret');
  });

  it('a tree sent as an archive', async () => {
    write({ 'site/index.html': 'packed', 'site/a/b.css': 'x' });
    const { result, outputs } = await deploy({ archive: 'tgz' });
    expect((await get(`${result.deploymentUrl}/`)).text).toBe('packed');
    expect(outputs.files).toBe('2');
  });

  it('an existing deployment, built again for production', async () => {
    write({ 'site/index.html': 'one' });
    const first = await deploy({ target: 'production' });
    const { result, failure } = await deploy({
      target: 'production',
      'deployment-id': first.result.deploymentId,
      redeploy: 'true',
    });
    expect(failure).toBeUndefined();
    expect(result.outcome).toBe('live');
    expect(result.deploymentId).not.toBe(first.result.deploymentId);
    expect(vercel.productionDeployment('site')).toBe(result.deploymentId);
    expect(lastBody()).toMatchObject({ deploymentId: first.result.deploymentId, target: 'production' });
  });
});

describe('variables', () => {
  it('reach the build and the functions, and no log and no output', async () => {
    write({ 'site/index.html': 'x' });
    const { told, outputs, summary } = await deploy({
      env: 'API_KEY=k-0123456789',
      'build-env': 'NPM_TOKEN=n-0123456789',
      regions: 'fra1, iad1',
      force: 'true',
    });
    expect(lastBody()).toMatchObject({
      env: { API_KEY: 'k-0123456789' },
      build: { env: { NPM_TOKEN: 'n-0123456789' } },
      regions: ['fra1', 'iad1'],
    });
    expect(created().at(-1)?.url).toContain('forceNew=1');
    expect(JSON.stringify([told.log.lines, outputs, summary])).not.toMatch(/[kn]-0123456789/);
  });
});

describe('contradictions are told before anything is asked', () => {
  it.each([
    [{ source: 'static' }, '"output-directory" is not given'],
    [{ source: 'directory', 'output-directory': 'dist' }, '"source" is "directory"'],
    [{ 'deployment-id': 'dpl_1', source: 'prebuilt', target: 'production' }, '"source" is "prebuilt"'],
    [
      { 'deployment-id': 'dpl_1', 'output-directory': 'dist', target: 'production' },
      '"output-directory" is given too',
    ],
    [{ redeploy: 'true' }, '"deployment-id" is not given'],
    [{ archive: 'zip' }, '"archive" is "zip"'],
    [{ 'git-metadata': 'some' }, '"git-metadata" is "some"'],
    [{ env: 'no equals' }, '"env"'],
  ])('%j', (given, message) => {
    expect(() => setUp({ apiUrl: vercel.apiUrl, workspace: directory }, given)).toThrow(message);
    expect(vercel.requests).toHaveLength(0);
  });
});

describe('what Vercel is told about the commit', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ann Other', '-c', 'user.email=ann@example.com', ...args], {
      cwd: directory,
      encoding: 'utf8',
    }).trim();
  const deps = () => ({ env: { PATH: process.env.PATH ?? '' }, signal: new AbortController().signal });

  function repository(): string {
    write({ 'a.txt': 'x' });
    git('init', '-q');
    git('add', 'a.txt');
    git('commit', '-q', '-m', 'Say hello\n\nAnd why.');
    return git('rev-parse', 'HEAD');
  }

  function contextOf(commit: string, event?: unknown) {
    write({ 'event.json': event ?? {} });
    return readContext({
      GITHUB_SHA: commit,
      GITHUB_REF_NAME: 'main',
      GITHUB_REPOSITORY: 'acme/site',
      GITHUB_EVENT_PATH: join(directory, 'event.json'),
    });
  }

  it('is what git says: author, message and branch', async () => {
    const commit = repository();
    const { git: told, meta } = await commitFacts(contextOf(commit), 'full', directory, deps());
    expect(told).toEqual({
      commitSha: commit,
      commitRef: 'main',
      remoteUrl: 'https://github.com/acme/site.git',
      commitAuthorName: 'Ann Other',
      commitAuthorEmail: 'ann@example.com',
      commitMessage: 'Say hello\n\nAnd why.',
    });
    expect(meta).toMatchObject({ githubCommitSha: commit, githubOrg: 'acme', githubRepo: 'site' });
  });

  it('is the head of a pull request, not the merge commit of GitHub; an author it cannot know is left out', async () => {
    repository();
    const pull = {
      number: 7,
      head: { sha: 'b'.repeat(40), ref: 'feature', repo: { full_name: 'acme/site' } },
    };
    const context = contextOf('a'.repeat(40), { pull_request: pull });
    const { git: told, meta } = await commitFacts(context, 'full', directory, deps());
    expect(told).toEqual({
      commitSha: 'b'.repeat(40),
      commitRef: 'feature',
      remoteUrl: 'https://github.com/acme/site.git',
    });
    expect(meta.githubPrId).toBe('7');
    expect(JSON.stringify([told, meta])).not.toContain('uthor');
  });

  it('is nothing at all when it shall be nothing', async () => {
    const facts = await commitFacts(contextOf(repository()), 'none', directory, deps());
    expect(facts).toEqual({ git: undefined, meta: {} });
  });

  it('is less, and no failure, without git and without a repository', async () => {
    const nowhere = { ...deps(), env: { PATH: '/nonexistent' } };
    const { git: told } = await commitFacts(contextOf('c'.repeat(40)), 'full', directory, nowhere);
    expect(told?.commitSha).toBe('c'.repeat(40));
    expect(told).not.toHaveProperty('commitAuthorName');
  });
});
