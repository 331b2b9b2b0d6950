import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Component, DatabaseComponent } from '../../src/release/component.js';
import { conclude } from '../../test/auto-rollback/conclude.js';
import { openWorld, tokens, type World } from '../../test/auto-rollback/world.js';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ask = (environment: string, command: string, inputs: Record<string, string> = {}) =>
  conclude(world, { run: 4, components: [], environment, inputs: { records: '', command, ...inputs } });
const release = async (environment: string, run: number, more: readonly Component[] = []) => {
  const components = [await world.shipBackend(`b${run}`), await world.shipFrontend(`f${run}`), ...more];
  await conclude(world, { run, components, environment });
  return components;
};
const siteOnVercel = async (): Promise<unknown> => {
  const headers = { authorization: `Bearer ${tokens.vercel}` };
  return (await fetch(`${world.vercel.apiUrl}/v9/projects/site?teamId=team_1`, { headers })).json();
};
const suiteAsking = (text: string): string => {
  const config = join(world.directory, `${text}.yml`);
  const check = { name: 'the page', target: 'frontend', path: '/', expect: { 'body-contains': text } };
  writeFileSync(config, JSON.stringify({ checks: [check] }));
  return config;
};

describe('a drill', () => {
  it('goes to the release before and comes back, proves both, and holds nothing against the release', async () => {
    const environment = 'drill';
    await release(environment, 1);
    await release(environment, 2);
    const { result, told } = await ask(environment, 'drill', { config: suiteAsking('f') });
    expect(result).toMatchObject({ outcome: 'drilled', release: '2.1', backTo: { release: '2.1' } });
    expect(result.reason).toMatch(/^to 1\.1 in .*, and again to 2\.1 in /);
    expect(Number(told.outputs['recovery-seconds'])).toBeGreaterThan(0);
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
    const statuses = world.github.deployments().filter((one) => one.environment === environment);
    expect(statuses.flatMap((one) => one.statuses).filter(({ state }) => state === 'failure')).toEqual([]);
    // Automatic domains are on again: the next deployment is not held back by the rollback that was practised.
    expect(await siteOnVercel()).toMatchObject({ autoAssignCustomDomains: true });
    const again = await ask(environment, 'drill');
    expect(again.result.outcome).toBe('drilled');
    const bad = await world.shipFrontend('bad');
    const next = await conclude(world, { run: 3, components: [bad], ended: 'failure', environment });
    expect(next.result.backTo?.release).toBe('2.1');
  });

  it('is red when the way back took longer than people would wait, and has returned all the same', async () => {
    const environment = 'slow drill';
    await release(environment, 1);
    await release(environment, 2);
    const { result, told } = await ask(environment, 'drill', { 'recovery-limit': '1ms' });
    expect(result.outcome).toBe('drill-failed');
    expect(told.failure?.message).toContain('it took too long, to 1.1 in');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
  });

  it('is red when the earlier release does not work any more, and has returned all the same', async () => {
    const environment = 'stale drill';
    await release(environment, 1);
    await release(environment, 2);
    const { result, told } = await ask(environment, 'drill', { config: suiteAsking('f2') });
    expect(result.outcome).toBe('drill-failed');
    expect(told.failure?.message).toContain('the smoke suite does not pass on them');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
  });

  it('never takes a schema back for practice: it would not come again by itself', async () => {
    const environment = 'schema drill';
    const schema: DatabaseComponent = {
      ...{
        kind: 'database',
        name: 'main',
        tool: 'sql',
        from: '1',
        to: '2',
        rollback: 'downgrade',
        backup: null,
      },
    };
    await release(environment, 1);
    await release(environment, 2, [schema]);
    const database = { 'database-url': 'postgresql://nobody@127.0.0.1:9/none' };
    const { result } = await ask(environment, 'drill', database);
    expect(result).toMatchObject({ outcome: 'drill-failed' });
    expect(result.reason).toContain('A drill leaves the database as it is');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
  });

  it('only plans where it is asked to', async () => {
    const environment = 'dry drill';
    await release(environment, 1);
    await release(environment, 2);
    const began = Date.now();
    expect((await ask(environment, 'drill', { 'dry-run': 'true' })).result.outcome).toBe('planned');
    expect(world.changesSince(began)).toEqual([]);
  });

  it('is refused with nothing to practise with: nothing recorded, one release, an unverified one, a freeze', async () => {
    await expect(ask('no drill', 'drill')).rejects.toThrow('Nothing tells what is live in no drill');
    const environment = 'first drill';
    await release(environment, 1);
    await expect(ask(environment, 'drill')).rejects.toThrow('no verified release of first drill before');
    const components = [await world.shipFrontend('unsure')];
    await conclude(world, { run: 2, components, ended: 'cancelled', environment });
    await expect(ask(environment, 'drill', { to: '1.1' })).rejects.toThrow(
      'release 2.1, which is not verified',
    );
    await release(environment, 3);
    await ask(environment, 'freeze', { reason: 'a fair' });
    await expect(ask(environment, 'drill')).rejects.toThrow('frozen by');
    expect(await world.served()).toEqual({ backend: 'b3', frontend: 'f3' });
  });
});

