import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from '../../rehearsal/platforms/github/index.js';
import { createHttp } from '../http/client.js';
import {
  type Component,
  componentKey,
  type RailwayComponent,
  type VercelComponent,
} from '../release/component.js';
import { lastVerified } from '../release/past.js';
import type { ReleaseState } from '../release/record.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { GitHubClient } from './client.js';
import {
  finishRelease,
  finishRollback,
  readPast,
  recordedRollbacks,
  writeRelease,
  writeRollback,
} from './releases.js';

let directory = '';
let github: GitHubPlatform;
let client: GitHubClient;
let commit = '';

const log = new RecordingLogger();
const http = createHttp({ log, clock: systemClock, signal: new AbortController().signal, userAgent: 'test' });
const clientWith = (token: string) =>
  new GitHubClient({ http, apiUrl: github.apiUrl, token, repository: 'acme/notes' });

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'releases-'));
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('commit', '--quiet', '--allow-empty', '-m', 'Begin');
  commit = git('rev-parse', 'HEAD');
  const repository = { owner: 'acme', name: 'notes', defaultBranch: 'main' };
  github = await startGitHubPlatform({ repository, gitDirectory: directory });
  client = clientWith(github.issueToken({ deployments: 'write' }));
});
afterEach(() => github.faults.clear());
afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

const backend = (deployment: string): RailwayComponent => ({
  ...{ kind: 'railway', name: 'backend', project: 'p', environment: 'e', service: 's' },
  ...{ deployment, previous: null, url: null },
});
const frontend = (deployment: string): VercelComponent => ({
  ...{ kind: 'vercel', name: 'frontend', project: 'prj', deployment, previous: null, url: null },
});

const write = (environment: string, release: string, state: ReleaseState, components: Component[]) =>
  writeRelease(client, {
    ...{ environment, state, reason: 'a reason', runUrl: 'https://github.com/acme/notes/actions/runs/1' },
    record: { schema: 1, release, commit, components },
  });
const verified = async (environment: string, components: Component[]) => {
  const keys = components.map(componentKey);
  const bad = { components, commit: undefined };
  const past = await readPast(client, environment, {
    enough: (read) => Object.keys(lastVerified(read, [], bad)).length === keys.length,
    matters: (release) => release.components.some((one) => keys.includes(componentKey(one))),
  });
  const found = lastVerified(past, [], bad);
  return Object.entries(found).map(([key, { deployment, release }]) => `${key} ${deployment} of ${release}`);
};

describe('the release to go back to', () => {
  it('is the newest that was verified, although GitHub has set it inactive since', async () => {
    await write('newest', '1.1', 'verified', [backend('b1')]);
    await write('newest', '2.1', 'verified', [backend('b2')]);
    await write('newest', '3.1', 'failed', [backend('b3')]);
    await write('newest', '4.1', 'not-verified', [backend('b4')]);
    const others = github.deployments().filter(({ environment }) => environment === 'newest');
    expect(others[0]?.statuses.at(-1)?.state).toBe('inactive');
    expect(await verified('newest', [backend('b5')])).toEqual(['railway/backend b2 of 2.1']);
    expect(await verified('newest', [backend('b2')])).toEqual(['railway/backend b1 of 1.1']);
  });

  it('is found for each component, also behind releases that shipped others or nothing', async () => {
    await write('parts', '1.1', 'verified', [backend('b1'), frontend('f1')]);
    await write('parts', '2.1', 'verified', [frontend('f2')]);
    await write('parts', '3.1', 'verified', []);
    expect(await verified('parts', [backend('b4'), frontend('f4')])).toEqual([
      'vercel/frontend f2 of 2.1',
      'railway/backend b1 of 1.1',
    ]);
  });

  it('is none that was taken back by a later run', async () => {
    await write('taken', '1.1', 'verified', [backend('b1')]);
    await write('taken', '2.1', 'verified', [backend('b2')]);
    await write('taken', '3.1', 'rolled-back', [backend('b2')]);
    expect(await verified('taken', [backend('b4')])).toEqual(['railway/backend b1 of 1.1']);
  });

  it('is not read out of deployments that others made', async () => {
    const made = { ref: commit, environment: 'strange', description: '' } as const;
    for (const payload of ['', 'text', '{"schema":2}', { schema: 1, release: '1.1' }, null]) {
      const { id } = await client.createDeployment({ ...made, task: 'release', payload: payload ?? {} });
      const status = { state: 'success', description: 'verified: by a stranger' } as const;
      await client.createStatus(id, { ...status, logUrl: '', autoInactive: false });
    }
    await client.createDeployment({ ...made, task: 'rollback', payload: { from: 1 } });
    expect(await verified('strange', [backend('b1')])).toEqual([]);
    expect(await recordedRollbacks(client, 'strange')).toEqual([]);
  });

  it('is found when GitHub gives the payload back as text', async () => {
    const payload = JSON.stringify({ schema: 1, release: '1.1', commit, components: [backend('b1')] });
    const made = { ref: commit, task: 'release', environment: 'text', description: '' } as const;
    const { id } = await client.createDeployment({ ...made, payload });
    const status = { state: 'success', description: 'verified: all jobs passed' } as const;
    await client.createStatus(id, { ...status, logUrl: '', autoInactive: false });
    expect(await verified('text', [backend('b2')])).toEqual(['railway/backend b1 of 1.1']);
  });

  it('costs no request for statuses of releases that have nothing to do with it', async () => {
    await write('cheap', '1.1', 'verified', [frontend('f1')]);
    const before = github.requests.length;
    await verified('cheap', [backend('b1')]);
    expect(github.requests.slice(before).map(({ operation }) => operation)).toEqual(['listDeployments']);
  });
});

