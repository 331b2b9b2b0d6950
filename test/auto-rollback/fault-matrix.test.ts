import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import type { RailwayComponent, VercelComponent } from '../../src/release/component.js';
import { conclude } from './conclude.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => {
  for (const { faults } of [world.railway, world.vercel, world.github]) faults.clear();
});
afterAll(() => world.close());

const calls = {
  railway: ['serviceInstance', 'deployment', 'deployments', 'deploymentRollback'],
  vercel: ['getProject', 'getDeployment', 'getDeployments', 'requestRollback'],
  github: ['listDeployments', 'listDeploymentStatuses', 'createDeployment', 'createDeploymentStatus'],
} as const;
/** Before the server acted, and after. */
const faults: [string, Fault][] = [
  ['no connection', { kind: 'reset' }],
  ['an answer that is lost', { kind: 'reset-after' }],
  ['a fault of the server', { kind: 'status', status: 500 }],
  ['a gateway that gives up', { kind: 'status', status: 502 }],
  ['nonsense', { kind: 'garbage' }],
];
/** Reads that meet anything are asked again alike, so one fault stands for all unless FAULTS_FULL is set. */
const changing = ['deploymentRollback', 'requestRollback', 'createDeployment', 'createDeploymentStatus'];
const isTried = (operation: string, fault: Fault) =>
  Boolean(process.env.FAULTS_FULL) || changing.includes(operation) || fault.kind === 'garbage';
const cases = Object.entries(calls).flatMap(([platform, operations]) =>
  operations.flatMap((operation) =>
    faults
      .filter(([, fault]) => isTried(operation, fault))
      .map(([name, fault]) => ({ platform: platform as keyof typeof calls, operation, name, fault })),
  ),
);

let release = 0;

async function badRelease(): Promise<[RailwayComponent, VercelComponent]> {
  release += 1;
  return [await world.shipBackend(`bad ${release}`), await world.shipFrontend(`bad ${release}`)];
}

describe('every call with every fault, once', () => {
  it.each(cases)(
    '$operation meets $name: taken back once, or told what is live',
    async ({ platform, operation, fault, name }) => {
      const environment = `${operation} ${name}`;
      await conclude(world, {
        ...{
          run: 1,
          components: [await world.shipBackend('good'), await world.shipFrontend('good')],
          environment,
        },
      });
      const components = await badRelease();
      const before = world.railway.deployments('api').length;
      world[platform].faults.add({ operation, fault });
      const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
      expect(world.railway.deployments('api').length - before).toBeLessThanOrEqual(1);
      const served = await world.served();
      if (result.outcome === 'rolled-back') {
        expect(served).toEqual({ backend: 'good', frontend: 'good' });
        return;
      }
      expect(result.outcome).toBe('failed');
      expect(served.frontend === 'good' && served.backend === 'good').toBe(false);
      const live = {
        backend: world.railway.activeDeployment('api'),
        frontend: world.vercel.productionDeployment('site'),
      };
      if (result.liveNow) expect(result.liveNow).toEqual(live);
    },
  );
});
