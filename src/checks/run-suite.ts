import { concluded, type Reach } from './conclude.js';
import { makeChecks } from './make-checks.js';
import type { SuiteDeps, SuiteRun } from './run-settings.js';
import { openSession, type Session } from './session.js';
import { soakSuite } from './soak/soak-suite.js';
import type { SuiteResult } from './suite.js';
import type { Transport, Unreachable } from './transport/transport.js';
import { unlessSuperseded } from './version/again.js';
import type { VersionWait } from './version/tally.js';
import { waitForVersion } from './version/wait.js';

/**
 * Waits until every target answers as the expected version, then makes all checks. What does not hold is `fail`; when
 * nothing at all could be reached from here it is `error`, which says nothing about the release. Throws InputError for a
 * suite that cannot be run as it is written, CancelledError on cancel; never for what the network or a service does.
 */
export async function runSuite(run: SuiteRun, deps: SuiteDeps): Promise<SuiteResult> {
  const session = await openSession(run, deps);
  warnOfIdleThresholds(run, deps);
  try {
    const waits = versionWaits(run, session, deps);
    const asking = { ...deps, transport: session.transport };
    const versions = await Promise.all(waits.map((wait) => waitForVersion(wait, asking)));
    const ready = versions.every(({ result }) => result.verdict === 'pass');
    const checks = ready ? await makeChecks(run, session, deps) : [];
    const reach = await reachOf(run, [...versions, ...checks], session);
    const found = unlessEmptied(concluded(versions, checks, reach), session);
    const soaked = await withSoak(found, run, session);
    return session.masker.cleanAll(await unlessSuperseded(soaked, waits, asking));
  } finally {
    await session.close();
  }
}

/** Where all that could block was left out, nothing was proved. */
function unlessEmptied(found: SuiteResult, { leftOut }: Session): SuiteResult {
  const blocks = ({ level }: { level: string }) => level === 'block';
  const missed = leftOut.filter(blocks).map(({ name }) => name);
  const judged = found.version.length > 0 || found.checks.some(blocks);
  if (found.verdict !== 'pass' || judged || missed.length === 0) return found;
  const reason = `nothing that blocks could be asked without a version to expect: ${missed.join(', ')}`;
  return { ...found, verdict: 'inconclusive', reason };
}

function versionWaits(
  run: SuiteRun,
  { suite, targets, variables }: Session,
  { log }: SuiteDeps,
): VersionWait[] {
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
  return rules.map(({ rule, expected }) => {
    const url = `${targets.get(rule.target)?.base}${variables.fill(rule.path)}`;
    return { rule, target: rule.target, url, expected, timeoutMs, consecutive };
  });
}

/** One answer has no percentiles: a threshold that nothing feeds must not look like one that holds. */
function warnOfIdleThresholds({ suite, soak }: SuiteRun, { log }: SuiteDeps): void {
  if (soak) return;
  const idle = suite.checks.filter((check) => check.kind === 'http' && check.thresholds && !check.samples);
  if (idle.length === 0) return;
  log.warning(
    `Thresholds of ${idle.map(({ name }) => `"${name}"`).join(', ')} are not judged: give the check samples, or soak.`,
  );
}

/** A suite that holds is asked on where that is wanted; one that does not has its verdict already. */
async function withSoak(found: SuiteResult, run: SuiteRun, session: Session): Promise<SuiteResult> {
  const { soak: plan } = run;
  if (!plan || found.verdict !== 'pass') return found;
  const { planned, context, variables, transport } = session;
  const checks = planned.map(({ check }) => check);
  const fill = <Value>(value: Value): Value => variables.fill(value);
  const reachesElse = async () => (await controlOf(run.controlUrl, transport)).control;
  const soak = await soakSuite(plan, checks, { context, fill, reachesElse });
  const reason = soak.verdict === 'pass' ? `${found.reason}; ${soak.reason}` : soak.reason;
  return { ...found, verdict: soak.verdict, reason, soak };
}

const controlTimeoutMs = 10_000;

async function reachOf(
  { controlUrl }: SuiteRun,
  outcomes: readonly { unreachable: Unreachable | undefined }[],
  { transport }: Session,
): Promise<Reach> {
  const silent = outcomes.some(({ unreachable }) => unreachable !== undefined);
  return controlOf(silent ? controlUrl : undefined, transport);
}

async function controlOf(controlUrl: string | undefined, transport: Transport): Promise<Reach> {
  if (controlUrl === undefined) return { control: undefined, controlUrl: '' };
  const asked = await transport.request({ method: 'GET', url: controlUrl, timeoutMs: controlTimeoutMs });
  return { control: !('unreachable' in asked), controlUrl };
}
