import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import { type Component, componentKey } from '../release/component.js';
import { type ReleaseRecord, type ReleaseState, releaseRecordSchema } from '../release/record.js';
import type { GitHubClient, GitHubStatus, NewDeployment, NewStatus } from './client.js';

/** A component's deployment in a verified release. */
export interface VerifiedComponent {
  /** `<run id>.<attempt>`. */
  release: string;
  commit: string;
  deployment: string;
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
 * For each given component, by key, its deployment in the newest release of the environment that was verified and shipped
 * it. A deployment that was taken back later, or is among the given ones, is none to go back to. GitHub adds `inactive`
 * to older deployments by itself, so the whole history of statuses counts and not the last one.
 */
export async function verifiedComponents(
  client: GitHubClient,
  environment: string,
  components: readonly Component[],
): Promise<Record<string, VerifiedComponent>> {
  const found: Record<string, VerifiedComponent> = {};
  const wanted = new Set(served(components).map(componentKey));
  const bad = new Set(served(components).map(deploymentKey));
  for (let page = 1; page <= searchedPages && wanted.size > 0; page += 1) {
    const deployments = await client.listDeployments({ environment, task: 'release' }, page);
    for (const { id, payload } of deployments) {
      const read = releaseRecordSchema.safeParse(payloadOf(payload));
      const parts = read.success ? served(read.data.components) : [];
      // Statuses are read only where they matter: GitHub counts requests.
      if (!read.success || !parts.some((part) => wanted.has(componentKey(part)))) continue;
      const statuses = await client.listStatuses(id);
      if (wasTakenBack(statuses)) for (const part of parts) bad.add(deploymentKey(part));
      if (!wasVerified(statuses) || parts.some((part) => bad.has(deploymentKey(part)))) continue;
      const { release, commit } = read.data;
      for (const part of parts) {
        if (wanted.delete(componentKey(part)))
          found[componentKey(part)] = { release, commit, deployment: part.deployment };
      }
    }
    if (deployments.length < 100) break;
  }
  return found;
}

type ServedComponent = Exclude<Component, { kind: 'database' }>;

function served(components: readonly Component[]): ServedComponent[] {
  return components.filter((component): component is ServedComponent => component.kind !== 'database');
}

function deploymentKey(component: ServedComponent): string {
  return `${componentKey(component)} ${component.deployment}`;
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

/** When rollbacks of an environment were recorded, and between which releases; newest first. */
export async function recordedRollbackTimes(
  client: GitHubClient,
  environment: string,
): Promise<{ from: string; to: string | null; at: number }[]> {
  const deployments = await client.listDeployments({ environment, task: 'rollback' });
  return deployments.flatMap(({ payload, created_at }) => {
    const parsed = rollbackSchema.safeParse(payloadOf(payload));
    return parsed.success ? [{ from: parsed.data.from, to: parsed.data.to, at: Date.parse(created_at) }] : [];
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

/** Writes that a release was taken back, as a deployment of its own, so that failure rate and recovery time can be counted. */
export async function writeRollback(
  client: GitHubClient,
  rollback: { environment: string; ref: string; record: RollbackRecord; url?: string },
): Promise<number> {
  const deployment = await createOnce(client, {
    ref: rollback.ref,
    task: 'rollback',
    environment: rollback.environment,
    description: `Back to ${rollback.record.to ?? 'the release before'} from ${rollback.record.from}`,
    payload: rollback.record,
  });
  await statusOnce(client, deployment.id, {
    state: 'success',
    description: `rolled back: ${rollback.record.reason}`,
    logUrl: rollback.record.run,
    // The release that is live again keeps its own success.
    autoInactive: false,
    ...(rollback.url ? { environmentUrl: rollback.url } : {}),
  });
  return deployment.id;
}

/** A lost answer is looked up by the payload before anything is sent again: a release is recorded once. */
async function createOnce(client: GitHubClient, deployment: NewDeployment): Promise<{ id: number }> {
  try {
    return await client.createDeployment(deployment);
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    const { environment, task } = deployment;
    const newest = await client.listDeployments({ environment, task });
    const there = newest.find(({ payload }) => releaseIn(payload) === releaseIn(deployment.payload));
    return there ?? client.createDeployment(deployment);
  }
}

const releaseSchema = z.union([
  z.object({ release: z.string() }).transform(({ release }) => release),
  z.object({ from: z.string() }).transform(({ from }) => from),
]);

/** The release that a release's or a rollback's payload speaks of; it names the run and its attempt. */
function releaseIn(payload: unknown): string | undefined {
  return releaseSchema.safeParse(payloadOf(payload)).data;
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
