import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { RecordedRelease, RecordedRollback } from '../release/delivery.js';
import { releaseRecordSchema } from '../release/record.js';
import type { GitHubClient, GitHubDeployment, GitHubStatus } from './client.js';
import { payloadOf, recordedRollbacks } from './releases.js';

/** How far back is read at most, in pages of 100 deployments. */
const mostPages = 5;
/** Statuses and commits are asked for side by side, but not all at once: GitHub counts concurrent requests too. */
const parallel = 6;

/**
 * Reads the releases and rollbacks of an environment that ended since a moment. The commits a release brought are those
 * since the verified release before it; where GitHub cannot compare them they are left out. Throws PlatformError when the
 * records cannot be read.
 */
export async function readDeliveryHistory(
  client: GitHubClient,
  environment: string,
  since: number,
): Promise<{ releases: RecordedRelease[]; rollbacks: RecordedRollback[] }> {
  const deployments = await deploymentsSince(client, environment, since);
  const ended = await inGroups(deployments, (deployment) => endOf(client, deployment));
  const releases = ended.flatMap((one) => one ?? []).sort((a, b) => a.endedAt - b.endedAt);
  await inGroups(pairsOf(releases), async ([before, release]) => {
    release.commitTimes = await commitTimes(client, before.commit, release.commit);
  });
  return { releases, rollbacks: await recordedRollbacks(client, environment) };
}

async function deploymentsSince(
  client: GitHubClient,
  environment: string,
  since: number,
): Promise<GitHubDeployment[]> {
  const found: GitHubDeployment[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const deployments = await client.listDeployments({ environment, task: 'release' }, page);
    found.push(...deployments.filter(({ created_at }) => Date.parse(created_at) >= since));
    const last = deployments.at(-1);
    if (!last || deployments.length < 100 || Date.parse(last.created_at) < since) break;
  }
  // Oldest first, which sorting by GitHub's full seconds keeps.
  return found.reverse();
}

type Mutable = { -readonly [Key in keyof RecordedRelease]: RecordedRelease[Key] };

async function endOf(client: GitHubClient, { id, payload }: GitHubDeployment): Promise<Mutable | undefined> {
  const read = releaseRecordSchema.safeParse(payloadOf(payload));
  if (!read.success) return undefined;
  // A success may be followed by GitHub's own `inactive`; a failure is the last word whenever it came.
  const statuses = await client.listStatuses(id);
  const decisive =
    statuses.find(({ state }) => state === 'failure') ?? statuses.find(({ state }) => state !== 'inactive');
  if (!decisive) return undefined;
  const { release, commit } = read.data;
  return { release, commit, endedAt: Date.parse(decisive.created_at), end: endIn(decisive), commitTimes: [] };
}

function endIn({ state, description }: GitHubStatus): RecordedRelease['end'] {
  if (state === 'success') return 'verified';
  if (state === 'failure') return description?.startsWith('rolled back') ? 'rolled-back' : 'failed';
  return 'kept';
}

/** Each verified release with the one verified before it. */
function pairsOf(releases: readonly Mutable[]): [Mutable, Mutable][] {
  const verified = releases.filter(({ end }) => end === 'verified');
  return verified.flatMap((release, index): [Mutable, Mutable][] => {
    const before = verified[index - 1];
    return before && before.commit !== release.commit ? [[before, release]] : [];
  });
}

const comparison = z.object({
  commits: z.array(z.object({ commit: z.object({ author: z.object({ date: z.string() }).nullish() }) })),
});

/** A force push may have taken a commit away; what cannot be compared says nothing about lead time. */
async function commitTimes(client: GitHubClient, base: string, head: string): Promise<number[]> {
  try {
    const { commits } = await client.call(
      'compare two releases',
      'GET',
      `/compare/${base}...${head}`,
      comparison,
    );
    return commits.flatMap(({ commit }) => (commit.author ? [Date.parse(commit.author.date)] : []));
  } catch (error) {
    if (error instanceof PlatformError && error.status !== undefined && error.status < 500) return [];
    throw error;
  }
}

async function inGroups<Item, Value>(
  items: readonly Item[],
  work: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const done: Value[] = [];
  for (let at = 0; at < items.length; at += parallel)
    done.push(...(await Promise.all(items.slice(at, at + parallel).map(work))));
  return done;
}
