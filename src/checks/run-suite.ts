import { concluded, type Reach } from './conclude.js';
import { makeChecks } from './make-checks.js';
import type { SuiteDeps, SuiteRun } from './run-settings.js';
import { openSession, type Session } from './session.js';
import type { SuiteResult } from './suite.js';
import type { Unreachable } from './transport/transport.js';
import { type VersionOutcome, waitForVersion } from './version/wait.js';

/**
 * Waits until every target answers as the expected version, then makes all checks. What does not hold is `fail`; when
 * nothing at all could be reached from here it is `error`, which says nothing about the release. Throws InputError for a
 * suite that cannot be run as it is written, CancelledError on cancel; never for what the network or a service does.
 */
export async function runSuite(run: SuiteRun, deps: SuiteDeps): Promise<SuiteResult> {
  const session = await openSession(run, deps);
  try {
    const versions = await waitForVersions(run, session, deps);
    const ready = versions.every(({ result }) => result.verdict === 'pass');
    const checks = ready ? await makeChecks(run, session, deps) : [];
    const reach = await reachOf(run, [...versions, ...checks], session);
    return session.masker.cleanAll(concluded(versions, checks, reach));
  } finally {
    await session.close();
  }
}

async function waitForVersions(
  run: SuiteRun,
  { suite, targets, transport, variables }: Session,
  { clock, log, signal }: SuiteDeps,
): Promise<VersionOutcome[]> {
  const rules = suite.version.flatMap((rule) => {
    const expected = rule.expect === undefined ? run.expectVersion : variables.fill(rule.expect);
    return expected === undefined ? [] : [{ rule, expected }];
  });
  if (rules.length < suite.version.length) {
    log.info('No version is expected, so the version rules are not asked.');
  }
  const unproven = [...targets.keys()].filter((name) => !rules.some(({ rule }) => rule.target === name));
  if (rules.length > 0 && unproven.length > 0) {
    log.info(`No version rule for ${unproven.join(', ')}: which version answers there is not proved.`);
  }
  const { versionTimeoutMs: timeoutMs, consecutive = 3 } = run;
  return Promise.all(
    rules.map(({ rule, expected }) => {
      const url = `${targets.get(rule.target)?.base}${variables.fill(rule.path)}`;
      const wait = { rule, target: rule.target, url, expected, timeoutMs, consecutive };
      return waitForVersion(wait, { transport, clock, log, signal });
    }),
  );
}

const controlTimeoutMs = 10_000;

async function reachOf(
  { controlUrl }: SuiteRun,
  outcomes: readonly { unreachable: Unreachable | undefined }[],
  { transport }: Session,
): Promise<Reach> {
  const silent = outcomes.some(({ unreachable }) => unreachable !== undefined);
  if (controlUrl === undefined || !silent) return { control: undefined, controlUrl: controlUrl ?? '' };
  const asked = await transport.request({ method: 'GET', url: controlUrl, timeoutMs: controlTimeoutMs });
  return { control: !('unreachable' in asked), controlUrl };
}
