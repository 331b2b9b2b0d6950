import { PlatformError } from '../errors/errors.js';
import type { VercelProject } from './answers.js';
import type { VercelClient } from './client.js';
import { productionHost } from './production-host.js';

/** A project and what its production serves, asked at one moment. */
export interface Production {
  project: VercelProject;
  /** The deployment that production serves; undefined when it serves nothing. */
  live: string | undefined;
  /** The domain that was asked, without a scheme. */
  host: string | undefined;
}

/**
 * Asks what production serves. Where its domain is known already (`host`), project and domain are asked side by side; one
 * that has changed since is asked again. Throws PlatformError.
 */
export async function readProduction(
  client: VercelClient,
  projectId: string,
  host: string | undefined,
): Promise<Production> {
  const [project, early] = await Promise.all([
    client.project(projectId),
    host === undefined ? undefined : servedBy(client, host),
  ]);
  const current = productionHost(project);
  if (early !== undefined && current === host && project.production)
    return { project, live: early, host: current };
  return { project, live: (await client.productionDeployment(project))?.id, host: current };
}

/** A domain that leads nowhere, or cannot be asked now, is asked again once the project has said which one counts. */
async function servedBy(client: VercelClient, host: string): Promise<string | undefined> {
  try {
    return (await client.deployment(host, true)).id;
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}
