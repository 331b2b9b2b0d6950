import { z } from 'zod';
import { PlatformError } from '../errors/errors.js';
import { formatDuration } from '../runtime/duration.js';
import { type Look, waitUntil } from '../runtime/waiting.js';
import type { VercelDeployment } from './answers.js';
import { pollingIntervalMs } from './polling.js';
import type { WaitDeps } from './wait.js';

const answerSchema = z.object({ alias: z.string().min(1) });

/** What came of an alias: it leads to the deployment now, or it stays with a newer deployment of the same project. */
export type AliasEnd = { host: string } | { host: string; newer: string };

/**
 * Lets a host lead to a READY deployment (REST, `POST /v2/deployments/{id}/aliases`). Doing it twice is no harm, so it is
 * tried until the deadline. A host that leads to a newer deployment of the project is left there: runs do not always end
 * in the order of their commits. Throws PlatformError when Vercel refuses or does not answer in time.
 */
export async function assignAlias(
  deployment: VercelDeployment,
  host: string,
  timeoutMs: number,
  deps: WaitDeps,
): Promise<AliasEnd> {
  const { client } = deps;
  let last: PlatformError | undefined;
  const outcome = await waitUntil<AliasEnd>(
    {
      subject: `Alias ${host}`,
      look: async () => {
        try {
          return await look(deployment, host, deps);
        } catch (error) {
          if (!(error instanceof PlatformError)) throw error;
          last = error;
          // An answer that got lost is no refusal, and the next look sees what became of it.
          if (error.code === 'deployment_not_ready') return { phase: 'assigning', detail: 'not ready yet' };
          throw error;
        }
      },
      timeoutMs: () => timeoutMs,
      intervalMs: (_, elapsedMs) => pollingIntervalMs(client.loopback, elapsedMs),
    },
    deps,
  );
  if ('value' in outcome) return outcome.value;
  throw new PlatformError(
    `The alias ${host} could not be assigned within ${formatDuration(timeoutMs)}: ${last?.message ?? 'no answer'}`,
    { code: last?.code ?? 'timeout', cause: last, ...(last?.status ? { status: last.status } : {}) },
  );
}

async function look(
  deployment: VercelDeployment,
  host: string,
  { client }: WaitDeps,
): Promise<Look<AliasEnd>> {
  const there = await leadsTo(host, client);
  if (there?.id === deployment.id) return { done: { host } };
  const elsewhere = there?.projectId !== undefined && there.projectId !== deployment.projectId;
  if (elsewhere) throw inUse(host);
  if (there && there.createdAt > deployment.createdAt) return { done: { host, newer: there.id } };
  const { alias } = await client.call({
    operation: `assign the alias ${host}`,
    method: 'POST',
    path: `/v2/deployments/${encodeURIComponent(deployment.id)}/aliases`,
    json: { alias: host },
    schema: answerSchema,
    timeoutMs: 15_000,
  });
  return { done: { host: alias } };
}

/** Vercel may let a host move from one project of an account to another; a template that meets one is a mistake. */
function inUse(host: string): PlatformError {
  return new PlatformError(`The alias ${host} leads to another project of this account.`, {
    code: 'alias_in_use',
    fix: 'Choose another name, or remove the alias from the other project first.',
  });
}

/** Where a host leads now; undefined for one that is free or that this account may not see. */
async function leadsTo(host: string, client: WaitDeps['client']): Promise<VercelDeployment | undefined> {
  try {
    return await client.deployment(host, true);
  } catch (error) {
    if (error instanceof PlatformError && [400, 403, 404, 410].includes(error.status ?? 0)) return undefined;
    throw error;
  }
}
