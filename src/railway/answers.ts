import { z } from 'zod';

/** Statuses are text on purpose: a status Railway adds tomorrow must not break a wait (statuses.ts knows what each means). */
export const briefDeployment = z.object({
  id: z.string().min(1),
  status: z.string(),
  /** Empty at times (seen in the wild): then it says nothing and is never compared. */
  createdAt: z
    .string()
    .nullish()
    .transform((at) => at ?? ''),
  /** Only where it is asked for. */
  meta: z.record(z.string(), z.unknown()).nullish(),
});

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

/** A deployment as a wait looks at it. `instances` are its containers; a service that ends and is started again shows there. */
export const lookedAtDeployment = deploymentWithCause.extend({
  instances: z.array(z.object({ id: z.string(), status: z.string() })).default([]),
});

/** One event of `deploymentEvents`. */
export const eventSchema = z.object({
  step: z.string(),
  createdAt: z
    .string()
    .nullish()
    .transform((at) => at ?? ''),
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
/** A deployment as lists give it. */
export type BriefDeployment = z.infer<typeof briefDeployment>;
/** One step of a deployment; `step` is one of `DeploymentEventStep` in Railway's public schema. */
export type DeploymentEvent = z.infer<typeof eventSchema>;

/** Which project and environment a project token is for. */
export const projectTokenAnswer = z.object({
  projectToken: z.object({ projectId: z.string().min(1), environmentId: z.string().min(1) }),
});
/** Which workspaces an account or workspace token reaches. */
export const apiTokenAnswer = z.object({
  apiToken: z.object({ workspaces: z.array(z.object({ id: z.string(), name: z.string() })) }),
});
/** A page of projects. */
export const projectsAnswer = z.object({ projects: namedNodes.extend({ pageInfo }) });
/** A project with its environments and services. */
export const projectAnswer = z.object({
  project: z.object({
    id: z.string().min(1),
    name: z.string(),
    baseEnvironmentId: z.string().nullish(),
    primaryEnvironmentId: z.string().nullish(),
    environments: z.object({
      edges: z.array(
        z.object({
          node: z.object({
            id: z.string().min(1),
            name: z.string(),
            isEphemeral: z.boolean().default(false),
          }),
        }),
      ),
    }),
    services: namedNodes,
  }),
});
/** A service in one environment. */
export const serviceInstanceAnswer = z.object({
  serviceInstance: z.object({
    rootDirectory: z.string().nullish(),
    healthcheckPath: z.string().nullish(),
    source: z.object({ repo: z.string().nullish() }).nullish(),
    domains: z.object({ serviceDomains: z.array(domain), customDomains: z.array(domain) }).nullish(),
    activeDeployments: z.array(briefDeployment),
    latestDeployment: briefDeployment.nullish(),
  }),
});
/** As read. */
export type ServiceInstanceAnswer = z.infer<typeof serviceInstanceAnswer>;
/** A service in one environment, with its deployments, newest first. */
export const serviceStateAnswer = serviceInstanceAnswer.extend({
  deployments: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string().min(1) }) })) }),
});
/** One deployment. */
export const deploymentAnswer = z.object({
  deployment: deploymentWithCause.extend({ serviceId: z.string().nullish(), environmentId: z.string() }),
});
/** Deployments of a service, newest first. */
export const deploymentsAnswer = z.object({
  deployments: z.object({ edges: z.array(z.object({ node: deployment })), pageInfo }),
});
/** A service's public addresses. */
export const domainsAnswer = z.object({
  domains: z.object({ serviceDomains: z.array(domain), customDomains: z.array(domain) }),
});
/** `POST …/up`; other fields (logsUrl, url) are dropped. */
export const uploadAnswer = z.object({ deploymentId: z.string().min(1), logsUrl: z.string().nullish() });

/** Lines of a log; the time is ISO 8601 with up to nine digits of a second. */
export const logLines = z.array(
  z.object({ timestamp: z.string(), message: z.string(), severity: z.string().nullish() }),
);

/** One line of a build's or a service's log. */
export type LogLine = z.infer<typeof logLines>[number];

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
