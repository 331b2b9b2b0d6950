import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Component } from '../../src/release/component.js';
import { runBundle } from '../run-bundle.js';
import { conclude, needsOf } from './conclude.js';
import { openWorld, tokens, until, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const environment = 'production';

/** Runs the bundle as run 2; `kill` is called as soon as `when` has come true. */
function takeBack(components: readonly Component[], when?: () => boolean) {
  return runBundle('auto-rollback', {
    inputs: {
      records: needsOf({ run: 2, components, ended: 'failure', environment }),
      ...{ 'github-token': world.githubToken, 'max-rollbacks': '0' },
      ...{ 'railway-token': tokens.railway, 'railway-api-url': world.railway.apiUrl },
      ...{ 'vercel-token': tokens.vercel, 'vercel-api-url': world.vercel.apiUrl },
    },
    env: { GITHUB_API_URL: world.github.apiUrl, GITHUB_SHA: world.commits[1] ?? '', GITHUB_RUN_ID: '2' },
    onStart: (kill) => when && void until(when).then(() => kill('SIGKILL')),
  });
}

/** Whether a platform has been asked for something since now. */
function asked(platform: 'railway' | 'vercel' | 'github', operation: string): () => boolean {
  const { requests } = world[platform];
  const from = requests.length;
  return () => requests.slice(from).some((request) => request.operation === operation);
}

describe('a rollback that is killed at any moment and run again', () => {
  it.each([
    ['while it reads the records', 'github', 'listDeployments'],
    ['while it asks what is live', 'vercel', 'getProject'],
    ['while it asks what could go back', 'railway', 'deployment'],
    ['once Railway was asked', 'railway', 'deploymentRollback'],
    ['once Vercel was asked', 'vercel', 'requestRollback'],
    ['while it writes the record', 'github', 'createDeployment'],
  ] as const)('%s ends in the same state', async (_, platform, operation) => {
    const good = [await world.shipBackend('good'), await world.shipFrontend('good')];
    await conclude(world, { run: 1, components: good, environment });
    const bad = [await world.shipBackend('bad'), await world.shipFrontend('bad')];
    const before = world.railway.deployments('api').length;
    expect((await takeBack(bad, asked(platform, operation))).code).not.toBe(0);
    const { outputs } = await takeBack(bad);
    expect(['rolled-back', 'nothing-to-do']).toContain(outputs.outcome);
    expect(await world.served()).toEqual({ backend: 'good', frontend: 'good' });
    // Once, also over both attempts.
    expect(world.railway.deployments('api').length - before).toBe(1);
  });
});
