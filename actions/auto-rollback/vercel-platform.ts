import type { Run } from '../../src/action/run-action.js';
import { rollbackTo } from '../../src/vercel/change-production.js';
import { createVercelClient, type VercelClient } from '../../src/vercel/client.js';
import type { ComponentPlatform, RestorableComponent } from './platform.js';
import { abortRollingRelease, activeRollingRelease, type RollingRelease } from './rolling-release.js';

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
    async live(component) {
      const client = clientFor(component);
      const project = await client.project(component.project);
      // A canary has but a part of the traffic, and would get all of it if it were left alone.
      if (project.rollingRelease && (await rollsOut(client, component))) return component.deployment;
      return (await client.productionDeployment(project))?.id;
    },
    publicUrl: (component) => clientFor(component).productionUrl(component.project),
    async rollback(component, to, reason) {
      const change = { projectId: component.project, deploymentId: to, reason };
      const client = clientFor(component);
      const deps = { ...run, client, timeoutMs: access.timeoutMs };
      const { rollingRelease } = await client.project(component.project);
      const rolling = rollingRelease ? await rollsOut(client, component) : undefined;
      if (rolling) await abortRollingRelease(component.project, rolling, deps);
      return (await rollbackTo(change, deps)).deploymentId;
    },
  };
}

async function rollsOut(
  client: VercelClient,
  { project, deployment }: RestorableComponent,
): Promise<RollingRelease | undefined> {
  const rolling = await activeRollingRelease(client, project);
  return rolling?.canary === deployment ? rolling : undefined;
}
