import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sourceRules } from '../../../src/vercel/transfer/ignore-rules.js';
import { listFiles } from '../../../src/vercel/transfer/list-files.js';
import { isLink, plainFileMode, type SourceFile } from '../../../src/vercel/transfer/source-file.js';
import { linkLeadsNowhere, missingOutput, nothingBuilt } from './messages.js';
import { cleanNames, routesOf } from './routes.js';
import { readVercelJson, type VercelJson } from './vercel-json.js';

/** Never part of a public site, though a folder that is deployed as it is may hold them. */
const private_ = ['.env', '.env.*', '/vercel.json', '/now.json', '/.vercelignore', '/.nowignore'];

/**
 * A finished static site as a build's output (Build Output API, version 3): its files below `static`, and a `config.json`
 * that says what `vercel.json` asks for. Nothing is written or copied. Throws InputError.
 */
export function staticSite(directory: string, rootDirectory: string, outputDirectory: string): SourceFile[] {
  const app = join(directory, rootDirectory);
  // Where a project has a root directory, its output lies in there or, named from above, in the whole.
  const site = [app, directory].map((base) => resolve(base, outputDirectory)).find(isDirectory);
  if (!site) throw missingOutput(outputDirectory, directory);
  const output = `${rootDirectory === '' ? '' : `${rootDirectory}/`}.vercel/output`;
  const found = listFiles(site, `${output}/static/`, sourceRules(site, private_));
  const files = found
    .filter(({ content }) => content.from !== 'nowhere')
    .map((file) => followed(file, site, output));
  if (files.length === 0) throw nothingBuilt(site);
  const names = files.map(({ path }) => path.slice(`${output}/static/`.length));
  return [jsonFile(`${output}/config.json`, configOf(readVercelJson(app), names)), ...files];
}

function configOf(config: VercelJson, files: readonly string[]): Record<string, unknown> {
  const overrides = cleanNames(config, files);
  return {
    version: 3,
    routes: routesOf(config, files.includes('404.html')),
    ...(Object.keys(overrides).length > 0 ? { overrides } : {}),
    ...(config.images ? { images: config.images } : {}),
    ...(config.crons ? { crons: config.crons } : {}),
  };
}

/** A link in a site is there for what it leads to, which may lie outside what is sent. */
function followed(file: SourceFile, site: string, output: string): SourceFile {
  if (!isLink(file.mode)) return file;
  const at = join(site, file.path.slice(`${output}/static/`.length));
  const stats = statSync(at, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw linkLeadsNowhere(at);
  return { ...file, mode: stats.mode, size: stats.size, content: { from: 'disk', file: at } };
}

function jsonFile(path: string, value: unknown): SourceFile {
  const data = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  return { path, mode: plainFileMode, size: data.length, content: { from: 'memory', data } };
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
