import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Container } from '../container/index.js';
import { checkHealth } from './health.js';
import type { RailwayPlatformOptions } from './options.js';
import { startCommand } from './start-command.js';
import type { Deployment, Store } from './store.js';
import { mountVolume, volumeVariables } from './volume.js';

/** Starts a deployment's process in its directory; its output becomes the deployment's log. */
export function spawnContainer(request: {
  deployment: Deployment;
  directory: string;
  port: number;
  store: Store;
  options: RailwayPlatformOptions;
}): Container {
  const { deployment, directory, port, store, options } = request;
  const { image, settings } = deployment;
  mountVolume(deployment, directory, options.workDirectory);
  const home = path.join(directory, image?.workdir ?? '');
  const start = startCommand(home, settings.startCommand ?? image?.command);
  const container = new Container({
    ...start,
    node: options.node,
    // A package of a workspace finds the programs of its root, too.
    tools: [path.join(home, 'node_modules/.bin'), ...(options.tools ?? [])],
    environment: {
      ...image?.environment,
      ...deployment.variables,
      ...railwayVariables(deployment, store),
      ...volumeVariables(deployment, options.workDirectory),
      PORT: String(port),
    },
    onLine: (line, stream) =>
      deployment.deploymentLogs.push(store.line(line, stream === 'stderr' ? 'error' : 'info')),
  });
  deployment.container = container;
  return container;
}

/** Waits for the health check, if the deployment has one; every attempt becomes an event and a line of the build log. */
export async function becomesHealthy(
  deployment: Deployment,
  container: Container,
  port: number,
  store: Store,
): Promise<boolean> {
  const { healthcheckPath, healthcheckTimeout } = deployment.settings;
  if (!healthcheckPath) return true;
  return checkHealth({
    port,
    path: healthcheckPath,
    timeoutMs: (healthcheckTimeout ?? 300) * 1000,
    container,
    signal: deployment.abort.signal,
    onAttempt: ({ startedAt, ...payload }) => {
      const result = payload.reason ? `failed with ${payload.reason}` : 'succeeded';
      const text = `Healthcheck attempt ${payload.attempt}/${payload.maxAttempts} ${result}`;
      deployment.buildLogs.push(store.line(text));
      deployment.events.push({
        id: randomUUID(),
        step: 'HEALTHCHECK',
        createdAt: startedAt,
        completedAt: startedAt + payload.durationMs,
        payload,
      });
    },
  });
}

/** What Railway tells a program about itself. */
export function railwayVariables(deployment: Deployment, store: Store): Record<string, string> {
  const { instance } = deployment;
  const service = store.project.services.find((one) => one.id === instance.serviceId);
  const environment = store.environments.find((one) => one.id === instance.environmentId);
  return {
    RAILWAY_PROJECT_ID: store.project.id,
    RAILWAY_PROJECT_NAME: store.project.name,
    RAILWAY_ENVIRONMENT_ID: instance.environmentId,
    RAILWAY_ENVIRONMENT_NAME: environment?.name ?? '',
    RAILWAY_ENVIRONMENT: environment?.name ?? '',
    RAILWAY_SERVICE_ID: instance.serviceId,
    RAILWAY_SERVICE_NAME: service?.name ?? '',
    RAILWAY_DEPLOYMENT_ID: deployment.id,
    RAILWAY_SNAPSHOT_ID: deployment.snapshotId,
    ...(instance.hasDomain ? { RAILWAY_PUBLIC_DOMAIN: instance.edge.domain } : {}),
  };
}
