import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Json, openTestApi, type TestApi } from './test-api.js';

let api: TestApi;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe('deployments', () => {
  it('goes through the states of a deployment, serves it on its own url and makes the first one live', async () => {
    const before = await fetch(api.vercel.productionUrl('site'));
    expect([before.status, before.headers.get('x-vercel-error')]).toEqual([404, 'DEPLOYMENT_NOT_FOUND']);
    const created = await api.create('one', { target: undefined });
    expect(created).toMatchObject({ readyState: 'QUEUED', target: 'production', aliasAssigned: null });
    const seen = new Set<unknown>();
    const ready = await api.until(created.id, (deployment) => {
      seen.add(deployment.readyState);
      return typeof deployment.aliasAssigned === 'number';
    });
    expect([...seen]).toEqual(expect.arrayContaining(['BUILDING', 'READY']));
    expect(ready).toMatchObject({ readySubstate: 'PROMOTED', team: { id: 'team_1' } });
    expect(ready.alias).toEqual([api.vercel.productionUrl('site').replace('http://', '')]);
    expect(await (await fetch(`http://${created.url}`)).text()).toBe('one');
    expect(await api.live()).toBe('one');
    expect(api.vercel.productionDeployment('site')).toBe(created.id);
  });

  it('names the files it misses, takes them by their digest, and refuses a wrong one', async () => {
    const contents = Buffer.from('<h1>big</h1>');
    const sha = createHash('sha1').update(contents).digest('hex');
    const body = { name: 'site', files: [{ file: 'index.html', sha, size: contents.length, mode: 33188 }] };
    const first = await api.call('POST', '/v13/deployments', body);
    expect(first).toMatchObject({ status: 400, json: { error: { code: 'missing_files', missing: [sha] } } });
    const upload = (digest: string) =>
      fetch(`${api.vercel.apiUrl}/v2/files?teamId=team_1`, {
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
    expect((await api.call('POST', '/v13/deployments', body)).status).toBe(200);
  });

  it('keeps a staged deployment off the production domain until it is promoted', async () => {
    await api.ship('one');
    const staged = await api.ship('two', { autoAssignCustomDomains: false });
    expect(staged).toMatchObject({ readySubstate: 'STAGED', alias: [] });
    expect(await api.live()).toBe('one');
    const answer = await api.call('POST', `/v10/projects/prj_1/promote/${String(staged.id)}`, {});
    expect(answer.status).toBe(201);
    expect(await api.jobDone()).toMatchObject({
      type: 'promote',
      jobStatus: 'succeeded',
      toDeploymentId: staged.id,
    });
    expect(await api.live()).toBe('two');
    expect((await api.call('POST', `/v10/projects/prj_1/promote/${String(staged.id)}`, {})).status).toBe(409);
  });

  it('ends a failed build in ERROR with its log, and leaves the live deployment alone', async () => {
    await api.ship('one');
    api.vercel.scriptNextDeployment({
      end: 'ERROR',
      errorMessage: 'tsc exited with 2',
      buildLog: ['src/a.ts: no'],
    });
    const { id } = await api.create('two');
    const events = await api.call('GET', `/v3/now/deployments/${id}/events?follow=1&format=lines`);
    expect(events.text).toContain('src/a.ts: no');
    expect(events.text).toContain('"level":"error"');
    expect(await api.until(id, ({ readyState }) => readyState === 'ERROR')).toMatchObject({
      errorCode: 'BUILD_FAILED',
      errorMessage: 'tsc exited with 2',
    });
    expect(await api.live()).toBe('one');
  });

  it('cancels a build under way and stops it', async () => {
    const { id } = await api.create('one');
    await api.until(id, ({ readyState }) => readyState === 'BUILDING');
    expect((await api.call('PATCH', `/v12/deployments/${id}/cancel`)).json).toMatchObject({
      readyState: 'CANCELED',
    });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect((await api.call('GET', `/v13/deployments/${id}`)).json).toMatchObject({ readyState: 'CANCELED' });
    expect((await api.call('PATCH', `/v12/deployments/${id}/cancel`)).status).toBe(400);
  });

  it('lists newest first, page by page, by meta and by rollback candidate', async () => {
    const one = await api.ship('one', { meta: { run: '1' } });
    const two = await api.ship('two', { meta: { run: '2' } });
    const ids = async (query: string) =>
      ((await api.call('GET', `/v7/deployments?projectId=prj_1&${query}`)).json.deployments as Json[]).map(
        ({ uid }) => uid,
      );
    expect(await ids('')).toEqual([two.id, one.id]);
    expect(await ids('meta-run=1')).toEqual([one.id]);
    expect(await ids('rollbackCandidate=true')).toEqual([one.id]);
    const page = (await api.call('GET', '/v7/deployments?limit=1')).json.pagination as Json;
    expect(await ids(`until=${String(page.next)}`)).toEqual([one.id]);
  });

  it('says why a deployment is blocked, and lets it be canceled', async () => {
    api.vercel.scriptNextDeployment({ end: 'BLOCKED', seatBlock: { blockCode: 'COMMIT_AUTHOR_REQUIRED' } });
    const { id } = await api.create('one');
    const blocked = await api.until(id, ({ readyState }) => readyState === 'BLOCKED');
    expect(blocked.seatBlock).toEqual({ blockCode: 'COMMIT_AUTHOR_REQUIRED' });
    expect((await api.call('PATCH', `/v12/deployments/${id}/cancel`)).status).toBe(200);
  });
});

describe('promote and rollback', () => {
  it('rolls back a personal account only to the deployment before', async () => {
    await api.close();
    api = await openTestApi({ owner: { kind: 'user', id: 'user_1', username: 'ada' } });
    const one = await api.ship('one');
    await api.ship('two');
    await api.ship('three');
    expect((await api.call('POST', `/v1/projects/site/rollback/${String(one.id)}`, {})).status).toBe(402);
  });

  it('queues a promote behind a rolling release, and a rollback aborts it', async () => {
    await api.close();
    const rollingRelease = { stages: [{ targetPercentage: 50 }, { targetPercentage: 100 }] };
    api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', rollingRelease }] });
    const one = await api.ship('one');
    await api.ship('two');
    const three = await api.ship('three', { autoAssignCustomDomains: false });
    expect((await api.call('POST', `/v10/projects/site/promote/${String(three.id)}`, {})).status).toBe(202);
    expect((await api.call('POST', `/v9/projects/site/rollback/${String(one.id)}`, {})).status).toBe(201);
    const { json } = await api.call('GET', '/v1/projects/site/rolling-release');
    expect(json).toMatchObject({ rollingRelease: { state: 'ABORTED' } });
    expect(await Promise.all([api.live(), api.live()])).toEqual(['one', 'one']);
  });

  it('leaves later production deployments staged after a rollback, until a promote', async () => {
    const one = await api.ship('one');
    await api.ship('two');
    expect(
      (await api.call('POST', `/v1/projects/site/rollback/${String(one.id)}?description=bad`)).status,
    ).toBe(201);
    expect(await api.jobDone()).toMatchObject({ type: 'rollback', jobStatus: 'succeeded' });
    expect(await api.live()).toBe('one');
    const three = await api.ship('three');
    expect([three.readySubstate, await api.live()]).toEqual(['STAGED', 'one']);
    await api.call('POST', `/v10/projects/prj_1/promote/${String(three.id)}`, {});
    await api.jobDone();
    expect(await api.live()).toBe('three');
    await api.ship('four');
    expect(await api.live()).toBe('four');
  });

  it('refuses to promote a preview and to roll back to what never was live', async () => {
    await api.ship('one');
    const preview = await api.ship('two', { target: undefined });
    expect((await api.call('POST', `/v10/projects/prj_1/promote/${String(preview.id)}`, {})).status).toBe(
      400,
    );
    expect((await api.call('POST', `/v9/projects/prj_1/rollback/${String(preview.id)}`, {})).status).toBe(
      400,
    );
  });

  it('tells of a failed job and leaves the domain where it was', async () => {
    const one = await api.ship('one');
    await api.ship('two');
    api.vercel.scriptNextAliasRequest({ end: 'failed' });
    await api.call('POST', `/v9/projects/prj_1/rollback/${String(one.id)}`, {});
    expect(await api.jobDone()).toMatchObject({ jobStatus: 'failed' });
    expect(await api.live()).toBe('two');
    const { json } = await api.call('GET', '/v9/projects/prj_1/rollback/aliases?failedOnly=true');
    expect(json.aliases).toHaveLength(1);
  });

  it('switches without one failed request under 50 at a time', async () => {
    await api.ship('one');
    const two = await api.ship('two', { autoAssignCustomDomains: false });
    let stop = false;
    const answers: string[] = [];
    const load = Array.from({ length: 50 }, async () => {
      while (!stop) {
        const response = await fetch(api.vercel.productionUrl('site'));
        answers.push(`${response.status} ${await response.text()}`);
      }
    });
    await api.call('POST', `/v10/projects/prj_1/promote/${String(two.id)}`, {});
    await api.jobDone();
    stop = true;
    await Promise.all(load);
    expect([...new Set(answers)].sort()).toEqual(['200 one', '200 two']);
  });

  it('splits traffic exactly while a rolling release is under way, and completes it', async () => {
    const rollingRelease = { stages: [{ targetPercentage: 25 }, { targetPercentage: 100 }] };
    await api.close();
    api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', rollingRelease }] });
    await api.ship('one');
    const two = await api.ship('two');
    expect(two.readySubstate).toBe('ROLLING');
    const texts = await Promise.all(Array.from({ length: 20 }, () => api.live()));
    expect(texts.filter((text) => text === 'two')).toHaveLength(5);
    const body = { activeStageIndex: 0, nextStageIndex: 1, canaryDeploymentId: two.id };
    const { json } = await api.call('POST', '/v1/projects/site/rolling-release/approve-stage', body);
    expect(json).toMatchObject({ rollingRelease: { state: 'COMPLETE' } });
    expect(await api.live()).toBe('two');
  });

  it('gives those the canary who ask for it, and keeps them there until the rolling release ends', async () => {
    const rollingRelease = { stages: [{ targetPercentage: 5 }, { targetPercentage: 100 }] };
    await api.close();
    api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', rollingRelease }] });
    const visit = async (query: string, cookie = '') => {
      const answer = await fetch(`${api.vercel.productionUrl('prj_1')}/${query}`, { headers: { cookie } });
      return { text: await answer.text(), cookie: answer.headers.get('set-cookie')?.split(';')[0] };
    };
    await api.ship('one');
    const two = await api.ship('two');
    const forced = await visit('?vcrrForceCanary=true');
    expect(forced.text).toBe('two');
    expect((await visit('', forced.cookie)).text).toBe('two');
    const back = await visit('?vcrrForceStable=true', forced.cookie);
    expect([back.text, (await visit('', back.cookie)).text]).toEqual(['one', 'one']);
    await api.call('POST', '/v1/projects/site/rolling-release/complete', { canaryDeploymentId: two.id });
    expect(await visit('?vcrrForceStable=true', back.cookie)).toEqual({ text: 'two', cookie: undefined });
  });
});

describe('who may ask', () => {
  it('turns away other tokens, other teams and a team resource without its team', async () => {
    const wrong = await api.call('GET', '/v9/projects/site', undefined, 'guess');
    expect(wrong).toMatchObject({ status: 403, json: { error: { invalidToken: true } } });
    expect((await api.call('GET', '/v9/projects/site?teamId=team_2')).status).toBe(403);
    expect((await api.call('GET', '/v9/projects/site?noscope')).status).toBe(404);
    expect((await api.call('GET', '/v9/projects/%E0%A4%A')).status).toBe(404);
    const { id } = await api.create('one');
    expect((await api.call('GET', `/v13/deployments/${id}?noscope`)).status).toBe(200);
  });
});

describe('faults', () => {
  it('can lose a create before it happened, and after', async () => {
    api.vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset' } });
    await expect(api.create('one')).rejects.toThrow('fetch failed');
    expect(api.vercel.deployments('site')).toHaveLength(0);
    api.vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
    await expect(api.create('one')).rejects.toThrow('fetch failed');
    expect(api.vercel.deployments('site')).toHaveLength(1);
  });
});
