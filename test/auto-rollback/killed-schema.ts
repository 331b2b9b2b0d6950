import { join } from 'node:path';
import { expect } from '@jest/globals';
import pg from 'pg';
import { conclude } from './conclude.js';
import { type Attempt, takeBackBundle, told } from './killed.js';
import { ask, migrate } from './migrate.js';
import type { World } from './world.js';

/** A release whose schema, backend and frontend are to go back. */
export interface Bad extends Omit<Attempt, 'attempt'> {
  world: World;
  url: string;
  /** Where its migrations are. */
  folder: string;
  /** How often Railway has deployed before the way back. */
  deployed: number;
}

/** The app's migrations, by their files below `migrations/`. */
export interface Migrations {
  tool?: 'sql' | 'alembic';
  /** Those of the good release; `firstSql` when absent. */
  first?: Record<string, string>;
  second: Record<string, string>;
}

/** What every app begins with. */
export const firstSql = 'create table notes (text text);';

/** Ships release 1, verified, and release 2, with its migrations; somebody has written between them. */
export async function badRelease(
  { world, environment, url, inputs = {} }: Pick<Bad, 'world' | 'environment' | 'url' | 'inputs'>,
  { tool = 'sql', first = { '1.sql': firstSql }, second }: Migrations,
): Promise<Bad> {
  const folder = join(world.directory, environment.replaceAll(' ', '-'));
  const migrations = { ...inputs, 'database-url': url, 'working-directory': folder, tool };
  const one = await migrate(world, 1, first, { ...migrations, backup: 'never' });
  const good = [one, await world.shipBackend('good'), await world.shipFrontend('good')];
  await conclude(world, { run: 1, components: good, environment });
  await ask(url, "insert into notes values ('kept')");
  const bad = await migrate(world, 2, second, { ...migrations, 'allow-destructive': 'true' });
  const components = [bad, await world.shipBackend('bad'), await world.shipFrontend('bad')];
  const database = { 'database-tool': tool, 'database-working-directory': folder, 'database-url': url };
  const deployed = world.railway.deployments('api').length;
  return { ...{ world, environment, url, folder, components, deployed }, inputs: { ...inputs, ...database } };
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
export async function killedOnce(bad: Bad, when: () => Promise<boolean> | boolean): Promise<void> {
  let ended = false;
  let killed: Promise<boolean> | undefined;
  const { code, stdout } = await takeBackBundle(bad.world, { ...bad, attempt: 1 }, (kill) => {
    killed = come(when, () => ended).then((isSo) => {
      if (isSo) kill('SIGKILL');
      return isSo;
    });
  });
  ended = true;
  expect([await killed, code, stdout]).toEqual([true, null, expect.any(String)]);
}

/** Runs an attempt to its end, which must be green; returns its outputs. */
export async function takenBack(
  bad: Bad,
  attempt: number,
  onStart: () => void = () => {},
): Promise<Record<string, string>> {
  const { code, outputs, stdout } = await takeBackBundle(bad.world, { ...bad, attempt }, onStart);
  if (code !== 0) throw new Error(stdout);
  return outputs;
}

/** The state that a run which was never killed leaves. */
export async function expectBack(
  { world, environment, url, deployed, components }: Bad,
  outputs: Record<string, string>,
) {
  expect([outputs.outcome, outputs['rolled-back-to']]).toEqual(['rolled-back', '1.1']);
  expect(await ask(url, 'select text from notes')).toEqual([['kept']]);
  const [database] = components;
  const from = database?.kind === 'database' ? database.from : null;
  const history = from === '1.sql' ? 'select name from deploy_actions.migrations' : 'table alembic_version';
  expect(await ask(url, history)).toEqual([[from]]);
  expect(await ask(url, "select to_regclass('since')")).toEqual([[null]]);
  expect(await world.served()).toEqual({ backend: 'good', frontend: 'good' });
  expect(world.railway.deployments('api').length - deployed).toBe(1);
  const restored = {
    'database/main': from,
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

/** Where a run is killed: what a session of others holds meanwhile, and what is to come true. */
export interface Moment {
  holds?: string;
  when(url: string): () => Promise<boolean> | boolean;
  /** What they wait for in the second attempt before they let go; they let go before it when absent. */
  letsGo?(url: string): () => Promise<boolean>;
}

/** Once a session of the run is so. */
export function isAt(condition: string): (url: string) => () => Promise<boolean> {
  return (url) => async () => {
    const own = "application_name like 'deploy-actions %' and datname = current_database()";
    return (await ask(url, `select from pg_stat_activity where ${own} and ${condition}`)).length > 0;
  };
}

/** Kills the first attempt and runs the second; returns its outputs. */
export async function dieAndRunAgain(
  bad: Bad,
  { holds, when, letsGo }: Moment,
): Promise<Record<string, string>> {
  const other = new pg.Client(bad.url);
  await other.connect();
  if (holds) await other.query(holds);
  await killedOnce(bad, when(bad.url));
  bad.world.railway.faults.clear();
  if (!letsGo) await other.end();
  return takenBack(bad, 2, () => letsGo && void come(letsGo(bad.url), () => false).then(() => other.end()));
}
