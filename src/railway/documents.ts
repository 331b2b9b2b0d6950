import type { z } from 'zod';
import {
  apiTokenAnswer,
  booleanOf,
  deploymentAnswer,
  deploymentsAnswer,
  domainsAnswer,
  logsOf,
  projectAnswer,
  projectsAnswer,
  projectTokenAnswer,
  serviceInstanceAnswer,
  serviceStateAnswer,
} from './answers.js';

/**
 * One GraphQL operation and the answer it must give. The operation bears the name of its first field, so that a request
 * can be recognised in a log. `change` = it alters something and is never sent again without looking first.
 */
export interface GraphQlDocument<Answer> {
  name: string;
  kind: 'read' | 'change';
  /** What is being done, for messages: `read the deployment`. */
  doing: string;
  text: string;
  answer: z.ZodType<Answer>;
}

const deploymentFields =
  'id status createdAt statusUpdatedAt canRollback deploymentStopped url staticUrl meta';

/** Asks what a project token is for; refused to any other token. */
export const readProjectToken: GraphQlDocument<z.infer<typeof projectTokenAnswer>> = {
  name: 'projectToken',
  kind: 'read',
  doing: 'ask what a project token may do',
  text: 'query projectToken { projectToken { projectId environmentId } }',
  answer: projectTokenAnswer,
};

/** Asks what an account or workspace token reaches; refused to a project token. */
export const readApiToken: GraphQlDocument<z.infer<typeof apiTokenAnswer>> = {
  name: 'apiToken',
  kind: 'read',
  doing: 'ask what an account or workspace token may do',
  text: 'query apiToken { apiToken { workspaces { id name } } }',
  answer: apiTokenAnswer,
};

