import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NeonPlatform, startNeonPlatform } from '../../rehearsal/platforms/neon/index.js';
import { type LocalPostgres, startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import { migrationLockKey } from '../../src/database/migration-lock.js';
import {
  badRelease,
  dieAndRunAgain,
  expectBack,
  isAt,
  killedOnce,
  type Moment,
  takenBack,
} from './killed-schema.js';
import { ask } from './migrate.js';
import { openWorld, type World } from './world.js';

let world: World;
let postgres: LocalPostgres;
beforeAll(async () => {
  [world, postgres] = await Promise.all([openWorld(), startPostgres()]);
}, 60_000);
afterAll(() => Promise.all([world.close(), postgres.close()]));

const slow = 42;
/** Whoever takes a row out of the history waits at its end for a lock that others may hold. */
const waitsAtItsEnd = `create function slow() returns trigger language plpgsql as $$
  begin perform pg_advisory_xact_lock_shared(${slow}); return null; end $$;
  create constraint trigger slow after delete on deploy_actions.migrations
  deferrable initially deferred for each row execute function slow()`;

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

describe('a way back that is killed on the schema and run again ends as one that lived', () => {
  it.each(moments)('killed %s', async (name, moment) => {
    const environment = `down ${name}`;
    const url = await postgres.createDatabase(environment);
    const bad = await badRelease({ world, environment, url }, { second: files });
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
      { world, environment: 'neon', url, inputs: access },
      { second: { '2.sql': 'create table since (id int); alter table notes drop column text;' } },
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
