import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import type { RailwayComponent, VercelComponent } from '../../src/release/component.js';
import { conclude } from '../../test/auto-rollback/conclude.js';
import { openWorld, type World } from '../../test/auto-rollback/world.js';

let world: World;
let environment = '';

beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => {
  for (const { faults } of [world.railway, world.vercel, world.github]) faults.clear();
});
afterAll(() => world.close());

/** A bad backend and a bad frontend that follow a verified release, in an environment of their own. */
async function badRelease(name: string): Promise<[RailwayComponent, VercelComponent]> {
  environment = name;
  const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
  await conclude(world, { run: 1, components: good, environment });
  return [await world.shipBackend('b2'), await world.shipFrontend('f2')];
}

/** A verified release 1, a release 2 that is kept, and the bad one, a frontend alone. */
async function unverifiedBetween(name: string) {
  const ship = async (run: number) => ({
    environment: name,
    components: [await world.shipFrontend(`f${run}`)],
  });
  await conclude(world, { run: 1, ...(await ship(1)) });
  const told = { verdict: 'inconclusive' };
  await conclude(world, { run: 2, ...(await ship(2)), ended: 'failure', told });
  return ship(3);
}

const takeBack = (components: (RailwayComponent | VercelComponent)[], inputs = {}) =>
  conclude(world, { run: 2, components, ended: 'failure', environment, inputs });
const stored = (task: string) =>
  world.github.deployments().filter((one) => one.environment === environment && one.task === task);

describe('a rollback in bad weather', () => {
  it('is made exactly once on each platform when the answers to both are lost', async () => {
    const bad = await badRelease('lost');
    world.railway.faults.add({ operation: 'deploymentRollback', fault: { kind: 'reset-after' } });
    world.vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'reset-after' } });
    const before = world.railway.deployments('api').length;
    const began = Date.now();
    const { result } = await takeBack(bad);
    expect(result.outcome).toBe('rolled-back');
    expect(world.changesSince(began)).toEqual(['deploymentRollback', 'requestRollback']);
    expect(world.railway.deployments('api')).toHaveLength(before + 1);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });

  it('stops at the first platform that refuses, and says what is left to do', async () => {
    const bad = await badRelease('refused');
    const body = { errors: [{ message: 'Deployment is locked' }], data: null };
    const fault = { kind: 'status', status: 200, body } as const;
    for (const operation of ['deploymentRollback', 'deploymentRedeploy', 'serviceInstanceDeployV2'])
      world.railway.faults.add({ operation, fault });
    const began = Date.now();
    const { result, told } = await takeBack(bad);
    expect(result.steps.map(({ state }) => state)).toEqual(['failed', 'not-reached']);
    expect(result.outcome).toBe('failed');
    expect(told.failure?.message).toContain('Deployment is locked');
    expect(told.failure?.fix).toMatch(/in this order: backend roll back to .*, then frontend roll back to/);
    // Every way that is left is tried, each once, in order.
    expect(world.changesSince(began)).toEqual([
      'deploymentRollback',
      'deploymentRedeploy',
      'serviceInstanceDeployV2',
    ]);
    expect(result.liveNow).toEqual({ backend: bad[0].deployment, frontend: bad[1].deployment });
    expect(told.summary).toContain('| component | live now |');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
    expect(stored('release').at(-1)?.statuses.at(-1)?.description).toMatch(/^failed/);
    expect(stored('rollback')).toEqual([]);
  });

  it('that got stuck half way is finished by running it again with the same records', async () => {
    const bad = await badRelease('half');
    const fault = { kind: 'status', status: 500 } as const;
    world.vercel.faults.add({ operation: 'getProject', from: 2, times: 99, fault });
    const first = await takeBack(bad);
    expect(first.result.steps.map(({ state }) => state)).toEqual(['done', 'failed']);
    expect(first.result.outcome).toBe('failed');
    world.vercel.faults.clear();
    const began = Date.now();
    const { result } = await takeBack(bad);
    expect(result.outcome).toBe('rolled-back');
    expect(result.steps[0]?.step.reason).toContain('an earlier attempt has brought it back');
    expect(world.changesSince(began)).toEqual(['requestRollback']);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    // One release, whose record says both; the rollback's second record knows all that is live.
    const [, ...ends] = stored('release').map(({ statuses }) =>
      statuses.map(({ description }) => description?.split(':')[0]),
    );
    expect(ends).toEqual([['failed', 'rolled back']]);
    expect(stored('rollback').map(({ payload }) => Object.keys(Object(payload).restored))).toEqual([
      ['railway/backend'],
      ['railway/backend', 'vercel/frontend'],
    ]);
  });

  it('does not begin when a platform cannot say what is live, and the release is recorded as failed', async () => {
    const bad = await badRelease('blind');
    const body = { errors: [{ message: 'Service is being moved' }], data: null };
    const fault = { kind: 'status', status: 200, body } as const;
    world.railway.faults.add({ operation: 'serviceInstance', times: 99, fault });
    const began = Date.now();
    const { result, told } = await takeBack(bad);
    expect(result.outcome).toBe('failed');
    expect(told.failure?.message).toContain('Service is being moved');
    expect(told.failure?.fix).toContain('the bad release may still be live');
    expect(world.changesSince(began)).toEqual([]);
    expect(stored('release').at(-1)?.statuses.at(-1)?.state).toBe('failure');
  });

  it('builds the old source again when Railway does not keep its image any more', async () => {
    const forgetful = await openWorld({ imageRetentionHours: 0 });
    try {
      await forgetful.shipBackend('b1');
      const components = [await forgetful.shipBackend('b2')];
      const began = Date.now();
      const { told, result } = await conclude(forgetful, {
        ...{ run: 2, components, ended: 'failure', environment: 'production' },
      });
      expect([result.outcome, result.steps[0]?.by]).toEqual(['rolled-back', 'redeploy']);
      expect(result.steps[0]?.step.reason).toContain('does not keep its image any more');
      expect(told.failure).toBeUndefined();
      expect(forgetful.changesSince(began)).toEqual(['deploymentRedeploy']);
      expect(await (await fetch(forgetful.railway.serviceUrl('api'))).text()).toBe('b1');
    } finally {
      await forgetful.close();
    }
  });
});

