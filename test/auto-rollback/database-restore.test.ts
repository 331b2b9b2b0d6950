import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NeonPlatform, startNeonPlatform } from '../../rehearsal/platforms/neon/index.js';
import { startPostgres } from '../../rehearsal/platforms/postgres/index.js';
import type { Component } from '../../src/release/component.js';
import { findInstalledPostgres, startInstalledPostgres } from '../run-migrations/installed-postgres.js';
import { type Concluded, conclude } from './conclude.js';
import { ask, migrate } from './migrate.js';
import { openWorld, type World } from './world.js';

/** One database with an app that is at its second, bad release. */
interface Bad {
  environment: string;
  url: string;
  components: Component[];
  /** The undo point that the bad release's migration made. */
  backup: string;
  inputs: Record<string, string>;
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const first = "create table notes (text text); insert into notes values ('kept');";
const second = 'create table since (id integer); alter table notes drop column text;';

/** Ships release 1, verified, and release 2, whose migration cannot be undone by SQL; somebody has written since. */
async function badRelease(environment: string, url: string, more: Record<string, string> = {}): Promise<Bad> {
  const folder = join(world.directory, environment);
  const migrations = { ...more, 'database-url': url, 'working-directory': folder, tool: 'sql' };
  const one = await migrate(world, 1, { '1.sql': first }, { ...migrations, backup: 'never' });
  const good = [one, await world.shipBackend('b1'), await world.shipFrontend('f1')];
  await conclude(world, { run: 1, components: good, environment });
  const two = await migrate(world, 2, { '2.sql': second }, { ...migrations, 'allow-destructive': 'true' });
  expect(two).toMatchObject({ rollback: 'restore', from: '1.sql', to: '2.sql' });
  await ask(url, 'insert into since values (7)');
  return {
    ...{ environment, url, backup: two.backup ?? '' },
    components: [two, await world.shipBackend('b2'), await world.shipFrontend('f2')],
    inputs: {
      ...more,
      ...{ 'database-url': url, 'database-tool': 'sql', 'database-working-directory': folder },
    },
  };
}

/** Without leave nothing moves, and it is said what a restore would lose. */
async function expectBlocked({ environment, components, inputs, url, backup }: Bad): Promise<void> {
  const began = Date.now();
  const { result, told } = await conclude(world, {
    run: 2,
    components,
    ended: 'failure',
    environment,
    inputs,
  });
  expect([result.outcome, world.changesSince(began)]).toEqual(['blocked', []]);
  expect(told.failure?.message).toContain(`Only its undo point ${backup} brings it back`);
  expect(told.failure?.message).toContain('would lose everything that was written to the database since');
  expect(told.failure?.message).toContain('"allow-restore: true"');
  expect(told.summary).toContain('the earlier code must not take its place now');
  expect(await ask(url, 'select id from since')).toEqual([[7]]);
  expect(await world.served()).toEqual({ backend: 'b2', frontend: 'f2' });
  expect(world.github.deployments().at(-1)).toMatchObject({
    task: 'release',
    statuses: [{ state: 'failure', description: expect.stringMatching(/^failed: blocked/) }],
  });
}

/** Schema, then backend, then frontend: all back, proved, recorded and told. */
async function expectRestored({ result, told, log }: Concluded, { url, backup }: Bad): Promise<void> {
  expect(result).toMatchObject({ outcome: 'rolled-back', backTo: { release: '1.1' }, liveNow: undefined });
  expect(result.steps.map(({ step, state }) => [step.component.name, step.action, state])).toEqual([
    ['main', 'restore', 'done'],
    ['backend', 'rollback', 'done'],
    ['frontend', 'rollback', 'done'],
  ]);
  expect(await ask(url, 'select text from notes')).toEqual([['kept']]);
  expect(await world.served()).toEqual({ backend: 'b1', frontend: 'f1' });
  expect(log).toMatch(/1\. main \(database\): restore the undo point .*LOST is everything that was written/);
  expect(told.summary).toMatch(/\| main \| database \| restore the undo point .* \| done \|/);
  expect(told.outputs['rolled-back-to']).toBe('1.1');
  expect(world.github.deployments().at(-1)).toMatchObject({
    task: 'rollback',
    payload: {
      ...{ from: '2.1', to: '1.1' },
      restored: {
        'database/main': '1.sql',
        'railway/backend': world.railway.activeDeployment('api'),
        'vercel/frontend': world.vercel.productionDeployment('site'),
      },
    },
  });
  expect(JSON.stringify(result)).toContain(backup);
  expect(`${JSON.stringify(told)}${log}`).not.toContain(new URL(url).password);
}

describe('a database at Neon whose schema the earlier code does not run on', () => {
  let neon: NeonPlatform;
  let close = async () => {};
  beforeAll(async () => {
    const postgres = await startPostgres();
    await postgres.createDatabase('notes');
    neon = await startNeonPlatform({ postgresUrl: postgres.url, postgres, database: 'notes' });
    close = async () => {
      await neon.close();
      await postgres.close();
    };
  }, 60_000);
  afterAll(() => close());

  it('stays without leave to restore, and with it comes back from its branch; what was written since is kept', async () => {
    const { url = '' } = neon.branches()[0] ?? {};
    const bad = await badRelease('neon', url, {
      ...{ 'neon-api-key': neon.apiKey, 'neon-project': neon.project, 'neon-api-url': neon.apiUrl },
    });
    expect(bad.backup).toMatch(/^neon:/);
    await expectBlocked(bad);
    const { components, environment } = bad;
    const inputs = { ...bad.inputs, 'allow-restore': 'true' };
    const concluded = await conclude(world, { run: 2, components, ended: 'failure', environment, inputs });
    await expectRestored(concluded, bad);
    const kept = neon.branches().find(({ name }) => name === 'before-rollback-main-2.1');
    expect(await ask(kept?.url ?? '', 'select id from since')).toEqual([[7]]);
  }, 30_000);
});

const installed = findInstalledPostgres();
const withDump = installed ? describe : describe.skip;
const why = installed ? '' : ' (skipped: no PostgreSQL with its pg_dump in /usr/lib/postgresql)';

withDump(`a PostgreSQL whose schema the earlier code does not run on${why}`, () => {
  let server: { url: string; close(): Promise<void> };
  beforeAll(async () => {
    if (installed) server = await startInstalledPostgres(installed);
  }, 60_000);
  afterAll(() => server?.close());

  const key = 'a passphrase of some length';

  it('stays without leave to restore, and with it comes back from its encrypted dump', async () => {
    const bad = await badRelease('dump', server.url, { 'backup-key': key });
    expect(bad.backup).toMatch(/^pg_dump:.*\.dump\.enc$/);
    await expectBlocked(bad);
    const { components, environment } = bad;
    const inputs = { ...bad.inputs, 'allow-restore': 'true' };
    const concluded = await conclude(world, { run: 2, components, ended: 'failure', environment, inputs });
    await expectRestored(concluded, bad);
  }, 30_000);

  it('comes back by a rollback that a person asks for, once its dump is on the runner; before, nothing is touched', async () => {
    const url = server.url.replace(/postgres$/, 'by_hand');
    await ask(server.url, 'create database by_hand');
    const bad = await badRelease('by hand', url);
    const { components, environment, backup } = bad;
    await conclude(world, { run: 2, components, environment, inputs: { verdict: 'inconclusive' } });
    const file = backup.replace('pg_dump:', '');
    renameSync(file, `${file}.elsewhere`);
    const command = { command: 'rollback', records: '', reason: 'notes are gone', 'allow-restore': 'true' };
    const inputs = { ...bad.inputs, ...command };
    const began = Date.now();
    const missing = await conclude(world, { run: 3, components: [], environment, inputs });
    expect([missing.result.outcome, world.changesSince(began)]).toEqual(['blocked', []]);
    expect(missing.told.failure?.message).toContain(`${file} is not on this runner`);
    expect(missing.told.failure?.message).toContain('actions/download-artifact');
    // On another runner the workspace is another folder, and the artifact is where a step has put it.
    const fetched = mkdtempSync(join(tmpdir(), 'fetched-'));
    renameSync(`${file}.elsewhere`, join(fetched, basename(file)));
    const there = { ...inputs, 'backup-directory': fetched };
    const concluded = await conclude(world, { run: 4, components: [], environment, inputs: there });
    rmSync(fetched, { recursive: true });
    await expectRestored(concluded, bad);
    expect(concluded.told.summary).toContain('notes are gone');
  }, 30_000);
});
