import { z } from 'zod';
import { InputError } from '../../src/errors/errors.js';
import { createRailwayClient, type RailwayClient } from '../../src/railway/client.js';
import { listDeployments } from '../../src/railway/deployments.js';
import type { GraphQlDocument } from '../../src/railway/documents.js';
import { timelineOf } from '../../src/railway/events.js';
import { lookAt } from '../../src/railway/look-documents.js';
import { pickService, resolveScope, type ServiceTarget } from '../../src/railway/scope.js';
import type { RailwayInputs } from './inputs/railway.js';
import type { Deps } from './work.js';

const variablesAnswer = z.object({ variables: z.record(z.string(), z.string().nullable()) });

const readVariables: GraphQlDocument<z.infer<typeof variablesAnswer>> = {
  name: 'variables',
  kind: 'read',
  doing: 'read the variables of the service',
  text: `query variables($projectId: String!, $environmentId: String!, $serviceId: String!) {
  variables(projectId: $projectId, environmentId: $environmentId, serviceId: $serviceId)
}`,
  answer: variablesAnswer,
};

const updateAnswer = z.object({ serviceInstanceUpdate: z.boolean() });

const updateService: GraphQlDocument<z.infer<typeof updateAnswer>> = {
  name: 'serviceInstanceUpdate',
  kind: 'change',
  doing: 'set the pre-deploy command of the service',
  text: `mutation serviceInstanceUpdate($environmentId: String!, $serviceId: String!, $input: ServiceInstanceUpdateInput!) {
  serviceInstanceUpdate(environmentId: $environmentId, serviceId: $serviceId, input: $input)
}`,
  answer: updateAnswer,
};

/** The address in a variable of a Railway service, masked. Throws InputError that lists the variables that look like one. */
export async function readRailwayAddress(railway: RailwayInputs, deps: Deps): Promise<string> {
  const { client, target } = await open(railway, deps);
  const { variables } = await client.ask(readVariables, { ...target });
  const value = variables[railway.variable];
  if (value) {
    deps.mask(value);
    return value;
  }
  const there = Object.keys(variables).filter((name) => /URL|URI|DSN|DATABASE|POSTGRES/.test(name));
  throw new InputError(
    `The service "${railway.service}" has no variable "${railway.variable}"${value === '' ? ' with a value' : ''} that the token can read.`,
    {
      fix:
        there.length > 0
          ? `Name another one with "database-variable": ${there.join(', ')}. A sealed variable cannot be read by anybody: give "database-url" as a secret.`
          : 'Name the service that holds it with "railway-service" (often the database\'s own), or give "database-url" as a secret.',
    },
  );
}

/** Lets Railway run a command before each deployment of the service, in its private network. */
export async function setPreDeployCommand(
  railway: RailwayInputs,
  command: string,
  deps: Deps,
): Promise<void> {
  const { client, target } = await open(railway, deps);
  await client.ask(updateService, {
    environmentId: target.environmentId,
    serviceId: target.serviceId,
    input: { preDeployCommand: [command] },
  });
}

/** What the newest deployment's events tell of the command that ran before it. */
interface PreDeployStep {
  deployment: string;
  state: 'succeeded' | 'failed' | 'not ended';
  /** Why it failed, in Railway's words. */
  reason: string;
  durationMs: number;
}

/** How the command before the service's newest deployment went; undefined when it has none, or ran no such command. */
export async function readPreDeploy(railway: RailwayInputs, deps: Deps): Promise<PreDeployStep | undefined> {
  const { client, target } = await open(railway, deps);
  const [newest] = await listDeployments(client, target, 1);
  if (!newest) return undefined;
  const { document, variables } = lookAt([{ ...target, deploymentId: newest.id }], 'events');
  const [seen] = await client.ask(document, variables);
  const events = seen?.events.filter((one) => one.step === 'PRE_DEPLOY_COMMAND') ?? [];
  const [step] = timelineOf(events);
  if (!step || step.skipped) return undefined;
  const { reason, durationMs } = step;
  const state = reason !== undefined ? 'failed' : durationMs === undefined ? 'not ended' : 'succeeded';
  return { deployment: newest.id, state, reason: reason ?? '', durationMs: durationMs ?? 0 };
}

async function open(
  railway: RailwayInputs,
  deps: Deps,
): Promise<{ client: RailwayClient; target: ServiceTarget }> {
  const client = createRailwayClient({
    http: deps.http,
    apiUrl: railway.apiUrl,
    token: railway.token,
    log: deps.log,
    clock: deps.clock,
    signal: deps.signal,
  });
  const { project, environment } = railway;
  const scope = await resolveScope(client, { project, environment });
  const service = pickService(scope, railway.service);
  const ids = { projectId: scope.project.id, environmentId: scope.environment.id };
  return { client, target: { ...ids, serviceId: service.id } };
}
