import { z } from 'zod';
import { booleanOf } from './answers.js';
import type { GraphQlDocument } from './documents.js';

const brief = z.object({ id: z.string().min(1), status: z.string(), createdAt: z.string() });
const domain = z.object({ domain: z.string().min(1) });

const instance = z.object({
  serviceId: z.string().min(1),
  rootDirectory: z.string().nullish(),
  healthcheckPath: z.string().nullish(),
  healthcheckTimeout: z.number().nullish(),
  startCommand: z.string().nullish(),
  /** A list of commands; Railway's schema calls it JSON, so any other form is let through and never equals a list. */
  preDeployCommand: z.unknown().optional(),
  numReplicas: z.number().nullish(),
  region: z.string().nullish(),
  overlapSeconds: z.number().nullish(),
  drainingSeconds: z.number().nullish(),
  railwayConfigFile: z.string().nullish(),
  source: z.object({ image: z.string().nullish(), repo: z.string().nullish() }).nullish(),
  domains: z.object({ serviceDomains: z.array(domain), customDomains: z.array(domain) }),
  activeDeployments: z.array(brief),
  latestDeployment: brief.nullish(),
});

/** A service as it is set up in one environment, and what runs there. */
export type InstanceAnswer = z.infer<typeof instance>;

const instanceFields = `serviceId rootDirectory healthcheckPath healthcheckTimeout startCommand preDeployCommand
      numReplicas region overlapSeconds drainingSeconds railwayConfigFile
      source { image repo }
      domains { serviceDomains { domain } customDomains { domain } }
      activeDeployments { id status createdAt }
      latestDeployment { id status createdAt }`;

const environmentAnswer = z.object({
  environment: z.object({
    serviceInstances: z.object({
      edges: z.array(z.object({ node: instance })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    }),
  }),
});
/** All services of an environment at once: requests are rationed. */
export const readInstances: GraphQlDocument<z.infer<typeof environmentAnswer>> = {
  name: 'environment',
  kind: 'read',
  doing: 'read the services of the environment',
  text: `query environment($id: String!, $after: String) {
  environment(id: $id) {
    serviceInstances(first: 100, after: $after) {
      edges { node { ${instanceFields} } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
  answer: environmentAnswer,
};

const instanceAnswer = z.object({ serviceInstance: instance });
/** One service of an environment. */
export const readInstance: GraphQlDocument<z.infer<typeof instanceAnswer>> = {
  name: 'serviceInstance',
  kind: 'read',
  doing: 'read the service in its environment',
  text: `query serviceInstance($environmentId: String!, $serviceId: String!) {
  serviceInstance(environmentId: $environmentId, serviceId: $serviceId) { ${instanceFields} }
}`,
  answer: instanceAnswer,
};

const named = z.object({ id: z.string().min(1), name: z.string() });
const createdAnswer = z.object({ environmentCreate: named });
/** Makes an environment; with `sourceEnvironmentId` as a copy of that one. */
export const createEnvironment: GraphQlDocument<z.infer<typeof createdAnswer>> = {
  name: 'environmentCreate',
  kind: 'change',
  doing: 'create the environment',
  text: `mutation environmentCreate($input: EnvironmentCreateInput!) {
  environmentCreate(input: $input) { id name }
}`,
  answer: createdAnswer,
};

const deletedAnswer = booleanOf('environmentDelete');
/** Deletes an environment with everything in it, volumes too. */
export const deleteEnvironment: GraphQlDocument<z.infer<typeof deletedAnswer>> = {
  name: 'environmentDelete',
  kind: 'change',
  doing: 'delete the environment',
  text: 'mutation environmentDelete($id: String!) { environmentDelete(id: $id) }',
  answer: deletedAnswer,
};

const domainAnswer = z.object({ serviceDomainCreate: domain });
/** Gives a service a public address under Railway's own domain. */
export const createDomain: GraphQlDocument<z.infer<typeof domainAnswer>> = {
  name: 'serviceDomainCreate',
  kind: 'change',
  doing: 'create a domain for the service',
  text: `mutation serviceDomainCreate($input: ServiceDomainCreateInput!) {
  serviceDomainCreate(input: $input) { domain }
}`,
  answer: domainAnswer,
};
