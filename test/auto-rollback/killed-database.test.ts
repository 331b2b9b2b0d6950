import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type NeonPlatform, startNeonPlatform } from '../../rehearsal/platforms/neon/index.js';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { migrationLockKey } from '../../src/database/migration-lock.js';
import { conclude } from './conclude.js';
import { type Attempt, takeBackBundle, told } from './killed.js';
import { ask, migrate } from './migrate.js';
import { openWorld, type World } from './world.js';

let world: World;
let postgres: LocalPostgres;
beforeAll(async () => {
  [world, postgres] = await Promise.all([openWorld(), startPostgres()]);
}, 60_000);
afterAll(() => Promise.all([world.close(), postgres.close()]));

/** A release whose schema, backend and frontend are to go back. */
interface Bad extends Omit<Attempt, 'attempt'> {
  url: string;
  /** How often Railway has deployed before the way back. */
  deployed: number;
}

/** Ships release 1, verified, and release 2, with its migrations; somebody has written between them. */
async function badRelease(
  { environment, url, inputs = {} }: Pick<Bad, 'environment' | 'url' | 'inputs'>,
  files: Record<string, string>,
): Promise<Bad> {
  const folder = join(world.directory, environment.replaceAll(' ', '-'));
  const migrations = { ...inputs, 'database-url': url, 'working-directory': folder, tool: 'sql' };
  const first = { '1.sql': 'create table notes (text text);' };
  const one = await migrate(world, 1, first, { ...migrations, backup: 'never' });
  const good = [one, await world.shipBackend('good'), await world.shipFrontend('good')];
  await conclude(world, { run: 1, components: good, environment });
  await ask(url, "insert into notes values ('kept')");
  const bad = await migrate(world, 2, files, { ...migrations, 'allow-destructive': 'true' });
  const components = [bad, await world.shipBackend('bad'), await world.shipFrontend('bad')];
  const database = { 'database-tool': 'sql', 'database-working-directory': folder, 'database-url': url };
  const deployed = world.railway.deployments('api').length;
  return { ...{ environment, url, components, deployed }, inputs: { ...inputs, ...database } };
}

