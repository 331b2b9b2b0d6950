import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { z } from 'zod';
import { InputError } from '../../src/errors/errors.js';
import { missingShards, type Shard } from '../../src/release/shard.js';
import type { GateResult } from './gate-result.js';

const results = ['failed', 'timed-out', 'skipped', 'warned', 'passed', 'unchanged'] as const;

const reportSchema = z.object({
  shard: z.object({ index: z.number(), count: z.number() }).optional(),
  gates: z.array(
    z.looseObject({
      name: z.string(),
      level: z.enum(['block', 'warn']),
      result: z.enum(results),
      reason: z.string(),
      durationMs: z.number(),
    }),
  ),
});

/**
 * The gates of all shards as one: of a gate that several of them asked, because theirs need it, the worst answer counts. A
 * shard without a report is a `block` gate that was not asked. Throws InputError for a report that cannot be read.
 * @param directory where the shards' reports were put, at any depth
 */
export async function mergeReports(directory: string): Promise<GateResult[]> {
  const files = await glob('**/quality-gates.json', { cwd: directory, dot: true });
  const reports = await Promise.all(files.sort().map((file) => readReport(join(directory, file))));
  const gates = new Map<string, GateResult>();
  for (const { gates: asked } of reports) {
    for (const gate of asked) {
      const other = gates.get(gate.name);
      gates.set(gate.name, other ? worse(other, gate) : gate);
    }
  }
  const lost = missingShards(reports.map((report) => report.shard));
  return [...gates.values(), ...(lost.length > 0 ? [lostShard(lost.join('; '))] : [])];
}

async function readReport(file: string): Promise<{ shard: Shard | undefined; gates: GateResult[] }> {
  try {
    const { shard, gates } = reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    // This action wrote the rest of each gate itself.
    return { shard, gates: gates as unknown as GateResult[] };
  } catch (cause) {
    throw new InputError(`${file} is no report of this action.`, {
      fix: 'Upload the folder of "report-directory" in each shard, and download those into the folder of "merge".',
      cause,
    });
  }
}

/** The worst answer; it took as long as the slowest. */
function worse(left: GateResult, right: GateResult): GateResult {
  const rank = ({ result }: GateResult) => results.indexOf(result);
  const durationMs = Math.max(left.durationMs, right.durationMs);
  return { ...(rank(right) < rank(left) ? right : left), durationMs };
}

function lostShard(reason: string): GateResult {
  return {
    ...{ name: 'all shards', level: 'block', result: 'skipped', reason, exitCode: null, attempts: 0 },
    ...{ durationMs: 0, startedMs: 0, tail: [], findings: [], markdown: '', figures: {} },
  };
}
