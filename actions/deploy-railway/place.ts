import type { RailwayClient } from '../../src/railway/client.js';
import { liveDeploymentId, readUrl } from '../../src/railway/deployments.js';
import { pickService, readSettings, resolveScope, type ServiceTarget } from '../../src/railway/scope.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Inputs } from './inputs.js';
import type { Place } from './result.js';

/** The place, with what an upload needs of it. */
export interface FoundPlace extends Place {
  target: ServiceTarget;
  /** Folder inside the upload that Railway builds from; undefined for its top. */
  rootDirectory: string | undefined;
}

/** Finds the service and reads what is live there *before* anything is changed: a rollback goes back to it. */
export async function findPlace(inputs: Inputs, client: RailwayClient, log: Logger): Promise<FoundPlace> {
  const scope = await resolveScope(client, inputs);
  const service = pickService(scope, inputs.service);
  const { project, environment } = scope;
  const target = { projectId: project.id, environmentId: environment.id, serviceId: service.id };
  const settings = await readSettings(client, target);
  const url = await readUrl(client, target);
  const previous = await liveDeploymentId(client, target);
  log.info(
    `Service "${service.name}" in the environment "${environment.name}" of the project "${project.name}"${url ? `, ${url}` : ', without a public address'}`,
  );
  log.info(previous ? `Live now: deployment ${previous}` : 'Nothing is live there yet');
  return { project, environment, service, url, previous, target, ...settings };
}
