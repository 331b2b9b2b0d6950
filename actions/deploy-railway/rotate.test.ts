import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { rollbackTo } from '../../src/railway/rollback.js';
import type { Rotation } from '../../src/release/rotation.js';
import { sha, TestRun } from './test-run.js';

const target = { projectId: 'prj', environmentId: 'env', serviceId: 'svc-api' };
const test = new TestRun(startRailwayPlatform);

beforeAll(() =>
  test.open([
    { id: 'svc-api', name: 'api', variables: { KEY: 'old-key' }, healthcheckPath: '/health' },
    { id: 'svc-web', name: 'web' },
  ]),
);
afterAll(() => test.close());

const rotation = (step: Rotation['step'], more: Partial<Rotation> = {}): Rotation => ({
  ...{ step, name: 'KEY', value: undefined, oldValue: undefined },
  ...more,
});
const keys = () => {
  const { KEY, KEY_PREVIOUS } = test.railway.variables('api');
  return { KEY, KEY_PREVIOUS };
};

describe('a rotation on Railway', () => {
  it('puts the new value beside the old one, and leaves only the new one at its end', async () => {
    const services = [test.request('api')];
    const { only, log } = await test.deploy({ services, rotation: rotation('begin', { value: 'new-key' }) });
    expect(only.outcome).toBe('live');
    expect(keys()).toEqual({ KEY: 'new-key', KEY_PREVIOUS: 'old-key' });
    expect(log).not.toMatch(/old-key|new-key/);
    await test.deploy({ services, rotation: rotation('finish') });
    expect(keys()).toEqual({ KEY: 'new-key', KEY_PREVIOUS: 'new-key' });
  });

  it('that the new deployment does not survive leaves the old value in force', async () => {
    const before = keys().KEY;
    const services = [
      test.request('api', { source: { kind: 'upload', directory: test.program('sick', 503) } }),
    ];
    const { only } = await test.deploy({
      ...{ services, healthTimeoutMs: 600 },
      rotation: rotation('begin', { value: 'wrong' }),
    });
    expect(only.failure).toBeDefined();
    expect(keys().KEY).toBe(before);
  });

  it('changes no service when one of them cannot follow', async () => {
    const before = keys();
    const services = [test.request('api'), test.request('web')];
    const both = test.deploy({ services, rotation: rotation('begin', { value: 'newer' }) });
    await expect(both).rejects.toMatchObject({
      message: 'KEY is not set at "web" on Railway, so there is nothing to rotate. Nothing was changed.',
    });
    expect(keys()).toEqual(before);
  });

  it('after a rollback tells the commit of the image that runs, not the one that was taken back', async () => {
    const services = [test.request('api')];
    const { only } = await test.deploy({ services });
    await test.deploy({ services });
    test.railway.setVariables('api', { DEPLOY_SHA: 'the commit that was taken back' });
    const { deps } = test.setUp();
    const back = { ...target, deploymentId: only.deploymentId ?? '' };
    await rollbackTo(back, { ...deps, settleMs: 0 });
    const again = [test.request('api', { source: { kind: 'redeploy', which: 'current', rebuild: false } })];
    const step = rotation('begin', { value: 'newest' });
    await test.deploy({ services: again, rotation: step, releaseCommit: sha });
    expect(await (await fetch(`${only.url}/`)).text()).toBe(sha);
    expect(keys().KEY).toBe('newest');
  });
});
