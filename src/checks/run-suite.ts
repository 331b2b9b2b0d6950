import { createHttp } from '../http/client.js';
import { combineVerdicts } from '../release/verdict.js';
import type { Clock } from '../runtime/clock.js';
import { formatDuration } from '../runtime/duration.js';
import type { Logger } from '../runtime/log.js';
import type { Sender } from './exchange.js';
import { redact, secretsOf } from './messages.js';
import { type CheckOutcome, runCheck } from './run-check.js';
import type { CheckResult, Suite, SuiteResult, VersionResult } from './suite.js';
import { withTargets } from './targets.js';
import { type VersionOutcome, waitForVersion } from './version.js';

/** What to run against what. */
export interface SuiteRun {
  suite: Suite;
  /** Base addresses by target name. */
  targets: Record<string, string>;
  /** Without it the version rules are not asked. */
  expectVersion?: string;
  /** How long a target may take to answer as that version, in milliseconds. */
  versionTimeoutMs: number;
  /** Answers in a row that must tell the version; 3 when absent. */
  consecutive?: number;
  /** More attempts of a GET check that states none of its own; 2 when absent. */
  retries?: number;
}

/** What a suite runs with. `headers` are secret and go to the targets' exact origins only. */
export interface SuiteDeps {
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  headers?: Record<string, string>;
}

const atOncePerTarget = 4;

/**
 * Waits until every target answers as the expected version, then makes all checks. What does not hold is `fail`; when
 * nothing at all could be reached from here it is `error`, which says nothing about the release. Throws InputError for a
 * target that was not given, CancelledError on cancel; never for what the network or a service does.
 */
export async function runSuite(run: SuiteRun, deps: SuiteDeps): Promise<SuiteResult> {
  const suite = withTargets(run.suite, run.targets);
  const sender = senderOf(run, deps);
  const secrets = secretsOf(sender.headers, suite.checks);
  const versions = await waitForVersions(run, suite, sender, deps);
  const ready = versions.every(({ result }) => result.verdict === 'pass');
  const checks = ready ? await makeChecks(run, suite, sender, deps) : [];
  return concluded(versions, checks, (text) => redact(text, secrets));
}

type NamedSuite = ReturnType<typeof withTargets>;

function senderOf(run: SuiteRun, { clock, log, signal, headers = {} }: SuiteDeps): Sender {
  return {
    http: createHttp({ clock, log, signal, userAgent: 'deploy-actions/smoke-test' }),
    clock,
    origins: new Set(Object.values(run.targets).map((base) => new URL(base).origin)),
    headers,
  };
}

function waitForVersions(
  run: SuiteRun,
  suite: NamedSuite,
  sender: Sender,
  { log, signal }: SuiteDeps,
): Promise<VersionOutcome[]> {
  const expected = run.expectVersion;
  if (expected === undefined) {
    if (suite.version.length > 0) log.info('No version is expected, so the version rules are not asked.');
    return Promise.resolve([]);
  }
  const unproven = Object.keys(run.targets).filter(
    (name) => !suite.version.some((rule) => rule.target === name),
  );
  if (unproven.length > 0)
    log.info(`No version rule for ${unproven.join(', ')}: which version answers there is not proved.`);
  return Promise.all(
    suite.version.map((rule) =>
      waitForVersion(
        {
          rule,
          target: rule.target,
          base: run.targets[rule.target] ?? '',
          expected,
          timeoutMs: run.versionTimeoutMs,
          consecutive: run.consecutive ?? 3,
        },
        { sender, log, signal },
      ),
    ),
  );
}

async function makeChecks(
  run: SuiteRun,
  suite: NamedSuite,
  sender: Sender,
  { signal }: SuiteDeps,
): Promise<CheckOutcome[]> {
  const outcomes: CheckOutcome[] = [];
  const worker = async (queue: Iterator<[number, NamedSuite['checks'][number]]>) => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const [index, check] = next.value;
      const base = run.targets[check.target] ?? '';
      outcomes[index] = await runCheck(check, base, { sender, retries: run.retries ?? 2, signal });
    }
  };
  const lanes = Object.keys(run.targets).flatMap((target) => {
    const queue = [...suite.checks.entries()].filter(([, check]) => check.target === target).values();
    return Array.from({ length: atOncePerTarget }, () => worker(queue));
  });
  await Promise.all(lanes);
  return outcomes;
}

/** Settles what only the whole tells: a dead address is `fail` when this runner reached anything else, else `error`. */
function concluded(
  versions: VersionOutcome[],
  checks: CheckOutcome[],
  clean: (text: string) => string,
): SuiteResult {
  const anythingReached = [...versions, ...checks].some(({ reached }) => reached);
  const settle = <Result extends VersionResult | CheckResult>(outcome: {
    result: Result;
    unreachable: boolean;
  }) => ({
    ...outcome.result,
    ...(outcome.unreachable && anythingReached ? { verdict: 'fail' as const } : {}),
    reason: clean(outcome.result.reason),
  });
  const version = versions.map((outcome) => {
    const result = settle(outcome);
    return { ...result, seen: result.seen.map(clean) };
  });
  const made = checks.map((outcome) => {
    const result = settle(outcome);
    return { ...result, url: clean(result.url), curl: clean(result.curl) };
  });
  const verdict = combineVerdicts([...version, ...made].map((part) => part.verdict));
  return { verdict, reason: reasonOf(verdict, version, made, anythingReached), version, checks: made };
}

function reasonOf(
  verdict: SuiteResult['verdict'],
  version: VersionResult[],
  checks: CheckResult[],
  anythingReached: boolean,
): string {
  if (version.length === 0 && checks.length === 0) return 'Nothing was checked.';
  if (verdict === 'pass') return passed(version, checks);
  const nothing = anythingReached
    ? ''
    : 'Nothing could be reached from this runner, which says nothing about the release: ';
  const old = version.find((part) => part.verdict === verdict);
  if (old) return `${nothing}${old.reason}`;
  const bad = checks.filter((check) => check.verdict === verdict);
  const [first] = bad;
  const more = bad.length > 1 ? ` (and ${bad.length - 1} more of ${checks.length} checks)` : '';
  return `${nothing}"${first?.name}" on ${first?.target}: ${first?.reason}${more}`;
}

function passed(version: VersionResult[], checks: CheckResult[]): string {
  const counted = checks.length === 0 ? '' : `${checks.length} of ${checks.length} checks hold`;
  const longest = Math.max(0, ...version.map((part) => part.durationMs));
  const proved =
    version.length === 0
      ? ''
      : `${version.map((part) => part.target).join(', ')} answered as ${version[0]?.expected} after ${formatDuration(longest)}`;
  return [proved, counted].filter((part) => part !== '').join('; ');
}
