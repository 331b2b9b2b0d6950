import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { liveDeploymentId } from '../../src/railway/deployments.js';
import { rollbackTo } from '../../src/railway/rollback.js';
import { main } from './main.js';
import { sha, TestRun, tokens } from './test-run.js';

const password = 'hunter2-is-the-password';
const target = { projectId: 'prj', environmentId: 'env', serviceId: 'svc-api' };
const test = new TestRun(startRailwayPlatform);

beforeAll(() =>
  test.open([
    { id: 'svc-api', name: 'api', healthcheckPath: '/health', healthcheckTimeout: 1 },
    { id: 'svc-worker', name: 'worker' },
  ]),
);
afterEach(() => test.railway.faults.clear());
afterAll(() => test.close());

const from = (directory: string) => ({
  services: [test.request('api', { source: { kind: 'upload', directory } })],
});
const uploads = () => test.railway.requests.filter(({ url }) => /\/up\?/.test(url)).length;

describe('deploy-railway', () => {
  it('ships a directory, and the service answers with the commit it was given', async () => {
    const { only, report: told, known, news } = await test.deploy();
    expect(only).toMatchObject({ outcome: 'live', previous: undefined, failure: undefined });
    expect(only.deploymentId).toBe(await liveDeploymentId(test.setUp().deps.client, target));
    expect(await (await fetch(`${only.url}/`)).text()).toBe(sha);
    expect(JSON.parse(told.outputs.record ?? '')).toEqual({
      ...{ kind: 'railway', name: 'api', project: 'prj', environment: 'env', service: 'svc-api' },
      ...{ deployment: only.deploymentId, previous: null, url: only.url },
    });
    expect(told.outputs['image-digest']).toMatch(/^sha256:/);
    expect(told.summary).toContain('```mermaid\ngantt');
    expect(known['deployment-id']).toBe(only.deploymentId);
    expect([news[0]?.state, news.at(-1)?.state]).toEqual(['queued', 'live']);
  });

  it('says that the previous deployment still serves when the health check fails', async () => {
    const before = (await test.deploy()).only.deploymentId;
    const { only, report: told } = await test.deploy(from(test.program('sick', 500)));
    expect(only).toMatchObject({ outcome: 'failed', previous: before, live: { id: before } });
    expect(told.failure?.message).toContain(`the previous deployment ${before} still serves`);
    expect(told.failure?.fix).toContain('answer /health with HTTP 200');
    expect(only.cause?.lines.join('\n')).toContain('sick starts');
    expect((await fetch(`${only.url}/`)).status).toBe(200);
  });

  it('lists the services there are when it does not know the one that is wanted', async () => {
    const { inputs, deps } = test.setUp({ services: [test.request('app')] });
    await expect(main(inputs, deps)).rejects.toMatchObject({
      fix: expect.stringContaining('"api" or "worker"'),
    });
  });

  it('explains a token that Railway does not take', async () => {
    const { inputs, deps } = test.setUp({ token: 'wrong' });
    await expect(main(inputs, deps)).rejects.toMatchObject({ code: 'not-authorized' });
  });

  it('makes one deployment when the answer to its upload is lost', async () => {
    const before = uploads();
    test.railway.faults.add({ operation: 'upload', fault: { kind: 'reset-after' } });
    expect((await test.deploy()).only.outcome).toBe('live');
    expect(uploads() - before).toBe(1);
  });

  it('is not thrown off by errors while it waits', async () => {
    test.railway.faults.add({ operation: 'deployment', fault: { kind: 'status', status: 500 } });
    test.railway.faults.add({ operation: 'deployment', from: 2, fault: { kind: 'reset' } });
    test.railway.faults.add({ operation: 'deployment', from: 3, fault: { kind: 'garbage' } });
    expect((await test.deploy()).only.outcome).toBe('live');
  });

  it('cancels what does not come out of the queue in time', async () => {
    test.railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['QUEUED'], stay: true });
    const { only, report: told } = await test.deploy({ queueTimeoutMs: 300 });
    expect(only).toMatchObject({ outcome: 'timed-out', phase: 'queue', stopped: true });
    expect(told.failure?.message).toContain('(queue-timeout); it was cancelled');
  });

  it('waits through a status it has never heard of', async () => {
    test.railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['DREAMING'], stepMs: 300 });
    const { only, log } = await test.deploy();
    expect(only.outcome).toBe('live');
    expect(log).toContain('"DREAMING"');
  });

  it('shows the build log of a failed build', async () => {
    const log = ['npm error missing script: build'];
    test.railway.scriptNextDeployment('api', { kind: 'build-failure', log });
    const { only, report: told } = await test.deploy();
    expect(only).toMatchObject({ outcome: 'failed', phase: 'build', cause: { log: 'build' } });
    expect(told.summary).toContain('npm error missing script: build');
  });

  it('is red when the service crashes after Railway called it a success, and does not say that the old one serves', async () => {
    test.railway.scriptNextDeployment('api', { kind: 'crash', afterMs: 200 });
    const { only, report: told } = await test.deploy({ settleTimeMs: 2_000 });
    expect(only).toMatchObject({ outcome: 'crashed', wasUp: true, live: { id: only.deploymentId } });
    expect(told.failure?.message).toContain('It had taken the traffic already');
  });

  it('goes back by itself from a crash when that is asked for', async () => {
    const before = (await test.deploy()).only.deploymentId;
    test.railway.scriptNextDeployment('api', { kind: 'crash', afterMs: 200 });
    const { only, report: told } = await test.deploy({ settleTimeMs: 2_000, onFailure: 'restore' });
    expect(only).toMatchObject({ outcome: 'crashed', previous: before, putBack: { outcome: 'restored' } });
    expect(told.outputs).toMatchObject({ status: 'restored', record: '' });
    expect(told.failure?.message).toContain(`${before} serves again`);
    expect((await fetch(`${only.url}/`)).status).toBe(200);
  });

  it('ends green with a notice when Railway skipped it, and red when that is asked for', async () => {
    test.railway.scriptNextDeployment('api', { kind: 'skipped' });
    const { only, report: told } = await test.deploy();
    expect([only.outcome, told.failure, told.outputs.record]).toEqual(['skipped', undefined, '']);
    expect(told.annotations?.[0]?.level).toBe('notice');
    test.railway.scriptNextDeployment('api', { kind: 'skipped' });
    expect((await test.deploy({ onSkipped: 'fail' })).report.failure?.message).toContain('on-skipped');
  });

  it('never shows the token or a variable’s value, in no log, output, summary or address', async () => {
    const variables = { PASSWORD: password };
    const { log, report: told } = await test.deploy({ services: [test.request('api', { variables })] });
    const shown = [log, JSON.stringify(told), ...test.railway.requests.map(({ url }) => url)].join('\n');
    expect(shown).toContain('PASSWORD');
    expect(shown).not.toContain(password);
    expect(shown).not.toContain(tokens.project);
  });
});

describe('the way back', () => {
  it.each([
    ['goes to the earlier image under a new id', undefined],
    ['is one rollback when its answer is lost', { kind: 'reset-after' as const }],
  ])('%s', async (_, fault) => {
    const old = (await test.deploy(from(test.program('good')))).only.deploymentId ?? '';
    const bad = (await test.deploy(from(test.program('other')))).only.deploymentId;
    if (fault) test.railway.faults.add({ operation: 'deploymentRollback', fault });
    const { deps } = test.setUp();
    const back = await rollbackTo({ ...target, deploymentId: old }, { ...deps, settleMs: 0 });
    expect([old, bad]).not.toContain(back.deploymentId);
    expect(await liveDeploymentId(deps.client, target)).toBe(back.deploymentId);
  });
});
