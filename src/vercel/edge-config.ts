import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { PlatformError, VerdictError } from '../errors/errors.js';
import { waitUntil } from '../runtime/waiting.js';
import type { VercelClient } from './client.js';
import type { WaitDeps } from './wait.js';

/** One item of an Edge Config. */
export interface EdgeConfigItem {
  /** Edge Config id, `ecfg_…`. */
  config: string;
  key: string;
}

const itemSchema = z.object({ value: z.unknown() });
/** Read only to tell Vercel's own answer from one of something in between. */
const writtenSchema = z.looseObject({});
/** An item is written in one place and read everywhere a moment later. */
const longestWaitMs = 60_000;

/**
 * The item's value as JSON text, or undefined when there is no such item (REST API, `GET /v1/edge-config/{id}/item/{key}`).
 * Where it is the same as one of `known`, whatever the order of its keys, it comes in those words. Throws PlatformError.
 */
export async function readEdgeConfigItem(
  client: VercelClient,
  { config, key }: EdgeConfigItem,
  known: readonly string[] = [],
): Promise<string | undefined> {
  try {
    const { value } = await client.call({
      operation: `read the flag ${key}`,
      method: 'GET',
      path: `/v1/edge-config/${encodeURIComponent(config)}/item/${encodeURIComponent(key)}`,
      schema: itemSchema,
    });
    return known.find((text) => isDeepStrictEqual(parsed(text), value)) ?? JSON.stringify(value);
  } catch (error) {
    if (error instanceof PlatformError && error.status === 404) return undefined;
    throw error;
  }
}

/** The body that writes an item; `value` is JSON text. */
export function edgeConfigChange({ key }: EdgeConfigItem, value: string): string {
  return JSON.stringify({ items: [{ operation: 'upsert', key, value: JSON.parse(value) }] });
}

/**
 * Writes an item (`PATCH /v1/edge-config/{id}/items`) and waits until Edge Config says the new value. Writing a value twice is
 * no harm, so a lost answer is asked again. Throws PlatformError, and VerdictError when it does not come to be so in time.
 */
export async function writeEdgeConfigItem(
  item: EdgeConfigItem,
  value: string,
  { timeoutMs, client, ...deps }: WaitDeps & { timeoutMs: number },
): Promise<void> {
  await client.call({
    operation: `set the flag ${item.key}`,
    method: 'PATCH',
    path: `/v1/edge-config/${encodeURIComponent(item.config)}/items`,
    json: JSON.parse(edgeConfigChange(item, value)),
    schema: writtenSchema,
    repeatable: true,
  });
  const end = await waitUntil<true>(
    {
      subject: `Flag ${item.key}`,
      look: async () => {
        const now = await readEdgeConfigItem(client, item, [value]);
        return now === value ? { done: true } : { phase: `still ${now ?? 'not there'}` };
      },
      timeoutMs: () => Math.min(timeoutMs, longestWaitMs),
      intervalMs: () => (client.loopback ? 20 : 1_000),
    },
    deps,
  );
  if ('deadline' in end)
    throw new VerdictError(`The flag ${item.key} was set to ${value}, and Edge Config does not say so yet.`, {
      fix: 'Look at the Edge Config on Vercel: somebody else may have written it.',
    });
}

/** What a record holds was written by somebody else. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
