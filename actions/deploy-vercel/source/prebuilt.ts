import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { listPrebuilt } from '../../../src/vercel/transfer/prebuilt-files.js';
import type { SourceFile } from '../../../src/vercel/transfer/source-file.js';
import { buildFailedBefore, builtForAnother, noPrebuilt, oldOutput } from './messages.js';
import { readJson } from './vercel-json.js';

const failure = z.looseObject({ message: z.string().optional() }).optional();

/** What `vercel build` leaves in `builds.json`. */
const buildsSchema = z
  .looseObject({
    target: z.string().optional().catch(undefined),
    error: failure.catch(undefined),
    builds: z.array(z.looseObject({ error: failure.catch(undefined) })).catch([]),
  })
  .catch({ builds: [] });

const configSchema = z.looseObject({ version: z.number() }).catch({ version: 0 });

/** Where `.vercel/output` lies, relative to the directory, with `/`; undefined when there is none. */
export function findOutput(directory: string, rootDirectory: string): string | undefined {
  const candidates =
    rootDirectory === '' ? ['.vercel/output'] : [`${rootDirectory}/.vercel/output`, '.vercel/output'];
  return candidates.find((output) => existsSync(join(directory, output, 'config.json')));
}

/**
 * Lists a prebuilt output after the checks that Vercel's CLI makes: it is there, its build did not fail, it was built for
 * `target` (`production`, `preview`, or the slug of a project's own environment). Throws InputError.
 */
export function prebuiltOutput(
  directory: string,
  rootDirectory: string,
  target: string,
): { files: SourceFile[]; warnings: string[] } {
  const output = findOutput(directory, rootDirectory);
  if (!output) throw noPrebuilt(join(directory, rootDirectory));
  const { version } = configSchema.parse(readJson(join(directory, output, 'config.json')));
  if (version !== 3) throw oldOutput(output, version);
  const builds = buildsSchema.parse(readJson(join(directory, output, 'builds.json')) ?? {});
  const failed = [builds.error, ...builds.builds.map(({ error }) => error)].find(
    (error) => error !== undefined,
  );
  if (failed) throw buildFailedBefore(failed.message ?? 'no reason given');
  if (builds.target !== undefined && builds.target !== target) throw builtForAnother(builds.target, target);
  return listPrebuilt({ directory, output, rootDirectory });
}