const runUrl = 'https://github.com/acme/notes/actions/runs/2/attempts/2';
const back = (environment: string, restored: Record<string, string>) => ({
  ...{ environment, ref: commit },
  record: { schema: 1 as const, from: '2.1', to: '1.1', reason: 'bad', run: runUrl, restored },
});

describe('what an earlier attempt has begun to store', () => {
  const statusesOf = (id: number) =>
    github
      .deployments()
      .find((one) => one.id === id)
      ?.statuses.map(({ state, description }) => `${state} ${description?.split(':')[0]}`);

  it.each([
    ['failed', 'failed', ['failure failed']],
    ['failed', 'rolled-back', ['failure failed', 'failure rolled back']],
    ['rolled-back', 'rolled-back', ['failure rolled back']],
    ['rolled-back', 'failed', ['failure rolled back']],
    ['verified', 'failed', ['success verified', 'failure failed']],
    ['not-verified', 'rolled-back', ['error not verified', 'failure rolled back']],
  ] as const)('a release that is %s and then found %s has the statuses %j', async (first, then, ended) => {
    const id = await write(`finished ${first} ${then}`, '2.1', first, [backend('b2')]);
    await finishRelease(client, id, { state: then, reason: 'a reason', runUrl });
    expect(statusesOf(id)).toEqual(ended);
  });

  it('gets its status once: a release or a rollback whose record is there without one', async () => {
    const made = { ref: commit, environment: 'begun', description: '', payload: {} } as const;
    const release = await client.createDeployment({ ...made, task: 'release' });
    const rollback = await client.createDeployment({ ...made, task: 'rollback' });
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await finishRelease(client, release.id, { state: 'failed', reason: 'a reason', runUrl });
      await finishRollback(client, rollback.id, back('begun', {}));
    }
    expect(statusesOf(release.id)).toEqual(['failure failed']);
    expect(statusesOf(rollback.id)).toEqual(['success rolled back']);
  });

  it('is not taken for the rollback that goes further, when the answer to that gets lost', async () => {
    const half = await writeRollback(client, back('half', { 'railway/backend': 'b1' }));
    github.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
    const restored = { 'railway/backend': 'b1', 'vercel/frontend': 'f1' };
    const whole = await writeRollback(client, back('half', restored));
    expect(whole).not.toBe(half);
    expect(await recordedRollbacks(client, 'half')).toMatchObject([
      { record: whole, restored },
      { record: half },
    ]);
  });
});

describe('what is stored', () => {
  it('fits into GitHub’s 140 characters on one line, and never ends in half a character', async () => {
    const reason = `two\nlines ${'x'.repeat(120)}😀 and much more`;
    const run = { environment: 'long', runUrl: 'https://github.com/acme/notes/actions/runs/1' };
    const record = { schema: 1, release: '1.1', commit, components: [] } as const;
    await writeRelease(client, { ...run, record: { ...record, components: [] }, state: 'failed', reason });
    const description = github.deployments().at(-1)?.statuses.at(-1)?.description ?? '';
    expect(description).toMatch(/^failed: two lines x+…$/);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(Buffer.from(description).toString('utf8')).toBe(description);
  });

  it('of a rollback leaves the success of the release that is live again', async () => {
    await write('kept', '1.1', 'verified', [backend('b1')]);
    await writeRollback(client, {
      ...{ environment: 'kept', ref: commit },
      record: { schema: 1, from: '2.1', to: '1.1', reason: 'bad', run: 'https://github.com', restored: {} },
    });
    const [release] = github.deployments().filter(({ environment }) => environment === 'kept');
    expect(release?.statuses.map(({ state }) => state)).toEqual(['success']);
    expect(await recordedRollbacks(client, 'kept')).toMatchObject([{ from: '2.1', to: '1.1' }]);
  });

  it.each([
    [{ deployments: 'read' }, 403, 'permissions: deployments: write'],
    [undefined, 401, 'leave "github-token" out'],
  ] as const)('cannot be with a token of %j, which says what to change', async (permissions, status, fix) => {
    const token = permissions ? github.issueToken(permissions) : 'wrong';
    const made = { ref: commit, task: 'release', environment: 'x', description: '', payload: {} } as const;
    await expect(clientWith(token).createDeployment(made)).rejects.toMatchObject({
      ...{ status, ambiguous: false, fix: expect.stringContaining(fix) },
    });
  });

  it('says how long to wait when GitHub turns requests away because they are too many', async () => {
    const body = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
    github.faults.add({ operation: 'createDeployment', fault: { kind: 'status', status: 403, body } });
    const made = { ref: commit, task: 'release', environment: 'x', description: '', payload: {} } as const;
    await expect(client.createDeployment(made)).rejects.toMatchObject({
      fix: expect.stringContaining('too many requests'),
    });
  });
});
