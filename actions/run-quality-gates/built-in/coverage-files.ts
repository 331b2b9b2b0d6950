import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { InputError } from '../../../src/errors/errors.js';
import { type Coverage, type FileCoverage, sumOf } from '../../../src/reports/coverage/model.js';
import { readCoverage } from '../../../src/reports/coverage/read.js';

/** Where the usual runners leave their report, the ones with lines first. */
export const usualReports = [
  'coverage/lcov.info',
  'coverage/coverage-final.json',
  'coverage/cobertura-coverage.xml',
  'coverage/clover.xml',
  'coverage/coverage-summary.json',
  'coverage.xml',
  'coverage.json',
  'lcov.info',
];

/** Coverage of a repository, its paths relative to the workspace. */
export interface ProjectCoverage extends Omit<Coverage, 'format'> {
  /** The reports that were read, relative to the workspace. */
  reports: string[];
}

/**
 * Reads the reports that the globs name, or the usual one in `directory` and in each package. Paths become relative to
 * the workspace; those of a file outside it are left out. Throws InputError when there is no report.
 */
export async function readReports(
  globs: readonly string[],
  { directory, workspace, packages }: { directory: string; workspace: string; packages: readonly string[] },
): Promise<ProjectCoverage> {
  const paths = globs.length > 0 ? await namedReports(globs, directory) : usualIn(directory, packages);
  if (paths.length === 0) throw noReport(globs, directory);
  const files = new Map<string, FileCoverage>();
  for (const path of paths) {
    const coverage = await readCoverage(path);
    for (const file of coverage.files) {
      const place = placeOf(file.path, path, { directory, workspace });
      // A report of all packages and one of a package name the same file: the one with lines is kept.
      const known = place === undefined ? undefined : files.get(place);
      if (place !== undefined && (!known || (!known.lines && file.lines)))
        files.set(place, { ...file, path: place });
    }
  }
  const kept = [...files.values()];
  return {
    files: kept,
    total: sumOf(kept.map(({ counts }) => counts)),
    reports: paths.map((path) => slashes(relative(workspace, path))),
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
  return [...new Set(['', ...packages])].flatMap((folder) => {
    const found = usualReports
      .map((file) => resolve(directory, folder, file))
      .find((file) => existsSync(file));
    return found === undefined ? [] : [found];
  });
}

/**
 * A report names its files absolutely, or relative to where its tool ran: the gate's directory, or the folder above the
 * `coverage` folder that the report stands in. The one that exists is meant.
 */
function placeOf(
  path: string,
  report: string,
  { directory, workspace }: { directory: string; workspace: string },
): string | undefined {
  const tool = report
    .replace(/\/coverage\/[^/]*$/, '')
    .replace(/\/[^/]*$/, (last) => (last.includes('.') ? '' : last));
  const candidates = [resolve(tool, path), resolve(directory, path), resolve(workspace, path)];
  const absolute = candidates.find((candidate) => existsSync(candidate)) ?? candidates[0] ?? path;
  const inside = slashes(relative(workspace, absolute));
  return inside.startsWith('../') ? undefined : inside;
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function noReport(globs: readonly string[], directory: string): InputError {
  const looked = globs.length > 0 ? globs : usualReports;
  return new InputError(`There is no coverage report in ${directory}; looked for ${looked.join(', ')}.`, {
    fix: 'Let the gate that runs the tests write one (jest --coverage, vitest --coverage, pytest --cov --cov-report=xml) and name that gate in "needs"; or name the report in "reports".',
  });
}
