import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';
import { token } from './test-run.js';

const html = { body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } };
const faults: Record<string, Fault> = {
  '429 with Retry-After': { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
  '429 without it': { kind: 'status', status: 429, body: { error: { code: 'rate_limited' } } },
  'a 500': { kind: 'status', status: 500 },
  'a 502 in HTML': { kind: 'status', status: 502, ...html },
  'a dropped connection': { kind: 'reset' },
  'a dropped connection after it was done': { kind: 'reset-after' },
  'no answer': { kind: 'hang' },
  'an answer that is no JSON': { kind: 'garbage' },
  'a slow answer': { kind: 'slow', delayMs: 30 },
};
const kinds = Object.entries(faults);

let world: TestWorld;
/** What production serves, and how many deployments there are, before each test. */
let live: string | undefined;
let before = 0;
beforeAll(async () => {
  world = await openTestWorld();
  await deploy({ target: 'production' });
});
beforeEach(() => {
  world.vercel.faults.clear();
  live = world.vercel.productionDeployment('site');
  before = world.vercel.deployments('site').length;
});
afterAll(() => world.close());

const deploy = (given: Record<string, string> = {}) => world.deploy(given, { longestRequestMs: 250 });
const made = () => world.vercel.deployments('site').length - before;
const hit = (operation: string, fault: Fault, times = 1, from = 1) =>
  world.vercel.faults.add({ operation, from, times, fault });

/** What may not happen whatever the weather. */
function expectOnceAndSilent(end: { told: { log: { lines: string[] } } }): void {
  expect(made()).toBe(1);
  expect(JSON.stringify(end)).not.toContain(token);
}

describe.each(kinds)('%s', (_, fault) => {
  it('while the project is read fails nothing', async () => {
    hit('getProject', fault, 2);
    const end = await deploy();
    expect(end.result.outcome).toBe('ready');
    expectOnceAndSilent(end);
  });

  it('while the deployment is waited for fails nothing that is alive', async () => {
    // The first one asks what production serves.
    hit('getDeployment', fault, 3, 2);
    const end = await deploy({ target: 'production' });
    expect(end.result.outcome).toBe('live');
    expectOnceAndSilent(end);
  });

  it('instead of the build log changes no verdict', async () => {
    hit('getDeploymentEvents', fault, Number.POSITIVE_INFINITY);
    const end = await deploy();
    expect(end.result.outcome).toBe('ready');
    expectOnceAndSilent(end);
  });

  it('while a deployment that takes too long is cancelled leaves it cancelled', async () => {
    world.vercel.scriptNextDeployment({ end: 'BUILDING' });
    hit('cancelDeployment', fault);
    const end = await deploy({ 'build-timeout': '600ms' });
    expect(end.failure?.message).toContain('It was canceled.');
    expect(world.vercel.deployments('site').at(-1)?.readyState).toBe('CANCELED');
    expectOnceAndSilent(end);
  });

  it('while it is promoted leaves production on it', async () => {
    const staged = await deploy({ target: 'staged' });
    hit('requestPromote', fault);
    const end = await deploy({ target: 'production', 'deployment-id': staged.result.deploymentId });
    expect(end.result).toMatchObject({ outcome: 'live', previous: live });
    expect(world.vercel.productionDeployment('site')).toBe(staged.result.deploymentId);
    expectOnceAndSilent(end);
  });

  it('while an alias is assigned leaves the alias on it', async () => {
    hit('assignAlias', fault, 2);
    const end = await deploy({ aliases: 'web' });
    expect(end.result).toMatchObject({ outcome: 'ready', aliasUrls: ['http://web.vercel.app'] });
    expect(await world.leadsTo('web.vercel.app')).toBe(end.result.deploymentId);
    expectOnceAndSilent(end);
  });
});

const lasting = kinds.filter(([name]) =>
  ['a 500', 'a dropped connection', 'an answer that is no JSON'].includes(name),
);

describe.each(lasting)('%s that does not end', (_, fault) => {
  const forever = Number.POSITIVE_INFINITY;

  it('on the project makes no deployment', async () => {
    hit('getProject', fault, forever);
    await expect(deploy()).rejects.toMatchObject({ name: 'PlatformError' });
    expect(made()).toBe(0);
  });

  it('on the deployment is never taken for success', async () => {
    hit('getDeployment', fault, forever, 2);
    const end = await deploy({ 'queue-timeout': '2s' });
    expect(end.result.outcome).toBe('timed-out');
    expect(end.failure?.message).toContain('"queue-timeout"');
    expectOnceAndSilent(end);
  });

  it('on cancelling says that it may still be under way', async () => {
    world.vercel.scriptNextDeployment({ end: 'BUILDING' });
    hit('cancelDeployment', fault, forever);
    const end = await deploy({ 'build-timeout': '600ms' });
    expect(end.result.outcome).toBe('timed-out');
    expect(end.told.log.lines.join('\n')).toMatch(/could not be cancelled|was cancelled/);
    expectOnceAndSilent(end);
  });

  it('on promoting ends red and leaves production where it is', async () => {
    const staged = await deploy({ target: 'staged' });
    hit('requestPromote', fault, forever);
    const promoted = deploy({ target: 'production', 'deployment-id': staged.result.deploymentId });
    await expect(promoted).rejects.toThrow('no trace');
    expect(world.vercel.productionDeployment('site')).toBe(live);
  });

  it('on an alias is no success, and the deployment stays', async () => {
    hit('assignAlias', fault, forever);
    const end = await deploy({ aliases: 'web', 'promote-timeout': '1s' });
    expect(end.result).toMatchObject({ outcome: 'not-assigned', aliasUrls: [] });
    expect(end.outputs['deployment-url']).not.toBe('');
    expectOnceAndSilent(end);
  });
});
