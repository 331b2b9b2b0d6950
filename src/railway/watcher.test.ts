import { describe, expect, it } from '@jest/globals';
import {
  type Answer,
  lookedAt,
  lookedAtAll,
  projectTokenAccepted,
  scriptedRailway,
} from './scripted-railway.js';
import type { DeploymentWait } from './wait.js';
import { waitForDeployment } from './wait.js';
import { DeploymentWatcher } from './watcher.js';

const waitOf = (id: string): DeploymentWait => ({
  target: { projectId: 'p', environmentId: 'e', serviceId: `s-${id}` },
  deploymentId: id,
  limits: { queueMs: 600_000, buildMs: 600_000, deployMs: 600_000 },
  settleMs: 5_000,
});

/** Fifty deployments that each take their time; `one` says what a look at one of them shows. */
function crowd(
  count: number,
  one: (id: string, time: number) => Answer,
  headers?: Parameters<typeof scriptedRailway>[1],
) {
  const { deps, asked } = scriptedRailway(
    {
      projectToken: projectTokenAccepted,
      deployment: (request, time) => lookedAtAll(request, (id) => one(id, time)),
      deploymentCancel: () => ({ data: { deploymentCancel: true } }),
    },
    headers,
  );
  const watcher = new DeploymentWatcher(deps);
  const ids = Array.from({ length: count }, (_, index) => `d${index}`);
  const ends = () => Promise.all(ids.map((id) => waitForDeployment(waitOf(id), { ...deps, watcher })));
  const looks = () => asked.filter(({ operation }) => operation === 'deployment');
  return { ends, looks, deps, watcher };
}

const shown = (id: string, status: string) => lookedAt(status, { id, active: [id] });

describe('fifty deployments waited for at once', () => {
  const hobby = { 'x-ratelimit-limit': '1000', 'x-ratelimit-remaining': '900', 'x-ratelimit-reset': '3600' };

  it('cost four requests a minute together, not each, on Hobby', async () => {
    const { ends, looks } = crowd(
      50,
      (id, time) => shown(id, time < 240_000 ? 'BUILDING' : 'SUCCESS'),
      hobby,
    );
    const all = await ends();
    expect(all.map(({ end }) => end)).toEqual(Array(50).fill('up'));
    const minutes = Math.max(...all.map(({ durationMs }) => durationMs)) / 60_000;
    // The first minute is looked at more closely.
    expect(looks().length).toBeLessThanOrEqual(4 * minutes + 10);
  });

  it('end each for itself', async () => {
    const words = ['SUCCESS', 'FAILED', 'SKIPPED', 'CRASHED', 'REMOVED'];
    const { ends } = crowd(5, (id) => shown(id, words[Number(id.slice(1))] ?? ''));
    const ended = (await ends()).map(({ end }) => end);
    expect(ended).toEqual(['up', 'failed', 'skipped', 'crashed', 'superseded']);
  });

  it('are not spoiled by one that Railway does not know any more', async () => {
    const { ends, looks } = crowd(50, (id) =>
      id === 'd17' ? { errors: 'Deployment not found' } : shown(id, 'SUCCESS'),
    );
    const settled = await Promise.allSettled([ends()]);
    expect(settled[0]).toMatchObject({ status: 'rejected', reason: { code: 'refused' } });
    expect(looks().length).toBeLessThan(40);
  });

  it('are asked for in smaller parts when Railway finds the question too large', async () => {
    let refused = 0;
    const { deps, asked } = scriptedRailway({
      projectToken: projectTokenAccepted,
      deployment: (request) => {
        const size = Object.keys(request.variables).filter((name) => /^id\d*$/.test(name)).length;
        if (size > 20) {
          refused += 1;
          return { errors: 'Query is too complex' };
        }
        return lookedAtAll(request, (id) => shown(id, 'SUCCESS'));
      },
    });
    const watcher = new DeploymentWatcher(deps);
    const ids = Array.from({ length: 50 }, (_, index) => `d${index}`);
    const ends = await Promise.all(ids.map((id) => waitForDeployment(waitOf(id), { ...deps, watcher })));
    expect(ends.every(({ end }) => end === 'up')).toBe(true);
    // 50 and the two halves are refused once; after that only as many as were accepted are asked for.
    expect(refused).toBeLessThanOrEqual(3);
    expect(asked.length).toBeLessThanOrEqual(20);
  });

  it('are given up one by one, and the others go on', async () => {
    const { watcher, deps } = crowd(0, () => ({ lost: true }));
    const { deps: answering } = crowd(2, (id) => shown(id, 'SUCCESS'));
    const one = new AbortController();
    const shared = new DeploymentWatcher(answering);
    const given = waitForDeployment(waitOf('d0'), { ...answering, watcher: shared, signal: one.signal });
    const kept = waitForDeployment(waitOf('d1'), { ...answering, watcher: shared });
    one.abort();
    await expect(given).rejects.toThrow('cancelled');
    expect((await kept).end).toBe('up');
    await expect(
      watcher.look({ ...waitOf('d0').target, deploymentId: 'd0' }, 0, deps.signal),
    ).rejects.toThrow();
  });
});

describe('a plan that is nearly used up', () => {
  it('makes the looks rare instead of failing the deployment', async () => {
    const free = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '18', 'x-ratelimit-reset': '3600' };
    const { ends, looks } = crowd(1, (id, time) => shown(id, time < 300_000 ? 'BUILDING' : 'SUCCESS'), free);
    expect((await ends())[0]).toMatchObject({ end: 'up' });
    expect(looks().length).toBeLessThanOrEqual(10);
  });

  it('that stays used up until the deadline does not make a verdict of what nobody knows', async () => {
    let asked = 0;
    const headers = () => {
      asked += 1;
      const remaining = asked > 2 ? '0' : '80';
      return { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': '3600' };
    };
    const { ends } = crowd(1, (id) => shown(id, 'BUILDING'), headers);
    const [end] = await ends();
    expect(end).toMatchObject({ end: 'timed-out', status: 'BUILDING', stopped: false });
    expect(end?.explanation?.message).toMatch(/went live is not known.*100 requests an hour.*was BUILDING/);
  });

  it('that is used up is waited out while a deployment is under way', async () => {
    let asked = 0;
    const headers = () => {
      asked += 1;
      const spent = asked > 3 && asked < 8;
      return {
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': spent ? '0' : '80',
        'x-ratelimit-reset': '400',
      };
    };
    const { ends } = crowd(1, (id, time) => shown(id, time < 60_000 ? 'BUILDING' : 'SUCCESS'), headers);
    expect((await ends())[0]).toMatchObject({ end: 'up' });
  });
});
