import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { InputError } from '../../../src/errors/errors.js';
import { type Coverage, type FileCoverage, joinFiles, sumOf } from '../../../src/reports/coverage/model.js';
import { readCoverage } from '../../../src/reports/coverage/read.js';

/** Where the usual runners of JavaScript and of Python leave their report; of each the ones with lines first. */
const usualReports = [
  [
    'coverage/lcov.info',
    'coverage/coverage-final.json',
    'coverage/cobertura-coverage.xml',
    'coverage/clover.xml',
    'coverage/coverage-summary.json',
    'lcov.info',
  ],
  ['coverage.xml', 'coverage.json', 'coverage.lcov'],
];

/** Coverage of a repository, its paths relative to the workspace. */
export interface ProjectCoverage extends Omit<Coverage, 'format'> {
  /** The reports that were read, relative to the workspace. */
  reports: string[];
  /** How many files the reports name that are not in the workspace; they count nowhere. */
  outside: number;
}

interface Places {
  /** Absolute; of the gate. */
  directory: string;
  /** Absolute. */
  workspace: string;
  /** Folders that may have a report of their own, relative to `directory`. */
  packages: readonly string[];
}

/**
 * Reads the reports that the globs name, or the usual ones in `directory` and in each package, and joins what they tell
 * of one file. Paths become relative to the workspace. Throws InputError when there is no report, or when none of the
 * files it names is here.
 */
export async function readReports(globs: readonly string[], places: Places): Promise<ProjectCoverage> {
  const { directory, workspace, packages } = places;
  const paths = globs.length > 0 ? await namedReports(globs, directory) : usualIn(directory, packages);
  if (paths.length === 0) throw noReport(globs, directory);
  const files = new Map<string, FileCoverage>();
  const outside: string[] = [];
  for (const path of paths) {
    const coverage = await readCoverage(path);
    const placeOf = placing(path, places);
    for (const file of coverage.files) {
      const place = placeOf(file.path);
      const known = place === undefined ? undefined : files.get(place);
      if (place === undefined) outside.push(file.path);
      else files.set(place, known ? joinFiles(known, file) : { ...file, path: place });
    }
  }
  if (files.size === 0) throw nothingHere(outside, workspace);
  const kept = [...files.values()];
  return {
    files: kept,
    total: sumOf(kept.map(({ counts }) => counts)),
    reports: paths.map((path) => slashes(relative(workspace, path))),
    outside: outside.length,
  };
}

async function namedReports(globs: readonly string[], directory: string): Promise<string[]> {
  const found = await glob([...globs], {
    cwd: directory,
    absolute: true,
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
  });
  return found.sort();
}

function usualIn(directory: string, packages: readonly string[]): string[] {
  return [...new Set(['', ...packages])].flatMap((folder) =>
    usualReports.flatMap((names) => {
      const found = names.map((file) => resolve(directory, folder, file)).find((file) => existsSync(file));
      return found ?? [];
    }),
  );
}

/**
 * A report names its files absolutely, or relative to where its tool ran: the folder above the `coverage` folder that the
 * report stands in, or the gate's directory. The one that exists is meant. Tests that ran in a container name its paths:
 * the folders in front are then left out until a file is here.
 */
function placing(report: string, { directory, workspace }: Places): (path: string) => string | undefined {
  const folder = dirname(slashes(report));
  const tool = /^(.*)\/coverage(?:\/.*)?$/.exec(folder)?.[1] ?? folder;
  const roots = [...new Set([tool, directory, workspace])];
  const here = (path: string) => roots.map((root) => resolve(root, path)).find((file) => existsSync(file));
  const inWorkspace = (file: string) => {
    const inside = slashes(relative(workspace, file));
    return inside.startsWith('../') ? undefined : inside;
  };
  // All files of a report have the same folders in front, so that is looked for once.
  let strange = '';
  return (path) => {
    const absolute = path.startsWith('/') || /^[A-Za-z]:\//.test(path);
    const found = inWorkspace(here(path) ?? resolve(tool, path));
    if (!absolute || found !== undefined) return found;
    const known = strange !== '' && path.startsWith(strange) ? here(path.slice(strange.length)) : undefined;
    if (known !== undefined) return inWorkspace(known);
    for (let at = path.indexOf('/') + 1; at > 0; at = path.indexOf('/', at) + 1) {
      const file = here(path.slice(at));
      if (file === undefined) continue;
      strange = path.slice(0, at);
      return inWorkspace(file);
    }
    return undefined;
  };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function noReport(globs: readonly string[], directory: string): InputError {
  const looked = globs.length > 0 ? globs : usualReports.flat();
  return new InputError(`There is no coverage report in ${directory}; looked for ${looked.join(', ')}.`, {
    fix: 'Let the gate that runs the tests write one (jest --coverage, vitest --coverage, pytest --cov --cov-report=xml) and name that gate in "needs"; or name the report in "reports".',
  });
}

function nothingHere(outside: readonly string[], workspace: string): InputError {
  return new InputError(
    `The coverage report names ${outside.length} file(s), and none of them is in ${workspace}; the first is ${outside[0]}.`,
    {
      fix: 'Check that the report is of this checkout. Tests in a container: let the tool write paths relative to the project (coverage.py: relative_files = true).',
    },
  );
}
