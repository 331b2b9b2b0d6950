import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import { z } from 'zod';
import type { SoakResult } from '../../src/checks/soak/soak.js';
import type { SuiteResult, VersionResult } from '../../src/checks/suite.js';
import { InputError } from '../../src/errors/errors.js';
import { missingShards, type Shard } from '../../src/release/shard.js';
import { combineVerdicts, verdicts } from '../../src/release/verdict.js';

const judged = z.looseObject({ verdict: z.enum(verdicts), reason: z.string() });
const resultSchema = judged.extend({
  shard: z.object({ index: z.number(), count: z.number() }).optional(),
  version: z.array(judged.extend({ target: z.string() })),
  checks: z.array(judged.extend({ name: z.string() })),
  soak: judged.optional(),
});

type ShardResult = SuiteResult & { shard?: Shard };

/**
 * What all shards found, as one: every check once, each target's version as the worst shard saw it, one verdict. A shard
 * without a result is `error`: nobody asked its checks. Throws InputError for a result that cannot be read.
 * @param directory where the shards' reports were put, at any depth
 */
export async function mergeResults(directory: string): Promise<SuiteResult> {
  const files = await glob('**/result.json', { cwd: directory, dot: true });
  const shards = await Promise.all(files.sort().map((file) => readResult(join(directory, file))));
  const lost = missingShards(shards.map(({ shard }) => shard));
  const verdict = combineVerdicts([
    ...shards.map((one) => one.verdict),
    ...(lost.length > 0 ? ['error' as const] : []),
  ]);
  const checks = onceEach(shards.flatMap((one) => one.checks));
  const soak = mergedSoak(shards.flatMap((one) => one.soak ?? []));
  const first = shards.find((one) => one.verdict === verdict);
  const reason =
    verdict === 'pass'
      ? `${checks.length} checks of ${shards.length} shards hold`
      : (first?.reason ?? lost.join('; '));
  return { verdict, reason, version: worstVersions(shards), checks, ...(soak ? { soak } : {}) };
}

async function readResult(file: string): Promise<ShardResult> {
  try {
    // This action wrote it: what the schema does not look at is as it was.
    return resultSchema.parse(JSON.parse(await readFile(file, 'utf8'))) as unknown as ShardResult;
  } catch (cause) {
    throw new InputError(`${file} is no result of this action.`, {
      fix: 'Upload the folder of the output "report" in each shard, and download those into the folder of "merge".',
      cause,
    });
  }
}

/** Each shard proves the version before it asks anything. */
function worstVersions(shards: readonly ShardResult[]): VersionResult[] {
  const byTarget = new Map<string, VersionResult>();
  for (const one of shards.flatMap(({ version }) => version)) {
    const other = byTarget.get(one.target);
    if (!other || other.verdict === 'pass') byTarget.set(one.target, one);
  }
  return [...byTarget.values()];
}

/** What several shards needed was made in each of them; the worst is told. */
function onceEach(checks: SuiteResult['checks']): SuiteResult['checks'] {
  const byName = new Map<string, SuiteResult['checks'][number]>();
  for (const check of checks) {
    const key = `${check.target} ${check.name}`;
    const other = byName.get(key);
    if (!other || other.verdict === 'pass') byName.set(key, check);
  }
  return [...byName.values()];
}

function mergedSoak(soaks: readonly SoakResult[]): SoakResult | undefined {
  const [first] = soaks;
  if (!first) return undefined;
  const verdict = combineVerdicts(soaks.map((one) => one.verdict));
  const told = soaks.find((one) => one.verdict === verdict) ?? first;
  const durationMs = Math.max(...soaks.map((one) => one.durationMs));
  return { verdict, reason: told.reason, durationMs, checks: soaks.flatMap(({ checks }) => checks) };
}
