import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RehearsalError } from '../errors.js';
import type { Example } from '../example/index.js';
import type { Scenario } from './scenario.js';
import { declaredScenarios } from './told.js';

export type { Expectation, Observed, Release, ReleaseScript, Scenario } from './scenario.js';

/**
 * All stories an example can tell, the usual one first: the general ones, those of its `rehearsal.yml`, and those of
 * `rehearsal/scenarios.ts`, whose default export is a list of Scenario. `cache` is a folder for what is made of it.
 */
export async function scenariosOf(example: Example, cache: string): Promise<Scenario[]> {
  return [...declaredScenarios(example), ...(await programmed(example, cache))];
}

async function programmed(example: Example, cache: string): Promise<Scenario[]> {
  const file = join(example.folder, 'rehearsal/scenarios.ts');
  if (!existsSync(file)) return [];
  const { build } = await import('esbuild');
  await mkdir(cache, { recursive: true });
  const outfile = join(cache, `scenarios-${example.name}.mjs`);
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  const loaded: unknown = await import(`${pathToFileURL(outfile).href}?at=${Date.now()}`);
  const list =
    typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined;
  if (Array.isArray(list) && list.every(isScenario)) return list;
  throw new RehearsalError(
    `${file} has no default export that is a list of scenarios.`,
    'Export by default an array of { name, description, releases, expectations }.',
  );
}

function isScenario(value: unknown): value is Scenario {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['name', 'description', 'releases', 'expectations'].every((field) => field in value)
  );
}
