import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { VercelClient } from './client.js';

/** One variable of a project, for one or several targets. */
export interface VercelVariable {
  id: string;
  /** `encrypted`, `sensitive`, `plain`, … */
  type: string;
  /** `production`, `preview`, `development`. */
  targets: readonly string[];
  name: string;
  /** Undefined when Vercel does not tell it: sensitive ones can be written and never read. */
  value: string | undefined;
  /** When it was last changed, in milliseconds since the epoch; undefined when Vercel does not say. */
  changedAt: number | undefined;
}

const listSchema = z.object({
  envs: z.array(
    z.object({
      id: z.string().default(''),
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

const createdSchema = z.object({ created: z.object({ id: z.string() }) });

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
      ...{ id: one.id, type: one.type, targets: [one.target ?? []].flat() },
      name: one.key,
      // What is still encrypted is no value to compare.
      value: one.type === 'sensitive' || one.decrypted === false ? undefined : (one.value ?? undefined),
      changedAt: one.updatedAt ?? one.createdAt ?? undefined,
    }));
}

/**
 * Changes the value of a variable; its targets and its type stay. A deployment that is there keeps the value it was built
 * with. Throws PlatformError.
 */
export async function changeVariable(
  client: VercelClient,
  projectId: string,
  { id, name }: Pick<VercelVariable, 'id' | 'name'>,
  value: string,
): Promise<void> {
  await client.call({
    operation: `change the variable ${name}`,
    method: 'PATCH',
    path: `/v9/projects/${encodeURIComponent(projectId)}/env/${encodeURIComponent(id)}`,
    json: { value },
    // The same value twice is the same value.
    repeatable: true,
  });
}

/** Adds a variable, or changes the one of this name and these targets. Returns it. Throws PlatformError. */
export async function addVariable(
  client: VercelClient,
  projectId: string,
  { name, value, type, targets }: Pick<VercelVariable, 'name' | 'type' | 'targets'> & { value: string },
): Promise<Pick<VercelVariable, 'id' | 'name'>> {
  const { created } = await client.call({
    operation: `add the variable ${name}`,
    method: 'POST',
    path: `/v10/projects/${encodeURIComponent(projectId)}/env`,
    query: { upsert: 'true' },
    json: { key: name, value, type: type || 'encrypted', target: targets },
    schema: createdSchema,
    repeatable: true,
  });
  return { id: created.id, name };
}

/** Removes a variable; one that is gone already is no fault. Throws PlatformError. */
export async function removeVariable(
  client: VercelClient,
  projectId: string,
  { id, name }: Pick<VercelVariable, 'id' | 'name'>,
): Promise<void> {
  try {
    await client.call({
      operation: `remove the variable ${name}`,
      method: 'DELETE',
      path: `/v9/projects/${encodeURIComponent(projectId)}/env/${encodeURIComponent(id)}`,
      repeatable: true,
    });
  } catch (error) {
    if (!(error instanceof PlatformError) || error.status !== 404) throw error;
  }
}
