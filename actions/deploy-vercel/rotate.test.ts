import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readVariables } from '../../src/vercel/environment.js';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';
import { setUp } from './test-run.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld([{ id: 'prj_1', name: 'site', env: { KEY: 'old-key', OTHER: 'x' } }]);
});
afterEach(() => world.close());

const rotate = (step: string, more: Record<string, string> = {}) =>
  world.deploy({
    ...{ target: 'production', 'deployment-id': 'current', redeploy: 'true', rotate: `${step} KEY` },
    ...more,
  });
const begin = (more: Record<string, string> = {}) => rotate('begin', { 'rotate-value': 'new-key', ...more });
const keys = async () => {
  const { client } = setUp(world.here, {});
  const all = await readVariables(client, 'prj_1', 'production');
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
};

describe('a rotation on Vercel', () => {
  it('is taken up by what production serves, built again, and its end takes the old value away', async () => {
    const first = (await world.deploy({ target: 'production' })).result.deploymentId;
    const { result } = await begin();
    expect(result.outcome).toBe('live');
    expect(world.vercel.productionDeployment('site')).not.toBe(first);
    expect(await keys()).toEqual({ KEY: 'new-key', KEY_PREVIOUS: 'old-key', OTHER: 'x' });
    await rotate('finish');
    expect(await keys()).toEqual({ KEY: 'new-key', OTHER: 'x' });
  });

  it('that cannot be built is changed back, so that the next deployment is not built with it either', async () => {
    const { result: first } = await world.deploy({ target: 'production' });
    world.vercel.scriptNextDeployment({ end: 'ERROR' });
    const { result } = await begin();
    expect(result.outcome).toBe('failed');
    expect(world.vercel.productionDeployment('site')).toBe(first.deploymentId);
    expect(await keys()).toEqual({ KEY: 'old-key', OTHER: 'x' });
  });

  it('is undone with the value that was kept', async () => {
    await world.deploy({ target: 'production' });
    await begin();
    await rotate('undo');
    expect(await keys()).toEqual({ KEY: 'old-key', OTHER: 'x' });
  });

  it('of what nobody has deployed, or without a value, is refused', async () => {
    await expect(begin()).rejects.toThrow(/serves nothing yet/);
    await expect(rotate('begin')).rejects.toThrow(/needs the input "rotate-value"/);
    await expect(rotate('turn')).rejects.toThrow(/The input "rotate" is "turn KEY"/);
  });
});
