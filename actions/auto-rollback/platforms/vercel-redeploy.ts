import { tmpdir } from 'node:os';
import { PlatformError, VerdictError } from '../../../src/errors/errors.js';
import type { ChangeDeps } from '../../../src/vercel/change-production.js';
import { promote } from '../../../src/vercel/change-production.js';
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
 * the run finds it by its mark. It bears the old deployment's commit: nothing else would tell later what it is. Throws PlatformError when Vercel refuses, VerdictError when it does not
 * get ready.
 */
export async function redeployProduction(
  { projectId, deploymentId, commit: recorded }: Back,
  deps: RedeployDeps,
): Promise<Rebuilt> {
  const { client, timeoutMs } = deps;
  // Loaded where it is needed: hardly any rollback gets here.
  const { createDeployment, findByMark } = await import('../../../src/vercel/transfer/create.js');
  const [project, original] = await Promise.all([client.project(projectId), client.deployment(deploymentId)]);
  const { commit, meta, git } = originOf(original.meta, recorded);
  const mark = `back-to-${deploymentId}-in-${deps.context.runId}`;
  const there = await findByMark(project.id, mark, { client });
  const made =
    there ??
    (await createDeployment(
      {
        ...{ project, material: { kind: 'deployment', id: deploymentId }, target: 'production', mark },
        ...{ customEnvironment: undefined, assignDomains: false, meta, git },
        ...{ env: {}, buildEnv: {}, regions: [], force: true },
      },
      { ...deps, stallMs: 60_000, temp: tmpdir() },
    ));
  const limits = { queue: timeoutMs, build: timeoutMs, assign: timeoutMs };
  const wait = { deploymentId: made.id, assigns: false, limits, isOwn: true };
  const end = await waitForDeployment(wait, deps);
  if (end.end !== 'ready')
    throw new VerdictError(`${deploymentId} was built again as ${made.id}, which ended as ${end.end}.`, {
      fix: `See its build log on Vercel${end.deployment?.inspectorUrl ? `: ${end.deployment.inspectorUrl}` : ''}.`,
    });
  const { rolling } = await promote({ projectId, deploymentId: made.id }, deps);
  if (rolling)
    throw new PlatformError(`${made.id} rolls out in stages, so production is not back yet.`, {
      code: 'rolling-release',
      fix: 'Complete its rolling release on Vercel.',
    });
  return { id: made.id, commit };
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
