import { z } from 'zod';
import type { VercelClient } from './client.js';

const answerSchema = z.object({
  domains: z.array(
    z.object({
      name: z.string(),
      gitBranch: z.string().nullish(),
      customEnvironmentId: z.string().nullish(),
    }),
  ),
});

/**
 * The domains that lead to a project's production, the first 100 (REST, `GET /v9/projects/{id}/domains`); those of a branch
 * or of one of its own environments are left out. Throws PlatformError.
 */
export async function productionDomains(client: VercelClient, projectId: string): Promise<string[]> {
  const { domains } = await client.call({
    operation: "list the project's domains",
    method: 'GET',
    path: `/v9/projects/${encodeURIComponent(projectId)}/domains`,
    query: { limit: '100' },
    schema: answerSchema,
  });
  return domains
    .filter(({ gitBranch, customEnvironmentId }) => !gitBranch && !customEnvironmentId)
    .map(({ name }) => name);
}
