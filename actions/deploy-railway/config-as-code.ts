import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contents } from '../../src/railway/archive.js';
import type { FoundPlace } from './place.js';

/** Railway's fields that this action can set, and the input that sets them. */
const inputOf: Readonly<Record<string, string>> = {
  healthcheckPath: 'health-check-path',
  healthcheckTimeout: 'health-check-timeout',
  startCommand: 'start-command',
  preDeployCommand: 'pre-deploy-command',
  numReplicas: 'replicas',
  region: 'region',
  overlapSeconds: 'overlap',
  drainingSeconds: 'draining',
};

/**
 * What to say of a `railway.json` or `railway.toml` in an upload; undefined when there is none. Railway stops reading them
 * on 2026-12-01, and services made since then do not read them at all (docs.railway.com, "Config as code").
 */
export async function findConfigAsCode(
  contents: Contents,
  { facts, service }: Pick<FoundPlace, 'facts' | 'service'>,
): Promise<string | undefined> {
  const names = facts.configFile ? [facts.configFile.replace(/^\/+/, '')] : ['railway.json', 'railway.toml'];
  const path = names.find((name) => contents.files.some((file) => file.path === name));
  if (path === undefined) return undefined;
  const keys = path.endsWith('.json') ? await keysOf(join(contents.directory, path)) : [];
  const ours = keys.filter((key) => inputOf[key] !== undefined).map((key) => `${key} -> ${inputOf[key]}`);
  const others = keys.filter((key) => inputOf[key] === undefined);
  return [
    `${path} is uploaded for "${service.name}". Until 2026-12-01 it outranks the service's settings for this deployment; from then on Railway does not read it.`,
    ours.length > 0 ? `Move what it says to inputs of this action: ${ours.join(', ')}.` : '',
    others.length > 0 ? `Set the rest on Railway or in .railway/railway.ts: ${others.join(', ')}.` : '',
    keys.length === 0
      ? 'Move what it says to inputs of this action (health-check-path, start-command, pre-deploy-command, …), to the settings on Railway, or to .railway/railway.ts.'
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The fields of its `build` and `deploy` parts; none when it cannot be read, which is Railway's to say. */
async function keysOf(file: string): Promise<string[]> {
  try {
    const { build, deploy } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    return [build, deploy].flatMap((part) => (part && typeof part === 'object' ? Object.keys(part) : []));
  } catch {
    return [];
  }
}
