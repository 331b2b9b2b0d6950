import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conclude } from './conclude.js';
import { type Call, watchCalls } from './round-trips.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Takes a bad release back and tells the calls up to the one that asks for it, on each platform. */
async function callsBack(environment: string, order: string) {
  const good = [await world.shipBackend('good'), await world.shipFrontend('good')];
  await conclude(world, { run: 1, components: good, environment });
  const components = [await world.shipBackend('bad'), await world.shipFrontend('bad')];
  const calls = watchCalls(world);
  try {
    const { result } = await conclude(world, {
      ...{ run: 2, components, ended: 'failure', environment, inputs: { order } },
    });
    expect(result.outcome).toBe('rolled-back');
    return calls();
  } finally {
    for (const { faults } of [world.railway, world.vercel, world.github]) faults.clear();
  }
}

function until(calls: readonly Call[], platform: Call['platform'], operation: string): [string, number][] {
  const own = calls.filter((call) => call.platform === platform);
  const end = own.findIndex((call) => call.operation === operation);
  return own.slice(0, end + 1).map((call) => [call.operation, call.round]);
}

describe('the way back, in calls', () => {
  it('asks each thing once, except what is live: that is looked at right before each change and after it', async () => {
    const calls = await callsBack('calls', 'railway vercel');
    expect(until(calls, 'railway', 'deploymentRollback')).toEqual([
      // What is live, and what its image is.
      ['serviceInstance', 1],
      // Whether Railway keeps what to go back to; while the records are read.
      ['deployment', 2],
      // The fence, with the deployments there are, in one answer.
      ['serviceInstance', 3],
      ['deploymentRollback', 4],
    ]);
    expect(until(calls, 'vercel', 'requestRollback').sort(([, one], [, other]) => one - other)).toEqual([
      ['getProject', 1],
      ['getDeployment', 1],
      ['getDeployments', 2],
      // The fence: what the project says and what its domain serves.
      ['getProject', 3],
      ['getDeployment', 3],
      ['requestRollback', 4],
    ]);
    // Then both are proved: asked what is live once the changes have come through.
    for (const [platform, change, look] of [
      ['railway', 'deploymentRollback', 'serviceInstance'],
      ['vercel', 'requestRollback', 'getDeployment'],
    ] as const) {
      const own = calls.filter((call) => call.platform === platform).map(({ operation }) => operation);
      expect(own.slice(own.indexOf(change) + 1)).toContain(look);
    }
  }, 20_000);
});
