import { describe, expect, it } from '@jest/globals';
import { person, pipeline, redeploy } from './actors.js';
import { type Begun, exploreAll, exploreRandomly, Turns } from './explore.js';
import { ModelWorld } from './world.js';

/** A verified release 1, and everybody who may act on it, begun. */
function begin(actors: readonly ((world: ModelWorld, turns: Turns) => Promise<void>)[]): Begun {
  const world = new ModelWorld();
  const turns = new Turns();
  const served = { project: 'p', url: null, previous: null };
  world.past.push({
    ...{ release: '1.1', commit: 'c1', end: 'verified', record: 1 },
    components: [
      { kind: 'railway', name: 'backend', environment: 'e', service: 's', deployment: 'b1', ...served },
      { kind: 'vercel', name: 'frontend', deployment: 'f1', ...served },
    ],
  });
  const failures: string[] = [];
  const all = actors.map((act) => act(world, turns).catch((error: unknown) => failures.push(String(error))));
  return {
    turns,
    key: () => `${world.key}${JSON.stringify([...turns.seen].sort())}`,
    finish: async () => {
      await Promise.all(all);
      return [...world.wrongs, ...failures];
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

  whole.each([
    ['a person', person],
    ['a platform that redeploys by itself', redeploy],
  ])(
    'nor with two pipelines and %s: every order of turns (PROTOCOL_FULL=1)',
    async (_, other) => {
      const { wrong, states } = await exploreAll(() => begin([...pipelines('2', '3'), other]));
      expect(wrong).toBeUndefined();
      expect(states).toBeGreaterThan(20_000);
    },
    900_000,
  );

  it(`nor with all of them and a third pipeline, in ${runs} random orders`, async () => {
    const actors = [...pipelines('2', '3', '4'), person, redeploy];
    const { wrong, paths } = await exploreRandomly(() => begin(actors), runs, 7);
    expect(wrong).toBeUndefined();
    expect(paths).toBe(runs);
  }, 600_000);
});
