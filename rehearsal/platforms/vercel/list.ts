import type { Deployment } from './model.js';
import type { Store } from './store.js';
import { listItem } from './views.js';

/**
 * A page of deployments, newest first, as `/v6/deployments` and `/v7/deployments` give it. `pagination.next` is the
 * `until` of the next page, null on the last; `since` and `until` are exclusive, in milliseconds.
 */
export function listDeployments(store: Store, query: URLSearchParams): Record<string, unknown> {
  const limit = Math.min(Number(query.get('limit') ?? 20) || 20, 100);
  const since = Number(query.get('since') ?? 0);
  const until = Number(query.get('until') ?? Number.POSITIVE_INFINITY);
  const found = [...store.deployments]
    .reverse()
    .filter(({ createdAt }) => createdAt > since && createdAt < until)
    .filter((deployment) => fits(store, deployment, query));
  const page = found.slice(0, limit);
  const next = found.length > limit ? (page.at(-1)?.createdAt ?? null) : null;
  return {
    deployments: page.map((deployment) => listItem(store, deployment)),
    pagination: { count: page.length, next, prev: page[0]?.createdAt ?? null },
  };
}

function fits(store: Store, deployment: Deployment, query: URLSearchParams): boolean {
  const project = store.projectOf(deployment);
  const { meta, gitMetadata } = deployment;
  const projects = [...(query.get('projectIds')?.split(',') ?? []), ...query.getAll('projectId')];
  const tests: [string, (wanted: string) => boolean][] = [
    ['app', (app) => app === project.name],
    [
      'target',
      (target) => (target === 'preview' ? deployment.target === null : target === deployment.target),
    ],
    ['state', (states) => states.split(',').includes(deployment.readyState)],
    ['sha', (sha) => sha === meta.githubCommitSha || sha === gitMetadata?.commitSha],
    ['branch', (branch) => branch === meta.githubCommitRef || branch === gitMetadata?.commitRef],
    [
      'rollbackCandidate',
      (wanted) => store.rollbackCandidates(project).includes(deployment) === (wanted === 'true'),
    ],
  ];
  if (projects.length > 0 && !projects.includes(project.id) && !projects.includes(project.name)) return false;
  for (const [name, test] of tests) {
    const wanted = query.get(name);
    if (wanted !== null && wanted !== '' && !test(wanted)) return false;
  }
  return [...query].every(([name, value]) => !name.startsWith('meta-') || meta[name.slice(5)] === value);
}
