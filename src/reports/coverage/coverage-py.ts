import { z } from 'zod';
import { type Coverage, FileCollector } from './model.js';

const report = z.object({
  meta: z.object({ version: z.string() }),
  files: z.record(
    z.string(),
    z.object({
      executed_lines: z.array(z.number()),
      missing_lines: z.array(z.number()),
      summary: z.object({ num_branches: z.number().optional(), covered_branches: z.number().optional() }),
    }),
  ),
});

/** Reads the JSON of `coverage json` (coverage.py 5 and later). Returns undefined for another form. */
export function readCoveragePy(json: unknown): Coverage | undefined {
  const parsed = report.safeParse(json);
  if (!parsed.success) return undefined;
  const files = new FileCollector();
  for (const [path, file] of Object.entries(parsed.data.files)) {
    const { lines } = files.file(path);
    for (const line of file.executed_lines) lines.add(line, true);
    for (const line of file.missing_lines) lines.add(line, false);
    const { num_branches: total = 0, covered_branches: covered = 0 } = file.summary;
    if (total > 0) files.keep(path, 'branches', { covered, total });
  }
  return files.finish('coverage.py');
}
