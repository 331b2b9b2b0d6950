import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serve } from '../../src/checks/misbehaving/server.js';
import { runBundle } from '../run-bundle.js';
import { conclude } from './conclude.js';
import { openWorld, type World } from './world.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const suites = {
  'a variable of the environment that is not set':
    'checks: [{ name: home, path: /, headers: { x-key: "{{env.NOPE}}" } }]',
  'a misspelt key': 'checks: [{ name: home, pth: / }]',
  'a need that no check has': 'checks: [{ name: home, path: /, needs: [sign-in] }]',
  'no YAML at all': 'checks: [',
};

describe('a release whose smoke suite cannot be used', () => {
  it.each(Object.entries(suites))('stays up: %s says nothing against it', async (name, checks) => {
    const environment = name;
    const first = await world.shipFrontend(`${name} verified`);
    await conclude(world, { run: 1, components: [first], environment });
    const components = [await world.shipFrontend(`${name} good`)];
    const url = world.vercel.productionUrl('site');

    const smoke = await runBundle('smoke-test', { inputs: { url, checks } });
    expect(smoke.code).toBe(1);
    expect(smoke.outputs).toMatchObject({ verdict: 'error', passed: 'false', failed: 'false' });

    const told = smoke.outputs;
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', told, environment });
    expect(result.outcome).toBe('kept');
    expect(result.reason).toContain(smoke.outputs.reason);
    expect((await world.served()).frontend).toBe(`${name} good`);
  });

  it('stays up also when an input of the smoke test is not what it can read', async () => {
    const smoke = await runBundle('smoke-test', { inputs: { url: 'localhost', path: '/' } });
    expect(smoke.outputs).toMatchObject({ verdict: 'error', passed: 'false', failed: 'false' });
  });

  it('stays up also when the smoke test was killed before it could tell anything', async () => {
    let kill = (_: NodeJS.Signals): void => undefined;
    const server = await serve(() => kill('SIGKILL'));
    const smoke = await runBundle('smoke-test', {
      inputs: { url: server.url, path: '/' },
      onStart: (killed) => {
        kill = killed;
      },
    });
    await server.close();
    const outputs = { verdict: 'error', passed: 'false', failed: 'false' };
    expect(smoke).toMatchObject({ code: null, outputs });
  });
});
