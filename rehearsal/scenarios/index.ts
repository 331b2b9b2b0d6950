import {
  cheap,
  deploymentsMade,
  healthyAtTheEnd,
  lostNothing,
  outage,
  recorded,
  release,
  runEnded,
  serves,
} from './expect.js';
import type { Observed, ReleaseScript, Scenario } from './scenario.js';

export type { Expectation, Observed, Release, Scenario } from './scenario.js';

const good: ReleaseScript[] = [{ name: 'v1' }, { name: 'v2', patch: 'v2.patch' }];

/** v3 never reaches anybody: v2 stays, nothing is lost. */
async function v2Untouched(
  observed: Observed,
  made: { railway: number; vercel: number },
): Promise<ReturnType<typeof runEnded>[]> {
  const v3 = release(observed, 'v3');
  return [
    runEnded(observed, 'v1', 'success'),
    runEnded(observed, 'v2', 'success'),
    runEnded(observed, 'v3', 'failure'),
    ...(await serves(observed, 'v2')),
    recorded(observed, 'v2', 'verified'),
    recorded(observed, 'v3', 'failed'),
    ...lostNothing(observed, 'While v3 fails', v3.run.startedAt, v3.run.finishedAt),
    deploymentsMade(observed, made),
  ];
}

const badRelease: Scenario = {
  name: 'bad-release',
  description: 'v1 and v2 are good; v3 passes its gates and answers 500s once it is live, and is taken back.',
  releases: [...good, { name: 'v3', patch: 'v3.patch' }],
  async expectations(observed) {
    const v2 = release(observed, 'v2');
    const v3 = release(observed, 'v3');
    const outMs = outage(observed.samples, 'backend', v3.run.startedAt, observed.finishedAt);
    return [
      runEnded(observed, 'v1', 'success'),
      runEnded(observed, 'v2', 'success'),
      runEnded(observed, 'v3', 'failure'),
      ...(await serves(observed, 'v2')),
      recorded(observed, 'v2', 'verified'),
      recorded(observed, 'v3', 'rolled back'),
      ...lostNothing(observed, 'Rolling out v2', v2.run.startedAt, v2.run.finishedAt),
      {
        text: 'v3 was seen to fail, and was out for less than 30 s',
        seen: `${(outMs / 1_000).toFixed(1)} s`,
        met: outMs > 0 && outMs < 30_000,
      },
      ...lostNothing(
        { ...observed, samples: observed.samples.filter((sample) => sample.target === 'frontend') },
        'While v3 is out',
        v3.run.startedAt,
        observed.finishedAt,
      ),
      ...healthyAtTheEnd(observed),
      deploymentsMade(observed, { railway: 4, vercel: 3 }),
      ...cheap(observed, 60_000),
    ];
  },
};

const failingGate: Scenario = {
  name: 'failing-gate',
  description: 'v3 fails a unit test: nothing is deployed.',
  releases: [...good, { name: 'v3', patch: 'v3-gate.patch' }],
  expectations: (observed) => v2Untouched(observed, { railway: 2, vercel: 2 }),
};

const failingMigration: Scenario = {
  name: 'failing-migration',
  description: "v3's migration fails in the database: it is undone there and nothing is deployed.",
  releases: [...good, { name: 'v3', patch: 'v3-migration.patch' }],
  expectations: (observed) => v2Untouched(observed, { railway: 2, vercel: 2 }),
};

const unhealthy: Scenario = {
  name: 'unhealthy',
  description: "v3's backend never gets healthy, so it never takes traffic; the frontend stays staged.",
  releases: [...good, { name: 'v3', patch: 'v3-unhealthy.patch' }],
  expectations: (observed) => v2Untouched(observed, { railway: 3, vercel: 3 }),
};

const faultyPlatforms: Scenario = {
  name: 'faulty-platforms',
  description:
    'The platforms drop connections, lose answers and are busy while v2 is shipped: it is shipped all the same, once.',
  releases: [
    { name: 'v1' },
    {
      name: 'v2',
      patch: 'v2.patch',
      prepare({ railway, vercel, github }) {
        railway.faults.add({ operation: 'upload', fault: { kind: 'reset-after' } });
        railway.faults.add({
          operation: 'deployment',
          from: 2,
          times: 2,
          fault: { kind: 'status', status: 503 },
        });
        vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
        vercel.faults.add({ operation: 'getDeployment', from: 2, fault: { kind: 'reset' } });
        github.faults.add({ operation: 'listDeployments', fault: { kind: 'status', status: 502 } });
      },
    },
  ],
  async expectations(observed) {
    return [
      runEnded(observed, 'v2', 'success'),
      ...(await serves(observed, 'v2')),
      recorded(observed, 'v2', 'verified'),
      deploymentsMade(observed, { railway: 2, vercel: 2 }),
    ];
  },
};

/** All stories, the default first. */
export const scenarios: readonly Scenario[] = [
  badRelease,
  failingGate,
  failingMigration,
  unhealthy,
  faultyPlatforms,
];
