import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { PastRelease } from '../release/past.js';
import { type ReleaseRecord, type ReleaseState, releaseRecordSchema } from '../release/record.js';
import type { GitHubClient, GitHubStatus, NewDeployment, NewStatus } from './client.js';

const rollbackSchema = z.object({
  schema: z.literal(1),
  /** Release that was taken back. */
  from: z.string(),
  /** Release that is live again; null when no record named it. */
  to: z.string().nullable(),
  reason: z.string(),
  run: z.string(),
  /** Deployments that carry the restored components now, by component key: Railway gives a rollback an id of its own. */
  restored: z.record(z.string(), z.string()).default({}),
  /** Commits that these were built from, by component key, as far as they are known. */
  commits: z.record(z.string(), z.string()).optional(),
  /** Whether it was practice: then nothing was wrong with `from`. */
  drill: z.boolean().optional(),
  /** Keys of the components on Vercel whose new production deployments stay staged since then, until one is promoted. */
  assignmentOff: z.array(z.string()).optional(),
});

/** The payload of a `task: rollback` deployment. */
export type RollbackRecord = z.infer<typeof rollbackSchema>;

/** How much of an environment's past is searched, in pages of 100. */
const searchedPages = 3;
/** Statuses are asked for side by side, a few at once: GitHub counts concurrent requests too. */
const parallel = 4;

/**
 * The releases of an environment, newest first. What became of them is read from the newest on, until `enough` says so:
 * GitHub counts requests. GitHub adds `inactive` to older deployments by itself, so the whole history of statuses counts
 * and not the last one. `matters` spares the requests for releases that have nothing to do with the question. Throws
 * PlatformError when they cannot be read.
 */
export async function readPast(
  client: GitHubClient,
  environment: string,
  {
    enough,
    matters,
  }: {
    enough(past: readonly PastRelease[]): boolean | Promise<boolean>;
    matters(release: PastRelease): boolean;
  },
): Promise<PastRelease[]> {
  const past: PastRelease[] = [];
  for (let page = 1; page <= searchedPages; page += 1) {
    const deployments = await client.listDeployments({ environment, task: 'release' }, page);
    const found = deployments.flatMap(({ id, payload }) => releaseIn(id, payload));
    past.push(...found);
    await readEnds(client, found.filter(matters), async () => enough(past));
    if (deployments.length < 100 || (await enough(past))) break;
  }
  return past;
}

function releaseIn(id: number, payload: unknown): PastRelease[] {
  const read = releaseRecordSchema.safeParse(payloadOf(payload));
  if (!read.success) return [];
  const { release, commit, components } = read.data;
  return [{ release, commit, components, end: 'unread', record: id }];
}

/** The first alone: more often than not it is enough. */
async function readEnds(
  client: GitHubClient,
  releases: readonly PastRelease[],
  enough: () => Promise<boolean>,
): Promise<void> {
  for (let at = 0; at < releases.length && !(await enough()); at += at === 0 ? 1 : parallel) {
    const group = releases.slice(at, at === 0 ? 1 : at + parallel);
    const ends = await Promise.all(group.map(async ({ record }) => endIn(await client.listStatuses(record))));
    group.forEach((release, index) => {
      release.end = ends[index] ?? 'unread';
    });
  }
}

function endIn(statuses: readonly GitHubStatus[]): PastRelease['end'] {
  if (wasTakenBack(statuses)) return 'rolled-back';
  if (wasVerified(statuses)) return 'verified';
  return statuses.some(({ state }) => state === 'failure') ? 'failed' : 'not-verified';
}

/** The newest rollbacks recorded for an environment, newest first, with when they were written (milliseconds since the epoch). */
export async function recordedRollbacks(
  client: GitHubClient,
  environment: string,
): Promise<(RollbackRecord & { at: number; record: number })[]> {
  const deployments = await client.listDeployments({ environment, task: 'rollback' });
  return deployments.flatMap(({ id, payload, created_at }) => {
    const parsed = rollbackSchema.safeParse(payloadOf(payload));
    return parsed.success ? [{ ...parsed.data, at: Date.parse(created_at), record: id }] : [];
  });
}

/** What is written when a release ends. */
export interface ReleaseEnd {
  environment: string;
  record: ReleaseRecord;
  state: ReleaseState;
  /** Why, in a sentence. */
  reason: string;
  runUrl: string;
  url?: string;
}

/** Writes a release's record and how it ended. Returns the id of the GitHub Deployment. */
export async function writeRelease(client: GitHubClient, end: ReleaseEnd): Promise<number> {
  const deployment = await createOnce(client, {
    ref: end.record.commit,
    task: 'release',
    environment: end.environment,
    description: `Release ${end.record.release}`,
    payload: end.record,
  });
  await statusOnce(client, deployment.id, {
    state: stateOf(end.state),
    description: `${end.state.replace('-', ' ')}: ${end.reason}`,
    logUrl: end.runUrl,
    autoInactive: end.state === 'verified',
    ...(end.url ? { environmentUrl: end.url } : {}),
  });
  return deployment.id;
}

