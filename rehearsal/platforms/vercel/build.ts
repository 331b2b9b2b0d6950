import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { rulesOf, rulesOfBuildOutput, type VercelJson } from './configuration.js';
import { listFiles } from './files.js';
import type { Site } from './site.js';

/** A build that ends in ERROR, with the message a deployment shows. */
export class BuildError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes the site of a source tree and writes the build log line by line. Throws BuildError. */
export async function buildSite(
  directory: string,
  rootDirectory: string | null,
  prebuilt: boolean,
  log: (line: string) => void,
): Promise<Site> {
  const root = rootDirectory ? join(directory, rootDirectory) : directory;
  if (!root.startsWith(directory))
    throw new BuildError('BUILD_FAILED', 'The Root Directory leaves the source.');
  if (prebuilt) return prebuiltSite(existsSync(join(root, '.vercel/output')) ? root : directory, log);
  if (!existsSync(root))
    throw new BuildError(
      'BUILD_FAILED',
      `The specified Root Directory "${rootDirectory}" does not exist. Please update your Project Settings.`,
    );
  return staticSite(root, log);
}

/**
 * No user code is run: a source tree is served as it is. A project that needs a build must be deployed prebuilt, or
 * its output must be in the tree (`outputDirectory`, or `public/` where there is no `index.html`).
 */
async function staticSite(root: string, log: (line: string) => void): Promise<Site> {
  const config = await readConfig<VercelJson>(join(root, 'vercel.json'));
  const output = config.outputDirectory ?? (await defaultOutput(root));
  const site = join(root, output);
  if (site !== root && !site.startsWith(root + sep))
    throw new BuildError('BUILD_FAILED', `The Output Directory "${output}" leaves the source.`);
  if (!existsSync(site))
    throw new BuildError(
      'BUILD_FAILED',
      `No Output Directory named "${output}" found after the Build completed. Configure the Output Directory in your Project Settings.`,
    );
  log(`Running "vercel build"`);
  log(`Serving ${(await listFiles(site)).length} static files; build commands are not run here.`);
  return {
    root: site.endsWith(sep) ? site.slice(0, -1) : site,
    cleanUrls: config.cleanUrls === true,
    trailingSlash: config.trailingSlash,
    rules: rulesOf(config),
    contentTypes: {},
    renamed: {},
  };
}

async function defaultOutput(root: string): Promise<string> {
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
