import { z } from 'zod';
import {
  briefDeployment,
  type DeploymentEvent,
  eventSchema,
  type LogLine,
  logLines,
  lookedAtDeployment,
} from './answers.js';
import type { GraphQlDocument } from './documents.js';
import { logPageSize } from './logs.js';

/** A deployment to look at; ids. `logs`: where to read each log on from, when its lines are wanted too. */
export interface LookTarget {
  deploymentId: string;
  environmentId: string;
  serviceId: string;
  logs?: { build: string | undefined; deploy: string | undefined } | undefined;
}

/** What one look shows of one deployment. */
export interface Glimpse {
  deployment: z.infer<typeof lookedAtDeployment>;
  events: readonly DeploymentEvent[];
  /** The service's deployments that take traffic. */
  active: readonly z.infer<typeof briefDeployment>[];
  /** New lines of its logs, as far as they were asked for. */
  buildLog: readonly LogLine[];
  deployLog: readonly LogLine[];
}

/** How much a look asks for: all of it, no logs, or the status alone. Less is asked when Railway refuses more. */
export type LookDepth = 'logs' | 'events' | 'status';

const glimpse = z
  .object({
    deployment: lookedAtDeployment,
    deploymentEvents: z.object({ edges: z.array(z.object({ node: eventSchema })) }).optional(),
    serviceInstance: z.object({ activeDeployments: z.array(briefDeployment) }),
    buildLogs: logLines.optional(),
    deploymentLogs: logLines.optional(),
  })
  .transform(
    ({ deployment, deploymentEvents, serviceInstance, buildLogs, deploymentLogs }): Glimpse => ({
      deployment,
      events: deploymentEvents?.edges.map(({ node }) => node) ?? [],
      active: serviceInstance.activeDeployments,
      buildLog: buildLogs ?? [],
      deployLog: deploymentLogs ?? [],
    }),
  );

const fields = ['deployment', 'deploymentEvents', 'serviceInstance', 'buildLogs', 'deploymentLogs'] as const;

/**
 * One look at any number of deployments, in one request (requests are rationed): for each its status, what it is at and
 * what is live beside it. The first bears the fields' own names, the others are aliases that end in their number.
 */
export function lookAt(
  targets: readonly LookTarget[],
  depth: LookDepth,
): { document: GraphQlDocument<Glimpse[]>; variables: Record<string, unknown> } {
  const parts = targets.map((target, index) => partOf(target, index === 0 ? '' : String(index), depth));
  const text = `query deployment(${parts.map(({ declared }) => declared).join(', ')}) {
${parts.map(({ asked }) => asked).join('\n')}
}`;
  const answer = z.record(z.string(), z.unknown()).transform((data, context): Glimpse[] =>
    parts.map(({ suffix }) => {
      const one = Object.fromEntries(fields.map((field) => [field, data[`${field}${suffix}`]]));
      const parsed = glimpse.safeParse(one);
      if (parsed.success) return parsed.data;
      for (const { path, message } of parsed.error.issues) {
        context.addIssue({ code: 'custom', path: [...path], message });
      }
      return z.NEVER;
    }),
  );
  return {
    document: { name: 'deployment', kind: 'read', doing: 'look at the deployment', text, answer },
    variables: Object.assign({}, ...parts.map(({ variables }) => variables)),
  };
}

function partOf(target: LookTarget, suffix: string, depth: LookDepth) {
  const { deploymentId, environmentId, serviceId, logs } = target;
  const names = { id: `id${suffix}`, environment: `environmentId${suffix}`, service: `serviceId${suffix}` };
  const as = (field: string) => (suffix === '' ? field : `${field}${suffix}: ${field}`);
  const events = `  ${as('deploymentEvents')}(id: $${names.id}, first: 100) {
    edges { node { step createdAt completedAt payload { attempt maxAttempts error reason detail skipped } } }
  }`;
  const log = (field: string, since: string) =>
    `  ${as(field)}(deploymentId: $${names.id}, limit: ${logPageSize}, startDate: $${since}${suffix}) { timestamp message severity }`;
  const withLogs = depth === 'logs' && logs !== undefined;
  const logDeclarations = withLogs
    ? [`$buildSince${suffix}: DateTime`, `$deploySince${suffix}: DateTime`]
    : [];
  return {
    suffix,
    declared: [
      ...[`$${names.id}: String!`, `$${names.environment}: String!`, `$${names.service}: String!`],
      ...logDeclarations,
    ].join(', '),
    asked: [
      `  ${as('deployment')}(id: $${names.id}) { id status createdAt statusUpdatedAt canRollback deploymentStopped url staticUrl meta diagnosis instances { id status } }`,
      ...(depth === 'status' ? [] : [events]),
      `  ${as('serviceInstance')}(environmentId: $${names.environment}, serviceId: $${names.service}) { activeDeployments { id status createdAt } }`,
      ...(withLogs ? [log('buildLogs', 'buildSince'), log('deploymentLogs', 'deploySince')] : []),
    ].join('\n'),
    variables: {
      [names.id]: deploymentId,
      [names.environment]: environmentId,
      [names.service]: serviceId,
      ...(withLogs ? { [`buildSince${suffix}`]: logs.build, [`deploySince${suffix}`]: logs.deploy } : {}),
    },
  };
}
