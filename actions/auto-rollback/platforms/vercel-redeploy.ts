import { tmpdir } from 'node:os';
import { PlatformError, VerdictError } from '../../../src/errors/errors.js';
import type { ChangeDeps } from '../../../src/vercel/change-production.js';
import { promote } from '../../../src/vercel/change-production.js';
import { meaningOf } from '../../../src/vercel/states.js';
import type { CreateRequest, Material } from '../../../src/vercel/transfer/create.js';
import { markKey } from '../../../src/vercel/transfer/mark.js';
import { waitForDeployment } from '../../../src/vercel/wait.js';

/** A deployment that was built again, and what from. */
export interface Rebuilt {
  id: string;
  /** As the old deployment says, or the record; undefined when neither does. */
  commit: string | undefined;
}

/** What building again needs besides what changing production does. */
export interface RedeployDeps extends ChangeDeps {
  timeoutMs: number;
  context: { runId: string };
}

interface Back {
  projectId: string;
  deploymentId: string;
  /** As the record of its release says. */
  commit: string | undefined;
}

/**
 * Builds an earlier deployment again, staged, and promotes it once it is ready. Made once for each run: another attempt of
 * the run finds it by its mark. It bears the old deployment's commit: nothing else would tell later what it is. Throws
 * PlatformError when Vercel refuses, VerdictError when it does not get ready.
 */
export async function redeployProduction(
  { projectId, deploymentId, commit: recorded }: Back,
  deps: RedeployDeps,
): Promise<Rebuilt> {
  const { client } = deps;
  const [project, original] = await Promise.all([client.project(projectId), client.deployment(deploymentId)]);
  const { commit, meta, git } = originOf(original.meta, recorded);
  const material: Material = { kind: 'deployment', id: deploymentId };
  const [mark] = marksOf(deploymentId, deps.context.runId);
  const id = await buildProduction({ project, material, mark, meta, git, what: deploymentId }, deps);
  return { id, commit };
}

/**
 * Builds the commit of an earlier deployment from the project's connected repository, staged, and promotes it, where
 * nothing else of that deployment is left. Undefined when the project is connected to none. Throws as `redeployProduction`.
 */
export async function deployOldCommit(
  { projectId, deploymentId, commit }: Back & { commit: string },
  deps: RedeployDeps,
): Promise<Rebuilt | undefined> {
  const project = await deps.client.project(projectId);
  if (!project.repository) return undefined;
  const material: Material = { kind: 'commit', source: { ...project.repository, sha: commit } };
  const [, mark] = marksOf(deploymentId, deps.context.runId);
  const meta = { githubCommitSha: commit };
  const what = `The commit ${commit.slice(0, 7)} of ${deploymentId}`;
  return { id: await buildProduction({ project, material, mark, meta, git: undefined, what }, deps), commit };
}

/** The marks of what a run builds in place of a deployment: of the old one built again, and of its commit. */
export function marksOf(deploymentId: string, runId: string): [again: string, commit: string] {
  return [`back-to-${deploymentId}-in-${runId}`, `commit-of-${deploymentId}-in-${runId}`];
}

/** A build for production, and what it is called in messages. */
type Building = Pick<CreateRequest, 'project' | 'material' | 'mark' | 'meta' | 'git'> & { what: string };

async function buildProduction({ what, ...request }: Building, deps: RedeployDeps): Promise<string> {
  const { client, timeoutMs } = deps;
  const { project, mark } = request;
  // Loaded where it is needed: hardly any rollback gets here.
  const { createDeployment } = await import('../../../src/vercel/transfer/create.js');
  const there = await client.deploymentsByMeta(project.id, markKey, mark);
  // A build that failed never gets ready: whoever runs the job again wants another.
  const made =
    there.find((one) => meaningOf(one, false).kind !== 'ended') ??
    (await createDeployment(
      {
        ...request,
        ...{ target: 'production', customEnvironment: undefined, assignDomains: false },
        ...{ env: {}, buildEnv: {}, regions: [], force: true, others: there.map(({ id }) => id) },
      },
      { ...deps, stallMs: 60_000, temp: tmpdir() },
    ));
  const limits = { queue: timeoutMs, build: timeoutMs, assign: timeoutMs };
  const wait = { deploymentId: made.id, assigns: false, limits, isOwn: true };
  const end = await waitForDeployment(wait, deps);
  if (end.end !== 'ready')
    throw new VerdictError(`${what} was built again as ${made.id}, which ended as ${end.end}.`, {
      fix: `See its build log on Vercel${end.deployment?.inspectorUrl ? `: ${end.deployment.inspectorUrl}` : ''}.`,
    });
  const { rolling } = await promote({ projectId: project.id, deploymentId: made.id }, deps);
  if (rolling)
    throw new PlatformError(`${made.id} rolls out in stages, so production is not back yet.`, {
      code: 'rolling-release',
      fix: 'Complete its rolling release on Vercel.',
    });
  return made.id;
}

/**
 * What Vercel shows as the commit of the new build. Its author is left out: Vercel asks whether an author may deploy, and
 * the one of then may have left the team.
 */
function originOf(
  original: Readonly<Record<string, unknown>>,
  recorded: string | undefined,
): { commit: string | undefined; meta: Record<string, string>; git: Record<string, string> | undefined } {
  const told = Object.entries(original).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && /^github(?!CommitAuthor)/.test(entry[0]),
  );
  const shown = Object.fromEntries(told);
  const commit = shown.githubCommitSha ?? recorded;
  if (commit === undefined) return { commit, meta: shown, git: undefined };
  const { githubCommitRef, githubCommitMessage } = shown;
  const git = {
    commitSha: commit,
    ...(githubCommitRef === undefined ? {} : { commitRef: githubCommitRef }),
    ...(githubCommitMessage === undefined ? {} : { commitMessage: githubCommitMessage }),
  };
  return { commit, meta: { ...shown, githubCommitSha: commit }, git };
}
