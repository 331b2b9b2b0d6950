import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GitHubPlatform, startGitHubPlatform } from './index.js';

type Json = Record<string, unknown>;

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
let directory: string;
let github: GitHubPlatform;
let token: string;
let first: string;
let second: string;

function git(...args: string[]): string {
  return execFileSync('git', [...identity, ...args], { cwd: directory, encoding: 'utf8' }).trim();
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'local-github-'));
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(directory, 'a file.txt'), 'one\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Add a file');
  first = git('rev-parse', 'HEAD');
  git('mv', 'a file.txt', 'renamed.txt');
  writeFileSync(join(directory, 'new.txt'), 'x\ny\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Rename it\n\nand add another');
  second = git('rev-parse', 'HEAD');
  git('branch', 'feature/slash', first);
  github = await startGitHubPlatform({
    repository: { owner: 'acme', name: 'shop', defaultBranch: 'main' },
    gitDirectory: directory,
  });
  token = github.issueToken({
    deployments: 'write',
    contents: 'read',
    issues: 'write',
    checks: 'write',
    actions: 'read',
  });
});

afterAll(async () => {
  await github.close();
  rmSync(directory, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: unknown, bearer = token) {
  const response = await fetch(`${github.apiUrl}/repos/acme/shop${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? {} : JSON.parse(text)) as Json,
  };
}

async function list(path: string): Promise<Json[]> {
  return (await call('GET', path)).body as unknown as Json[];
}

const release = {
  ref: 'main',
  task: 'release',
  auto_merge: false,
  required_contexts: [],
  environment: 'production',
};

describe('deployments', () => {
  it('keeps a payload object as it was sent and finds it again by task and environment, newest first', async () => {
    const payload = { schema: 1, components: [{ name: 'web', deployment: 'dpl_1' }] };
    const one = await call('POST', '/deployments', { ...release, environment: 'kept', payload });
    const two = await call('POST', '/deployments', { ...release, environment: 'kept', payload: 'text' });
    await call('POST', '/deployments', { ...release, environment: 'kept', task: 'deploy' });
    expect(one.status).toBe(201);
    expect(one.body).toMatchObject({
      sha: second,
      ref: 'main',
      task: 'release',
      payload,
      environment: 'kept',
    });
    const found = await list('/deployments?environment=kept&task=release');
    expect(found.map(({ id }) => id)).toEqual([two.body.id, one.body.id]);
    expect(found[0]?.payload).toBe('text');
    expect((await call('GET', `/deployments/${one.body.id}`)).body.id).toBe(one.body.id);
    expect((await call('GET', '/environments/kept')).body).toMatchObject({
      name: 'kept',
      protection_rules: [],
    });
    expect((await call('GET', '/environments/never')).status).toBe(404);
  });

  it('makes older successful releases of the same environment inactive, and no others', async () => {
    const create = async (more: Json) =>
      (await call('POST', '/deployments', { ...release, environment: 'live', ...more })).body.id;
    const old = await create({});
    const failed = await create({});
    const transient = await create({ transient_environment: true });
    const elsewhere = await create({ environment: 'staging' });
    const now = await create({});
    for (const id of [old, transient, elsewhere])
      await call('POST', `/deployments/${id}/statuses`, { state: 'success', auto_inactive: false });
    await call('POST', `/deployments/${failed}/statuses`, { state: 'failure' });
    await call('POST', `/deployments/${now}/statuses`, {
      state: 'success',
      description: 'verified by smoke test',
    });
    const states = async (id: unknown) =>
      (await list(`/deployments/${id}/statuses`)).map(({ state }) => state);
    expect(await states(old)).toEqual(['inactive', 'success']);
    expect(await states(failed)).toEqual(['failure']);
    expect(await states(transient)).toEqual(['success']);
    expect(await states(elsewhere)).toEqual(['success']);
    expect(await states(now)).toEqual(['success']);
    expect(
      github
        .deployments()
        .find(({ id }) => id === old)
        ?.statuses.at(-1)?.state,
    ).toBe('inactive');
  });

  it('refuses what GitHub refuses: a missing or unknown ref, an unknown state, a long description, a bad address', async () => {
    expect((await call('POST', '/deployments', {})).body.message).toContain('"ref" wasn\'t supplied');
    const unknown = await call('POST', '/deployments', { ...release, ref: 'nowhere' });
    expect(unknown).toMatchObject({
      status: 422,
      body: { message: 'No ref found for: nowhere', status: '422' },
    });
    const { id } = (await call('POST', '/deployments', { ...release, environment: 'strict' })).body;
    const refused = async (status: Json) => (await call('POST', `/deployments/${id}/statuses`, status)).body;
    expect(await refused({ state: 'verified' })).toMatchObject({
      message: 'Validation Failed',
      errors: [{ resource: 'DeploymentStatus', field: 'state', code: 'custom' }],
    });
    expect(await refused({ state: 'success', description: 'x'.repeat(141) })).toMatchObject({
      errors: [{ field: 'description' }],
    });
    expect(await refused({ state: 'success', environment_url: 'ftp://x' })).toMatchObject({
      errors: [{ field: 'environment_url' }],
    });
    expect((await call('POST', '/deployments', '{nonsense')).body.message).toBe('Problems parsing JSON');
  });

  it('creates nothing when auto_merge would merge or a required check has not passed', async () => {
    const behind = await call('POST', '/deployments', { ref: 'feature/slash', required_contexts: [] });
    expect(behind.status).toBe(202);
    await call('POST', '/check-runs', { name: 'build', head_sha: first, status: 'in_progress' });
    const conflict = await call('POST', '/deployments', { ref: first, auto_merge: false });
    expect(conflict).toMatchObject({ status: 409, body: { errors: [{ field: 'required_contexts' }] } });
    expect(github.deployments().some(({ sha }) => sha === first)).toBe(false);
  });
});

describe('who may do what', () => {
  it('answers 401 without a known token, 403 without the permission, 404 for another repository', async () => {
    expect((await call('GET', '/deployments', undefined, 'wrong')).body).toEqual({
      message: 'Bad credentials',
      documentation_url: 'https://docs.github.com/rest',
      status: '401',
    });
    expect((await fetch(`${github.apiUrl}/repos/acme/shop`)).status).toBe(401);
    const reader = github.issueToken({ deployments: 'read', pull_requests: 'write' });
    const denied = await call('POST', '/deployments', release, reader);
    expect(denied.body.message).toBe('Resource not accessible by integration');
    expect(denied.headers.get('x-accepted-github-permissions')).toBe('deployments=write');
    expect((await call('GET', '/deployments', undefined, reader)).status).toBe(200);
    expect((await call('GET', '/contents/new.txt', undefined, reader)).status).toBe(403);
    const number = github.openPullRequest('Change it');
    expect((await call('POST', `/issues/${number}/comments`, { body: 'hi' }, reader)).status).toBe(201);
    const other = await fetch(`${github.apiUrl}/repos/acme/other`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(other.status).toBe(404);
  });
});

describe('a caller that GitHub would not hear, or that does not hear GitHub', () => {
  it('turns away a client that does not say who it is', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      get(`${github.apiUrl}/repos/acme/shop`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject);
    });
    expect(status).toBe(403);
  });

  it('keeps the deployment whose answer was lost, so that a second one would be a double', async () => {
    github.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
    await expect(call('POST', '/deployments', { ...release, environment: 'lost' })).rejects.toThrow();
    expect(await list('/deployments?environment=lost')).toHaveLength(1);
    expect(JSON.stringify(github.requests)).not.toContain(token);
  });
});

describe('issues and comments', () => {
  it('finds, changes and deletes a comment, over more than one page', async () => {
    const issue = (await call('POST', '/issues', { title: 'Rolled back', labels: ['incident'] })).body;
    const path = `/issues/${issue.number}/comments`;
    for (const body of ['one', 'two', 'three']) await call('POST', path, { body });
    const page = await call('GET', `${path}?per_page=2`);
    expect((page.body as unknown as Json[]).map(({ body }) => body)).toEqual(['one', 'two']);
    const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
    const rest = (await (
      await fetch(next, { headers: { authorization: `token ${token}` } })
    ).json()) as Json[];
    expect(rest.map(({ body }) => body)).toEqual(['three']);
    const id = rest[0]?.id;
    expect((await call('PATCH', `/issues/comments/${id}`, { body: 'changed' })).body.body).toBe('changed');
    expect((await call('DELETE', `/issues/comments/${id}`)).status).toBe(204);
    expect((await call('GET', `/issues/comments/${id}`)).status).toBe(404);
    expect((await call('POST', path, { body: 'x'.repeat(65_537) })).status).toBe(422);
    expect((await call('PATCH', `/issues/${issue.number}`, { state: 'closed' })).body.state).toBe('closed');
    expect(await list('/issues?labels=incident')).toEqual([]);
    expect(await list('/issues?labels=incident&state=all')).toHaveLength(1);
  });
});

describe('check runs', () => {
  it('completes a run, adds its annotations up and lists it for the branch', async () => {
    const run = (await call('POST', '/check-runs', { name: 'lint', head_sha: second, status: 'in_progress' }))
      .body;
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'no' };
    const output = (count: number) => ({
      title: 't',
      summary: 's',
      annotations: Array(count).fill(annotation),
    });
    expect((await call('PATCH', `/check-runs/${run.id}`, { output: output(51) })).status).toBe(422);
    await call('PATCH', `/check-runs/${run.id}`, { output: output(50) });
    await call('PATCH', `/check-runs/${run.id}`, { conclusion: 'failure', output: output(3) });
    const listed = (await call('GET', '/commits/main/check-runs?check_name=lint')).body;
    expect(listed).toMatchObject({
      total_count: 1,
      check_runs: [{ status: 'completed', conclusion: 'failure', output: { annotations_count: 53 } }],
    });
  });
});

describe('what git knows', () => {
  it('compares two commits with their commits and files', async () => {
    const { body } = await call('GET', `/compare/${first}...main`);
    expect(body).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0, total_commits: 1 });
    expect(body.commits).toMatchObject([
      { sha: second, commit: { message: 'Rename it\n\nand add another' } },
    ]);
    expect(body.files).toMatchObject([
      { filename: 'new.txt', status: 'added', additions: 2 },
      { filename: 'renamed.txt', status: 'renamed', previous_filename: 'a file.txt', changes: 0 },
    ]);
    expect((await call('GET', '/compare/main...feature/slash')).body.status).toBe('behind');
    expect((await call('GET', '/compare/main...gone')).status).toBe(404);
  });

  it('gives files, folders, commits, refs, the repository and a run', async () => {
    const file = (await call('GET', `/contents/a%20file.txt?ref=${first}`)).body;
    expect(Buffer.from(String(file.content), 'base64').toString()).toBe('one\n');
    expect((await list('/contents')).map(({ name }) => name)).toEqual(['new.txt', 'renamed.txt']);
    expect((await call('GET', '/contents/../secret')).status).toBe(404);
    expect((await call('GET', '/contents/a%20file.txt')).status).toBe(404);
    expect((await call('GET', '/commits/main')).body).toMatchObject({ sha: second, stats: { additions: 2 } });
    expect((await call('GET', `/commits/${first}`)).body.files).toMatchObject([
      { filename: 'a file.txt', status: 'added' },
    ]);
    expect((await call('GET', '/git/ref/heads/feature/slash')).body).toMatchObject({
      object: { sha: first },
    });
    expect((await call('GET', '/git/ref/heads/feature')).status).toBe(404);
    expect(await list(`/commits/${second}/pulls`)).toEqual([]);
    expect((await call('GET', '')).body).toMatchObject({ full_name: 'acme/shop', default_branch: 'main' });
    expect((await call('GET', '/actions/runs/42')).body).toMatchObject({ id: 42, head_sha: second });
  });
});
