import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVercelPlatform, type VercelPlatform, type VercelPlatformOptions } from './index.js';

type Json = Record<string, unknown>;

const team = { kind: 'team', id: 'team_1', slug: 'acme' } as const;
const timings = { queuedMs: 10, buildingMs: 40, aliasMs: 10, promoteMs: 30 };
let directory: string;
let vercel: VercelPlatform;

async function start(options: Partial<VercelPlatformOptions> = {}): Promise<VercelPlatform> {
  return startVercelPlatform({
    token: 'secret',
    owner: team,
    projects: [{ id: 'prj_1', name: 'site' }],
    workDirectory: directory,
    timings,
    ...options,
  });
}

async function call(method: string, path: string, body?: unknown, token = 'secret') {
  const mark = path.includes('?') ? '&' : '?';
  const scope = path.includes('teamId') || path.includes('noscope') ? '' : `${mark}teamId=team_1`;
  const response = await fetch(`${vercel.apiUrl}${path}${scope}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, text, json: (isJson ? JSON.parse(text) : {}) as Json };
}

function inline(files: Record<string, string>) {
  return Object.entries(files).map(([file, data]) => ({ file, data, encoding: 'utf-8' }));
}

async function create(text: string, more: Json = {}, query = '') {
  const files = inline({ 'index.html': text });
  const body = { name: 'site', project: 'prj_1', version: 2, files, target: 'production', ...more };
  const { status, json } = await call(
    'POST',
    `/v13/deployments?skipAutoDetectionConfirmation=1${query}`,
    body,
  );
  expect({ status, json }).toMatchObject({ status: 200 });
  return json as { id: string; url: string } & Json;
}

async function until(id: string, done: (deployment: Json) => boolean): Promise<Json> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { json } = await call('GET', `/v13/deployments/${id}`);
    if (done(json)) return json;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Deployment ${id} did not get there.`);
}

const assigned = ({ aliasAssigned }: Json) => typeof aliasAssigned === 'number';

async function ship(text: string, more: Json = {}) {
  const { id } = await create(text, more);
  return until(id, assigned);
}

async function jobDone(): Promise<Json> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { json } = await call('GET', '/v9/projects/site?rollbackInfo=true');
    const job = json.lastAliasRequest as Json;
    if (!['pending', 'in-progress'].includes(String(job.jobStatus))) return job;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('The job did not end.');
}

async function live(): Promise<string> {
  return (await fetch(vercel.productionUrl('site'))).text();
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vercel-platform-'));
  vercel = await start();
});

afterEach(async () => {
  await vercel.close();
  await rm(directory, { recursive: true, force: true });
});

