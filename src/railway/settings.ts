import { PlatformError } from '../errors/errors.js';
import type { RailwayClient } from './client.js';
import { upsertVariables } from './documents.js';
import type { ServiceTarget } from './scope.js';
import { readVariables, updateInstance } from './settings-documents.js';

/** How a service is set up, under Railway's own names; undefined where nothing is set. Times in seconds. */
export interface ServiceSettings {
  /** Without one, Railway says SUCCESS as soon as the container has started. */
  healthcheckPath: string | undefined;
  healthcheckTimeout: number | undefined;
  startCommand: string | undefined;
  preDeployCommand: readonly string[] | undefined;
  numReplicas: number | undefined;
  region: string | undefined;
  overlapSeconds: number | undefined;
  drainingSeconds: number | undefined;
}

/** Login at the registry an image is pulled from. */
export interface RegistryCredentials {
  username: string;
  password: string;
}

/** What is to be changed; keys that are undefined are left as they are. */
export type ServiceChange = Partial<ServiceSettings> & {
  source?: { image: string };
  registryCredentials?: RegistryCredentials;
};

/** Settings as they were before a change; null where nothing was set. */
export type SettingsBefore = {
  [Name in keyof ServiceSettings]?: NonNullable<ServiceSettings[Name]> | null;
} & {
  source?: { image: string };
};

/** The wanted settings that differ from those the service has. */
export function changedSettings(
  there: ServiceSettings,
  wanted: Partial<ServiceSettings>,
): Partial<ServiceSettings> {
  const changed = Object.entries(wanted).filter(
    ([name, value]) =>
      value !== undefined && JSON.stringify(there[name as keyof ServiceSettings]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed);
}

/**
 * Changes the settings of a service. The environment is always named, for without it Railway changes them in all; keys
 * that are not given are not sent, for a null would unset them. Throws PlatformError; credentials never reach a message.
 */
export async function updateService(
  client: RailwayClient,
  { environmentId, serviceId }: ServiceTarget,
  change: ServiceChange,
): Promise<void> {
  const input = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const hide = change.registryCredentials ? [change.registryCredentials.password] : [];
  await sendAgain(() => client.ask(updateInstance, { serviceId, environmentId, input }, { hide }));
}

/**
 * Sets variables of the service, and with `replace` removes all others. `skipDeploys`, because Railway would otherwise
 * start a deployment of its own for them. Values never reach a message.
 */
export async function setVariables(
  client: RailwayClient,
  target: ServiceTarget,
  variables: Readonly<Record<string, string>>,
  { replace = false }: { replace?: boolean } = {},
): Promise<void> {
  const input = { ...target, variables, skipDeploys: true, replace };
  await sendAgain(() => client.ask(upsertVariables, { input }, { hide: Object.values(variables) }));
}

/** Changes settings back; null unsets what was not set before. Throws PlatformError. */
export async function restoreService(
  client: RailwayClient,
  { environmentId, serviceId }: ServiceTarget,
  before: SettingsBefore,
): Promise<void> {
  await sendAgain(() => client.ask(updateInstance, { serviceId, environmentId, input: { ...before } }));
}

/** Setting the same values twice leaves the same values, so a lost answer needs no looking up. */
async function sendAgain(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof PlatformError) || !error.ambiguous) throw error;
    await send();
  }
}

/**
 * The service's variables with their values as they were written: a reference to another variable stands as
 * `${{…}}`. Values are whole secrets: mask them before anything else is done. Sealed ones are not among them.
 */
export async function variableValues(
  client: RailwayClient,
  target: ServiceTarget,
): Promise<Record<string, string>> {
  const { variables } = await client.ask(readVariables, { ...target });
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value ?? '')]));
}
