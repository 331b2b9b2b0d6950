import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conclude } from './conclude.js';
import { diesAndRunsAgain } from './deaths.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld({ repository: 'acme/notes' });
});
afterEach(() => world.close());

const environment = 'production';
const refusal = (message: string) => ({
  ...({ kind: 'status', status: 200 } as const),
  body: { errors: [{ message }], data: null },
});

/** A verified release of a commit that Railway can build, and a bad one. */
async function badRelease(known = true) {
  const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
  await conclude(world, { run: 1, components: good, environment });
  const directory = join(world.directory, 'program-b1');
  if (known) world.railway.registerCommit(world.commits[0] ?? '', { directory });
  return [await world.shipBackend('b2'), await world.shipFrontend('f2')] as const;
}

/** What a way back by the old commit leaves behind. */
async function expectOldCommit({ result, told }: Awaited<ReturnType<typeof conclude>>): Promise<void> {
  const live = world.railway.activeDeployment('api');
  expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  expect(result).toMatchObject({
    outcome: 'rolled-back',
    backTo: { release: '1.1', commit: world.commits[0] },
  });
  expect(result.steps.map(({ by, state }) => [by, state])).toEqual([
    ['commit', 'done'],
    ['rollback', 'done'],
  ]);
  expect(result.steps[0]?.live).toBe(live);
  expect(world.github.deployments().at(-1)).toMatchObject({
    task: 'rollback',
    payload: { from: '2.1', to: '1.1', restored: { 'railway/backend': live } },
  });
  expect(told.summary).toContain('The release was bad and was taken back');
  expect(told.summary).toContain(`Live again: release 1.1 of commit ${world.commits[0]?.slice(0, 7)}`);
}

describe('a service whose old image and old source are both out of reach', () => {
  it('gets the old commit of its repository, when Railway refuses the rollback and to build the old source again', async () => {
    const components = await badRelease();
    const began = Date.now();
    world.railway.faults.add({ operation: 'deploymentRollback', fault: refusal('It cannot be') });
    world.railway.faults.add({ operation: 'deploymentRedeploy', fault: refusal('Snapshot not found') });
    const concluded = await conclude(world, { run: 2, components, ended: 'failure', environment });
    await expectOldCommit(concluded);
    expect(concluded.log).toMatch(/It cannot be[\s\S]*Snapshot not found/);
    expect(world.changesSince(began)).toEqual([
      ...['deploymentRollback', 'deploymentRedeploy', 'serviceInstanceDeployV2', 'requestRollback'],
    ]);
  });

  it('gets it too when Railway does not know the old deployment any more, and the plan says so before', async () => {
    const components = await badRelease();
    world.railway.forget(components[0].previous ?? '');
    const planned = await conclude(world, {
      ...{ run: 2, components, ended: 'failure', environment, inputs: { 'dry-run': 'true' } },
    });
    expect(planned.told.summary).toContain('serviceInstanceDeployV2');
    await expectOldCommit(await conclude(world, { run: 2, components, ended: 'failure', environment }));
  });

  it('gets it by a rollback that a person asks for, from the records alone', async () => {
    const components = await badRelease();
    await conclude(world, { run: 2, components, environment, inputs: { verdict: 'inconclusive' } });
    world.railway.forget(components[0].previous ?? '');
    const inputs = { command: 'rollback', records: '', reason: 'people cannot log in' };
    const concluded = await conclude(world, { run: 3, components: [], environment, inputs });
    await expectOldCommit(concluded);
    expect(concluded.told.summary).toContain('people cannot log in');
    // The bad release's own record says how it ended.
    const bad = world.github
      .deployments()
      .find(({ payload }) => Reflect.get(payload as object, 'release') === '2.1');
    expect(bad?.statuses.at(-1)).toMatchObject({
      state: 'failure',
      description: expect.stringMatching(/^rolled back/),
    });
  });

  it("gets the commit that the component itself was built from, where that is not the release's", async () => {
    const own = 'c0ffee0000000000000000000000000000000000';
    const good = { ...(await world.shipBackend('b1')), commit: own };
    await conclude(world, { run: 1, components: [good], environment });
    world.railway.registerCommit(own, { directory: join(world.directory, 'program-b1') });
    const components = [await world.shipBackend('b2')];
    world.railway.forget(good.deployment);
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect([result.outcome, result.steps[0]?.by]).toEqual(['rolled-back', 'commit']);
    expect(world.railway.deployments('api')[0]?.meta).toMatchObject({ commitHash: own });
    expect((await world.served()).backend).toBe('b1');
  });

  it('stays, and nothing pretends to be done, when its repository has no such commit', async () => {
    const components = await badRelease(false);
    for (const operation of ['deploymentRollback', 'deploymentRedeploy'])
      world.railway.faults.add({ operation, fault: refusal(`${operation} refused`) });
    const { result, told } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect(result).toMatchObject({ outcome: 'failed', liveNow: { backend: components[0].deployment } });
    expect(told.failure?.message).toMatch(/deploymentRollback refused.*deploymentRedeploy refused.*commit/);
    expect(told.failure?.fix).toContain('https://railway.com/project/prj/service/svc');
    expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
    expect(world.github.deployments().map(({ task }) => task)).not.toContain('rollback');
  });

  it('stays with the whole release where it is connected to no repository: nothing else is touched', async () => {
    const alone = await openWorld();
    try {
      const good = [await alone.shipBackend('b1'), await alone.shipFrontend('f1')];
      await conclude(alone, { run: 1, components: good, environment });
      const components = [await alone.shipBackend('b2'), await alone.shipFrontend('f2')];
      alone.railway.forget(good[0]?.deployment ?? '');
      const began = Date.now();
      const { result } = await conclude(alone, { run: 2, components, ended: 'failure', environment });
      expect([result.outcome, alone.changesSince(began)]).toEqual(['no-target', []]);
      expect(result.notes[0]).toMatch(/does not know .* any more/);
    } finally {
      await alone.close();
    }
  });
});

