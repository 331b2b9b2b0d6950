import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import type { VercelClient } from './client.js';

const checkSchema = z.object({ name: z.string().min(1), conclusion: z.string().nullish() });
const checksSchema = z.object({ checks: z.array(checkSchema) });
const runsSchema = z.object({ runs: z.array(checkSchema) });

/**
 * Names of the checks that failed for a deployment, of both kinds that Vercel has (REST, `GET /v1/deployments/{id}/checks`
 * and `GET /v2/deployments/{id}/check-runs`). Empty where Vercel does not tell: the names explain an end, they decide
 * nothing. Throws CancelledError.
 */
export async function failedChecks(deploymentId: string, client: VercelClient): Promise<string[]> {
  const id = encodeURIComponent(deploymentId);
  const limits = { once: true, tries: 2, timeoutMs: 10_000, method: 'GET' } as const;
  const operation = `read the checks of ${deploymentId}`;
  const [older, newer] = await Promise.all([
    orNone(
      client.call({ ...limits, operation, path: `/v1/deployments/${id}/checks`, schema: checksSchema }),
      ({ checks }) => checks,
    ),
    orNone(
      client.call({ ...limits, operation, path: `/v2/deployments/${id}/check-runs`, schema: runsSchema }),
      ({ runs }) => runs,
    ),
  ]);
  const failed = [...older, ...newer].filter(({ conclusion }) => conclusion === 'failed');
  return [...new Set(failed.map(({ name }) => name))];
}

async function orNone<Answer, Item>(
  answer: Promise<Answer>,
  read: (answer: Answer) => Item[],
): Promise<Item[]> {
  try {
    return read(await answer);
  } catch (error) {
    if (error instanceof PlatformError) return [];
    throw error;
  }
}
