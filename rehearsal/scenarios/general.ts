import type { Declaration, Example } from '../example/index.js';
import {
  cheap,
  deploymentsMade,
  healthyAtTheEnd,
  lost,
  outage,
  recorded,
  release,
  runEnded,
  serves,
} from './expect.js';
import type { Expectation, Observed, ReleaseScript, Scenario } from './scenario.js';

type Version = keyof Declaration['versions'];

/** A story that any example can tell which has the versions for it. */
interface GeneralStory extends Omit<Scenario, 'releases'> {
  needs: readonly Version[];
  /** How often every service and every project is deployed in it, when the example says nothing else. */
  deployments?: { services: number; projects: number };
  releases(versions: Declaration['versions']): ReleaseScript[];
}

/** v1 is the example as it stands, v2 a good change of it. */
const good = (versions: Declaration['versions']): ReleaseScript[] => [
  { name: 'v1' },
  { name: 'v2', patches: versions.good ?? [] },
];
const goodThen = (name: Version) => (versions: Declaration['versions']) => [
  ...good(versions),
  { name: 'v3', patches: versions[name] ?? [] },
];

/** v3 never reaches anybody: v2 stays, nothing is lost. */
async function v2Untouched(observed: Observed): Promise<Expectation[]> {
  const v3 = release(observed, 'v3');
  return [
    runEnded(observed, 'v1', 'success'),
    runEnded(observed, 'v2', 'success'),
    runEnded(observed, 'v3', 'failure'),
    ...(await serves(observed, 'v2')),
    recorded(observed, 'v2', 'verified'),
    recorded(observed, 'v3', 'failed'),
    ...lost(observed, {
      text: 'While v3 fails',
      from: v3.run.startedAt,
      to: v3.run.finishedAt,
      targets: lossless(observed),
    }),
  ];
}

/** What is asked all the time and may never fail: all but services with a volume, which stop before they start anew. */
function lossless({ world, samples }: Observed): string[] {
  const { services } = world.example.declaration;
  const stops = Object.entries(services).flatMap(([key, { volume, probes }]) =>
    volume === undefined ? [] : [key, ...(probes ?? []).flatMap(({ name }) => name ?? [])],
  );
  return [...new Set(samples.map(({ target }) => target))].filter(
    (target) => !stops.some((key) => target === key || target.startsWith(`${key} `)),
  );
}

const badRelease: GeneralStory = {
  name: 'bad-release',
  description: 'v1 and v2 are good; v3 passes its gates and answers 500s once it is live, and is taken back.',
  needs: ['good', 'bad'],
  releases: goodThen('bad'),
  deployments: { services: 4, projects: 3 },
  async expectations(observed) {
    const v2 = release(observed, 'v2');
    const v3 = release(observed, 'v3');
    const targets = lossless(observed);
    const services = Object.keys(observed.world.example.declaration.services);
    const ofService = (target: string) =>
      services.some((key) => target === key || target.startsWith(`${key} `));
    const asked = [...new Set(observed.samples.map(({ target }) => target))].filter(ofService);
    const outs = asked.map((target) =>
      outage(observed.samples, target, v3.run.startedAt, observed.finishedAt),
    );
    const outMs = Math.max(0, ...outs);
    return [
      runEnded(observed, 'v1', 'success'),
      runEnded(observed, 'v2', 'success'),
      runEnded(observed, 'v3', 'failure'),
      ...(await serves(observed, 'v2')),
      recorded(observed, 'v2', 'verified'),
      recorded(observed, 'v3', 'rolled back'),
      ...lost(observed, { text: 'Rolling out v2', from: v2.run.startedAt, to: v2.run.finishedAt, targets }),
      {
        text: 'v3 was seen to fail, and was out for less than 30 s',
        seen: `${(outMs / 1_000).toFixed(1)} s`,
        met: outMs > 0 && outMs < 30_000,
      },
      ...lost(observed, {
        text: 'While v3 is out',
        from: v3.run.startedAt,
        to: observed.finishedAt,
        targets: targets.filter((target) => !ofService(target)),
      }),
      ...healthyAtTheEnd(observed),
    ];
  },
};

const failingGate: GeneralStory = {
  name: 'failing-gate',
  description: 'v3 fails a gate: nothing is deployed.',
  needs: ['good', 'failing-gate'],
  releases: goodThen('failing-gate'),
  deployments: { services: 2, projects: 2 },
  expectations: v2Untouched,
};

const failingMigration: GeneralStory = {
  name: 'failing-migration',
  description: "v3's migration fails in the database: it is undone there and nothing is deployed.",
  needs: ['good', 'failing-migration'],
  releases: goodThen('failing-migration'),
  deployments: { services: 2, projects: 2 },
  expectations: v2Untouched,
};

const unhealthy: GeneralStory = {
  name: 'unhealthy',
  description: "v3's backend never gets healthy, so it never takes traffic; the frontend stays staged.",
  needs: ['good', 'unhealthy'],
  releases: goodThen('unhealthy'),
  expectations: v2Untouched,
};

const faultyPlatforms: GeneralStory = {
  name: 'faulty-platforms',
  description:
    'The platforms drop connections, lose answers and are busy while v2 is shipped: it is shipped all the same, once.',
  needs: ['good'],
  releases: ({ good: patches = [] }) => [{ name: 'v1' }, { name: 'v2', patches, prepare: disturb }],
  deployments: { services: 2, projects: 2 },
  async expectations(observed) {
    return [
      runEnded(observed, 'v2', 'success'),
      ...(await serves(observed, 'v2')),
      recorded(observed, 'v2', 'verified'),
    ];
  },
};

const disturb: NonNullable<ReleaseScript['prepare']> = ({ railway, vercel, github }) => {
  railway.faults.add({ operation: 'upload', fault: { kind: 'reset-after' } });
  railway.faults.add({ operation: 'deployment', from: 2, times: 2, fault: { kind: 'status', status: 503 } });
  vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'reset-after' } });
  vercel.faults.add({ operation: 'getDeployment', from: 2, fault: { kind: 'reset' } });
  github.faults.add({ operation: 'listDeployments', fault: { kind: 'status', status: 502 } });
};

const stories = [badRelease, failingGate, failingMigration, unhealthy, faultyPlatforms];

/** The general stories an example has the versions for, with how often each component is deployed in them. */
export function generalScenarios({ declaration }: Example): Scenario[] {
  const { versions, services, projects } = declaration;
  return stories
    .filter(({ needs }) => needs.every((version) => versions[version] !== undefined))
    .map((story) => {
      const usual = story.deployments;
      const counts = usual && {
        ...Object.fromEntries(Object.keys(services).map((key) => [key, usual.services])),
        ...Object.fromEntries(Object.keys(projects).map((key) => [key, usual.projects])),
      };
      const own = declaration.stories[story.name]?.deployments ?? counts ?? {};
      return {
        name: story.name,
        description: story.description,
        releases: story.releases(versions),
        expectations: async (observed) => [
          ...(await story.expectations(observed)),
          ...deploymentsMade(observed, own),
          ...cheap(observed, declaration['at-most']),
        ],
      };
    });
}
