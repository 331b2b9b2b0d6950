import type { Component } from '../../src/release/component.js';
import { type BundleRequest, type BundleRun, runBundle } from '../run-bundle.js';
import { needsOf } from './conclude.js';
import { tokens, type World } from './world.js';

/** One attempt of run 2 to take a release back. */
export interface Attempt {
  environment: string;
  components: readonly Component[];
  attempt: number;
  /** Besides the tokens and addresses of the platforms. */
  inputs?: Record<string, string>;
}

/** Runs the bundle as run 2, in the world's directory, on a release that failed. */
export function takeBackBundle(
  world: World,
  { environment, components, attempt, inputs = {} }: Attempt,
  onStart: NonNullable<BundleRequest['onStart']> = () => {},
): Promise<BundleRun> {
  return runBundle('auto-rollback', {
    inputs: {
      records: needsOf({ run: 2, components, ended: 'failure', environment }),
      ...{ environment, 'github-token': world.githubToken, 'max-rollbacks': '0' },
      ...{ 'railway-token': tokens.railway, 'railway-api-url': world.railway.apiUrl },
      ...{ 'vercel-token': tokens.vercel, 'vercel-api-url': world.vercel.apiUrl },
      ...inputs,
    },
    workspace: world.directory,
    env: {
      ...{ GITHUB_API_URL: world.github.apiUrl, GITHUB_SHA: world.commits[1] ?? '' },
      ...{ GITHUB_RUN_ID: '2', GITHUB_RUN_ATTEMPT: String(attempt) },
    },
    onStart,
  });
}

/** The releases' records but the first's, the rollbacks and the incidents of run 2, as people find them afterwards. */
export function told(world: World, environment: string) {
  const stored = (task: string) =>
    world.github
      .deployments()
      .filter((one) => one.environment === environment && one.task === task)
      .map(({ payload, statuses }) => ({
        ...Object(payload),
        ended: statuses.map(({ state, description }) => `${state} ${description?.split(':')[0]}`),
      }));
  const issues = world.github.issues().filter(({ body }) => body?.includes(`incident ${environment} 2.`));
  return { releases: stored('release').slice(1), rollbacks: stored('rollback'), issues };
}
