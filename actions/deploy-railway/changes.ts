import { PlatformError } from '../../src/errors/errors.js';
import type { RailwayClient } from '../../src/railway/client.js';
import {
  changedSettings,
  restoreService,
  type SettingsBefore,
  setVariables,
  updateService,
  variableValues,
} from '../../src/railway/settings.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import type { FoundPlace } from './place.js';
import { commitOf } from './request.js';

/** What was changed on a service before its deployment, and what was there instead. */
export interface Changes {
  /** Names only. */
  variables: readonly string[];
  variablesRemoved: readonly string[];
  settings: readonly string[];
  /** Values may be secrets. */
  before: { variables: Readonly<Record<string, string>>; settings: SettingsBefore };
}

/** No change yet. */
export function noChanges(): Changes {
  return { variables: [], variablesRemoved: [], settings: [], before: { variables: {}, settings: {} } };
}

/**
 * Settings and variables, before the deployment and without one of their own. What is done is written into `changes`, so
 * that it is known also when the rest is refused. Throws PlatformError.
 */
export async function applyChanges(
  place: FoundPlace,
  inputs: Inputs,
  deps: Deps,
  changes: Changes,
): Promise<void> {
  await applySettings(place, inputs, deps, changes);
  await applyVariables(place, inputs, deps, changes);
}

/**
 * Changes back what was changed for a deployment that does not serve. Variables that were not there before stay: Railway
 * has no way to remove one without a deployment. Returns whether anything was done; never throws for Railway's refusal.
 */
export async function undoChanges(
  { name, target }: Pick<FoundPlace, 'name' | 'target'>,
  { before }: Changes,
  { client, log }: Pick<Deps, 'client' | 'log'>,
): Promise<boolean> {
  const variables = Object.keys(before.variables);
  const settings = Object.keys(before.settings);
  if (variables.length === 0 && settings.length === 0) return false;
  try {
    if (settings.length > 0) await restoreService(client, target, before.settings);
    if (variables.length > 0) await setVariables(client, target, before.variables);
    log.info(`Changed back on "${name}": ${[...settings, ...variables].join(', ')}`);
    return true;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.warning(`What was changed on "${name}" could not be changed back: ${error.message}`);
    return false;
  }
}

/** The settings that would be changed: those that differ, and the image to deploy. */
export function settingsToChange(place: FoundPlace): Record<string, unknown> {
  const { request, facts } = place;
  const image = request.source.kind === 'image' ? { source: { image: request.source.image } } : {};
  return { ...changedSettings(facts.settings, request.settings), ...image };
}

/** The variables that would be set; a redeployed image keeps the version it has, unless that is known to be wrong. */
export function variablesToSet(
  { request, redeployed }: FoundPlace,
  { versionVariable }: Inputs,
  commit: string,
): Record<string, string> {
  const version = redeployed ?? commitOf(request, commit);
  const tells = versionVariable !== undefined && version !== '';
  return { ...(tells ? { [versionVariable]: version } : {}), ...request.variables };
}

async function applySettings(
  place: FoundPlace,
  { registry }: Inputs,
  { client, log }: Deps,
  changes: Changes,
): Promise<void> {
  const change = settingsToChange(place);
  const names = Object.keys(change);
  if (names.length === 0) return;
  tellImage(place, log);
  const login = names.includes('source') && registry ? { registryCredentials: registry } : {};
  await updateService(client, place.target, { ...change, ...login });
  changes.settings = names;
  changes.before = { ...changes.before, settings: settingsBefore(place, names) };
  const told = Object.entries(change).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  log.info(`Settings changed: ${told.join(', ')}`);
}

function tellImage({ request: { source }, facts, service }: FoundPlace, log: Logger): void {
  if (source.kind !== 'image') return;
  if (facts.repo) {
    log.warning(
      `"${service.name}" was connected to the repository ${facts.repo}; from now on it runs the image it is given.`,
    );
  }
  if (source.image === facts.image && !source.image.includes('@sha256:')) {
    log.notice(
      `"${service.name}" is set to ${source.image} already: whether Railway pulls such a tag anew is its own decision. A tag of its own for each version, or a digest, says what is meant.`,
    );
  }
}

/** Of a source only another image can be put back: a repository cannot be connected again this way. */
function settingsBefore({ facts }: FoundPlace, names: readonly string[]): SettingsBefore {
  const settings = Object.entries(facts.settings)
    .filter(([name]) => names.includes(name))
    .map(([name, value]) => [name, value ?? null]);
  const image = names.includes('source') && facts.image ? { source: { image: facts.image } } : {};
  return { ...Object.fromEntries(settings), ...image };
}

async function applyVariables(
  place: FoundPlace,
  inputs: Inputs,
  { client, log, context }: Deps,
  changes: Changes,
): Promise<void> {
  const variables = variablesToSet(place, inputs, context.commit);
  const names = Object.keys(variables);
  const replace = place.request.replaceVariables;
  if (names.length === 0 && !replace) return;
  const there = await valuesBefore(place, client);
  const removed = Object.keys(replace ? there : {}).filter((name) => !names.includes(name));
  await setVariables(client, place.target, variables, { replace });
  const changed = names.filter((name) => there[name] !== undefined && there[name] !== variables[name]);
  const before = Object.fromEntries([...changed, ...removed].map((name) => [name, there[name] ?? '']));
  changes.variables = names;
  changes.variablesRemoved = removed;
  changes.before = { ...changes.before, variables: before };
  log.info(`Variables set: ${names.join(', ') || 'none'}`);
  if (removed.length > 0) log.info(`Variables removed: ${removed.join(', ')}`);
}

/** Railway's own variables are not ours to set. Where the token may not read them, nothing can be put back. */
async function valuesBefore({ target }: FoundPlace, client: RailwayClient): Promise<Record<string, string>> {
  try {
    const all = await variableValues(client, target);
    return Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('RAILWAY_')));
  } catch (error) {
    if (error instanceof PlatformError) return {};
    throw error;
  }
}
