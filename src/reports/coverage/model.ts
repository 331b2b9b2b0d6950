import { LineSet } from './line-set.js';

/** Covered out of all; a total of 0 says nothing. */
export interface Ratio {
  covered: number;
  total: number;
}

/** What a report tells of one file. A measure that the format does not have is absent. */
export interface FileCoverage {
  /** As the report writes it: absolute, or relative to wherever the tool ran. `/` between its parts. */
  path: string;
  /** Undefined when the report has numbers only. */
  lines: LineSet | undefined;
  counts: Counts;
}

/** The measures of a file or of all of them. */
export interface Counts {
  lines: Ratio;
  statements?: Ratio;
  functions?: Ratio;
  branches?: Ratio;
}

/** The measures a report may have, in the order they are shown. */
export const measures = ['lines', 'statements', 'functions', 'branches'] as const;
/** One of them. */
export type Measure = (typeof measures)[number];

/** A coverage report, whatever wrote it. */
export interface Coverage {
  format: CoverageFormat;
  files: FileCoverage[];
  total: Counts;
}

/** Who wrote a report: told by what is in it. */
export type CoverageFormat =
  | 'istanbul-summary'
  | 'istanbul'
  | 'lcov'
  | 'cobertura'
  | 'clover'
  | 'coverage.py';

/** Percent with full precision; undefined when there was nothing to cover. */
export function percentOf({ covered, total }: Ratio): number | undefined {
  return total === 0 ? undefined : (covered / total) * 100;
}

/** Files under construction, by path: a report may name one several times (shards, several suites). */
export class FileCollector {
  readonly #files = new Map<string, FileCoverage>();

  /** The file of this path, made when it is new. */
  file(path: string): FileCoverage & { lines: LineSet } {
    const clean = path.replaceAll('\\', '/');
    const known = this.#files.get(clean);
    if (known?.lines) return { ...known, lines: known.lines };
    const lines = new LineSet();
    const made = { path: clean, lines, counts: { lines: { covered: 0, total: 0 } } };
    this.#files.set(clean, made);
    return made;
  }

  /**
   * Adds a count that cannot be joined exactly: of a file named twice the better one stays, since both speak of the same
   * branches or functions.
   */
  keep(path: string, measure: Exclude<Measure, 'lines'>, ratio: Ratio): void {
    const { counts } = this.file(path);
    const before = counts[measure];
    counts[measure] = {
      total: Math.max(before?.total ?? 0, ratio.total),
      covered: Math.max(before?.covered ?? 0, ratio.covered),
    };
  }

  /** The report that these files make. */
  finish(format: CoverageFormat): Coverage {
    const files = [...this.#files.values()];
    for (const { lines, counts } of files) {
      if (lines) counts.lines = { covered: lines.covered, total: lines.total };
    }
    return { format, files, total: sumOf(files.map(({ counts }) => counts)) };
  }
}

/**
 * One file as two reports tell of it (shards, two suites): their lines joined; of counts that cannot be joined the better
 * one. A report without lines adds nothing to one with them. Changes the first's lines.
 */
export function joinFiles(one: FileCoverage, other: FileCoverage): FileCoverage {
  if (!one.lines || !other.lines) return one.lines || !other.lines ? one : { ...other, path: one.path };
  one.lines.join(other.lines);
  const counts: Counts = { lines: { covered: one.lines.covered, total: one.lines.total } };
  for (const measure of measures) {
    const [left, right] = [one.counts[measure], other.counts[measure]];
    if (measure === 'lines' || (!left && !right)) continue;
    counts[measure] = {
      covered: Math.max(left?.covered ?? 0, right?.covered ?? 0),
      total: Math.max(left?.total ?? 0, right?.total ?? 0),
    };
  }
  return { ...one, counts };
}

/** Adds up; a measure is there when at least one part has it. */
export function sumOf(parts: readonly Counts[]): Counts {
  const total: Counts = { lines: { covered: 0, total: 0 } };
  for (const part of parts) {
    for (const measure of measures) {
      const ratio = part[measure];
      if (!ratio) continue;
      const before = total[measure] ?? { covered: 0, total: 0 };
      total[measure] = { covered: before.covered + ratio.covered, total: before.total + ratio.total };
    }
  }
  return total;
}