describe('a project whose old deployment was deleted on Vercel', () => {
  /** A verified release whose frontend Vercel does not have any more, and a bad one. */
  async function deletedRelease(on: World) {
    const good = [await on.shipBackend('b1'), await on.shipFrontend('f1')];
    await conclude(on, { run: 1, components: good, environment });
    const components = [await on.shipBackend('b2'), await on.shipFrontend('f2')] as const;
    on.vercel.deleteDeployment(good[1]?.deployment ?? '');
    return components;
  }
  const creates = (on: World) =>
    on.vercel.requests.filter(
      ({ operation, url }) => operation === 'createDeployment' && url.includes('forceNew'),
    );

  it('gets the old commit of its repository, staged and promoted, and the plan says so before', async () => {
    const components = await deletedRelease(world);
    const [commit = ''] = world.commits;
    world.vercel.registerCommit(commit, { 'index.html': 'f1' });
    const planned = await conclude(world, {
      ...{ run: 2, components, ended: 'failure', environment, inputs: { 'dry-run': 'true' } },
    });
    expect(planned.told.summary).toContain('gitSource');
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    expect([result.outcome, result.backTo?.release, result.steps.map(({ by }) => by)]).toEqual([
      ...['rolled-back', '1.1', ['rollback', 'commit']],
    ]);
    expect(creates(world).map(({ body }) => body)).toMatchObject([
      {
        gitSource: { type: 'github', repoId: 4711, ref: 'main', sha: commit },
        autoAssignCustomDomains: false,
      },
    ]);
    // The next run must know what is live: the release's own deployment is gone.
    const live = world.vercel.productionDeployment('site');
    expect(world.github.deployments().at(-1)?.payload).toMatchObject({
      ...{ from: '2.1', to: '1.1', restored: { 'vercel/frontend': live } },
      commits: { 'vercel/frontend': commit },
    });
    const next = [await world.shipFrontend('f3')];
    const again = await conclude(world, { run: 3, components: next, ended: 'failure', environment });
    expect([again.result.outcome, (await world.served()).frontend]).toEqual(['rolled-back', 'f1']);
    expect(creates(world)).toHaveLength(1);
  });

  it('is built once, also when the answer that it is being built gets lost', async () => {
    const components = await deletedRelease(world);
    world.vercel.registerCommit(world.commits[0] ?? '', { 'index.html': 'f1' });
    world.vercel.faults.add({ operation: 'createDeployment', from: 2, fault: { kind: 'reset-after' } });
    const before = world.vercel.deployments('site').length;
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect([result.outcome, (await world.served()).frontend]).toEqual(['rolled-back', 'f1']);
    expect(world.vercel.deployments('site').length - before).toBe(1);
  });

  it('is built anew when the run is run again after a build that failed: by its mark that one was found for good', async () => {
    const components = await deletedRelease(world);
    world.vercel.registerCommit(world.commits[0] ?? '', { 'index.html': 'f1' });
    world.vercel.scriptNextDeployment({ end: 'ERROR', errorMessage: 'the registry is down' });
    const bad = { run: 2, components, ended: 'failure', environment } as const;
    const ends = [await conclude(world, bad), await conclude(world, { ...bad, attempt: 2 })];
    expect(ends.map(({ result }) => result.outcome)).toEqual(['failed', 'rolled-back']);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });

  it('stays as it is where the repository has no such commit, and each way that was tried is named', async () => {
    const components = await deletedRelease(world);
    const { result, told } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect([result.outcome, (await world.served()).frontend]).toEqual(['failed', 'f2']);
    expect(told.failure?.message).toMatch(
      /Building .* again was refused too.*its commit .*could not be found/,
    );
  });

  it('stays with the whole release where it is connected to no repository: nothing else is touched', async () => {
    const alone = await openWorld();
    try {
      const components = await deletedRelease(alone);
      const began = Date.now();
      const { result } = await conclude(alone, { run: 2, components, ended: 'failure', environment });
      expect([result.outcome, alone.changesSince(began)]).toEqual(['no-target', []]);
      expect(result.notes[0]).toMatch(/was deleted on Vercel/);
    } finally {
      await alone.close();
    }
  });
});

