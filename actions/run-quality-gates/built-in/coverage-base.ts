import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { GateContext } from './built-in-gate.js';

const reportSchema = z.object({
  gates: z.array(z.object({ name: z.string(), figures: z.record(z.string(), z.number()).default({}) })),
});

/** What the base had, or why that is not known. */
export type BaseCoverage = { percent: number } | { unknown: string };

/**
 * Reads the lines' percentage out of the `quality-gates.json` that a run on the base branch left: of the gate with this
 * one's name, or of the only one that has such a figure.
 */
export async function readBaseReport(
  file: string,
  { directory, gate }: Pick<GateContext, 'directory' | 'gate'>,
): Promise<BaseCoverage> {
  const path = resolve(directory, file);
  if (!existsSync(path)) return { unknown: `there is no ${file} of the base yet` };
  const parsed = reportSchema.safeParse(parse(await readFile(path, 'utf8')));
  if (!parsed.success) return { unknown: `${file} is no quality-gates.json` };
  const measured = parsed.data.gates.flatMap(({ name, figures: { coverage } }) =>
    coverage === undefined ? [] : [{ name, percent: coverage }],
  );
  const mine =
    measured.find(({ name }) => name === gate) ?? (measured.length === 1 ? measured[0] : undefined);
  return mine ? { percent: mine.percent } : { unknown: `${file} has no coverage of the gate "${gate}"` };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
