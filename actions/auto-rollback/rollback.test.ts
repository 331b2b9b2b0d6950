import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { componentKey } from '../../src/release/component.js';
import { conclude } from '../../test/auto-rollback/conclude.js';
import { openWorld, type World } from '../../test/auto-rollback/world.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const stored = (environment: string, task: string) =>
  world.github.deployments().filter((one) => one.environment === environment && one.task === task);
const statusOf = (environment: string, task: string) => stored(environment, task).at(-1)?.statuses.at(-1);

describe('a bad release', () => {
  it('goes back on Railway and Vercel, and the next one goes back to what was restored', async () => {
    const environment = 'both';
    const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')] as const;
    await conclude(world, { run: 1, components: good, environment });
    expect(statusOf(environment, 'release')).toMatchObject({
      state: 'success',
      description: expect.stringMatching(/^verified/),
    });

    const bad = [await world.shipFrontend('f2'), await world.shipBackend('b2')] as const;
    const began = Date.now();
    const told = { reason: 'GET / answered 500' };
    const second = await conclude(world, { run: 2, components: bad, ended: 'failure', told, environment });
    expect(second.told.failure).toBeUndefined();
    expect(second.result).toMatchObject({ outcome: 'rolled-back', backTo: { release: '1.1' } });
    expect(world.changesSince(began)).toEqual(['deploymentRollback', 'requestRollback']);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    expect(second.log.indexOf('backend: rolling back')).toBeLessThan(
      second.log.indexOf('frontend: rolling back'),
    );
    const restored = world.railway.activeDeployment('api') ?? '';
    expect([good[0].deployment, bad[1].deployment]).not.toContain(restored);
    expect(world.vercel.productionDeployment('site')).toBe(good[1].deployment);
    expect(statusOf(environment, 'release')).toMatchObject({
      state: 'failure',
      description: 'rolled back: smoke: GET / answered 500',
    });
    expect(stored(environment, 'rollback')).toMatchObject([
      {
        sha: world.commits[0],
        payload: {
          ...{ schema: 1, from: '2.1', to: '1.1', reason: 'smoke: GET / answered 500' },
          run: 'https://github.com/acme/notes/actions/runs/2/attempts/1',
          restored: { 'railway/backend': restored, 'vercel/frontend': good[1].deployment },
        },
      },
    ]);

    const third = await world.shipBackend('b3');
    const back = await conclude(world, { run: 3, components: [third], ended: 'failure', environment });
    expect(back.result.steps[0]?.step).toMatchObject({
      to: restored,
      reason: 'brought back by a rollback to release 1.1',
    });
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });

  it('goes back to the verified release, and not to a bad one that nobody took back', async () => {
    const environment = 'verified';
    const second = await world.shipFrontend('f2');
    await conclude(world, { run: 2, components: [second], environment });
    const third = await world.shipFrontend('f3');
    await conclude(world, {
      ...{ run: 3, components: [third], ended: 'failure', environment },
      inputs: { mode: 'record' },
    });
    const fourth = await world.shipFrontend('f4');
    const { result } = await conclude(world, { run: 4, components: [fourth], ended: 'failure', environment });
    expect(result).toMatchObject({ outcome: 'rolled-back', backTo: { release: '2.1' } });
    expect((await world.served()).frontend).toBe('f2');
  });

  it('goes back to the second release when the third was bad and taken back and the fourth is bad too', async () => {
    const environment = 'chain';
    const second = await world.shipFrontend('f2');
    await conclude(world, { run: 2, components: [second], environment });
    for (const run of [3, 4]) {
      const bad = await world.shipFrontend(`f${run}`);
      const { result } = await conclude(world, { run, components: [bad], ended: 'failure', environment });
      expect(result.backTo?.release).toBe('2.1');
      expect((await world.served()).frontend).toBe('f2');
    }
    expect(stored(environment, 'release').map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
      'success',
      'failure',
      'failure',
    ]);
  });

  it('that was verified at first can be taken back later, and is not gone back to afterwards', async () => {
    const environment = 'late';
    await conclude(world, { run: 1, components: [await world.shipFrontend('f1')], environment });
    const second = await world.shipFrontend('f2');
    await conclude(world, { run: 2, components: [second], environment });
    const late = { components: [second], environment, inputs: { verdict: 'fail' } };
    const { result } = await conclude(world, { run: 3, ...late });
    expect(result).toMatchObject({ outcome: 'rolled-back', backTo: { release: '1.1' } });
    const fourth = { ...(await world.shipFrontend('f4')), previous: second.deployment };
    const next = await conclude(world, { run: 4, components: [fourth], ended: 'failure', environment });
    expect(next.result.backTo?.release).toBe('1.1');
    expect((await world.served()).frontend).toBe('f1');
  });

  it('goes back component by component when not every release shipped everything', async () => {
    const environment = 'parts';
    const components = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
    await conclude(world, { run: 1, components, environment });
    await conclude(world, { run: 2, components: [], environment });
    const unproved = await world.shipBackend('b3');
    await conclude(world, { run: 3, components: [unproved], ended: 'cancelled', environment });
    const bad = await world.shipBackend('b4');
    const { result } = await conclude(world, { run: 4, components: [bad], ended: 'failure', environment });
    expect(result.backTo?.release).toBe('1.1');
    expect((await world.served()).backend).toBe('b1');
  });
});

describe('what somebody shipped since', () => {
  it('is not touched, and nothing else of the release either', async () => {
    const environment = 'superseded';
    const bad = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    await world.shipFrontend('newer');
    const began = Date.now();
    const { result, told } = await conclude(world, {
      run: 2,
      components: bad,
      ended: 'failure',
      environment,
    });
    expect(world.changesSince(began)).toEqual([]);
    expect(result).toMatchObject({ outcome: 'superseded', stored: { release: expect.any(Number) } });
    expect(told.failure?.message).toContain('somebody changed it since');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'newer' });
    expect(statusOf(environment, 'release')?.description).toMatch(/^failed: superseded/);
    expect(stored(environment, 'rollback')).toEqual([]);
  });

  it('while the first step ran is not touched, and the half that went back is told and can be finished', async () => {
    const environment = 'between';
    const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
    await conclude(world, { run: 1, components: good, environment });
    const bad = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    const before = world.railway.activeDeployment('api');
    const underWay = conclude(world, { run: 2, components: bad, ended: 'failure', environment });
    const newer = (async () => {
      while (world.railway.activeDeployment('api') === before) await new Promise((go) => setTimeout(go, 2));
      return world.shipFrontend('newer');
    })();
    const [{ result, told }] = await Promise.all([underWay, newer]);
    expect(result.steps.map(({ state }) => state)).toEqual(['done', 'refused']);
    expect(result).toMatchObject({ outcome: 'failed', backTo: undefined });
    expect(told.failure?.message).toContain('frontend: live became');
    expect(told.failure?.fix).toContain('See whether what is live of frontend works with what went back');
    expect(told.failure?.fix).not.toContain('by hand');
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'newer' });
    const restored = world.railway.activeDeployment('api');
    expect(stored(environment, 'rollback').at(-1)?.payload).toMatchObject({
      restored: { [componentKey(bad[0] as (typeof bad)[0])]: restored },
    });
    expect(statusOf(environment, 'release')?.description).toMatch(/^failed/);
  });
});
