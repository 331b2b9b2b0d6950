import { z } from 'zod';

/** Statuses are text on purpose: a status Railway adds tomorrow must not break a wait (statuses.ts knows what each means). */
const briefDeployment = z.object({ id: z.string().min(1), status: z.string(), createdAt: z.string() });

const deployment = briefDeployment.extend({
  statusUpdatedAt: z.string().nullish(),
  canRollback: z.boolean(),
  deploymentStopped: z.boolean(),
  url: z.string().nullish(),
  staticUrl: z.string().nullish(),
  /** A free-form scalar; seen: commitHash, branch, image, imageDigest, cliMessage. */
  meta: z.record(z.string(), z.unknown()).nullish(),
});

const deploymentWithCause = deployment.extend({ diagnosis: z.unknown().optional() });

const event = z.object({
  step: z.string(),
  createdAt: z.string(),
  completedAt: z.string().nullish(),
  payload: z
    .object({
      attempt: z.number().nullish(),
      maxAttempts: z.number().nullish(),
      error: z.string().nullish(),
      reason: z.string().nullish(),
      detail: z.string().nullish(),
      skipped: z.boolean().nullish(),
    })
    .nullish(),
});

const namedNodes = z.object({
  edges: z.array(z.object({ node: z.object({ id: z.string().min(1), name: z.string() }) })),
});
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const domain = z.object({ domain: z.string().min(1) });

/** One deployment as lists and looks give it. */
export type RailwayDeployment = z.infer<typeof deployment>;
export type BriefDeployment = z.infer<typeof briefDeployment>;
/** One step of a deployment; `step` is one of `DeploymentEventStep` in Railway's public schema. */
export type DeploymentEvent = z.infer<typeof event>;

export const projectTokenAnswer = z.object({
  projectToken: z.object({ projectId: z.string().min(1), environmentId: z.string().min(1) }),
});
export const apiTokenAnswer = z.object({
  apiToken: z.object({ workspaces: z.array(z.object({ id: z.string(), name: z.string() })) }),
});
export const projectsAnswer = z.object({ projects: namedNodes.extend({ pageInfo }) });
export const projectAnswer = z.object({
  project: z.object({
    id: z.string().min(1),
    name: z.string(),
    environments: namedNodes,
    services: namedNodes,
  }),
});
export const serviceInstanceAnswer = z.object({
  serviceInstance: z.object({
    rootDirectory: z.string().nullish(),
    healthcheckPath: z.string().nullish(),
    activeDeployments: z.array(briefDeployment),
    latestDeployment: briefDeployment.nullish(),
  }),
});
export const deploymentAnswer = z.object({
  deployment: deploymentWithCause.extend({ serviceId: z.string().nullish(), environmentId: z.string() }),
});
export const waitAnswer = z.object({
  deployment: deploymentWithCause,
  deploymentEvents: z.object({ edges: z.array(z.object({ node: event })) }),
  serviceInstance: z.object({ activeDeployments: z.array(briefDeployment) }),
});
export const deploymentsAnswer = z.object({
  deployments: z.object({ edges: z.array(z.object({ node: deployment })), pageInfo }),
});
export const domainsAnswer = z.object({
  domains: z.object({ serviceDomains: z.array(domain), customDomains: z.array(domain) }),
});
/** `POST …/up`; other fields (logsUrl, url) are dropped. */
export const uploadAnswer = z.object({ deploymentId: z.string().min(1), logsUrl: z.string().nullish() });

const logLines = z.array(
  z.object({ timestamp: z.string(), message: z.string(), severity: z.string().nullish() }),
);

/** The answer of a mutation that only says yes or no. */
export function booleanOf<const Field extends string>(field: Field): z.ZodType<Record<Field, boolean>> {
  return z.object({ [field]: z.boolean() }) as unknown as z.ZodType<Record<Field, boolean>>;
}

/** The answer of a query for log lines, oldest first. */
export function logsOf<const Field extends string>(
  field: Field,
): z.ZodType<Record<Field, z.infer<typeof logLines>>> {
  return z.object({ [field]: logLines }) as unknown as z.ZodType<Record<Field, z.infer<typeof logLines>>>;
}
