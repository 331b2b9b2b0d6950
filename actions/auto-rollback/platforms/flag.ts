import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Run } from '../../../src/action/run-action.js';
import { PlatformError, VerdictError } from '../../../src/errors/errors.js';
import type { FlagComponent } from '../../../src/release/component.js';
import { waitUntil } from '../../../src/runtime/waiting.js';
import { createVercelClient, type VercelClient } from '../../../src/vercel/client.js';
import type { ComponentPlatform, RestorableComponent } from './platform.js';
import { teamOf, type VercelPlatformAccess } from './vercel.js';

const itemSchema = z.object({ value: z.unknown() });
/** What an item that was not there before is set to: code asks a flag whether it is on. */
export const offByDefault = 'false';

/**
 * Items of Vercel Edge Config as components that go back: their values are put back as they were (REST API,
 * `GET /v1/edge-config/{id}/item/{key}`, `PATCH /v1/edge-config/{id}/items`). Writing a value twice is no harm.
 */
export function flagPlatform(
  access: VercelPlatformAccess,
  run: Pick<Run, 'http' | 'log' | 'clock' | 'signal'>,
): ComponentPlatform {
  const clientFor = (component: RestorableComponent): VercelClient =>
    createVercelClient({ ...run, ...access, team: teamOf(component) });
  return {
    look: async (component) => ({ live: await readValue(clientFor(component), flagOf(component)) }),
    restorable: async (component, to) => ({
      ...{ way: 'rollback', why: 'a value can always be written', estimateMs: 1_000 },
      call: `PATCH /v1/edge-config/${component.project}/items ${itemsOf(flagOf(component), to)}`,
    }),
    keeps: async () => ({ kept: true, why: 'a value can always be written' }),
    publicUrl: async () => undefined,
    async rollback(component, to) {
      const client = clientFor(component);
      const flag = flagOf(component);
      await client.call({
        operation: `set the flag ${flag.item}`,
        method: 'PATCH',
        path: `/v1/edge-config/${encodeURIComponent(flag.project)}/items`,
        json: JSON.parse(itemsOf(flag, to.deployment)),
        repeatable: true,
      });
      await waitForValue(client, flag, to.deployment, { ...run, timeoutMs: access.timeoutMs });
      return { live: to.deployment, by: 'rollback' };
    },
  };
}

function itemsOf({ item }: FlagComponent, value: string): string {
  return JSON.stringify({ items: [{ operation: 'upsert', key: item, value: JSON.parse(value) }] });
}

/** The value as JSON text; in the words of the record where it is the same, whatever the order of its keys. */
async function readValue(client: VercelClient, flag: FlagComponent): Promise<string | undefined> {
  try {
    const { value } = await client.call({
      operation: `read the flag ${flag.item}`,
      method: 'GET',
      path: `/v1/edge-config/${encodeURIComponent(flag.project)}/item/${encodeURIComponent(flag.item)}`,
      schema: itemSchema,
    });
    const known = [flag.deployment, flag.previous ?? offByDefault];
    return known.find((text) => isDeepStrictEqual(parsed(text), value)) ?? JSON.stringify(value);
  } catch (error) {
    if (error instanceof PlatformError && error.status === 404) return undefined;
    throw error;
  }
}

async function waitForValue(
  client: VercelClient,
  flag: FlagComponent,
  wanted: string,
  deps: Pick<Run, 'log' | 'clock' | 'signal'> & { timeoutMs: number },
): Promise<void> {
  const end = await waitUntil<true>(
    {
      subject: `Flag ${flag.item}`,
      look: async () => {
        const value = await readValue(client, flag);
        const there = value !== undefined && isDeepStrictEqual(parsed(value), parsed(wanted));
        return there ? { done: true } : { phase: `still ${value ?? 'not there'}` };
      },
      timeoutMs: () => Math.min(deps.timeoutMs, 60_000),
      intervalMs: () => (client.loopback ? 20 : 1_000),
    },
    deps,
  );
  if ('deadline' in end)
    throw new VerdictError(
      `The flag ${flag.item} was set to ${wanted}, and Edge Config does not say so yet.`,
      {
        fix: 'Look at the Edge Config on Vercel: somebody else may have written it.',
      },
    );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function flagOf(component: RestorableComponent): FlagComponent {
  if (component.kind !== 'flag') throw new TypeError(`${component.name} is no flag`);
  return component;
}
