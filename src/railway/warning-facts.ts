import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { RailwayClient } from './client.js';
import type { GraphQlDocument } from './documents.js';
import type { WarningFacts } from './warnings.js';

/** What is read of a service for its warnings. */
export type ReadFacts = Pick<WarningFacts, 'plan' | 'incident' | 'autoDeploy' | 'triggers'>;

/** What can be asked for together or, where a token may not read all of it, one by one. */
type Part = 'plan' | 'incident' | 'auto' | 'triggers';
const parts: readonly Part[] = ['plan', 'incident', 'auto', 'triggers'];

const common = z.object({
  project: z.object({ subscriptionType: z.string() }).optional(),
  platformStatus: z
    .object({ incident: z.object({ message: z.string(), status: z.string(), url: z.string() }).nullish() })
    .optional(),
});
const status = z.object({ enabled: z.boolean() }).optional();
const triggers = z
  .object({
    edges: z.array(
      z.object({ node: z.object({ branch: z.string(), repository: z.string(), checkSuites: z.boolean() }) }),
    ),
  })
  .optional();

/** More services than these in one question are asked for in several. */
const mostAtOnce = 25;
const unknown: ReadFacts = { plan: undefined, incident: undefined, autoDeploy: undefined, triggers: [] };

/** The plan, Railway's own state, and what deploys each service on a push, in one request. */
export function readWarningFactsDocument(
  services: readonly string[],
  wanted: readonly Part[] = parts,
): GraphQlDocument<ReadFacts[]> {
  const place = (index: number) =>
    `projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId${index}`;
  const fields: Record<Part, string[]> = {
    plan: ['project(id: $projectId) { subscriptionType }'],
    incident: ['platformStatus { incident { message status url } }'],
    auto: services.map(
      (_, index) => `auto${index}: serviceInstanceAutoDeployStatus(${place(index)}) { enabled }`,
    ),
    triggers: services.map(
      (_, index) =>
        `triggers${index}: deploymentTriggers(${place(index)}, first: 10) { edges { node { branch repository checkSuites } } }`,
    ),
  };
  const asked = wanted.flatMap((part) => fields[part]);
  const declared = declarations(asked.join(' '), services.length);
  const name = /^(?:\w+: )?(\w+)/.exec(asked[0] ?? '')?.[1] ?? '';
  return {
    name,
    kind: 'read',
    doing: 'read what deploys the services on a push',
    text: `query ${name}${declared} {\n  ${asked.join('\n  ')}\n}`,
    answer: z.record(z.string(), z.unknown()).transform((data, context) => {
      const read = factsIn(data, services.length);
      if (read) return read;
      context.addIssue({ code: 'custom', message: 'not what was asked for' });
      return z.NEVER;
    }),
  };
}

/** A variable that is declared and not used is an error in GraphQL. */
function declarations(asked: string, services: number): string {
  const names = [
    ...['projectId', 'environmentId'],
    ...Array.from({ length: services }, (_, i) => `serviceId${i}`),
  ];
  const used = names.filter((name) => new RegExp(`\\$${name}\\b`).test(asked));
  return used.length === 0 ? '' : `(${used.map((name) => `$${name}: String!`).join(', ')})`;
}

function factsIn(data: Record<string, unknown>, count: number): ReadFacts[] | undefined {
  const shared = common.safeParse(data);
  const services = Array.from({ length: count }, (_, index) => ({
    auto: status.safeParse(data[`auto${index}`]),
    pushes: triggers.safeParse(data[`triggers${index}`]),
  }));
  if (!shared.success || services.some(({ auto, pushes }) => !auto.success || !pushes.success))
    return undefined;
  const { project, platformStatus } = shared.data;
  return services.map(({ auto, pushes }) => ({
    plan: project?.subscriptionType,
    incident: platformStatus?.incident ?? undefined,
    autoDeploy: auto.data?.enabled,
    triggers: pushes.data?.edges.map(({ node }) => node) ?? [],
  }));
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
    for (const [index, id] of some.entries()) found.set(id, read[index] ?? unknown);
  }
  return found;
}

async function readSome(
  client: RailwayClient,
  place: { projectId: string; environmentId: string },
  services: readonly string[],
): Promise<ReadFacts[]> {
  const ids = Object.fromEntries(services.map((id, index) => [`serviceId${index}`, id]));
  const variables = { ...place, ...ids };
  const all = await ask(client, readWarningFactsDocument(services), variables);
  if (all !== 'refused') return all;
  // Which of it a project token may read is written nowhere: what it may is still worth knowing.
  const merged = services.map(() => ({ ...unknown }));
  for (const part of parts) {
    const some = await ask(client, readWarningFactsDocument(services, [part]), variables);
    if (some === 'refused') continue;
    for (const [index, one] of merged.entries()) Object.assign(one, known(some[index]));
  }
  return merged;
}

async function ask(
  client: RailwayClient,
  document: GraphQlDocument<ReadFacts[]>,
  variables: Record<string, unknown>,
): Promise<ReadFacts[] | 'refused'> {
  try {
    return await client.ask(document, variables);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return error.code === 'refused' || error.code === 'not-authorized' ? 'refused' : [];
  }
}

function known(facts: ReadFacts | undefined): Partial<ReadFacts> {
  const entries = Object.entries(facts ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value) || value.length > 0));
}