describe('deployments', () => {
  it('goes through the states of a deployment, serves it on its own url and makes the first one live', async () => {
    const before = await fetch(vercel.productionUrl('site'));
    expect([before.status, before.headers.get('x-vercel-error')]).toEqual([404, 'DEPLOYMENT_NOT_FOUND']);
    const created = await create('one', { target: undefined });
    expect(created).toMatchObject({ readyState: 'QUEUED', target: 'production', aliasAssigned: null });
    const seen = new Set<unknown>();
    const ready = await until(created.id, (deployment) => {
      seen.add(deployment.readyState);
      return assigned(deployment);
    });
    expect([...seen]).toEqual(expect.arrayContaining(['BUILDING', 'READY']));
    expect(ready).toMatchObject({ readySubstate: 'PROMOTED', team: { id: 'team_1' } });
    expect(ready.alias).toEqual([vercel.productionUrl('site').replace('http://', '')]);
    expect(await (await fetch(`http://${created.url}`)).text()).toBe('one');
    expect(await live()).toBe('one');
    expect(vercel.productionDeployment('site')).toBe(created.id);
  });

  it('names the files it misses, takes them by their digest, and refuses a wrong one', async () => {
    const contents = Buffer.from('<h1>big</h1>');
    const sha = createHash('sha1').update(contents).digest('hex');
    const body = { name: 'site', files: [{ file: 'index.html', sha, size: contents.length, mode: 33188 }] };
    const first = await call('POST', '/v13/deployments', body);
    expect(first).toMatchObject({ status: 400, json: { error: { code: 'missing_files', missing: [sha] } } });
    const upload = (digest: string) =>
      fetch(`${vercel.apiUrl}/v2/files?teamId=team_1`, {
        method: 'POST',
        headers: {
          authorization: 'Bearer secret',
          'x-now-digest': digest,
          'x-now-size': String(contents.length),
        },
        body: contents,
      });
    expect((await upload('0'.repeat(40))).status).toBe(400);
    expect((await upload(sha)).status).toBe(200);
    expect((await call('POST', '/v13/deployments', body)).status).toBe(200);
  });

  it('keeps a staged deployment off the production domain until it is promoted', async () => {
    await ship('one');
    const staged = await ship('two', { autoAssignCustomDomains: false });
    expect(staged).toMatchObject({ readySubstate: 'STAGED', alias: [] });
    expect(await live()).toBe('one');
    const answer = await call('POST', `/v10/projects/prj_1/promote/${String(staged.id)}`, {});
    expect(answer.status).toBe(201);
    expect(await jobDone()).toMatchObject({
      type: 'promote',
      jobStatus: 'succeeded',
      toDeploymentId: staged.id,
    });
    expect(await live()).toBe('two');
    expect((await call('POST', `/v10/projects/prj_1/promote/${String(staged.id)}`, {})).status).toBe(409);
  });

  it('ends a failed build in ERROR with its log, and leaves the live deployment alone', async () => {
    await ship('one');
    vercel.scriptNextDeployment({
      end: 'ERROR',
      errorMessage: 'tsc exited with 2',
      buildLog: ['src/a.ts: no'],
    });
    const { id } = await create('two');
    const events = await call('GET', `/v3/now/deployments/${id}/events?follow=1&format=lines`);
    expect(events.text).toContain('src/a.ts: no');
    expect(events.text).toContain('"level":"error"');
    expect(await until(id, ({ readyState }) => readyState === 'ERROR')).toMatchObject({
      errorCode: 'BUILD_FAILED',
      errorMessage: 'tsc exited with 2',
    });
    expect(await live()).toBe('one');
  });

  it('cancels a build under way and stops it', async () => {
    const { id } = await create('one');
    await until(id, ({ readyState }) => readyState === 'BUILDING');
    expect((await call('PATCH', `/v12/deployments/${id}/cancel`)).json).toMatchObject({
      readyState: 'CANCELED',
    });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await call('GET', `/v13/deployments/${id}`)).json).toMatchObject({ readyState: 'CANCELED' });
    expect((await call('PATCH', `/v12/deployments/${id}/cancel`)).status).toBe(400);
  });

  it('lists newest first, page by page, by meta and by rollback candidate', async () => {
    const one = await ship('one', { meta: { run: '1' } });
    const two = await ship('two', { meta: { run: '2' } });
    const ids = async (query: string) =>
      ((await call('GET', `/v7/deployments?projectId=prj_1&${query}`)).json.deployments as Json[]).map(
        ({ uid }) => uid,
      );
    expect(await ids('')).toEqual([two.id, one.id]);
    expect(await ids('meta-run=1')).toEqual([one.id]);
    expect(await ids('rollbackCandidate=true')).toEqual([one.id]);
    const page = (await call('GET', '/v7/deployments?limit=1')).json.pagination as Json;
    expect(await ids(`until=${String(page.next)}`)).toEqual([one.id]);
  });
});

describe('promote and rollback', () => {
  it('leaves later production deployments staged after a rollback, until a promote', async () => {
    const one = await ship('one');
    await ship('two');
    expect((await call('POST', `/v1/projects/site/rollback/${String(one.id)}?description=bad`)).status).toBe(
      201,
    );
    expect(await jobDone()).toMatchObject({ type: 'rollback', jobStatus: 'succeeded' });
    expect(await live()).toBe('one');
    const three = await ship('three');
    expect([three.readySubstate, await live()]).toEqual(['STAGED', 'one']);
    await call('POST', `/v10/projects/prj_1/promote/${String(three.id)}`, {});
    await jobDone();
    expect(await live()).toBe('three');
    await ship('four');
    expect(await live()).toBe('four');
  });

  it('refuses to promote a preview and to roll back to what never was live', async () => {
    await ship('one');
    const preview = await ship('two', { target: undefined });
    expect((await call('POST', `/v10/projects/prj_1/promote/${String(preview.id)}`, {})).status).toBe(400);
    expect((await call('POST', `/v9/projects/prj_1/rollback/${String(preview.id)}`, {})).status).toBe(400);
  });

  it('tells of a failed job and leaves the domain where it was', async () => {
    const one = await ship('one');
    await ship('two');
    vercel.scriptNextAliasRequest({ end: 'failed' });
    await call('POST', `/v9/projects/prj_1/rollback/${String(one.id)}`, {});
    expect(await jobDone()).toMatchObject({ jobStatus: 'failed' });
    expect(await live()).toBe('two');
    const { json } = await call('GET', '/v9/projects/prj_1/rollback/aliases?failedOnly=true');
    expect(json.aliases).toHaveLength(1);
  });

  it('switches without one failed request under 50 at a time', async () => {
    await ship('one');
    const two = await ship('two', { autoAssignCustomDomains: false });
    let stop = false;
    const answers: string[] = [];
    const load = Array.from({ length: 50 }, async () => {
      while (!stop) {
        const response = await fetch(vercel.productionUrl('site'));
        answers.push(`${response.status} ${await response.text()}`);
      }
    });
    await call('POST', `/v10/projects/prj_1/promote/${String(two.id)}`, {});
    await jobDone();
    stop = true;
    await Promise.all(load);
    expect([...new Set(answers)].sort()).toEqual(['200 one', '200 two']);
  });

  it('splits traffic exactly while a rolling release is under way, and completes it', async () => {
    await vercel.close();
    const rollingRelease = { stages: [{ targetPercentage: 25 }, { targetPercentage: 100 }] };
    vercel = await start({ projects: [{ id: 'prj_1', name: 'site', rollingRelease }] });
    await ship('one');
    const two = await ship('two');
    expect(two.readySubstate).toBe('ROLLING');
    const texts = await Promise.all(Array.from({ length: 20 }, live));
    expect(texts.filter((text) => text === 'two')).toHaveLength(5);
    const body = { activeStageIndex: 0, nextStageIndex: 1, canaryDeploymentId: two.id };
    const { json } = await call('POST', '/v1/projects/site/rolling-release/approve-stage', body);
    expect(json).toMatchObject({ rollingRelease: { state: 'COMPLETE' } });
    expect(await live()).toBe('two');
  });
});

