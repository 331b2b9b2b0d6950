import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Component, DatabaseComponent } from '../../src/release/component.js';
import { type Conclusion, conclude } from './conclude.js';
import { openWorld, tokens, until, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => {
  for (const { faults } of [world.railway, world.vercel, world.github]) faults.clear();
});
afterAll(() => world.close());

/** A verified release 1 of both, and a release 2 that follows it. */
async function twoReleases(environment: string) {
  const good = [await world.shipBackend(`${environment} 1`), await world.shipFrontend(`${environment} 1`)];
  await conclude(world, { run: 1, components: good, environment });
  return [await world.shipBackend(`${environment} 2`), await world.shipFrontend(`${environment} 2`)] as const;
}
const fails = (environment: string, components: readonly Component[], more: Partial<Conclusion> = {}) =>
  conclude(world, { run: 2, components, ended: 'failure', environment, ...more });
const onRailway = (mutation: string, id: string) =>
  fetch(`${world.railway.apiUrl}/graphql/v2`, {
    method: 'POST',
    headers: { 'project-access-token': tokens.railway, 'content-type': 'application/json' },
    body: JSON.stringify({ query: `mutation($id: String!) { ${mutation}(id: $id) }`, variables: { id } }),
  });
const both = (text: string) => ({ backend: text, frontend: text });