describe('the last verified release', () => {
  it('is told with its commit and all components, for whoever ships the same elsewhere', async () => {
    const environment = 'show';
    const [backend] = await release(environment, 1);
    const frontend = await world.shipFrontend('f2');
    await conclude(world, { run: 2, components: [frontend], environment });
    const { told } = await ask(environment, 'show');
    expect(told.outputs).toMatchObject({ outcome: 'shown', release: '2.1', commit: world.commits[1] });
    expect(JSON.parse(told.outputs.components ?? '')).toEqual([frontend, backend]);
    expect((await ask(environment, 'show', { to: 'previous' })).told.outputs.commit).toBe(world.commits[0]);
  });

  it('may have shipped nothing but a site to an environment of its own on Vercel', async () => {
    const environment = 'show beside';
    await release(environment, 1);
    const site = { kind: 'vercel', name: 'docs', project: 'prj_docs', previous: null, url: null } as const;
    const components: Component[] = [{ ...site, deployment: 'dpl_docs', target: 'staging' }];
    await conclude(world, { run: 2, components, environment });
    const found = { release: '2.1', commit: world.commits[1] };
    expect((await ask(environment, 'show')).result).toMatchObject(found);
    expect((await ask(environment, 'show', { to: '2.1' })).result).toMatchObject(found);
  });

  it('is not one that was taken back or passed over, or that nobody verified', async () => {
    const environment = 'show good';
    for (const run of [1, 2, 3]) await release(environment, run);
    await ask(environment, 'rollback', { to: '1.1' });
    expect((await ask(environment, 'show')).result.release).toBe('1.1');
    const components = [await world.shipFrontend('unsure')];
    await conclude(world, { run: 4, components, ended: 'cancelled', environment });
    expect((await ask(environment, 'show')).result.release).toBe('1.1');
  });

  it('is one of code: migrations that were applied by themselves stand at whatever commit their run stood at', async () => {
    const environment = 'show code';
    await release(environment, 1);
    await release(environment, 2);
    const schema: DatabaseComponent = {
      ...{ kind: 'database', name: 'main', tool: 'sql', from: '1', to: '2', rollback: 'safe', backup: null },
    };
    await conclude(world, { run: 3, components: [schema], environment });
    expect((await ask(environment, 'show')).result.release).toBe('2.1');
    const named = ask(environment, 'show', { to: '3.1' });
    await expect(named).rejects.toThrow('release 3.1 shipped nothing that is served');
    expect((await ask(environment, 'drill')).result.outcome).toBe('drilled');
  });

  it('is refused where there is none, so that nothing unproved is shipped', async () => {
    await expect(ask('show nothing', 'show')).rejects.toThrow('No release of show nothing is verified.');
  });
});

describe('a deployment beside production', () => {
  it('is never taken for what production serves: it stays, that is said, and the rest goes back', async () => {
    const environment = 'staging of its own';
    const beside = (id: string): Component => ({
      ...{
        kind: 'vercel',
        name: 'site',
        project: 'prj_site',
        team: 'team_1',
        deployment: id,
        previous: 'dpl_x',
      },
      ...{ url: null, target: 'staging' },
    });
    const production = await world.shipFrontend('people');
    await conclude(world, {
      run: 1,
      components: [await world.shipBackend('s1'), beside('dpl_1')],
      environment,
    });
    const bad = [await world.shipBackend('s2'), beside('dpl_2')];
    const { result } = await conclude(world, { run: 2, components: bad, ended: 'failure', environment });
    expect(result.outcome).toBe('rolled-back');
    expect(result.notes).toContainEqual(expect.stringContaining('site stays: it was deployed for "staging"'));
    expect(world.vercel.productionDeployment('site')).toBe(production.deployment);
    expect((await world.served()).backend).toBe('s1');
  });
});
