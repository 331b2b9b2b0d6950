import { z } from 'zod';
import type { VercelClient } from './client.js';

/** One variable of a project, for one or several targets. */
export interface VercelVariable {
  name: string;
  /** Undefined when Vercel does not tell it: sensitive ones can be written and never read. */
  value: string | undefined;
  /** When it was last changed, in milliseconds since the epoch; undefined when Vercel does not say. */
  changedAt: number | undefined;
}

const listSchema = z.object({
  envs: z.array(
    z.object({
      key: z.string(),
      value: z.string().nullish(),
      type: z.string().default(''),
      target: z.union([z.string(), z.array(z.string())]).nullish(),
      decrypted: z.boolean().optional(),
      updatedAt: z.number().nullish(),
      createdAt: z.number().nullish(),
    }),
  ),
});

/**
 * The variables of a project that are set for a target (`production`, `preview`, `development`), `GET /v10/projects/:id/env`.
 * Values are whole secrets: mask them before anything else is done. Throws PlatformError as every call does.
 */
export async function readVariables(
  client: VercelClient,
  projectId: string,
  target: string,
): Promise<VercelVariable[]> {
  const { envs } = await client.call({
    operation: 'read the names of the variables',
    method: 'GET',
    path: `/v10/projects/${encodeURIComponent(projectId)}/env`,
    query: { decrypt: 'true' },
    schema: listSchema,
  });
  return envs
    .filter((one) => one.target === undefined || one.target === null || [one.target].flat().includes(target))
    .map((one) => ({
      name: one.key,
      // What is still encrypted is no value to compare.
      value: one.type === 'sensitive' || one.decrypted === false ? undefined : (one.value ?? undefined),
      changedAt: one.updatedAt ?? one.createdAt ?? undefined,
    }));
}
