import type { Run } from '../../../src/action/run-action.js';
import type { FlagComponent } from '../../../src/release/component.js';
import { createVercelClient, type VercelClient } from '../../../src/vercel/client.js';
import {
  edgeConfigChange,
  readEdgeConfigItem,
  writeEdgeConfigItem,
} from '../../../src/vercel/edge-config.js';
import type { ComponentPlatform, RestorableComponent } from './platform.js';
import { teamOf, type VercelPlatformAccess } from './vercel.js';

/** What an item that was not there before is set to: code asks a flag whether it is on. */
const offByDefault = 'false';

/** Items of Vercel Edge Config as components that go back: their values are put back as they were. */
export function flagPlatform(
  access: VercelPlatformAccess,
  run: Pick<Run, 'http' | 'log' | 'clock' | 'signal'>,
): ComponentPlatform {
  const clientFor = (component: RestorableComponent): VercelClient =>
    createVercelClient({ ...run, ...access, team: teamOf(component) });
  return {
    look: async (component) => {
      const { deployment, previous } = component;
      const known = [deployment, previous ?? offByDefault];
      return { live: await readEdgeConfigItem(clientFor(component), itemOf(component), known) };
    },
    restorable: async (component, to) => ({
      ...{ way: 'rollback', why: 'a value can always be written', estimateMs: 1_000 },
      call: `PATCH /v1/edge-config/${component.project}/items ${edgeConfigChange(itemOf(component), to)}`,
    }),
    keeps: async () => ({ kept: true, why: 'a value can always be written' }),
    publicUrl: async () => undefined,
    async rollback(component, to) {
      const client = clientFor(component);
      const { timeoutMs } = access;
      await writeEdgeConfigItem(itemOf(component), to.deployment, { ...run, client, timeoutMs });
      return { live: to.deployment, by: 'rollback' };
    },
  };
}

function itemOf(component: RestorableComponent): { config: string; key: string } {
  const { project, item } = flagOf(component);
  return { config: project, key: item };
}

function flagOf(component: RestorableComponent): FlagComponent {
  if (component.kind !== 'flag') throw new TypeError(`${component.name} is no flag`);
  return component;
}
