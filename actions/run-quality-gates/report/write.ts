import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shard } from '../../../src/release/shard.js';
import type { GateResult } from '../gate-result.js';
import { sarifOf } from './sarif.js';

/**
 * Writes `quality-gates.json` (every gate with every finding) and `quality-gates.sarif` into a directory. Returns the path
 * of the first.
 */
export async function writeReports(
  directory: string,
  report: { shard?: Shard; passed: boolean; durationMs: number; gates: readonly GateResult[] },
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, 'quality-gates.json');
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(directory, 'quality-gates.sarif'), `${JSON.stringify(sarifOf(report.gates))}\n`);
  return file;
}
