import { describe, expect, it } from '@jest/globals';
import type { Component } from '../../../src/release/component.js';
import { lookingOnce, person, pipeline, redeploy, refuse } from './actors.js';
import { type Begun, exploreAll, exploreRandomly } from './explore.js';
import { Turns } from './turns.js';
import { ModelWorld } from './world.js';

/** A verified release 1, and everybody who may act on it, begun. */
function begin(actors: readonly ((world: ModelWorld, turns: Turns) => Promise<void>)[]): Begun {
  const turns = new Turns();
  const served = { project: 'p', url: null, previous: null };
  const verified = {
    ...{ release: '1.1', commit: 'c1', end: 'verified' as const, record: 1 },
    components: [
      { kind: 'railway', name: 'backend', environment: 'e', service: 's', deployment: 'b1', ...served },
      { kind: 'vercel', name: 'frontend', deployment: 'f1', ...served },
    ] as Component[],
  };
  const world = new ModelWorld([verified]);
  const all = actors.map((act) =>
    act(world, turns).catch((error: unknown) => world.wrongs.push(String(error))),
  );
  return {
    turns,
    key: () => `${world.key}${turns.seen}`,
    touched: () => world.touched(),
    finish: async () => {
      await Promise.all(all);
      return world.wrongs;
    },
  };
}

const pipelines = (...numbers: string[]) =>
  numbers.map((number) => (world: ModelWorld, turns: Turns) => pipeline(number, world, turns));
const runs = Number(process.env.PROTOCOL_RUNS ?? 5_000);
const whole = process.env.PROTOCOL_FULL ? it : it.skip;

describe('taking back, whoever else acts at whatever moment', () => {
  it('never touches what it was not told, and never calls a mixture good: two pipelines, every order of turns', async () => {
    const { wrong, states } = await exploreAll(() => begin(pipelines('2', '3')));
    expect(wrong).toBeUndefined();
    expect(states).toBeGreaterThan(10_000);
  }, 60_000);

  it('nor with a person and a platform that redeploys by itself beside one pipeline: every order of turns', async () => {
    const { wrong, paths } = await exploreAll(() => begin([...pipelines('2'), person, redeploy]));
    expect(wrong).toBeUndefined();
    expect(paths).toBeGreaterThan(20);
  }, 60_000);

  it.each(['backend', 'frontend'] as const)(
    'nor when a platform refuses to change the %s: every order of turns',
    async (part) => {
      const actors = [...pipelines('2'), person, redeploy, refuse(part)];
      const { wrong, paths } = await exploreAll(() => begin(actors));
      expect(wrong).toBeUndefined();
      expect(paths).toBeGreaterThan(20);
    },
    60_000,
  );

  it('is told at once, with the way to it, where a fence does not look again', async () => {
    const careless = (world: ModelWorld, turns: Turns) => pipeline('2', world, turns, lookingOnce);
    const { wrong } = await exploreAll(() => begin([careless, person, redeploy]));
    expect(wrong?.what.join()).toMatch(/pipeline 2 (changed|ended)/);
    expect(wrong?.path.length).toBeGreaterThan(5);
  });

  it('comes to the same ends when orders that differ in nothing are left out', async () => {
    const actors = () => begin([...pipelines('2'), person, redeploy]);
    const [few, all] = [await exploreAll(actors), await exploreAll(actors, () => false)];
    expect([...few.ends].sort()).toEqual([...all.ends].sort());
    expect(few.paths).toBeLessThan(all.paths);
  }, 60_000);

  whole(
    'nor with two pipelines, a person and a platform that redeploys by itself: every order of turns',
    async () => {
      const { wrong, states } = await exploreAll(() => begin([...pipelines('2', '3'), person, redeploy]));
      expect(wrong).toBeUndefined();
      expect(states).toBeGreaterThan(500_000);
    },
    1_800_000,
  );

  whole.each(['backend', 'frontend'] as const)(
    'nor with two pipelines and a platform that refuses to change the %s: every order of turns',
    async (part) => {
      const { wrong, paths } = await exploreAll(() => begin([...pipelines('2', '3'), refuse(part)]));
      expect(wrong).toBeUndefined();
      expect(paths).toBeGreaterThan(200);
    },
    600_000,
  );

  it(`nor with all of them and a third pipeline, in ${runs} random orders`, async () => {
    const actors = [...pipelines('2', '3', '4'), person, redeploy];
    const { wrong, paths } = await exploreRandomly(() => begin(actors), runs, 7);
    expect(wrong).toBeUndefined();
    expect(paths).toBe(runs);
  }, 600_000);
});