/** Waits for what it looks at; `isOver` ends it before. */
async function come(isSo: () => Promise<boolean> | boolean, isOver: () => boolean): Promise<boolean> {
  for (const end = Date.now() + 30_000; Date.now() < end && !isOver(); ) {
    if (await isSo()) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/** Runs the first attempt until `when` has come true, and kills it there. */
async function killedOnce(bad: Bad, when: () => Promise<boolean> | boolean): Promise<void> {
  let ended = false;
  let killed: Promise<boolean> | undefined;
  const { code, stdout } = await takeBackBundle(world, { ...bad, attempt: 1 }, (kill) => {
    killed = come(when, () => ended).then((isSo) => {
      if (isSo) kill('SIGKILL');
      return isSo;
    });
  });
  ended = true;
  expect([await killed, code, stdout]).toEqual([true, null, expect.any(String)]);
}

/** Runs an attempt to its end, which must be green; returns its outputs. */
async function takenBack(
  bad: Bad,
  attempt: number,
  onStart: () => void = () => {},
): Promise<Record<string, string>> {
  const { code, outputs, stdout } = await takeBackBundle(world, { ...bad, attempt }, onStart);
  if (code !== 0) throw new Error(stdout);
  return outputs;
}

/** The state that a run which was never killed leaves. */
async function expectBack({ environment, url, deployed }: Bad, outputs: Record<string, string>) {
  expect([outputs.outcome, outputs['rolled-back-to'], outputs.reason]).toMatchObject([
    'rolled-back',
    '1.1',
    {},
  ]);
  expect(await ask(url, 'select text from notes')).toEqual([['kept']]);
  expect(await ask(url, 'select name from deploy_actions.migrations')).toEqual([['1.sql']]);
  expect(await ask(url, "select to_regclass('since')")).toEqual([[null]]);
  expect(await world.served()).toEqual({ backend: 'good', frontend: 'good' });
  expect(world.railway.deployments('api').length - deployed).toBe(1);
  const restored = {
    'database/main': '1.sql',
    'railway/backend': world.railway.activeDeployment('api'),
    'vercel/frontend': world.vercel.productionDeployment('site'),
  };
  const { releases, rollbacks, issues } = told(world, environment);
  expect(releases).toMatchObject([{ release: outputs.release, ended: ['failure rolled back'] }]);
  expect(rollbacks).toMatchObject([{ from: outputs.release, to: '1.1', ended: ['success rolled back'] }]);
  expect(rollbacks[0].restored).toEqual(restored);
  expect(issues.map(({ number }) => `/issues/${number}`)).toEqual([
    outputs['issue-url']?.match(/\/issues\/\d+$/)?.[0],
  ]);
}

const slow = 42;
/** Whoever takes a row out of the history waits at its end for a lock that others may hold. */
const waitsAtItsEnd = `create function slow() returns trigger language plpgsql as $$
  begin perform pg_advisory_xact_lock_shared(${slow}); return null; end $$;
  create constraint trigger slow after delete on deploy_actions.migrations
  deferrable initially deferred for each row execute function slow()`;

/** Where a run is killed: what a session of others holds meanwhile, and what is to come true. */
interface Moment {
  holds?: string;
  when(url: string): () => Promise<boolean> | boolean;
  /** What they wait for in the second attempt before they let go; they let go before it when absent. */
  letsGo?(url: string): () => Promise<boolean>;
}

/** Once a session of the run is so. */
const isAt = (condition: string) => (url: string) => async () => {
  const own = "application_name = 'deploy-actions run-migrations' and datname = current_database()";
  return (await ask(url, `select from pg_stat_activity where ${own} and ${condition}`)).length > 0;
};

/** Once Railway was asked to roll back, and has not heard of it. */
const isDown = () => {
  const { requests, faults } = world.railway;
  const from = requests.length;
  faults.add({ operation: 'deploymentRollback', fault: { kind: 'hang' } });
  return () => requests.slice(from).some(({ operation }) => operation === 'deploymentRollback');
};

/** Once one run waits for another that migrates. */
const isBehind = isAt("query like '%locktype%'");
const isCommitting = isAt("wait_event_type = 'Lock' and query = 'commit'");
const waits = (statement: string) => isAt(`wait_event_type = 'Lock' and query like '${statement}%'`);
const moments: [string, Moment | undefined][] = [
  ['not at all', undefined],
  ['before', { holds: `select pg_advisory_lock(${migrationLockKey})`, when: isBehind }],
  [
    'in the middle',
    { holds: 'begin; lock table since in access share mode', when: waits('drop table since') },
  ],
  [
    'between two of its ways down',
    { holds: 'begin; lock table notes in access share mode', when: waits('alter table notes') },
  ],
  [
    'while the last word of a way down is still under way',
    {
      holds: `select pg_advisory_lock(${slow})`,
      when: isCommitting,
      // PostgreSQL itself looks every 5 s whether the killed one is still there.
      letsGo: (url) => async () => (await isBehind(url)()) || !(await isCommitting(url)()),
    },
  ],
  ['after it and before the backend', { when: isDown }],
];

const files = {
  '2.sql': 'alter table notes rename column text to body;',
  '2.down.sql': 'create table half (id int); alter table notes rename column body to text; drop table half;',
  '3.sql': 'create table since (id int);',
  '3.down.sql': 'create table half (id int); drop table since; drop table half;',
};

/** Kills the first attempt and runs the second; returns its outputs. */
async function dieAndRunAgain(bad: Bad, { holds, when, letsGo }: Moment): Promise<Record<string, string>> {
  const other = new pg.Client(bad.url);
  await other.connect();
  if (holds) await other.query(holds);
  await killedOnce(bad, when(bad.url));
  world.railway.faults.clear();
  if (!letsGo) await other.end();
  return takenBack(bad, 2, () => letsGo && void come(letsGo(bad.url), () => false).then(() => other.end()));
}

describe('a way back that is killed on the schema and run again ends as one that lived', () => {
  it.each(moments)('killed %s', async (name, moment) => {
    const environment = `down ${name}`;
    const url = await postgres.createDatabase(environment);
    const bad = await badRelease({ environment, url }, files);
    expect(bad.components[0]).toMatchObject({ rollback: 'downgrade', from: '1.sql', to: '3.sql' });
    await ask(url, waitsAtItsEnd);
    await expectBack(bad, moment ? await dieAndRunAgain(bad, moment) : await takenBack(bad, 1));
  });
});

describe('a restore at Neon', () => {
  let neon: NeonPlatform;
  let close = async () => {};
  beforeAll(async () => {
    const server = await startPostgres();
    await server.createDatabase('notes');
    neon = await startNeonPlatform({ postgresUrl: server.url, postgres: server, database: 'notes' });
    close = async () => {
      await neon.close();
      await server.close();
    };
  }, 60_000);
  afterAll(() => close());

  it('that has happened when the run is killed, and has not been told, is not made again', async () => {
    const { url = '' } = neon.branches()[0] ?? {};
    const access = {
      ...{ 'neon-api-key': neon.apiKey, 'neon-project': neon.project, 'neon-api-url': neon.apiUrl },
    };
    const bad = await badRelease(
      { environment: 'neon', url, inputs: access },
      { '2.sql': 'create table since (id int); alter table notes add column body text, drop column text;' },
    );
    const inputs = { ...bad.inputs, 'allow-restore': 'true' };
    const leaving = { ...bad, inputs };
    await ask(url, 'insert into since values (7)');
    neon.faults.add({ operation: 'restoreBranch', fault: { kind: 'hang-after' } });
    const keptAs = 'before-rollback-main-2.1';
    await killedOnce(leaving, () => neon.branches().some(({ name }) => name === keptAs));
    await expectBack(leaving, await takenBack(leaving, 2));
    expect(neon.requests.filter(({ operation }) => operation === 'restoreBranch')).toHaveLength(1);
    const kept = neon.branches().find(({ name }) => name === keptAs);
    expect(await ask(kept?.url ?? '', 'select id from since')).toEqual([[7]]);
  });
});
