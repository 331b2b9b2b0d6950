import type { Run } from '../../src/action/run-action.js';
import { checkRootDirectory, listContents } from '../../src/railway/archive.js';
import type { RailwayClient } from '../../src/railway/client.js';
import { setVariables } from '../../src/railway/deployments.js';
import { type DeploymentWait, waitForDeployment } from '../../src/railway/wait.js';
import type { RailwayComponent } from '../../src/release/component.js';
import { conclude } from './conclude.js';
import type { Inputs } from './inputs.js';
import { type FoundPlace, findPlace } from './place.js';
import type { Result } from './result.js';
import { logContents, type Shipped, ship } from './ship.js';

export interface Deps extends Run {
  client: RailwayClient;
}

/** How long SUCCESS must last: Railway says it when the container has started, or, with a health check, when it answered. */
const settleMs = { unchecked: 5_000, checked: 2_000 };

/** Deploys a directory to a Railway service and says truly how it ended. Throws when it could not be tried. */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const { client, log, clock } = deps;
  const began = clock.now();
  const place = await log.group('Find the service', () => findPlace(inputs, client, log));
  const contents = await listContents(inputs.workingDirectory);
  logContents(contents, log);
  checkRootDirectory(contents, place.rootDirectory);
  const variables = await applyVariables(inputs, place, deps);
  const shipped = await log.group('Upload', () => ship(place.target, contents, deps));
  const component = componentOf(inputs, place, shipped);
  deps.know({
    'deployment-id': shipped.deploymentId,
    'previous-deployment-id': place.previous ?? '',
    url: place.url ?? '',
    record: JSON.stringify(component),
  });
  const end = await waitForDeployment(waitOf(inputs, place, shipped), deps);
  shipped.ended();
  const durationMs = clock.now() - began;
  return conclude({ inputs, place, contents, variables, shipped, component, end, durationMs }, deps);
}

/** Before the upload and without a deployment of their own. Returns the names. */
async function applyVariables(
  inputs: Inputs,
  place: FoundPlace,
  { client, log, context }: Deps,
): Promise<string[]> {
  const version = inputs.versionVariable && context.sha ? { [inputs.versionVariable]: context.sha } : {};
  const variables = { ...version, ...inputs.variables };
  const names = Object.keys(variables);
  if (names.length === 0) return names;
  await setVariables(client, place.target, variables);
  log.info(`Variables set on the service: ${names.join(', ')}`);
  return names;
}

function waitOf(inputs: Inputs, place: FoundPlace, { deploymentId }: Shipped): DeploymentWait {
  return {
    target: place.target,
    deploymentId,
    limits: {
      queueMs: inputs.queueTimeoutMs,
      buildMs: inputs.buildTimeoutMs,
      deployMs: inputs.healthTimeoutMs,
    },
    settleMs: inputs.settleTimeMs ?? (place.healthcheckPath ? settleMs.checked : settleMs.unchecked),
  };
}

function componentOf(inputs: Inputs, place: FoundPlace, { deploymentId }: Shipped): RailwayComponent {
  return {
    kind: 'railway',
    name: inputs.name ?? place.service.name,
    project: place.target.projectId,
    environment: place.target.environmentId,
    service: place.target.serviceId,
    deployment: deploymentId,
    previous: place.previous ?? null,
    url: place.url ?? null,
  };
}