describe('wrong rollbacks that have happened elsewhere', () => {
  it('another rollback in flight: not overtaken', async () => {
    const world = await openWorld();
    const previous = await world.shipFrontend('in flight 1');
    const frontend = await world.shipFrontend('in flight 2');
    const other = await world.shipFrontend('in flight other');
    await world.shipFrontend('in flight 3');
    world.vercel.scriptNextAliasRequest({ end: 'in-progress' });
    await fetch(`${world.vercel.apiUrl}/v1/projects/prj_site/rollback/${other.deployment}?teamId=team_1`, {
      ...{ method: 'POST', body: '{}' },
      headers: { authorization: `Bearer ${tokens.vercel}`, 'content-type': 'application/json' },
    });
    const live = world.vercel.productionDeployment('site') ?? '';
    const asked = world.changesSince(0).length;
    const components = [{ ...frontend, deployment: live, previous: previous.deployment }];
    const { result } = await conclude(world, {
      ...{ run: 2, components, ended: 'failure', environment: 'in flight' },
    });
    expect([result.outcome, world.changesSince(0).length]).toEqual(['superseded', asked]);
    expect(result.steps[0]?.step.reason).toContain('on its way to be live');
    await world.close();
  });

  it('a runner that cannot reach production: could not ask is no failure, and nothing is taken back', async () => {
    const bad = await twoReleases('unreachable');
    const began = Date.now();
    const { result } = await fails('unreachable', bad, { told: { verdict: 'error', reason: 'HTTP 000' } });
    expect(result.outcome).toBe('kept');
    expect(world.changesSince(began)).toEqual([]);
  });

  it('a rollback refused with HTTP 200 and errors: never told as done', async () => {
    const bad = await twoReleases('refused');
    const body = { errors: [{ message: 'Not possible' }], data: null };
    const fault = { kind: 'status', status: 200, body } as const;
    for (const operation of ['deploymentRollback', 'deploymentRedeploy', 'serviceInstanceDeployV2'])
      world.railway.faults.add({ operation, fault });
    const { result, told } = await fails('refused', bad);
    expect(result.outcome).toBe('failed');
    expect(told.failure?.message).toContain('Not possible');
    expect(await world.served()).toEqual(both('refused 2'));
  });

  it('a deployment that a newer one superseded: neutral, nothing is taken back', async () => {
    const [backend, frontend] = await twoReleases('superseded');
    await world.shipBackend('superseded newer');
    const began = Date.now();
    const { result } = await fails('superseded', [backend, frontend]);
    expect(result.outcome).toBe('superseded');
    expect(world.changesSince(began)).toEqual([]);
  });

  it('a target further back than the last ten deployments: found by its id, not by its place in time', async () => {
    const environment = 'far';
    await conclude(world, { run: 1, components: [await world.shipBackend('far 1')], environment });
    for (let more = 0; more < 11; more += 1) await world.shipBackend(`far other ${more}`);
    const { result } = await fails(environment, [await world.shipBackend('far bad')]);
    expect(result).toMatchObject({ outcome: 'rolled-back', backTo: { release: '1.1' } });
    expect((await world.served()).backend).toBe('far 1');
  });

  it('a deploy script that rolled back already: not rolled back again to something older', async () => {
    const [backend] = await twoReleases('double');
    const before = world.railway.activeDeployment('api');
    await onRailway('deploymentRollback', backend.previous ?? '');
    await until(() => world.railway.activeDeployment('api') !== before);
    const began = Date.now();
    const { result } = await fails('double', [backend]);
    expect(world.changesSince(began)).toEqual([]);
    expect(result.steps[0]?.step.reason).toContain('has brought it back already');
    expect((await world.served()).backend).toBe('double 1');
  });

  it('A good, B bad and taken back, C bad: back to A, not to B', async () => {
    const environment = 'chain';
    const second = await twoReleases(environment);
    await fails(environment, second);
    const third = await world.shipFrontend('chain 3');
    const { result } = await fails(environment, [third], { run: 3 });
    expect(result.backTo?.release).toBe('1.1');
    expect((await world.served()).frontend).toBe('chain 1');
  });

  it('a bad version shipped again under a new id: the same commit is no way back', async () => {
    const environment = 'same commit';
    await twoReleases(environment);
    // Verified by mistake, then shipped once more as a release of its own.
    await conclude(world, { run: 2, components: [await world.shipFrontend('same 2')], environment });
    const again = await world.shipFrontend('same 2 again');
    const { result } = await fails(environment, [again]);
    expect(result.backTo?.release).toBe('1.1');
    expect((await world.served()).frontend).toBe('same commit 1');
  });

  it('a first deployment: loud, and nothing pretends to be a way back', async () => {
    const fresh = await openWorld();
    try {
      const components = [await fresh.shipFrontend('first')];
      const { result, told } = await conclude(fresh, {
        ...{ run: 1, components, ended: 'failure', environment: 'first' },
      });
      expect([result.outcome, told.failure?.fix]).toEqual([
        'no-target',
        expect.stringContaining('still live'),
      ]);
    } finally {
      await fresh.close();
    }
  });

  it('a smoke test that is green against the wrong version: the proof expects the release that is live again', async () => {
    const [, frontend] = await twoReleases('version');
    const config = join(world.directory, 'wrong-version.yml');
    const check = 'checks: [{ name: page, target: frontend, path: /, expect: { status: 200 } }]';
    writeFileSync(config, `version: [{ target: frontend, path: /, text: '(\\S+)' }]\n${check}`);
    const { result } = await fails('version', [frontend], { inputs: { config, 'proof-timeout': '2s' } });
    expect(result.outcome).toBe('failed');
    expect(result.liveNow).toEqual({ frontend: frontend.previous });
  });

  it('a newer deploy that landed while this one was verified: nothing at all is touched', async () => {
    const bad = await twoReleases('newer');
    const newer = await world.shipFrontend('newer 3');
    const began = Date.now();
    expect((await fails('newer', bad)).result.outcome).toBe('superseded');
    expect(world.changesSince(began)).toEqual([]);
    expect(world.vercel.productionDeployment('site')).toBe(newer.deployment);
  });

  it('a target that somebody pinned production to: left as they want it', async () => {
    const [, frontend] = await twoReleases('pinned');
    world.vercel.pinRollback('site');
    const began = Date.now();
    const { result } = await fails('pinned', [frontend]);
    expect([result.outcome, world.changesSince(began)]).toEqual(['superseded', []]);
    expect(result.steps[0]?.step.reason).toContain('pinned');
  });

  it('a target whose image is gone: said in the plan, and built again', async () => {
    const forgetful = await openWorld({ imageRetentionHours: 0 });
    try {
      await forgetful.shipBackend('b1');
      const components = [await forgetful.shipBackend('b2')];
      const { result, log } = await conclude(forgetful, {
        ...{ run: 2, components, ended: 'failure', environment: 'gone' },
      });
      expect(result.outcome).toBe('rolled-back');
      expect(log).toContain('does not keep its image any more');
    } finally {
      await forgetful.close();
    }
  });

  it('code taken back over a destructive migration of this release or of one in between: blocked', async () => {
    const [, frontend] = await twoReleases('migration');
    const database: DatabaseComponent = {
      ...{ kind: 'database', name: 'main', tool: 'sql', from: '1', to: '2', backup: null },
      rollback: 'impossible',
    };
    const kept = { components: [frontend, database], environment: 'migration', ended: 'cancelled' as const };
    await conclude(world, { run: 2, ...kept });
    const third = await world.shipFrontend('migration 3');
    const began = Date.now();
    const { result } = await fails('migration', [third], { run: 3 });
    expect([result.outcome, world.changesSince(began)]).toEqual(['blocked', []]);
    expect(result.notes[0]).toContain('from 1 to 2 are "impossible"');
  });

  it('failed jobs that are run again and pass, on the release before: what was taken back is not verified by that', async () => {
    const environment = 'jobs again';
    const bad = await twoReleases(environment);
    await fails(environment, bad);
    const { result, told } = await fails(environment, bad, { ended: 'success', attempt: 2 });
    expect([result.outcome, result.release]).toEqual(['superseded', '2.1']);
    expect(told.failure?.message).toContain('An earlier attempt of this run took release 2.1 back');
    const third = [await world.shipBackend('jobs again 3'), await world.shipFrontend('jobs again 3')];
    const next = await fails(environment, third, { run: 3 });
    expect([next.result.backTo?.release, await world.served()]).toEqual(['1.1', both('jobs again 1')]);
  });

  it('failed jobs that are run again once a person has put the release on again: it may be verified then', async () => {
    const environment = 'put on again';
    await conclude(world, { run: 1, components: [await world.shipFrontend('on 1')], environment });
    const frontend = await world.shipFrontend('on 2');
    await fails(environment, [frontend]);
    await fetch(`${world.vercel.apiUrl}/v10/projects/prj_site/promote/${frontend.deployment}?teamId=team_1`, {
      ...{ method: 'POST', body: '{}' },
      headers: { authorization: `Bearer ${tokens.vercel}`, 'content-type': 'application/json' },
    });
    await until(() => world.vercel.productionDeployment('site') === frontend.deployment);
    const { result } = await fails(environment, [frontend], { ended: 'success', attempt: 2 });
    expect([result.outcome, result.release]).toEqual(['verified', '2.2']);
  });

  it('flapping: after so many rollbacks the environment is frozen instead', async () => {
    const environment = 'flapping';
    const inputs = { 'max-rollbacks': '1' };
    await fails(environment, await twoReleases(environment), { inputs });
    const { result } = await fails(environment, [await world.shipFrontend('f3')], { run: 3, inputs });
    expect(result.outcome).toBe('frozen');
  });
});
