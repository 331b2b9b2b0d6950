import { z } from 'zod';
import { type ReleaseRecord, type ReleaseState, releaseRecordSchema } from '../release/record.js';
import type { GitHubClient, GitHubStatus, NewStatus } from './client.js';

/** A release found among the GitHub Deployments of an environment. */
export interface StoredRelease {
  /** Id of the GitHub Deployment. */
  id: number;
  createdAt: string;
  record: ReleaseRecord;
}

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
});

/** The payload of a `task: rollback` deployment. */
export type RollbackRecord = z.infer<typeof rollbackSchema>;

/** How much of an environment's past is searched for a verified release, in pages of 100. */
const searchedPages = 3;

/**
 * The newest release of an environment that was verified and not taken back since. GitHub adds `inactive` to older
 * deployments by itself, so the whole history of statuses counts and not the last one.
 */
export async function lastVerifiedRelease(
  client: GitHubClient,
  environment: string,
): Promise<StoredRelease | undefined> {
  for (let page = 1; page <= searchedPages; page += 1) {
    const deployments = await client.listDeployments({ environment, task: 'release' }, page);
    for (const deployment of deployments) {
      const record = releaseRecordSchema.safeParse(payloadOf(deployment.payload));
      if (!record.success) continue;
      if (wasVerified(await client.listStatuses(deployment.id))) {
        return { id: deployment.id, createdAt: deployment.created_at, record: record.data };
      }
    }
    if (deployments.length < 100) return undefined;
  }
  return undefined;
}

/** Rollbacks recorded for an environment, newest first. */
export async function recordedRollbacks(
  client: GitHubClient,
  environment: string,
): Promise<RollbackRecord[]> {
  const deployments = await client.listDeployments({ environment, task: 'rollback' });
  return deployments.flatMap((deployment) => {
    const parsed = rollbackSchema.safeParse(payloadOf(deployment.payload));
    return parsed.success ? [parsed.data] : [];
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
  const deployment = await client.createDeployment({
    ref: end.record.commit,
    task: 'release',
    environment: end.environment,
    description: `Release ${end.record.release}`,
    payload: end.record,
  });
  await client.createStatus(deployment.id, {
    state: stateOf(end.state),
    description: `${end.state.replace('-', ' ')}: ${end.reason}`,
    logUrl: end.runUrl,
    autoInactive: end.state === 'verified',
    ...(end.url ? { environmentUrl: end.url } : {}),
  });
  return deployment.id;
}

/** Writes that a release was taken back, as a deployment of its own, so that failure rate and recovery time can be counted. */
export async function writeRollback(
  client: GitHubClient,
  rollback: { environment: string; ref: string; record: RollbackRecord; url?: string },
): Promise<number> {
  const deployment = await client.createDeployment({
    ref: rollback.ref,
    task: 'rollback',
    environment: rollback.environment,
    description: `Back to ${rollback.record.to ?? 'the release before'} from ${rollback.record.from}`,
    payload: rollback.record,
  });
  await client.createStatus(deployment.id, {
    state: 'success',
    description: `rolled back: ${rollback.record.reason}`,
    logUrl: rollback.record.run,
    // The release that is live again keeps its own success.
    autoInactive: false,
    ...(rollback.url ? { environmentUrl: rollback.url } : {}),
  });
  return deployment.id;
}

function stateOf(state: ReleaseState): NewStatus['state'] {
  if (state === 'verified') return 'success';
  return state === 'not-verified' ? 'error' : 'failure';
}

function wasVerified(statuses: readonly GitHubStatus[]): boolean {
  const verified = statuses.some(
    (status) => status.state === 'success' && status.description?.startsWith('verified'),
  );
  return verified && !statuses.some((status) => status.state === 'failure' || status.state === 'error');
}

/** GitHub gives a payload back as it was created: an object, or text that holds JSON. */
function payloadOf(payload: unknown): unknown {
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
