import { changedSettings, setVariables, updateService, variableNames } from '../../src/railway/settings.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import type { FoundPlace } from './place.js';
import { commitOf } from './request.js';

/** What was changed on a service before its deployment; names only. */
export interface Changes {
  variables: readonly string[];
  variablesRemoved: readonly string[];
  settings: readonly string[];
}

/** Settings and variables, before the deployment and without one of their own. Throws PlatformError. */
export async function applyChanges(place: FoundPlace, inputs: Inputs, deps: Deps): Promise<Changes> {
  const settings = await applySettings(place, inputs, deps);
  const variables = await applyVariables(place, inputs, deps);
  return { settings, ...variables };
}

/** The settings that would be changed: those that differ, and the image to deploy. */
export function settingsToChange(place: FoundPlace): Record<string, unknown> {
  const { request, facts } = place;
  const image = request.source.kind === 'image' ? { source: { image: request.source.image } } : {};
  return { ...changedSettings(facts.settings, request.settings), ...image };
}

/** The variables that would be set; a redeployed image keeps the version it has. */
export function variablesToSet(
  { request }: FoundPlace,
  { versionVariable }: Inputs,
  commit: string,
): Record<string, string> {
  const version = commitOf(request, commit);
  const tells = versionVariable !== undefined && version !== '';
  return { ...(tells ? { [versionVariable]: version } : {}), ...request.variables };
}

async function applySettings(
  place: FoundPlace,
  { registry }: Inputs,
  { client, log }: Deps,
): Promise<string[]> {
  const change = settingsToChange(place);
  const names = Object.keys(change);
  if (names.length === 0) return names;
  if (names.includes('source') && place.facts.repo) {
    log.warning(
      `"${place.service.name}" was connected to the repository ${place.facts.repo}; from now on it runs the image it is given.`,
    );
  }
  const { source } = place.request;
  if (source.kind === 'image' && source.image === place.facts.image && !source.image.includes('@sha256:')) {
    log.notice(
      `"${place.service.name}" is set to ${source.image} already: whether Railway pulls such a tag anew is its own decision. A tag of its own for each version, or a digest, says what is meant.`,
    );
  }
  const login = names.includes('source') && registry ? { registryCredentials: registry } : {};
  await updateService(client, place.target, { ...change, ...login });
  const told = Object.entries(change).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  log.info(`Settings changed: ${told.join(', ')}`);
  return names;
}

async function applyVariables(
  place: FoundPlace,
  inputs: Inputs,
  { client, log, context }: Deps,
): Promise<Pick<Changes, 'variables' | 'variablesRemoved'>> {
  const variables = variablesToSet(place, inputs, context.commit);
  const names = Object.keys(variables);
  const replace = place.request.replaceVariables;
  if (names.length === 0 && !replace) return { variables: [], variablesRemoved: [] };
  const before = replace ? await variableNames(client, place.target) : [];
  const removed = before.filter((name) => !names.includes(name) && !name.startsWith('RAILWAY_'));
  await setVariables(client, place.target, variables, { replace });
  log.info(`Variables set: ${names.join(', ') || 'none'}`);
  if (removed.length > 0) log.info(`Variables removed: ${removed.join(', ')}`);
  return { variables: names, variablesRemoved: removed };
}
