import type { RunContext } from '../../src/action/context.js';
import type { Run } from '../../src/action/run-action.js';
import { runSuite } from '../../src/checks/run-suite.js';
import type { CheckResult, SuiteResult } from '../../src/checks/suite.js';
import type { Http } from '../../src/http/client.js';
import type { Clock } from '../../src/runtime/clock.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';
import { bypassOf } from './bypass.js';
import { checkRunOf } from './check-run.js';
import type { Inputs } from './inputs.js';
import { mergeResults } from './merge.js';
import { writeReports } from './reports/write.js';
import { type Result, verdictOutputs } from './result.js';
import { servicesOf } from './services.js';
import { type Place, whileShown } from './showing.js';
import { type GatheredSuite, gatherSuite } from './suite.js';
import { vercelCheckOf } from './vercel-check.js';

/** What the smoke test works with. */
export interface Deps {
  http: Http;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  env: Record<string, string>;
  context: RunContext;
  mask: Run['mask'];
  onCancel: Run['onCancel'];
  know: Run['know'];
}

/** Proves which version answers, makes all checks, writes the reports. Throws InputError when the suite cannot be used. */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  if (inputs.merge !== undefined) return merged(inputs, inputs.merge, deps);
  const gathered = await gatherSuite(inputs, deps.context.workspace);
  return whileShown(placesOf(inputs, deps), deps, async () => {
    const { directory, found } = await proved(inputs, gathered, deps);
    return conclude(withShare(found, inputs), directory, inputs, deps);
  });
}

/** What all shards found, told as if one had found it. */
async function merged(inputs: Inputs, folder: string, deps: Deps): Promise<Result> {
  const found = await mergeResults(folder);
  return whileShown(placesOf(inputs, deps), deps, () =>
    conclude(found, directoryOf(inputs, deps), inputs, deps),
  );
}

async function conclude(found: SuiteResult, directory: string, inputs: Inputs, deps: Deps): Promise<Result> {
  tell(found, deps.log);
  // What was found against the release holds also when no report of it can be written; a pass needs the whole.
  if (found.verdict !== 'pass') deps.know(verdictOutputs(found));
  await writeReports(found, directory, inputs.tags.shard);
  return { ...found, targets: inputs.targets, report: directory };
}

/** A shard that has nothing to ask is no reason for doubt: the others ask. */
function withShare(found: SuiteResult, { tags: { shard } }: Inputs): SuiteResult {
  if (!shard || found.checks.length > 0 || found.version.length > 0) return found;
  const reason = `There are more shards than checks, so shard ${shard.index}/${shard.count} has nothing to ask`;
  return { ...found, verdict: 'pass', reason };
}

function directoryOf({ report }: Inputs, { context }: Deps): string {
  return report ?? `${context.temp}/smoke-test-report`;
}

/** Where the smoke test is shown besides the job itself. */
function placesOf({ checkRun, vercelCheck }: Inputs, deps: Deps): Place[] {
  return [
    ...(vercelCheck ? [vercelCheckOf(vercelCheck, deps)] : []),
    ...(checkRun ? [checkRunOf(checkRun.token, deps)] : []),
  ];
}

async function proved(
  inputs: Inputs,
  { suite, places }: GatheredSuite,
  deps: Deps,
): Promise<{ directory: string; found: SuiteResult }> {
  const { clock, log, signal, env, mask, onCancel, context } = deps;
  const directory = directoryOf(inputs, deps);
  const { expectVersion, controlUrl, soak } = inputs;
  const found = await runSuite(
    {
      suite,
      places,
      targets: inputs.targets,
      vercelTargets: inputs.vercelTargets,
      versionTimeoutMs: inputs.versionTimeoutMs,
      consecutive: inputs.consecutive,
      retries: inputs.retries,
      maxParallel: inputs.maxParallel,
      tags: inputs.tags,
      ...(expectVersion === undefined ? {} : { expectVersion }),
      ...(controlUrl === undefined ? {} : { controlUrl }),
      ...(soak === undefined ? {} : { soak }),
    },
    {
      clock,
      log,
      signal,
      env,
      mask,
      onCancel,
      bypass: bypassOf(inputs, deps),
      services: servicesOf(inputs.railway, deps),
      workspace: context.workspace,
      directory,
    },
  );
  return { directory, found };
}

function tell({ version, checks, soak }: SuiteResult, log: Logger): void {
  for (const part of version) {
    const notes = (part.notes ?? []).map((note) => `; ${note}`).join('');
    log.info(
      `${part.verdict}: version of ${part.target}: ${part.seen.join(', ')} (${formatDuration(part.durationMs)})${notes}`,
    );
  }
  for (const check of checks) {
    const again = check.attempts > 1 ? `, attempt ${check.attempts}` : '';
    const why = check.reason ? `: ${check.reason}` : '';
    log.info(
      `${wordOf(check)}: ${check.target}: ${check.name} (${formatDuration(check.durationMs)}${again})${why}`,
    );
  }
  for (const { name, target, verdict, latency, reason } of soak?.checks ?? []) {
    const times = latency
      ? ` (median ${formatDuration(latency.med)}, p95 ${formatDuration(latency.p95)})`
      : '';
    log.info(`${verdict}: soak of ${target}: ${name}${times}${reason ? `: ${reason}` : ''}`);
  }
}

/** In the log, too, what changes no verdict must not look like what does. */
function wordOf({ verdict, level, skipped }: CheckResult): string {
  if (skipped) return verdict === 'pass' ? 'nothing to clean up' : 'not made';
  return level === 'warn' && verdict !== 'pass' ? `${verdict} (warn)` : verdict;
}
