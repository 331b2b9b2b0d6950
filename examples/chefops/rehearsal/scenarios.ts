import type { Observed, Scenario } from '../../../rehearsal/scenarios/scenario.js';

const staging = {
  workflow: '.github/workflows/deploy-staging.yml',
  event: { name: 'push' as const, branch: 'dev' },
};

/** The digests of the images that were deployed in an environment, each once. */
function digestsIn({ world }: Observed, environment: string): string[] {
  const made = world.railway.deployments(
    world.names.service('api').id,
    world.names.environmentId(environment),
  );
  return [...new Set(made.map(({ meta }) => String(meta.imageDigest)))].sort();
}

/** How often an image was built, by release. */
function buildsOf({ releases }: Observed): Record<string, number> {
  const count = (name: string) =>
    releases.find((one) => one.name === name)?.run.jobs.filter(({ id }) => id === 'image').length ?? 0;
  return Object.fromEntries(releases.map(({ name }) => [name, count(name)]));
}

// It compares what two environments got, which no single expectation of rehearsal.yml can see.
export default [
  {
    name: 'one-image',
    description: 'Each version is built once, for staging; production runs the very same two images.',
    workflow: '.github/workflows/deploy-production.yml',
    releases: [
      { name: 'v1 on staging', ...staging },
      { name: 'v1' },
      { name: 'v2 on staging', patches: ['v2.patch'], ...staging },
      { name: 'v2', patches: ['v2.patch'] },
    ],
    async expectations(observed) {
      const [verified, live] = [digestsIn(observed, 'staging'), digestsIn(observed, 'production')];
      const builds = buildsOf(observed);
      return [
        {
          text: 'Every run ends well',
          seen: observed.releases.map(({ run }) => run.conclusion).join(', '),
          met: observed.releases.every(({ run }) => run.conclusion === 'success'),
        },
        {
          text: 'Production ran the two images that staging ran, and no other',
          seen: `staging ${verified.join(', ')}; production ${live.join(', ')}`,
          met: verified.length === 2 && verified.join() === live.join(),
        },
        {
          text: 'An image is built for staging only, once for each version',
          seen: JSON.stringify(builds),
          met: Object.entries(builds).every(
            ([name, times]) => times === (name.endsWith('on staging') ? 1 : 0),
          ),
        },
      ];
    },
  },
] satisfies Scenario[];
