import type { Run } from '../../src/action/run-action.js';
import { createRailwayClient, type RailwayClient } from '../../src/railway/client.js';
import { liveDeploymentId, readUrl } from '../../src/railway/deployments.js';
import { rollbackTo } from '../../src/railway/rollback.js';
import type { ServiceTarget } from '../../src/railway/scope.js';
import type { ComponentPlatform, RestorableComponent } from './platform.js';

/** Railway as a platform that components go back on. Its deployments are put back by id, as new ones of the old image. */
export function railwayPlatform(
  access: { apiUrl: string; token: string; timeoutMs: number },
  run: Pick<Run, 'http' | 'log' | 'clock' | 'signal' | 'onCancel'>,
): ComponentPlatform {
  const client: RailwayClient = createRailwayClient({ ...run, apiUrl: access.apiUrl, token: access.token });
  return {
    live: (component) => liveDeploymentId(client, targetOf(component)),
    publicUrl: (component) => readUrl(client, targetOf(component)),
    async rollback(component, to) {
      const target = { ...targetOf(component), deploymentId: to };
      const done = await rollbackTo(target, { ...run, client, timeoutMs: access.timeoutMs });
      return done.deploymentId;
    },
  };
}

function targetOf(component: RestorableComponent): ServiceTarget {
  if (component.kind !== 'railway') throw new TypeError(`${component.name} is not on Railway`);
  return { projectId: component.project, environmentId: component.environment, serviceId: component.service };
}
