import { z } from 'zod';
import type { GraphQlDocument } from './documents.js';

const deployAnswer = z.object({ serviceInstanceDeployV2: z.string().min(1) });
/** Deploys a commit of the connected repository, or what the service is set to; answers with the deployment's id. */
export const deployInstance: GraphQlDocument<z.infer<typeof deployAnswer>> = {
  name: 'serviceInstanceDeployV2',
  kind: 'change',
  doing: 'deploy the service',
  text: `mutation serviceInstanceDeployV2($serviceId: String!, $environmentId: String!, $commitSha: String) {
  serviceInstanceDeployV2(serviceId: $serviceId, environmentId: $environmentId, commitSha: $commitSha)
}`,
  answer: deployAnswer,
};

const redeployAnswer = z.object({ deploymentRedeploy: z.object({ id: z.string().min(1) }) });
/** Deploys an earlier deployment's source again, or its image with today's variables (`usePreviousImageTag`). */
export const redeployDeployment: GraphQlDocument<z.infer<typeof redeployAnswer>> = {
  name: 'deploymentRedeploy',
  kind: 'change',
  doing: 'redeploy the deployment',
  text: `mutation deploymentRedeploy($id: String!, $usePreviousImageTag: Boolean) {
  deploymentRedeploy(id: $id, usePreviousImageTag: $usePreviousImageTag) { id }
}`,
  answer: redeployAnswer,
};
