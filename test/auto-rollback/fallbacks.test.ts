import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { copySqlite } from '../../src/database/backup/sqlite-copy.js';
import { findMigrations } from '../../src/database/find-migrations.js';
import { openTarget } from '../../src/database/target.js';
import type { DatabaseComponent } from '../../src/release/component.js';
import { conclude, runOf } from './conclude.js';
import { openWorld, type World } from './world.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const hasSqlite = major > 22 || (major === 22 && minor >= 5);
const withSqlite = hasSqlite ? it : it.skip;
const needsNode = hasSqlite ? '' : ' (left out: this Node has no SQLite)';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterEach(() => {
  for (const { faults } of [world.railway, world.vercel]) faults.clear();
});
afterAll(() => world.close());

/** A verified release of both parts, and a bad one. */
async function badRelease(environment: string) {
  const good = [await world.shipBackend('b1'), await world.shipFrontend('f1')];
  await conclude(world, { run: 1, components: good, environment });
  return [await world.shipBackend('b2'), await world.shipFrontend('f2')] as const;
}

const metaOf = (deployment: string | undefined) =>
  world.vercel.deployments('site').find(({ id }) => id === deployment)?.meta;

describe('when the first way back is refused', () => {
  it("Vercel builds the old deployment again and promotes it, where the plan's rollback does not reach it", async () => {
    const environment = 'not in the plan';
    const components = await badRelease(environment);
    const body = { error: { code: 'payment_required', message: 'Upgrade to Pro' } };
    world.vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'status', status: 402, body } });
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect(result.outcome).toBe('rolled-back');
    expect(result.steps.map(({ by }) => by)).toEqual(['rollback', 'redeploy']);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    // A promotion leaves the domains to follow new deployments.
    const record = world.github.deployments().at(-1);
    expect(record?.task).toBe('rollback');
    expect(record?.payload).not.toHaveProperty('assignmentOff');
    // What is live has an id that no release knows: only the record and its own page tell the commit.
    const [commit] = world.commits;
    const live = world.vercel.productionDeployment('site');
    expect(components[1].previous).not.toBe(live);
    expect(record?.payload).toMatchObject({
      restored: { 'vercel/frontend': live },
      commits: { 'railway/backend': commit, 'vercel/frontend': commit },
    });
    expect(metaOf(live)).toMatchObject({ githubCommitSha: commit });
  });

  it('what Vercel builds again bears what the old deployment said of its commit, without an author who may have left', async () => {
    const environment = 'told by Vercel';
    const sha = 'd'.repeat(40);
    const meta = { githubCommitSha: sha, githubCommitRef: 'main', githubCommitAuthorName: 'Ada', other: 'x' };
    await world.shipFrontend('f1', meta);
    const components = [await world.shipFrontend('f2')];
    const body = { error: { code: 'payment_required', message: 'Upgrade to Pro' } };
    world.vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'status', status: 402, body } });
    // No release is recorded here: nobody but Vercel knows the commit.
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect([result.outcome, result.steps[0]?.commit]).toEqual(['rolled-back', sha]);
    expect(world.github.deployments().at(-1)?.payload).toMatchObject({ commits: { 'vercel/frontend': sha } });
    const built = metaOf(world.vercel.productionDeployment('site'));
    expect(built).toMatchObject({ githubCommitSha: sha, githubCommitRef: 'main', action: 'redeploy' });
    expect(Object.keys(built ?? {})).not.toEqual(expect.arrayContaining(['githubCommitAuthorName']));
    const created = world.vercel.requests.filter(({ operation }) => operation === 'createDeployment').at(-1);
    expect(created?.body).toMatchObject({ gitMetadata: { commitSha: sha, commitRef: 'main' } });
  });

  it.each([
    ['the request', 'reset'],
    ['the answer', 'reset-after'],
  ] as const)(
    'Vercel builds it once more after a build that failed, and only once, where %s gets lost',
    async (what, kind) => {
      const environment = `failed build, ${what}`;
      await conclude(world, { run: 1, components: [await world.shipFrontend('f1')], environment });
      const components = [await world.shipFrontend('f2')];
      const body = { error: { code: 'payment_required', message: 'Upgrade to Pro' } };
      const refused = { kind: 'status', status: 402, body } as const;
      world.vercel.faults.add({ operation: 'requestRollback', times: 9, fault: refused });
      world.vercel.scriptNextDeployment({ end: 'ERROR', errorMessage: 'the registry is down' });
      const before = world.vercel.deployments('site').length;
      const bad = { run: 2, components, ended: 'failure', environment } as const;
      expect((await conclude(world, bad)).result.outcome).toBe('failed');
      world.vercel.faults.add({ operation: 'createDeployment', fault: { kind } });
      expect((await conclude(world, { ...bad, attempt: 2 })).result.outcome).toBe('rolled-back');
      expect((await world.served()).frontend).toBe('f1');
      expect(world.vercel.deployments('site').length - before).toBe(2);
    },
  );

  it('Railway builds the old source again, and the frontend follows', async () => {
    const environment = 'no image';
    const components = await badRelease(environment);
    const body = { errors: [{ message: 'Deployment cannot be rolled back' }], data: null };
    world.railway.faults.add({
      operation: 'deploymentRollback',
      fault: { kind: 'status', status: 200, body },
    });
    const { result } = await conclude(world, { run: 2, components, ended: 'failure', environment });
    expect([result.outcome, result.steps.map(({ by }) => by)]).toEqual([
      'rolled-back',
      ['redeploy', 'rollback'],
    ]);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });
});

