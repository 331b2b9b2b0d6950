import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conclude } from './conclude.js';
import { type Attempt, takeBackBundle, told } from './killed.js';
import { openWorld, until, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  mkdirSync(join(world.directory, '.github'));
});
afterAll(() => world.close());

/** Runs the bundle as run 2; it is killed as soon as `when` has come true. */
function takeBack(attempt: Attempt, when?: () => boolean) {
  return takeBackBundle(world, attempt, (kill) => when && void until(when).then(() => kill('SIGKILL')));
}

type Moment = () => () => boolean;

/** Once a platform has been asked for something for the `nth` time since now. */
function asked(platform: 'railway' | 'vercel' | 'github', operation: string, nth = 1): Moment {
  return () => {
    const { requests } = world[platform];
    const from = requests.length;
    return () => requests.slice(from).filter((request) => request.operation === operation).length >= nth;
  };
}

/** Once the suite that proves the way back runs. */
const proving: Moment = () => {
  const mark = join(world.directory, 'proving');
  rmSync(mark, { force: true });
  const check = `{ name: slow, kind: command, target: frontend, run: touch ${mark} && sleep 0.3 }`;
  writeFileSync(join(world.directory, '.github/smoke-test.yml'), `checks: [${check}]`);
  return () => existsSync(mark);
};

const moments: [string, Moment][] = [
  ['while it reads the records', asked('github', 'listDeployments')],
  ['while it asks what is live', asked('vercel', 'getProject')],
  ['once Railway was asked', asked('railway', 'deploymentRollback')],
  ['once Vercel was asked', asked('vercel', 'requestRollback')],
  ['while it proves that it is back', proving],
  ["while it writes the release's record", asked('github', 'createDeployment')],
  ["while it writes that record's status", asked('github', 'createDeploymentStatus')],
  ["while it writes the rollback's record", asked('github', 'createDeployment', 2)],
  ["while it writes that record's status too", asked('github', 'createDeploymentStatus', 2)],
  ['while it opens the incident', asked('github', 'createIssue')],
];

describe('a rollback that is killed and run again', () => {
  it.each(moments)(
    '%s ends in the same state, with the same records and one incident',
    async (name, moment) => {
      const environment = `killed ${name}`;
      const good = [await world.shipBackend('good'), await world.shipFrontend('good')];
      await conclude(world, { run: 1, components: good, environment });
      const components = [await world.shipBackend('bad'), await world.shipFrontend('bad')];
      const before = world.railway.deployments('api').length;
      const attempt = { environment, components, attempt: 1 };
      expect((await takeBack(attempt, moment())).code).not.toBe(0);
      const { outputs, code } = await takeBack({ ...attempt, attempt: 2 });
      rmSync(join(world.directory, '.github/smoke-test.yml'), { force: true });
      expect([outputs.outcome, outputs['rolled-back-to'], code]).toEqual(['rolled-back', '1.1', 0]);
      expect(await world.served()).toEqual({ backend: 'good', frontend: 'good' });
      // Once, also over both attempts.
      expect(world.railway.deployments('api').length - before).toBe(1);
      const restored = {
        'railway/backend': world.railway.activeDeployment('api'),
        'vercel/frontend': world.vercel.productionDeployment('site'),
      };
      const { releases, rollbacks, issues } = told(world, environment);
      expect(releases).toMatchObject([{ release: outputs.release, ended: ['failure rolled back'] }]);
      expect(rollbacks).toMatchObject([
        { from: outputs.release, to: '1.1', restored, ended: ['success rolled back'] },
      ]);
      expect(issues.map(({ number }) => `/issues/${number}`)).toEqual([
        outputs['issue-url']?.match(/\/issues\/\d+$/)?.[0],
      ]);
    },
  );

  it('is counted once in the figures, also when a run that had ended is run again', async () => {
    const environment = 'ended';
    await conclude(world, { run: 1, components: [await world.shipFrontend('good')], environment });
    const components = [await world.shipFrontend('bad')];
    const bad = { run: 2, components, ended: 'failure', environment } as const;
    const first = await conclude(world, bad);
    const records = JSON.stringify(told(world, environment));
    const again = await conclude(world, { ...bad, attempt: 2 });
    expect([first, again].map(({ result }) => [result.outcome, result.release])).toEqual([
      ['rolled-back', '2.1'],
      ['rolled-back', '2.1'],
    ]);
    expect(JSON.stringify(told(world, environment))).toBe(records);
    const report = { run: 3, components: [], environment, inputs: { command: 'report', records: '' } };
    const { delivery } = (await conclude(world, report)).result;
    expect(delivery).toMatchObject({ releases: 2, verified: 1, failed: 1, unrecovered: 0 });
  });
});
