import { z } from 'zod';
import { InputError } from '../errors/errors.js';
import type { VercelProject } from './answers.js';
import type { VercelClient } from './client.js';

const answerSchema = z.object({
  environments: z.array(z.object({ id: z.string(), slug: z.string() })),
});

/** An environment that a project has besides preview and production. */
export interface CustomEnvironment {
  id: string;
  slug: string;
}

/**
 * Finds a project's own environment by slug or id (REST, `GET /v9/projects/{id}/custom-environments`). Throws InputError
 * that names those there are, PlatformError when Vercel cannot be asked.
 */
export async function findCustomEnvironment(
  client: VercelClient,
  { id, name }: VercelProject,
  wanted: string,
): Promise<CustomEnvironment> {
  const { environments } = await client.call({
    operation: `list the environments of ${name}`,
    method: 'GET',
    path: `/v9/projects/${encodeURIComponent(id)}/custom-environments`,
    schema: answerSchema,
  });
  const found = environments.find((environment) => environment.id === wanted || environment.slug === wanted);
  if (found) return found;
  const slugs = environments.map(({ slug }) => slug);
  const own =
    slugs.length === 0
      ? `The project "${name}" has no environments of its own`
      : `The environments of the project "${name}" are ${slugs.join(', ')}`;
  throw new InputError(`The input "target" is "${wanted}", which is none of the project's environments.`, {
    fix: `Use preview, production or staged. ${own}; make one in the project's settings on Vercel, Environments.`,
  });
}
