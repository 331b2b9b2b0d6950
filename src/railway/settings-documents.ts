import { z } from 'zod';
import { booleanOf } from './answers.js';
import type { GraphQlDocument } from './documents.js';

const updatedAnswer = booleanOf('serviceInstanceUpdate');
/** Changes how a service is set up. `null` would unset a key; keys that are not named stay. */
export const updateInstance: GraphQlDocument<z.infer<typeof updatedAnswer>> = {
  name: 'serviceInstanceUpdate',
  kind: 'change',
  doing: 'change the settings of the service',
  text: `mutation serviceInstanceUpdate($serviceId: String!, $environmentId: String!, $input: ServiceInstanceUpdateInput!) {
  serviceInstanceUpdate(serviceId: $serviceId, environmentId: $environmentId, input: $input)
}`,
  answer: updatedAnswer,
};

const variablesAnswer = z.object({ variables: z.record(z.string(), z.unknown()) });
/** The service's variables as they were written; sealed ones are never among them. */
export const readVariables: GraphQlDocument<z.infer<typeof variablesAnswer>> = {
  name: 'variables',
  kind: 'read',
  doing: "read the names of the service's variables",
  text: `query variables($projectId: String!, $environmentId: String!, $serviceId: String!) {
  variables(projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId, unrendered: true)
}`,
  answer: variablesAnswer,
};
