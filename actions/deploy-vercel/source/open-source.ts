import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Material } from '../../../src/vercel/transfer/create.js';
import { sourceRules } from '../../../src/vercel/transfer/ignore-rules.js';
import { describeFile, listFiles } from '../../../src/vercel/transfer/list-files.js';
import { nothingToDeploy } from '../../../src/vercel/transfer/messages.js';
import type { SourceInputs } from '../inputs/source.js';
import { buildSettings, placeSettings } from './build-settings.js';
import { doubledRoot, missingDirectory, missingRoot } from './messages.js';
import { findOutput, prebuiltOutput } from './prebuilt.js';
import { staticSite } from './static-site.js';
import { readVercelJson } from './vercel-json.js';

/** Where to look and what for. */
export interface SourceQuestion extends Pick<SourceInputs, 'source' | 'archive'> {
  /** Absolute path. */
  workingDirectory: string;
  /** The project's, relative; '' for none. */
  rootDirectory: string;
  /** What a prebuilt output must have been built for: `production`, `preview`, or an environment's slug. */
  builtFor: string;
}

/** What is deployed, found and checked. */
export interface OpenedSource {
  material: Material;
  /** One line for a person. */
  description: string;
  warnings: string[];
}

/**
 * Finds what is deployed and checks what Vercel would only say after the upload. Reads no contents and sends nothing.
 * Throws InputError.
 */
export function openSource(question: SourceQuestion): OpenedSource {
  const { source, workingDirectory: directory, rootDirectory } = question;
  if (source.kind === 'deployment') {
    const material = { kind: 'deployment', id: source.id } as const;
    return { material, description: `The deployment ${source.id}, built again`, warnings: [] };
  }
  checkDirectory(directory, rootDirectory);
  if (source.kind === 'static') return openStatic(question, source.outputDirectory);
  const prebuilt =
    source.kind === 'prebuilt' ||
    (source.kind === 'auto' && findOutput(directory, rootDirectory) !== undefined);
  return prebuilt ? openPrebuilt(question) : openDirectory(question);
}

function openDirectory({
  workingDirectory: directory,
  rootDirectory,
  archive,
}: SourceQuestion): OpenedSource {
  const files = listFiles(directory, '', sourceRules(directory));
  const routes = join(directory, '.vercel/routes.json');
  const file = existsSync(routes) ? describeFile(routes, '.vercel/routes.json') : undefined;
  if (file) files.push(file);
  if (files.length === 0) throw nothingToDeploy(directory);
  const projectSettings = buildSettings(
    directory,
    rootDirectory,
    readVercelJson(join(directory, rootDirectory)),
  );
  return {
    material: { kind: 'files', files, archive, prebuilt: false, projectSettings },
    description: `The source in ${directory}, built by Vercel`,
    warnings: [],
  };
}

function openPrebuilt(question: SourceQuestion): OpenedSource {
  const { workingDirectory: directory, rootDirectory, archive, builtFor } = question;
  const { files, warnings } = prebuiltOutput(directory, rootDirectory, builtFor);
  return {
    material: {
      kind: 'files',
      files,
      archive,
      prebuilt: true,
      projectSettings: placeSettings(rootDirectory),
    },
    description: `The prebuilt output in ${directory}`,
    warnings,
  };
}

function openStatic(question: SourceQuestion, outputDirectory: string): OpenedSource {
  const { workingDirectory: directory, rootDirectory, archive } = question;
  const files = staticSite(directory, rootDirectory, outputDirectory);
  return {
    material: {
      kind: 'files',
      files,
      archive,
      prebuilt: true,
      projectSettings: placeSettings(rootDirectory),
    },
    description: `The static site in ${outputDirectory}, served as it is`,
    warnings: [],
  };
}

/** Vercel would only say after the upload that they are not there, and for a doubled path in words that do not name it. */
function checkDirectory(directory: string, rootDirectory: string): void {
  if (!isDirectory(directory)) throw missingDirectory(directory);
  if (rootDirectory === '' || isDirectory(join(directory, rootDirectory))) return;
  const doubled = directory.replaceAll('\\', '/').replace(/\/+$/, '').endsWith(`/${rootDirectory}`);
  throw (doubled ? doubledRoot : missingRoot)(directory, rootDirectory);
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