describe('who may ask', () => {
  it('turns away other tokens, other teams and a team resource without its team', async () => {
    const wrong = await call('GET', '/v9/projects/site', undefined, 'guess');
    expect(wrong).toMatchObject({ status: 403, json: { error: { invalidToken: true } } });
    expect((await call('GET', '/v9/projects/site?teamId=team_2')).status).toBe(403);
    expect((await call('GET', '/v9/projects/site?noscope')).status).toBe(404);
    expect((await call('GET', '/v9/projects/%E0%A4%A')).status).toBe(404);
    const { id } = await create('one');
    expect((await call('GET', `/v13/deployments/${id}?noscope`)).status).toBe(200);
  });
});

describe('faults', () => {
  it('can lose a create before it happened, and after', async () => {
    vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset' } });
    await expect(create('one')).rejects.toThrow('fetch failed');
    expect(vercel.deployments('site')).toHaveLength(0);
    vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
    await expect(create('one')).rejects.toThrow('fetch failed');
    expect(vercel.deployments('site')).toHaveLength(1);
  });
});

describe('sites', () => {
  async function site(
    files: Record<string, string>,
  ): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
    const { url } = await ship('', { files: inline(files) });
    return (path, init) => fetch(`http://${String(url)}${path}`, { redirect: 'manual', ...init });
  }

  it('answers with types, etags and revalidation, and a 404 page of its own', async () => {
    const get = await site({ 'public/index.html': 'hi', 'public/a.css': 'a{}', 'public/404.html': 'lost' });
    const css = await get('/a.css');
    expect(css.headers.get('content-type')).toContain('text/css');
    expect(css.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    expect(css.headers.get('x-vercel-id')).toMatch(/^dev1::/);
    const etag = css.headers.get('etag') ?? '';
    expect((await get('/a.css', { headers: { 'if-none-match': etag } })).status).toBe(304);
    const lost = await get('/none');
    expect([lost.status, await lost.text()]).toEqual([404, 'lost']);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });

  it('follows vercel.json: clean urls, redirects, headers, rewrites to files and to a backend', async () => {
    const backend = createServer((request, response) => response.end(`api ${request.url}`));
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', () => resolve()));
    const target = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const config = {
      cleanUrls: true,
      redirects: [{ source: '/old/:path*', destination: '/new/:path*', permanent: true }],
      headers: [{ source: '/(.*)', headers: [{ key: 'x-frame-options', value: 'DENY' }] }],
      rewrites: [
        { source: '/api/:path*', destination: `${target}/v1/:path*` },
        { source: '/app/(.*)', destination: '/about' },
      ],
    };
    const get = await site({
      'vercel.json': JSON.stringify(config),
      'index.html': 'hi',
      'about.html': 'about',
    });
    expect(await (await get('/about')).text()).toBe('about');
    expect((await get('/about.html')).headers.get('location')).toBe('/about');
    const moved = await get('/old/a/b?x=1');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, '/new/a/b?x=1']);
    expect((await get('/')).headers.get('x-frame-options')).toBe('DENY');
    expect(await (await get('/api/notes/7?q=1')).text()).toBe('api /v1/notes/7?q=1');
    expect(await (await get('/app/x/y')).text()).toBe('about');
    expect((await get('/vercel.json')).status).toBe(404);
    backend.closeAllConnections();
    backend.close();
    expect((await get('/api/notes')).status).toBe(502);
  });

  it('gives an alias a port, moves it, and finds its deployment by that host', async () => {
    const one = await ship('one');
    const two = await ship('two');
    for (const { id } of [one, two]) {
      const path = `/v2/deployments/${String(id)}/aliases`;
      expect((await call('POST', path, { alias: 'My.vercel.app' })).json).toMatchObject({
        alias: 'my.vercel.app',
      });
    }
    expect(await (await fetch(vercel.aliasUrl('my.vercel.app') ?? '')).text()).toBe('two');
    expect((await call('GET', '/v13/deployments/MY.vercel.app')).json).toMatchObject({ id: two.id });
  });
});