describe('a run that is killed while the old commit is on its way', () => {
  let slow: World;
  beforeEach(async () => {
    slow = await openWorld({ repository: 'acme/notes', delays: { railwayMs: 400, vercelMs: 400 } });
  });
  afterEach(() => slow.close());

  it.each([
    ['being built on Railway', 3],
    ['being promoted on Vercel', 6],
  ])('finds it %s again, waits for it and makes no second one', async (_, change) => {
    const [commit = ''] = slow.commits;
    const good = [await slow.shipBackend('b1'), await slow.shipFrontend('f1')];
    await conclude(slow, { run: 1, components: good, environment });
    const components = [await slow.shipBackend('b2'), await slow.shipFrontend('f2')];
    slow.railway.registerCommit(commit, { directory: join(slow.directory, 'program-b1') });
    slow.vercel.registerCommit(commit, { 'index.html': 'f1' });
    for (const operation of ['deploymentRollback', 'deploymentRedeploy'])
      slow.railway.faults.add({ operation, times: 9, fault: refusal('Snapshot not found') });
    slow.vercel.deleteDeployment(good[1]?.deployment ?? '');
    const made = () => [slow.railway.deployments('api').length, slow.vercel.deployments('site').length];
    const before = made();
    const bad = { run: 2, components, ended: 'failure', environment } as const;
    const again = diesAndRunsAgain({ change, when: 'after' });
    const { result, log } = await again((of) => conclude(slow, { ...bad, ...of }));
    expect(log).toContain('already; waiting for it');
    expect([result.outcome, result.backTo?.release]).toEqual(['rolled-back', '1.1']);
    expect(await slow.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    expect(made().map((count, index) => count - (before[index] ?? 0))).toEqual([1, 1]);
    const { payload } = slow.github.deployments().at(-1) ?? {};
    expect(payload).toMatchObject({ commits: { 'railway/backend': commit, 'vercel/frontend': commit } });
    // A promotion leaves the domains to follow new deployments.
    expect(payload).not.toHaveProperty('assignmentOff');
  });
});
