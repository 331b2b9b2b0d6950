import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import { type Asked, openFaultWorld, platformsOf, type Scenario, scenarios } from './fault-world.js';
import { poolOf } from './pool.js';

/** Worlds side by side: a case waits far more than it works. */
const worlds = await Promise.all([openFaultWorld(), openFaultWorld(), openFaultWorld()]);
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()));
});
const inWorld = poolOf(worlds);

const faults: Record<string, { fault: Fault; onlyChanges?: true }> = {
  'no connection': { fault: { kind: 'reset' } },
  'an answer that is lost': { fault: { kind: 'reset-after' }, onlyChanges: true },
  'a fault of the server': { fault: { kind: 'status', status: 500 } },
  'a gateway that gives up': { fault: { kind: 'status', status: 502 } },
  'too many requests': { fault: { kind: 'status', status: 429 } },
  nonsense: { fault: { kind: 'garbage' } },
  silence: { fault: { kind: 'hang' } },
  'silence after it was done': { fault: { kind: 'hang-after' }, onlyChanges: true },
};
/** One fault stands for all where nothing changes, unless FAULTS_FULL is set. */
const usual = { change: ['no connection', 'an answer that is lost'], read: ['a fault of the server'] };

interface Call {
  scenario: Scenario;
  platform: keyof Asked;
  operation: string;
  changes: boolean;
}

/** What a way back asks, in a run without faults. */
async function callsOf(scenario: Scenario): Promise<Call[]> {
  return inWorld(async ({ asked, takeBack }) => {
    const from = new Map<keyof Asked, number>();
    await takeBack(scenario, scenario.name, () => {
      for (const platform of platformsOf(asked)) from.set(platform, asked[platform].requests.length);
    });
    return platformsOf(asked).flatMap((platform) =>
      asked[platform].requests.slice(from.get(platform)).map(({ operation, method, body }) => {
        const changes = method !== 'GET' && !/^\s*query/.test(String(Object(body).query));
        return { scenario, platform, operation, changes };
      }),
    );
  });
}

/** Each operation once, on the best way back that asks it. */
async function allCalls(): Promise<Call[]> {
  const calls = (await Promise.all(scenarios.map(callsOf))).flat();
  const named = calls.map((call) => [`${call.platform} ${call.operation}`, call] as const);
  return [...new Map(named.reverse()).values()].reverse();
}

const cases = (await allCalls()).flatMap((call) =>
  Object.entries(faults)
    .filter(([, { onlyChanges }]) => call.changes || !onlyChanges)
    .filter(([name]) => process.env.FAULTS_FULL || usual[call.changes ? 'change' : 'read'].includes(name))
    .map(([name, { fault }]) => ({ ...call, way: call.scenario.name, name, fault })),
);

const ends: PromiseSettledResult<void>[] = [];
/** Side by side, but not as tests of their own: while one test ends, jest lets no other import anything, and ways back do. */
beforeAll(async () => {
  const all = cases.map(({ scenario, platform, operation, name, fault }) =>
    inWorld(({ asked, takeBack }) =>
      takeBack(scenario, `${scenario.name}, ${operation}, ${name}`, () =>
        asked[platform].faults.add({ operation, fault }),
      ),
    ),
  );
  ends.push(...(await Promise.allSettled(all)));
}, cases.length * 20_000);

describe('every call of every way back with every fault, once', () => {
  it.each(cases.map((one, index) => ({ ...one, index })))(
    '$way: $platform $operation meets $name: back at the verified release, and told once',
    ({ index }) => {
      const end = ends[index];
      if (end?.status === 'rejected') throw end.reason;
      expect(end?.status).toBe('fulfilled');
    },
  );
});
