import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { RailwayClient } from './client.js';
import type { GraphQlDocument } from './documents.js';
import { ciDeadlock, type Message } from './messages.js';
import type { ServiceTarget } from './scope.js';

const triggersAnswer = z.object({
  deploymentTriggers: z.object({
    edges: z.array(
      z.object({ node: z.object({ branch: z.string(), repository: z.string(), checkSuites: z.boolean() }) }),
    ),
  }),
});

/** What deploys a service when something is pushed; `checkSuites` is "Wait for CI". */
export const readTriggers: GraphQlDocument<z.infer<typeof triggersAnswer>> = {
  name: 'deploymentTriggers',
  kind: 'read',
  doing: 'read what deploys the service on a push',
  text: `query deploymentTriggers($projectId: String!, $environmentId: String!, $serviceId: String!) {
  deploymentTriggers(projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId, first: 10) {
    edges { node { branch repository checkSuites } }
  }
}`,
  answer: triggersAnswer,
};

/**
 * Whether a deployment that is WAITING waits for the workflow run that waits for it: it is of the run's own commit, and
 * the service waits for that commit's checks. Undefined when it does not, or when that cannot be known.
 */
export async function findDeadlock(
  wait: { target: ServiceTarget; deploymentId: string; ownCommit?: string | undefined },
  commit: unknown,
  { client }: { client: RailwayClient },
): Promise<Message | undefined> {
  if (!wait.ownCommit || commit !== wait.ownCommit) return undefined;
  try {
    const { deploymentTriggers } = await client.ask(readTriggers, { ...wait.target });
    const triggers = deploymentTriggers.edges.map(({ node }) => node);
    const known = triggers.length === 0 || triggers.some(({ checkSuites }) => checkSuites);
    return known ? ciDeadlock(wait.deploymentId, wait.ownCommit) : undefined;
  } catch (error) {
    // WAITING is Railway's word for it; the trigger would only have confirmed it.
    if (error instanceof PlatformError) return ciDeadlock(wait.deploymentId, wait.ownCommit);
    throw error;
  }
}
