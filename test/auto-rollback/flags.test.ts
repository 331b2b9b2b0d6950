import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parseInputs } from '../../actions/deploy-vercel/inputs.js';
import { main } from '../../actions/deploy-vercel/main.js';
import { report } from '../../actions/deploy-vercel/outputs.js';
import { setUp } from '../../actions/deploy-vercel/test-run.js';
import { InputReader } from '../../src/action/inputs.js';
import { componentSchema } from '../../src/release/component.js';
import { conclude } from './conclude.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  mkdirSync(join(world.directory, 'site'));
  writeFileSync(join(world.directory, 'site', 'index.html'), 'f2');
});
afterEach(() => world.vercel.faults.clear());
afterAll(() => world.close());

const item = (key: string) => world.vercel.edgeConfigItem('ecfg_1', key);

/** Runs deploy-vercel for production, and reads what its outputs tell the release record. */
async function ship(flags: string) {
  const { inputs, deps, told } = setUp(
    { apiUrl: world.vercel.apiUrl, workspace: world.directory },
    { name: 'frontend', target: 'production', 'allow-over-rollback': 'true', flags },
  );
  const result = await main(inputs, deps);
  const { outputs, failure } = report(result);
  const records: unknown[] = [outputs.record, outputs['flag-record']].flatMap((text) =>
    text ? JSON.parse(text) : [],
  );
  return { outputs, failure, told, components: records.map((record) => componentSchema.parse(record)) };
}

describe('a flag of a release', () => {
  it('is on once production serves the release, and off first of all when the release is bad', async () => {
    const environment = 'flags';
    await conclude(world, { run: 1, components: [await world.shipFrontend('f1')], environment });
    const { components } = await ship('ecfg_1/checkout\necfg_1/search={"percent":20}');
    expect([item('checkout'), item('search')]).toEqual([true, { percent: 20 }]);
    expect(components.map(({ name }) => name)).toEqual(['frontend', 'checkout', 'search']);
    const began = Date.now();
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect(result.outcome).toBe('rolled-back');
    expect([item('checkout'), item('search')]).toEqual([false, false]);
    const changes = ['patchEdgeConfigItems', 'patchEdgeConfigItems', 'requestRollback'];
    expect(world.changesSince(began)).toEqual(changes);
    expect((await world.served()).frontend).toBe('f1');
  });

  it('that was on before belongs to an earlier release: it stays on when this one goes back', async () => {
    const environment = 'flags of before';
    await conclude(world, { run: 1, components: [await world.shipFrontend('f1')], environment });
    await ship('ecfg_1/checkout');
    const { components, outputs } = await ship('ecfg_1/checkout');
    expect(outputs['flag-record']).toBe('');
    const { result } = await conclude(world, { run: 3, components, ended: 'failure', environment });
    expect(result.outcome).toBe('rolled-back');
    expect(item('checkout')).toBe(true);
  });

  it('that cannot be set ends the step red, and what was set is in the record', async () => {
    const { failure, outputs } = await ship('ecfg_1/one\necfg_2/two');
    expect(failure?.message).toMatch(/Production serves the deployment, and the flag two could not be set/);
    expect(outputs.state).toBe('live');
    const set = JSON.parse(outputs['flag-record'] ?? '') as { item: string }[];
    expect(set.map((flag) => flag.item)).toEqual(['one', 'two']);
  });

  it('is set once although the answer was lost, and its record is known before it is', async () => {
    world.vercel.faults.add({ operation: 'patchEdgeConfigItems', fault: { kind: 'reset-after' } });
    const { told, failure } = await ship('ecfg_1/lost="b"');
    expect([failure, item('lost')]).toEqual([undefined, 'b']);
    expect(JSON.parse(told.known['flag-record'] ?? '')).toMatchObject([
      { deployment: '"b"', previous: null },
    ]);
  });

  it.each([
    ['checkout', 'production', /"checkout"/],
    ['ecfg_1/checkout=on', 'production', /checkout=on/],
    ['ecfg_1/checkout\necfg_2/checkout', 'production', /"checkout" twice/],
    ['ecfg_1/checkout', 'staged', /"target" is "staged"/],
  ])('is not guessed: %j for %s', (flags, target, message) => {
    const raw: Record<string, string> = { 'vercel-token': 'x', project: 'site', target, flags };
    const source = { raw: (name: string) => raw[name] ?? '', mask: () => {}, workspace: '/' };
    expect(() => parseInputs(new InputReader(source))).toThrow(message);
  });
});
