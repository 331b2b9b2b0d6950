import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { main } from '../../actions/deploy-vercel/main.js';
import { setUp } from '../../actions/deploy-vercel/test-run.js';
import { assignmentTurnedOff } from '../../src/github/assignment-off.js';
import { conclude } from './conclude.js';
import { openWorld, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  mkdirSync(join(world.directory, 'site'));
  writeFileSync(join(world.directory, 'site', 'index.html'), 'the fix');
});
afterAll(() => world.close());

/** Runs deploy-vercel on the project that went back, with the release records of the environment at hand. */
async function deploy(environment: string, given: Record<string, string>) {
  const { inputs, deps } = setUp(
    { apiUrl: world.vercel.apiUrl, workspace: world.directory },
    { name: 'frontend', target: 'production', ...given },
  );
  const context = { ...deps.context, apiUrl: world.github.apiUrl, repository: 'acme/notes' };
  const turnedOffBy = (component: string) =>
    assignmentTurnedOff(world.githubToken, { environment, component }, { ...deps, context });
  return main(inputs, { ...deps, turnedOffBy });
}

async function badRelease(environment: string) {
  const good = await world.shipFrontend('good');
  await conclude(world, { run: 1, components: [good], environment });
  const bad = await world.shipFrontend('bad');
  return conclude(world, { run: 2, components: [bad], ended: 'failure', environment });
}

describe('domains on Vercel after a rollback', () => {
  it('are said and recorded to follow no deployment; the next one says since when, and turns it on again', async () => {
    const environment = 'remembered';
    const { result } = await badRelease(environment);
    expect(result.notes.join()).toContain('frontend: since this rollback Vercel leaves new production');
    expect(world.github.deployments().at(-1)).toMatchObject({
      task: 'rollback',
      payload: { assignmentOff: ['vercel/frontend'] },
    });
    const fix = await deploy(environment, { 'allow-over-rollback': 'older' });
    expect(fix.outcome).toBe('live');
    expect(fix.notes.join()).toMatch(
      /off since the rollback from release 2\.1 to 1\.1 \(.*\/actions\/runs\/2.*turned the assignment on again/,
    );
    expect(world.vercel.productionDeployment('site')).toBe(fix.deploymentId);
    const next = await deploy(environment, {});
    expect([next.outcome, next.notes]).toEqual(['live', []]);
  });

  it('are named with their rollback where a deployment may not go over it', async () => {
    const environment = 'refused';
    await badRelease(environment);
    await expect(deploy(environment, {})).rejects.toThrow(
      /was rolled back at \S+ by the rollback from release 2\.1 to 1\.1/,
    );
  });

  it('follow again when a promotion, not a rollback, was the way: nothing is recorded to be off', async () => {
    const environment = 'forwards';
    await badRelease(environment);
    const fix = await deploy(environment, { 'allow-over-rollback': 'older' });
    expect(await assignedOff(environment)).toBe(true);
    const component = { ...(fix.component ?? never()), previous: null };
    await conclude(world, { run: 3, components: [component], environment });
    // A drill goes back and forwards again: the second way is a promotion.
    const drill = { command: 'drill', records: '' };
    const { result } = await conclude(world, { run: 4, components: [], environment, inputs: drill });
    expect([result.outcome, result.notes.filter((note) => note.includes('staged'))]).toEqual(['drilled', []]);
    expect(await assignedOff(environment)).toBe(false);
    expect(world.vercel.productionDeployment('site')).toBe(fix.deploymentId);
  });
});

function never(): never {
  throw new Error('nothing was deployed');
}

/** Whether the newest record of a rollback says that domains follow no deployment. */
async function assignedOff(environment: string): Promise<boolean> {
  const { deps } = setUp({ apiUrl: world.vercel.apiUrl, workspace: world.directory }, {});
  const context = { ...deps.context, apiUrl: world.github.apiUrl, repository: 'acme/notes' };
  const asked = { environment, component: 'frontend' };
  return (await assignmentTurnedOff(world.githubToken, asked, { ...deps, context })) !== undefined;
}