describe('the order of the way back', () => {
  it.each([
    ['as it is by default', '', undefined, ['railway/backend']],
    ['side by side by "order"', 'railway vercel', undefined, []],
    ['by what the frontend needs, against "order"', 'vercel railway', ['backend'], ['railway/backend']],
    ['by what the frontend does not need', '', [], []],
  ])('is %s', async (name, order, needs, after) => {
    const environment = `order ${name}`;
    const [backend, frontend] = await badRelease(environment);
    const components = [backend, { ...frontend, ...(needs ? { needs } : {}) }];
    const { result } = await conclude(world, {
      ...{ run: 2, components, ended: 'failure', environment, inputs: { order } },
    });
    expect(result.outcome).toBe('rolled-back');
    expect(result.steps.find(({ step }) => step.component.name === 'frontend')?.step.after).toEqual(after);
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });
});

describe('a schema that the earlier code does not run on', () => {
  const schema = (directory: string): Record<string, string> => ({
    'database-url': `file:${join(directory, 'app.db')}`,
    'database-tool': 'sql',
    'database-working-directory': directory,
  });
  const component = (more: Partial<DatabaseComponent>): DatabaseComponent => ({
    ...{ kind: 'database', name: 'main', tool: 'sql', from: '1.sql', to: '2.sql', backup: null },
    rollback: 'downgrade',
    ...more,
  });

  async function migrate(directory: string, files: Record<string, string>): Promise<void> {
    mkdirSync(join(directory, 'migrations'), { recursive: true });
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(directory, 'migrations', name), sql);
    const { run } = runOf(world, { run: 1 });
    const address = { dialect: 'sqlite', file: join(directory, 'app.db'), given: 'x', secrets: [] } as const;
    const common = { workingDirectory: directory, urlVariables: [], env: {} };
    const tool = findMigrations({
      ...{ ...common, tool: 'sql', commands: undefined, directory: undefined, dialect: 'sqlite' },
    });
    const limits = { lockTimeoutMs: 1_000, statementTimeoutMs: 5_000 };
    const database = await openTarget(address, limits, run.signal);
    const work = { ...run, ...common, database, address, limits, applicationName: 'test' };
    const { failure } = await tool.apply(work, await tool.readHistory(work));
    await database.close();
    expect(failure).toBeUndefined();
  }

  withSqlite(`goes down before the code goes back${needsNode}`, async () => {
    const environment = 'downgrade';
    const directory = join(world.directory, 'down');
    await migrate(directory, { '1.sql': 'create table a (id integer primary key);' });
    const code = await badRelease(environment);
    const two = 'create table b (id integer primary key);';
    await migrate(directory, { '2.sql': two, '2.down.sql': 'drop table b;' });
    const { result } = await conclude(world, {
      ...{ run: 2, components: [...code, component({})], ended: 'failure', environment },
      inputs: schema(directory),
    });
    expect(result.outcome).toBe('rolled-back');
    expect(result.steps[0]).toMatchObject({ step: { action: 'downgrade' }, state: 'done', live: '1.sql' });
    expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  });

  withSqlite(
    `comes back from its undo point with allow-restore, and without it nothing is touched${needsNode}`,
    async () => {
      const environment = 'restore';
      const directory = join(world.directory, 'restore');
      await migrate(directory, { '1.sql': 'create table a (id integer primary key);' });
      const code = await badRelease(environment);
      const keep = { count: null, ageMs: null };
      const store = { directory: join(directory, 'backups'), name: 'main', key: null, keep };
      const point = await copySqlite(join(directory, 'app.db'), store, runOf(world, { run: 1 }).run);
      await migrate(directory, { '2.sql': 'drop table a; create table c (id integer primary key);' });
      const database = component({ rollback: 'restore', backup: point.reference });
      const bad = { run: 2, components: [...code, database], ended: 'failure', environment } as const;
      const began = Date.now();
      const first = await conclude(world, { ...bad, inputs: schema(directory) });
      expect([first.result.outcome, world.changesSince(began)]).toEqual(['blocked', []]);
      const inputs = { ...schema(directory), 'allow-restore': 'true' };
      const { result } = await conclude(world, { ...bad, inputs });
      expect([result.outcome, result.steps[0]?.live]).toEqual(['rolled-back', '1.sql']);
      expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
    },
  );
});