describe('the release records', () => {
  it('that may not be written do not stop a rollback, and it is said that nothing was stored', async () => {
    const [backend] = await badRelease('forbidden');
    const before = world.github.deployments().length;
    const inputs = { 'github-token': world.github.issueToken({ deployments: 'read' }) };
    const { result, told } = await takeBack([backend], inputs);
    expect(result).toMatchObject({ outcome: 'rolled-back', stored: {} });
    expect(told.summary).toContain('could not be stored');
    expect(told.summary).toContain('permissions: deployments: write');
    expect(world.github.deployments()).toHaveLength(before);
  });

  it('that may not be read do not stop it either, and it is said how far it is known where it goes', async () => {
    const [, frontend] = await badRelease('closed');
    const inputs = { 'github-token': world.github.issueToken({ contents: 'read' }) };
    const { result, log } = await takeBack([frontend], inputs);
    expect(result).toMatchObject({ outcome: 'rolled-back', backTo: undefined });
    expect(result.steps[0]?.step.reason).toContain('whether it was verified is not known');
    expect(log).toContain('The release records could not be read');
  });

  const strange: Fault[] = [{ kind: 'status', status: 500 }, { kind: 'garbage' }];
  it.each(
    ['listDeployments', 'listDeploymentStatuses'].flatMap((operation) =>
      strange.map((fault) => ({ operation, fault })),
    ),
  )(
    'name the verified release also when $operation meets $fault.kind: not the one between, that nobody verified',
    async ({ operation, fault }) => {
      const between = await unverifiedBetween(`${operation} ${fault.kind}`);
      world.github.faults.add({ operation, fault });
      const { result } = await conclude(world, { run: 3, ...between, ended: 'failure' });
      expect([result.outcome, result.backTo?.release]).toEqual(['rolled-back', '1.1']);
      expect((await world.served()).frontend).toBe('f1');
    },
  );

  it('cannot be read at all: nothing is touched, instead of going to a release that nobody verified', async () => {
    const between = await unverifiedBetween('silent');
    const fault = { kind: 'status', status: 500 } as const;
    world.github.faults.add({ operation: 'list*', times: 99, fault });
    const began = Date.now();
    const { result, told } = await conclude(world, { run: 3, ...between, ended: 'failure' });
    expect(result.outcome).toBe('blocked');
    expect(told.failure?.message).toMatch(/which release of frontend was verified is not known.*HTTP 500/);
    expect(told.failure?.fix).toMatch(/again once GitHub answers.*an empty "github-token"/);
    expect(world.changesSince(began)).toEqual([]);
    world.github.faults.clear();
    const without = await conclude(world, {
      ...{ run: 3, ...between, ended: 'failure', inputs: { 'github-token': '' } },
    });
    expect(without.result.outcome).toBe('rolled-back');
    expect((await world.served()).frontend).toBe('f2');
  });

  it.each([
    ['createDeployment', { kind: 'reset-after' }],
    ['createDeployment', { kind: 'reset' }],
    ['createDeployment', { kind: 'status', status: 502 }],
    ['createDeploymentStatus', { kind: 'reset-after' }],
    ['createDeploymentStatus', { kind: 'garbage' }],
  ] as const)('are written once when %s meets %j', async (operation, fault) => {
    environment = `once-${operation}-${JSON.stringify(fault)}`;
    world.github.faults.add({ operation, fault });
    const { result } = await conclude(world, { run: 1, components: [], environment });
    expect(result).toMatchObject({ outcome: 'verified', notes: [] });
    expect(stored('release').map(({ id }) => id)).toEqual([result.stored.release]);
    expect(stored('release')[0]?.statuses).toHaveLength(1);
  });
});