/** Lists the projects of a workspace, a page at a time. */
export const listProjects: GraphQlDocument<z.infer<typeof projectsAnswer>> = {
  name: 'projects',
  kind: 'read',
  doing: 'list the projects of a workspace',
  text: `query projects($workspaceId: String, $after: String) {
  projects(workspaceId: $workspaceId, first: 100, after: $after) {
    edges { node { id name } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: projectsAnswer,
};

/** Reads a project with its environments and services. */
export const readProject: GraphQlDocument<z.infer<typeof projectAnswer>> = {
  name: 'project',
  kind: 'read',
  doing: 'read the project',
  text: `query project($id: String!) {
  project(id: $id) {
    id
    name
    baseEnvironmentId
    primaryEnvironmentId
    environments { edges { node { id name isEphemeral } } }
    services { edges { node { id name } } }
  }
}`,
  answer: projectAnswer,
};

const instanceFields = `rootDirectory
    healthcheckPath
    source { repo }
    domains { serviceDomains { domain } customDomains { domain } }
    activeDeployments { id status createdAt meta }
    latestDeployment { id status createdAt }`;

/** Reads a service in one environment. */
export const readServiceInstance: GraphQlDocument<z.infer<typeof serviceInstanceAnswer>> = {
  name: 'serviceInstance',
  kind: 'read',
  doing: 'read the service in its environment',
  text: `query serviceInstance($environmentId: String!, $serviceId: String!) {
  serviceInstance(environmentId: $environmentId, serviceId: $serviceId) {
    ${instanceFields}
  }
}`,
  answer: serviceInstanceAnswer,
};

/** Reads a service in one environment together with the ids of its newest 100 deployments: both of the same moment. */
export const readServiceState: GraphQlDocument<z.infer<typeof serviceStateAnswer>> = {
  name: 'serviceInstance',
  kind: 'read',
  doing: 'read the service in its environment and list its deployments',
  text: `query serviceInstance($environmentId: String!, $serviceId: String!, $input: DeploymentListInput!) {
  serviceInstance(environmentId: $environmentId, serviceId: $serviceId) {
    ${instanceFields}
  }
  deployments(input: $input, first: 100) { edges { node { id } } }
}`,
  answer: serviceStateAnswer,
};

/** Reads one deployment. */
export const readDeployment: GraphQlDocument<z.infer<typeof deploymentAnswer>> = {
  name: 'deployment',
  kind: 'read',
  doing: 'read the deployment',
  text: `query deployment($id: String!) {
  deployment(id: $id) { ${deploymentFields} diagnosis serviceId environmentId }
}`,
  answer: deploymentAnswer,
};

/** Lists deployments of a service, newest first. */
export const listDeployments: GraphQlDocument<z.infer<typeof deploymentsAnswer>> = {
  name: 'deployments',
  kind: 'read',
  doing: 'list the deployments of the service',
  text: `query deployments($input: DeploymentListInput!, $first: Int!, $after: String) {
  deployments(input: $input, first: $first, after: $after) {
    edges { node { ${deploymentFields} } }
    pageInfo { hasNextPage endCursor }
  }
}`,
  answer: deploymentsAnswer,
};

/** Reads a service's public addresses. */
export const readDomains: GraphQlDocument<z.infer<typeof domainsAnswer>> = {
  name: 'domains',
  kind: 'read',
  doing: 'read the domains of the service',
  text: `query domains($projectId: String!, $environmentId: String!, $serviceId: String!) {
  domains(projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId) {
    serviceDomains { domain }
    customDomains { domain }
  }
}`,
  answer: domainsAnswer,
};

const readBuildLogsAnswer = logsOf('buildLogs');
/** Reads a deployment's build log. */
export const readBuildLogs: GraphQlDocument<z.infer<typeof readBuildLogsAnswer>> = {
  name: 'buildLogs',
  kind: 'read',
  doing: 'read the build log',
  text: `query buildLogs($deploymentId: String!, $limit: Int) {
  buildLogs(deploymentId: $deploymentId, limit: $limit) { timestamp message severity }
}`,
  answer: readBuildLogsAnswer,
};

const readDeployLogsAnswer = logsOf('deploymentLogs');
/** Reads a deployment's own log. */
export const readDeployLogs: GraphQlDocument<z.infer<typeof readDeployLogsAnswer>> = {
  name: 'deploymentLogs',
  kind: 'read',
  doing: 'read the deploy log',
  text: `query deploymentLogs($deploymentId: String!, $limit: Int) {
  deploymentLogs(deploymentId: $deploymentId, limit: $limit) { timestamp message severity }
}`,
  answer: readDeployLogsAnswer,
};

const upsertAnswer = booleanOf('variableCollectionUpsert');
/** Sets variables of a service. */
export const upsertVariables: GraphQlDocument<z.infer<typeof upsertAnswer>> = {
  name: 'variableCollectionUpsert',
  kind: 'change',
  doing: 'set variables of the service',
  text: `mutation variableCollectionUpsert($input: VariableCollectionUpsertInput!) {
  variableCollectionUpsert(input: $input)
}`,
  answer: upsertAnswer,
};

const cancelAnswer = booleanOf('deploymentCancel');
/** Cancels a deployment. */
export const cancelDeployment: GraphQlDocument<z.infer<typeof cancelAnswer>> = {
  name: 'deploymentCancel',
  kind: 'change',
  doing: 'cancel the deployment',
  text: 'mutation deploymentCancel($id: String!) { deploymentCancel(id: $id) }',
  answer: cancelAnswer,
};

const rollbackAnswer = booleanOf('deploymentRollback');
/** Answers true and no id: the new deployment must be found (Railway's public schema, `deploymentRollback: Boolean!`). */
export const rollbackDeployment: GraphQlDocument<z.infer<typeof rollbackAnswer>> = {
  name: 'deploymentRollback',
  kind: 'change',
  doing: 'roll back to the deployment',
  text: 'mutation deploymentRollback($id: String!) { deploymentRollback(id: $id) }',
  answer: rollbackAnswer,
};
