import { afterAll, describe, expect, it } from '@jest/globals';
import { type Death, diesAndRunsAgain, tellsChanges } from './deaths.js';
import { openFaultWorld, type Scenario, scenarios } from './fault-world.js';
import { poolOf } from './pool.js';

/** Worlds side by side: a case waits far more than it works. */
const worlds = await Promise.all([openFaultWorld(), openFaultWorld(), openFaultWorld()]);
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()));
});
const inWorld = poolOf(worlds);

/** Every change that a way back makes when nothing stops it. */
async function changesOf(scenario: Scenario): Promise<string[]> {
  const made: string[] = [];
  const how = tellsChanges((operation) => void made.push(operation));
  await inWorld(({ takeBack }) => takeBack(scenario, `${scenario.name} lives`, () => {}, how));
  return made;
}

/** What is recorded and told goes the same way whatever was asked of the platforms: one way stands for all, unless FAULTS_FULL is set. */
function deathsOf(scenario: Scenario, changes: readonly string[]): (Death & { operation: string })[] {
  const [first] = scenarios;
  const isWhole = scenario === first || process.env.FAULTS_FULL;
  const recorded = changes.findIndex((operation) => operation.startsWith('GitHub'));
  return changes
    .slice(0, isWhole ? undefined : recorded + 1)
    .flatMap((operation, index) =>
      (['before', 'after'] as const).map((when) => ({ operation, when, change: index + 1 })),
    );
}

describe('a run that dies at any of its changes and is run again ends as one that lived', () => {
  it.each(scenarios)(
    '$name: back at the verified release, with one record, one rollback and one issue',
    async (scenario) => {
      const changes = await changesOf(scenario);
      expect(changes.length).toBeGreaterThan(9);
      const problems = deathsOf(scenario, changes).map(async ({ operation, ...death }) => {
        const name = `${scenario.name}, dies ${death.when} ${death.change}`;
        try {
          await inWorld(({ takeBack }) => takeBack(scenario, name, () => {}, diesAndRunsAgain(death)));
          return [];
        } catch (error) {
          return [`${death.when} "${operation}" (${death.change}): ${error}`];
        }
      });
      expect((await Promise.all(problems)).flat()).toEqual([]);
    },
    120_000,
  );
});
