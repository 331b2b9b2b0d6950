import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../src/errors/errors.js';
import { type Counts, measures, percentOf, type Ratio, sumOf } from '../../../src/reports/coverage/model.js';
import type { ProjectCoverage } from './coverage-files.js';

const percent = z.number().min(0).max(100);

/** Least percentages by measure. */
export const thresholdsSchema = z.strictObject({
  lines: percent.optional(),
  statements: percent.optional(),
  functions: percent.optional(),
  branches: percent.optional(),
});
type Thresholds = z.infer<typeof thresholdsSchema>;

/** One bar and what was reached of it, in percent. */
export interface Bar {
  what: string;
  /** Undefined when there is nothing that could be covered, or the report has no such measure. */
  got: number | undefined;
  least: number;
  /** True when nothing measured is an answer: a change of comments needs no test. */
  mayBeEmpty: boolean;
}

/** What is asked of a report. */
export interface Asked {
  thresholds: Thresholds;
  /** By folder, relative to the gate's directory or to the workspace. */
  packages: Readonly<Record<string, Thresholds>>;
  patch: number | undefined;
  /** Least percentage of lines because of the base; undefined without one. */
  base: number | undefined;
}

/** The bars of a report. Throws InputError for a package that is no folder: a name misspelt would judge nothing. */
export function barsOf(
  asked: Asked,
  coverage: ProjectCoverage,
  patch: Ratio,
  { directory, workspace }: { directory: string; workspace: string },
): Bar[] {
  const bars = barsFor('', asked.thresholds, coverage.total);
  for (const [folder, least] of Object.entries(asked.packages)) {
    const place = [resolve(directory, folder), resolve(workspace, folder)].find((path) => existsSync(path));
    if (place === undefined) throw noFolder(folder, directory);
    const prefix = `${relative(workspace, place).replaceAll('\\', '/')}/`;
    const inside = coverage.files.filter(({ path }) => path.startsWith(prefix));
    bars.push(...barsFor(` of ${folder}`, least, sumOf(inside.map(({ counts }) => counts))));
  }
  if (asked.patch !== undefined) {
    bars.push({ what: 'changed lines', got: percentOf(patch), least: asked.patch, mayBeEmpty: true });
  }
  if (asked.base !== undefined) {
    const got = percentOf(coverage.total.lines);
    bars.push({ what: 'lines, against the base', got, least: asked.base, mayBeEmpty: false });
  }
  return bars;
}

function barsFor(where: string, least: Thresholds, counts: Counts): Bar[] {
  return measures.flatMap((measure) => {
    const bar = least[measure];
    const ratio = counts[measure];
    const got = ratio && percentOf(ratio);
    return bar === undefined ? [] : [{ what: `${measure}${where}`, got, least: bar, mayBeEmpty: false }];
  });
}

function noFolder(folder: string, directory: string): InputError {
  return new InputError(
    `"packages" of the gate "coverage" names ${folder}, which is no folder in ${directory}.`,
    {
      fix: 'Give the path of the folder, such as packages/ui; case counts.',
    },
  );
}