/** Adds to the record of an earlier release how it ended after all. */
export async function addReleaseEnd(
  client: GitHubClient,
  record: number,
  end: Pick<ReleaseEnd, 'state' | 'reason' | 'runUrl'>,
): Promise<void> {
  const description = `${end.state.replace('-', ' ')}: ${end.reason}`;
  const status = { state: stateOf(end.state), description, logUrl: end.runUrl, autoInactive: false };
  try {
    await client.createStatus(record, status);
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    const there = (await client.listStatuses(record)).some(({ state }) => state === status.state);
    if (!there) await client.createStatus(record, status);
  }
}

/**
 * Ends the record that an earlier attempt of the same run wrote: adds how the release ended unless its statuses say so
 * already. A release that was taken back stays that, whatever a later attempt found; a verified one stays that too where the
 * attempt judged another release, or none (`wasJudged` false).
 */
export async function finishRelease(
  client: GitHubClient,
  record: number,
  end: Pick<ReleaseEnd, 'state' | 'reason' | 'runUrl'>,
  { wasJudged = true }: { wasJudged?: boolean } = {},
): Promise<void> {
  const statuses = await client.listStatuses(record);
  if (!wasJudged && wasVerified(statuses)) return;
  const isBack = wasTakenBack(statuses);
  const isSaid =
    end.state === 'rolled-back' ? isBack : statuses.some(({ state }) => state === stateOf(end.state));
  if (!isSaid && !isBack) await addReleaseEnd(client, record, end);
}

/** What a rollback's record says. */
export interface Rollback {
  environment: string;
  ref: string;
  record: RollbackRecord;
  url?: string;
}

/** Gives the record that an earlier attempt of the same run wrote its status, unless it has one. */
export async function finishRollback(
  client: GitHubClient,
  record: number,
  rollback: Rollback,
): Promise<void> {
  const statuses = await client.listStatuses(record);
  if (statuses.length === 0) await statusOnce(client, record, rolledBack(rollback));
}

/** Writes that a release was taken back, as a deployment of its own, so that failure rate and recovery time can be counted. */
export async function writeRollback(client: GitHubClient, rollback: Rollback): Promise<number> {
  const deployment = await createOnce(client, {
    ref: rollback.ref,
    task: 'rollback',
    environment: rollback.environment,
    description: `Back to ${rollback.record.to ?? 'the release before'} from ${rollback.record.from}`,
    payload: rollback.record,
  });
  await statusOnce(client, deployment.id, rolledBack(rollback));
  return deployment.id;
}

function rolledBack({ record, url }: Rollback): NewStatus {
  return {
    state: 'success',
    description: `rolled back: ${record.reason}`,
    logUrl: record.run,
    // The release that is live again keeps its own success.
    autoInactive: false,
    ...(url ? { environmentUrl: url } : {}),
  };
}

/** A lost answer is looked up by the payload before anything is sent again: a release is recorded once. */
async function createOnce(client: GitHubClient, deployment: NewDeployment): Promise<{ id: number }> {
  try {
    return await client.createDeployment(deployment);
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    const { environment, task } = deployment;
    const newest = await client.listDeployments({ environment, task });
    const there = newest.find(({ payload }) => subjectOf(payload) === subjectOf(deployment.payload));
    return there ?? client.createDeployment(deployment);
  }
}

const subjectSchema = z.union([
  z.object({ release: z.string() }).transform(({ release }) => release),
  // A way back that stopped half way has a record of its own beside the one that finishes it.
  z
    .object({ from: z.string(), restored: z.record(z.string(), z.string()) })
    .transform(({ from, restored }) => JSON.stringify([from, Object.entries(restored).sort()])),
]);

/** What a release's or a rollback's payload speaks of: the release, and where a rollback went. */
function subjectOf(payload: unknown): string | undefined {
  return subjectSchema.safeParse(payloadOf(payload)).data;
}

async function statusOnce(client: GitHubClient, id: number, status: NewStatus): Promise<void> {
  try {
    await client.createStatus(id, status);
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    if ((await client.listStatuses(id)).length === 0) await client.createStatus(id, status);
  }
}

function stateOf(state: ReleaseState): NewStatus['state'] {
  if (state === 'verified') return 'success';
  return state === 'not-verified' ? 'error' : 'failure';
}

function wasTakenBack(statuses: readonly GitHubStatus[]): boolean {
  return statuses.some(
    ({ state, description }) => state === 'failure' && description?.startsWith('rolled back'),
  );
}

function wasVerified(statuses: readonly GitHubStatus[]): boolean {
  const verified = statuses.some(
    (status) => status.state === 'success' && status.description?.startsWith('verified'),
  );
  return verified && !statuses.some((status) => status.state === 'failure' || status.state === 'error');
}

/** GitHub gives a payload back as it was created: an object, or text that holds JSON. */
export function payloadOf(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
