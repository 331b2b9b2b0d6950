import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FlagComponent } from '../../../src/release/component.js';
import { conclude } from '../../../test/auto-rollback/conclude.js';
import { openWorld, tokens, type World } from '../../../test/auto-rollback/world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => world.vercel.faults.clear());
afterAll(() => world.close());

const flag: FlagComponent = {
  ...{ kind: 'flag', name: 'new-checkout', project: 'ecfg_1', team: 'team_1', item: 'checkout', url: null },
  ...{ deployment: 'true', previous: 'false' },
};
const value = () => world.vercel.edgeConfigItem('ecfg_1', 'checkout');
const set = (to: unknown) =>
  fetch(`${world.vercel.apiUrl}/v1/edge-config/ecfg_1/items?teamId=team_1`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${tokens.vercel}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items: [{ operation: 'upsert', key: 'checkout', value: to }] }),
  });

describe('a flag that a bad release switched on', () => {
  it('is off again before any code goes back', async () => {
    const environment = 'flag';
    await conclude(world, { run: 1, components: [await world.shipFrontend('f1')], environment });
    await set(true);
    const components = [await world.shipFrontend('f2'), flag];
    const began = Date.now();
    const { result, log } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect(result).toMatchObject({ outcome: 'rolled-back', backTo: { release: '1.1' } });
    expect(value()).toBe(false);
    expect(world.changesSince(began)).toEqual(['patchEdgeConfigItems', 'requestRollback']);
    expect(log).toContain('PATCH /v1/edge-config/ecfg_1/items {"items":[{"operation":"upsert"');
  });

  it('is left as it is when somebody has set it to something else since', async () => {
    await set({ percent: 20 });
    const { result } = await conclude(world, {
      ...{ run: 2, components: [flag], ended: 'failure', environment: 'flag stranger' },
    });
    expect(result.outcome).toBe('superseded');
    expect(value()).toEqual({ percent: 20 });
  });

  it('is off although the answer to switching it off was lost', async () => {
    await set(true);
    world.vercel.faults.add({ operation: 'patchEdgeConfigItems', fault: { kind: 'reset-after' } });
    const { result } = await conclude(world, {
      ...{ run: 2, components: [flag], ended: 'failure', environment: 'flag lost' },
    });
    expect(result.outcome).toBe('rolled-back');
    expect(value()).toBe(false);
  });
});
