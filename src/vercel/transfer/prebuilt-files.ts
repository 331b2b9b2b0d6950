import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { functionFileRules } from './ignore-rules.js';
import { describeFile, listFiles } from './list-files.js';
import { functionFileGone, leftOutOfFunctions } from './messages.js';
import type { SourceFile } from './source-file.js';

/** Where a build's output is: both relative to `directory`, with `/`, '' for the directory itself. */
export interface PrebuiltPlace {
  /** Absolute path of what is deployed. */
  directory: string;
  /** Folder of `config.json`, such as `.vercel/output`. */
  output: string;
  rootDirectory: string;
}

/**
 * Lists what a prebuilt deployment holds: all of the output, every file outside it that its functions name in
 * `.vc-config.json`, and configuration of Vercel's that lies beside it. Warnings say what was left out. Throws InputError
 * for a named file that is not there.
 */
export function listPrebuilt(place: PrebuiltPlace): { files: SourceFile[]; warnings: string[] } {
  const { directory, output } = place;
  const files = listFiles(join(directory, output), `${output}/`);
  const known = new Set(files.map(({ path }) => path));
  const named = namedByFunctions(place, files);
  const beside = [...microfrontends(place), '.vercel/routes.json'].filter((path) =>
    existsSync(join(directory, path)),
  );
  for (const path of [...named.paths, ...beside]) {
    if (known.has(path)) continue;
    known.add(path);
    const file = existing(directory, path);
    if (file) files.push(file);
  }
  return { files, warnings: named.warnings };
}

function namedByFunctions(
  { directory }: PrebuiltPlace,
  files: readonly SourceFile[],
): { paths: Set<string>; warnings: string[] } {
  const paths = new Set<string>();
  const leftOut = new Set<string>();
  const rules = functionFileRules(directory);
  const present = new Set(files.map(({ path }) => path));
  for (const { path, content } of files) {
    if (content.from !== 'disk' || !/(^|\/)\.vc-config\.json$/.test(path)) continue;
    for (const target of targetsOf(content.file)) {
      const named = relative(directory, join(directory, target)).split(sep).join('/');
      // A build must not reach for files outside what is deployed.
      if (named === '' || named.startsWith('..') || isAbsolute(named)) continue;
      if (!rules?.leavesOut(named, false)) paths.add(named);
      else if (!present.has(named)) leftOut.add(named);
    }
  }
  const warnings = leftOut.size > 0 ? [leftOutOfFunctions(rules?.fileName ?? '', [...leftOut].sort())] : [];
  return { paths, warnings };
}

function targetsOf(file: string): string[] {
  const config: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const map = (config as { filePathMap?: unknown } | null)?.filePathMap;
  if (typeof map !== 'object' || map === null) return [];
  return Object.values(map).filter((value): value is string => typeof value === 'string');
}

function existing(directory: string, path: string): SourceFile | undefined {
  try {
    return describeFile(join(directory, path), path);
  } catch (cause) {
    throw functionFileGone(path, cause);
  }
}

function microfrontends({ rootDirectory }: PrebuiltPlace): string[] {
  const folder = rootDirectory === '' ? '' : `${rootDirectory}/`;
  return ['microfrontends.json', 'microfrontends.jsonc'].map((name) => folder + name);
}
