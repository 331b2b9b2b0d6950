import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { RailwayClient } from './client.js';
import type { GraphQlDocument } from './documents.js';
import type { WarningFacts } from './warnings.js';

/** What is read of a service for its warnings. */
export type ReadFacts = Pick<WarningFacts, 'plan' | 'autoDeploy' | 'triggers'>;

const status = z.object({ enabled: z.boolean() });
const triggers = z.object({
  edges: z.array(
    z.object({ node: z.object({ branch: z.string(), repository: z.string(), checkSuites: z.boolean() }) }),
  ),
});
const plan = z.object({ subscriptionType: z.string() });

/** More services than these in one question are asked for in several. */
const mostAtOnce = 25;

/** The plan, and what deploys each service on a push, in one request. */
export function readWarningFactsDocument(
  services: readonly string[],
): GraphQlDocument<{ plan: string; services: Omit<ReadFacts, 'plan'>[] }> {
  const place = (index: number) =>
    `projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId${index}`;
  const text = `query project($projectId: String!, $environmentId: String!, ${services.map((_, index) => `$serviceId${index}: String!`).join(', ')}) {
  project(id: $projectId) { subscriptionType }
${services
  .map(
    (_, index) => `  auto${index}: serviceInstanceAutoDeployStatus(${place(index)}) { enabled }
  triggers${index}: deploymentTriggers(${place(index)}, first: 10) { edges { node { branch repository checkSuites } } }`,
  )
  .join('\n')}
}`;
  const shape = Object.fromEntries(
    services.flatMap((_, index) => [
      [`auto${index}`, status],
      [`triggers${index}`, triggers],
    ]),
  );
  const answer = z
    .object(shape)
    .extend({ project: plan })
    .transform((data) => ({
      plan: plan.parse(data.project).subscriptionType,
      services: services.map((_, index) => ({
        autoDeploy: status.parse(data[`auto${index}`]).enabled,
        triggers: triggers.parse(data[`triggers${index}`]).edges.map(({ node }) => node),
      })),
    }));
  return { name: 'project', kind: 'read', doing: 'read what deploys the services on a push', text, answer };
}

/**
 * Reads what warnings need of services in one environment (ids), one request for 25 of them. Never throws for what cannot
 * be read: no warning is worth a deployment, so what is not known is not warned of.
 */
export async function readWarningFacts(
  client: RailwayClient,
  place: { projectId: string; environmentId: string },
  services: readonly string[],
): Promise<Map<string, ReadFacts>> {
  const found = new Map<string, ReadFacts>();
  for (let at = 0; at < services.length; at += mostAtOnce) {
    const some = services.slice(at, at + mostAtOnce);
    const read = await readSome(client, place, some);
    for (const [index, id] of some.entries()) {
      found.set(id, read[index] ?? { plan: undefined, autoDeploy: undefined, triggers: [] });
    }
  }
  return found;
}

async function readSome(
  client: RailwayClient,
  place: { projectId: string; environmentId: string },
  services: readonly string[],
): Promise<ReadFacts[]> {
  const ids = Object.fromEntries(services.map((id, index) => [`serviceId${index}`, id]));
  try {
    const answer = await client.ask(readWarningFactsDocument(services), { ...place, ...ids });
    return answer.services.map((one) => ({ plan: answer.plan, ...one }));
  } catch (error) {
    if (error instanceof PlatformError) return [];
    throw error;
  }
}
