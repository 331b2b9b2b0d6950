import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BuildError } from './build-error.js';
import { rulesOf, rulesOfBuildOutput, type VercelJson } from './configuration.js';
import { listFiles } from './files.js';
import type { Site } from './site.js';
import { type Builder, buildSource, type SourceBuild } from './source/build-source.js';

/** What a site is made of. */
export interface BuildRequest extends SourceBuild {
  prebuilt: boolean;
  /** Absent: no user code is run, and a source tree is served as it is. */
  builder?: Builder | undefined;
}

/** Makes the site of a source tree and writes the build log line by line. Throws BuildError. */
export async function buildSite(request: BuildRequest): Promise<Site> {
  const { source, rootDirectory, prebuilt, log, builder } = request;
  const root = rootDirectory ? join(source, rootDirectory) : source;
  if (!root.startsWith(source)) throw new BuildError('BUILD_FAILED', 'The Root Directory leaves the source.');
  if (prebuilt) return prebuiltSite(existsSync(join(root, '.vercel/output')) ? root : source, log);
  if (!existsSync(root))
    throw new BuildError(
      'BUILD_FAILED',
      `The specified Root Directory "${rootDirectory}" does not exist. Please update your Project Settings.`,
    );
  const config = await readConfig<VercelJson>(join(root, 'vercel.json'));
  log(`Running "vercel build"`);
  if (!builder) return staticSite(root, config.outputDirectory ?? undefined, config, log);
  const settings = { ...request.settings, ...settingsOf(config) };
  const built = await buildSource(builder, { ...request, settings });
  return staticSite(built.root, built.output, config, log);
}

function settingsOf({ buildCommand, installCommand, outputDirectory }: VercelJson): SourceBuild['settings'] {
  return {
    ...(buildCommand === undefined ? {} : { buildCommand }),
    ...(installCommand === undefined ? {} : { installCommand }),
    ...(outputDirectory === undefined ? {} : { outputDirectory }),
  };
}

/** The site is the tree, or the folder in it that is named, or `public/` where there is no `index.html`. */
async function staticSite(
  root: string,
  named: string | undefined,
  config: VercelJson,
  log: (line: string) => void,
): Promise<Site> {
  const output = named ?? defaultOutput(root);
  const site = join(root, output);
  if (site !== root && !site.startsWith(root + sep))
    throw new BuildError('BUILD_FAILED', `The Output Directory "${output}" leaves the source.`);
  if (!existsSync(site))
    throw new BuildError(
      'BUILD_FAILED',
      `No Output Directory named "${output}" found after the Build completed. Configure the Output Directory in your Project Settings.`,
    );
  log(`Serving ${(await listFiles(site)).length} static files`);
  return {
    root: site.endsWith(sep) ? site.slice(0, -1) : site,
    cleanUrls: config.cleanUrls === true,
    trailingSlash: config.trailingSlash,
    rules: rulesOf(config),
    contentTypes: {},
    renamed: {},
  };
}

function defaultOutput(root: string): string {
  return !existsSync(join(root, 'index.html')) && existsSync(join(root, 'public')) ? 'public' : '';
}

interface BuildOutputConfig {
  version?: number;
  routes?: Record<string, unknown>[];
  overrides?: Record<string, { path?: string; contentType?: string }>;
}

async function prebuiltSite(directory: string, log: (line: string) => void): Promise<Site> {
  const output = join(directory, '.vercel/output');
  if (!existsSync(join(output, 'config.json')))
    throw new BuildError('BUILD_FAILED', 'The prebuilt deployment has no ".vercel/output/config.json".');
  const config = await readConfig<BuildOutputConfig>(join(output, 'config.json'));
  if (config.version !== 3)
    throw new BuildError('BUILD_FAILED', `"config.json" has version ${config.version}; only 3 is known.`);
  const files = await listFiles(output);
  const functions = files.filter((file) => file.startsWith('functions/'));
  if (functions.length > 0)
    throw new BuildError(
      'BUILD_FAILED',
      `This server runs no functions, and the build output holds ${functions.length} files of them (${functions[0]}).`,
    );
  log('Using prebuilt build artifacts...');
  const overrides = Object.entries(config.overrides ?? {});
  return {
    root: join(output, 'static'),
    cleanUrls: false,
    trailingSlash: undefined,
    rules: rulesOfBuildOutput(config.routes ?? []),
    contentTypes: Object.fromEntries(
      overrides.flatMap(([file, { contentType }]) => (contentType ? [[file, contentType]] : [])),
    ),
    renamed: Object.fromEntries(overrides.flatMap(([file, { path }]) => (path ? [[path, file]] : []))),
  };
}

async function readConfig<Shape extends object>(path: string): Promise<Shape> {
  if (!existsSync(path)) return {} as Shape;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Shape;
  } catch (cause) {
    throw new BuildError(
      'BUILD_FAILED',
      `Couldn't parse JSON file ${path.split(sep).at(-1)}: ${String(cause)}`,
    );
  }
}
