import { PlatformError } from '../errors/errors.js';
import { addressOf } from '../http/loopback.js';
import type { BriefDeployment, RailwayDeployment } from './answers.js';
import type { RailwayClient } from './client.js';
import {
  cancelDeployment as cancelDocument,
  listDeployments as listDocument,
  readDeployment as readDocument,
  readDomains,
  readServiceInstance,
} from './documents.js';
import { timeOf } from './events.js';
import type { ServiceTarget } from './scope.js';

export type { RailwayDeployment } from './answers.js';

/** Reads one deployment, whether or not it still runs. */
export async function readDeployment(client: RailwayClient, id: string): Promise<RailwayDeployment> {
  return (await client.ask(readDocument, { id })).deployment;
}

/** Newest first, removed ones too, at most `limit`, in pages of 100. */
export async function listDeployments(
  client: RailwayClient,
  target: ServiceTarget,
  limit = 100,
): Promise<RailwayDeployment[]> {
  const found: RailwayDeployment[] = [];
  let after: string | undefined;
  do {
    const first = Math.min(100, limit - found.length);
    const { deployments } = await client.ask(listDocument, {
      input: { ...target, includeDeleted: true },
      first,
      after,
    });
    found.push(...deployments.edges.map(({ node }) => node));
    const { hasNextPage, endCursor } = deployments.pageInfo;
    after = hasNextPage && found.length < limit ? (endCursor ?? undefined) : undefined;
  } while (after !== undefined);
  return found;
}

/**
 * The id of the deployment that takes the traffic; undefined when there is none. While an old and a new one overlap it
 * is the newer. With none active, the latest counts if it has been up: a crashed service has nobody else in its place.
 */
export async function liveDeploymentId(
  client: RailwayClient,
  target: ServiceTarget,
): Promise<string | undefined> {
  const { serviceInstance } = await client.ask(readServiceInstance, {
    environmentId: target.environmentId,
    serviceId: target.serviceId,
  });
  return liveOf(serviceInstance);
}

/** As `liveDeploymentId`, from an answer that is at hand. */
export function liveOf(instance: {
  activeDeployments: readonly BriefDeployment[];
  latestDeployment?: BriefDeployment | null | undefined;
}): string | undefined {
  return newest(instance.activeDeployments)?.id ?? onceUp(instance.latestDeployment)?.id;
}

/**
 * Asks Railway to stop a deployment that has not ended. False when there was nothing left to stop. Sending it twice does
 * no harm.
 */
export async function cancelDeployment(client: RailwayClient, id: string): Promise<boolean> {
  const cancel = async () => (await client.ask(cancelDocument, { id })).deploymentCancel;
  try {
    return await cancel();
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    return cancel();
  }
}

/**
 * The service's public address without a slash at its end; undefined when it has none. Railway's own domain comes first:
 * a custom one may not be verified yet. Domains are never guessed, they carry random endings.
 */
export async function readUrl(client: RailwayClient, target: ServiceTarget): Promise<string | undefined> {
  return addressIn((await client.ask(readDomains, { ...target })).domains, client.apiUrl);
}

/** As `readUrl`, from an answer that is at hand. */
export function addressIn(
  domains: Record<'serviceDomains' | 'customDomains', readonly { domain: string }[]>,
  apiUrl: string,
): string | undefined {
  const [first] = [...domains.serviceDomains, ...domains.customDomains];
  return first && addressOf(apiUrl, first.domain);
}

function newest(deployments: readonly BriefDeployment[]): BriefDeployment | undefined {
  const timed = deployments.map((one) => ({ one, at: timeOf(one.createdAt) }));
  // Railway lists the newest first; a time that is empty says nothing and is not compared.
  if (timed.some(({ at }) => at === undefined)) return deployments[0];
  return timed.sort((a, b) => (b.at ?? 0) - (a.at ?? 0))[0]?.one;
}

function onceUp(deployment: BriefDeployment | null | undefined): BriefDeployment | undefined {
  if (!deployment) return undefined;
  return ['SUCCESS', 'SLEEPING', 'CRASHED'].includes(deployment.status) ? deployment : undefined;
}
