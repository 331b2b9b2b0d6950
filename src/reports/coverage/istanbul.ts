import { z } from 'zod';
import { type Coverage, FileCollector, type FileCoverage, type Ratio, sumOf } from './model.js';

const ratio = z.object({ covered: z.number(), total: z.number() });
const summaryFile = z.object({ lines: ratio, statements: ratio, functions: ratio, branches: ratio });
const summary = z.record(
  z.string(),
  summaryFile.partial({ statements: true, functions: true, branches: true }),
);

const position = z.object({ line: z.number().nullish() });
const place = z.object({ start: position });
const detailFile = z.object({
  path: z.string().optional(),
  statementMap: z.record(z.string(), place),
  s: z.record(z.string(), z.number()),
  f: z.record(z.string(), z.number()).default({}),
  b: z.record(z.string(), z.array(z.number())).default({}),
});
const detail = z.record(
  z.string(),
  z.union([detailFile, z.object({ data: detailFile }).transform(({ data }) => data)]),
);

/** Reads Istanbul's `coverage-summary.json`: numbers of each file, no lines. Returns undefined for another form. */
export function readIstanbulSummary(json: unknown): Coverage | undefined {
  const parsed = summary.safeParse(json);
  if (!parsed.success || !('total' in parsed.data)) return undefined;
  const files = Object.entries(parsed.data)
    .filter(([path]) => path !== 'total')
    .map(([path, counts]): FileCoverage => {
      const { lines, statements, functions, branches } = counts;
      return {
        path: path.replaceAll('\\', '/'),
        lines: undefined,
        counts: { lines, ...kept({ statements, functions, branches }) },
      };
    });
  return { format: 'istanbul-summary', files, total: sumOf(files.map(({ counts }) => counts)) };
}

/**
 * Reads Istanbul's `coverage-final.json`. A line is covered when a statement that begins on it ran, as Istanbul's own
 * summary counts. Returns undefined for another form.
 */
export function readIstanbul(json: unknown): Coverage | undefined {
  const parsed = detail.safeParse(json);
  if (!parsed.success || Object.keys(parsed.data).length === 0) return undefined;
  const files = new FileCollector();
  for (const [path, file] of Object.entries(parsed.data)) {
    const { lines } = files.file(file.path ?? path);
    for (const [id, { start }] of Object.entries(file.statementMap)) {
      if (start.line) lines.add(start.line, (file.s[id] ?? 0) > 0);
    }
    const name = file.path ?? path;
    files.keep(name, 'statements', countOf(Object.values(file.s)));
    files.keep(name, 'functions', countOf(Object.values(file.f)));
    files.keep(name, 'branches', countOf(Object.values(file.b).flat()));
  }
  return files.finish('istanbul');
}

function countOf(hits: readonly number[]): Ratio {
  return { covered: hits.filter((count) => count > 0).length, total: hits.length };
}

function kept(counts: {
  statements: Ratio | undefined;
  functions: Ratio | undefined;
  branches: Ratio | undefined;
}): { statements?: Ratio; functions?: Ratio; branches?: Ratio } {
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined));
}
