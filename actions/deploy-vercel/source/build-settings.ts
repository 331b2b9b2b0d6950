import { join } from 'node:path';
import { readJson, type VercelJson } from './vercel-json.js';

/**
 * The settings of a build from source as the API takes them: what `vercel.json` says goes before the project's own, as with
 * Vercel's CLI. The API refuses these keys anywhere else in the request.
 */
export function buildSettings(
  directory: string,
  rootDirectory: string,
  config: VercelJson,
): Record<string, unknown> {
  const { framework, buildCommand, devCommand, installCommand, outputDirectory, ignoreCommand } = config;
  const given = {
    framework,
    buildCommand,
    devCommand,
    installCommand,
    outputDirectory,
    commandForIgnoringBuildStep: ignoreCommand,
    nodeVersion: nodeVersionOf(readJson(join(directory, rootDirectory, 'package.json'))),
  };
  return {
    ...placeSettings(rootDirectory),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** Where the app is inside what is sent; said always, so that the right package manager is found in a monorepo. */
export function placeSettings(rootDirectory: string): Record<string, unknown> {
  return { rootDirectory: rootDirectory || null, sourceFilesOutsideRootDirectory: true };
}

/** `engines.node` as the API wants it (`22.x`); undefined where the range leaves more than one major version open. */
function nodeVersionOf(manifest: unknown): string | undefined {
  const range = (manifest as { engines?: { node?: unknown } } | undefined)?.engines?.node;
  if (typeof range !== 'string') return undefined;
  const exact = /^[~^=v]?\s*v?(\d+)(?:\.(?:\d+|x|\*)){0,2}$/.exec(range.trim());
  const between = /^>=?\s*(\d+)(?:\.\d+){0,2}\s+<\s*(\d+)(?:\.0){0,2}$/.exec(range.trim());
  if (exact) return `${exact[1]}.x`;
  return between && Number(between[2]) === Number(between[1]) + 1 ? `${between[1]}.x` : undefined;
}
