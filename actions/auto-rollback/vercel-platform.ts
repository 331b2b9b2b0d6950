import type { Run } from '../../src/action/run-action.js';
import { rollbackTo } from '../../src/vercel/change-production.js';
import { createVercelClient, type VercelClient } from '../../src/vercel/client.js';
import type { ComponentPlatform, RestorableComponent } from './platform.js';

/** Vercel as a platform that components go back on. Each component names its own team. */
export function vercelPlatform(
  access: { apiUrl: string; token: string; timeoutMs: number },
  run: Pick<Run, 'http' | 'log' | 'clock' | 'signal'>,
): ComponentPlatform {
  const clientFor = (component: RestorableComponent): VercelClient =>
    createVercelClient({
      ...run,
      apiUrl: access.apiUrl,
      token: access.token,
      team: component.kind === 'vercel' ? component.team : undefined,
    });
  return {
    live: (component) => clientFor(component).liveDeploymentId(component.project),
    publicUrl: (component) => clientFor(component).productionUrl(component.project),
    async rollback(component, to, reason) {
      const change = { projectId: component.project, deploymentId: to, reason };
      const done = await rollbackTo(change, {
        ...run,
        client: clientFor(component),
        timeoutMs: access.timeoutMs,
      });
      return done.deploymentId;
    },
  };
}
