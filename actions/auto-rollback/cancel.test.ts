import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Component } from '../../src/release/component.js';
import { type Conclusion, conclude, inputsOf, runOf } from '../../test/auto-rollback/conclude.js';
import { openWorld, until, type World } from '../../test/auto-rollback/world.js';
import { connect } from './connect.js';
import { main } from './main.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const stored = (environment: string, task: string) =>
  world.github.deployments().filter((one) => one.environment === environment && one.task === task);

/** Begins to take a release back, cancels the run when something has come true, and cleans up as runAction does. */
async function cancelWhen(
  isSo: (log: string) => boolean,
  components: readonly Component[],
  environment: string,
) {
  const cancel = new AbortController();
  const conclusion: Conclusion = {
    ...{ run: 2, components, ended: 'failure', environment, signal: cancel.signal },
  };
  const { run, log, known, cleanUp } = runOf(world, conclusion);
  const inputs = inputsOf(world, conclusion);
  const ended = expect(main(inputs, connect(inputs, run))).rejects.toMatchObject({ name: 'CancelledError' });
  await until(() => isSo(log.lines.join('\n')));
  cancel.abort();
  await ended;
  await cleanUp();
  return { log: log.lines.join('\n'), known };
}

describe('a run that is cancelled on the way back', () => {
  it('before anything was touched says so and leaves everything as it was', async () => {
    const environment = 'before';
    const bad = [await world.shipFrontend('f1'), await world.shipFrontend('f2')].slice(1);
    world.github.faults.add({ operation: 'listDeployments', fault: { kind: 'slow', delayMs: 200 } });
    const asked = world.github.requests.length;
    const began = Date.now();
    const { known, log } = await cancelWhen(() => world.github.requests.length > asked, bad, environment);
    expect(world.changesSince(began)).toEqual([]);
    expect(known.outcome).toBe('failed');
    expect(log).toContain('cancelled before anything was touched');
    expect(stored(environment, 'release').at(-1)?.statuses.at(-1)?.state).toBe('failure');
    expect(stored(environment, 'rollback')).toEqual([]);
  });

  it('stops the deployment that would have gone back, and does not say that it went back', async () => {
    const environment = 'railway';
    await world.shipBackend('b1');
    const bad = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    world.railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['QUEUED'], stay: true });
    const isWaited = (log: string) => log.includes("Railway's new deployment is");
    const { known, log } = await cancelWhen(isWaited, bad, environment);
    await until(() => world.railway.deployments('api')[0]?.status === 'REMOVED');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
    expect(known.outcome).toBe('failed');
    expect(JSON.parse(known.result ?? '').steps).toMatchObject([
      { state: 'failed', error: expect.stringContaining('it may have come through all the same') },
      { state: 'not-reached' },
    ]);
    expect(log).toContain('Back already: nothing.');
    expect(stored(environment, 'release').at(-1)?.statuses.at(-1)?.description).toMatch(/^failed/);
    expect(stored(environment, 'rollback')).toEqual([]);
  });

  it('after the first step tells and records the half that went back, and can be run again', async () => {
    const environment = 'half';
    const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
    await conclude(world, { run: 1, components: good, environment });
    const bad = [await world.shipBackend('b2'), await world.shipFrontend('f2')];
    world.vercel.scriptNextAliasRequest({ end: 'pending' });
    const sent = world.vercel.requests.length;
    const isAsked = () =>
      world.vercel.requests.slice(sent).some(({ operation }) => operation === 'requestRollback');
    const { known, log } = await cancelWhen(isAsked, bad, environment);
    const backend = world.railway.activeDeployment('api');
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f2' });
    expect(log).toContain('Back already: backend.');
    expect(JSON.parse(known.result ?? '')).toMatchObject({
      steps: [
        { state: 'done', live: backend },
        { state: 'failed', step: { component: { name: 'frontend' } } },
      ],
    });
    expect(stored(environment, 'rollback')).toMatchObject([
      { payload: { from: '2.1', to: null, restored: { 'railway/backend': backend } } },
    ]);
    const again = await conclude(world, { run: 2, components: bad, ended: 'failure', environment });
    expect(again.result.outcome).toBe('rolled-back');
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });
});
