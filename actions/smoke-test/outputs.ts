import type { Annotation, Report } from '../../src/action/run-action.js';
import type { CheckResult } from '../../src/checks/suite.js';
import type { Inputs } from './inputs.js';
import { numbersOf } from './reports/numbers.js';
import { badFirst } from './reports/order.js';
import { soakAsChecks } from './reports/soak.js';
import { summaryOf } from './reports/summary.js';
import type { Result } from './result.js';

/** A result as GitHub shows it; anything but `pass` makes the job red, unless `on-inconclusive` lets that pass. */
export function report(result: Result, { onInconclusive }: Pick<Inputs, 'onInconclusive'>): Report {
  const tolerated = result.verdict === 'inconclusive' && onInconclusive === 'pass';
  const failure = result.verdict === 'pass' || tolerated ? undefined : failureOf(result);
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: [
      ...annotationsOf(result),
      ...flaky(result),
      ...(tolerated
        ? [{ level: 'warning' as const, message: `${heads.inconclusive}: ${result.reason}.` }]
        : []),
    ],
    ...(failure ? { failure } : {}),
  };
}

function outputsOf(result: Result): Record<string, string> {
  const { errorRate, p95Ms } = numbersOf(result);
  const { targets, report: directory, ...found } = result;
  return {
    verdict: result.verdict,
    passed: String(result.verdict === 'pass'),
    failed: String(result.verdict === 'fail'),
    reason: result.reason,
    'error-rate': String(Math.round(errorRate * 10_000) / 10_000),
    'p95-ms': p95Ms === undefined ? '' : String(Math.round(p95Ms * 10) / 10),
    'failed-checks': failedNames(result).join('\n'),
    report: directory,
    result: JSON.stringify({ ...found, checks: found.checks.map(brief), targets, report: directory }),
  };
}

/** An output is limited to 1 MB: what many requests measured one by one stands in the report. */
function brief({ samples: _, evidence, ...check }: CheckResult): CheckResult {
  return check.verdict === 'pass' || !evidence ? check : { ...check, evidence };
}

function failedNames(result: Result): string[] {
  return [...result.checks, ...soakAsChecks(result)]
    .filter(({ verdict, level }) => verdict !== 'pass' && level === 'block')
    .map((check) => check.name);
}

const heads = {
  fail: 'The smoke test failed',
  error: 'The smoke test could not ask',
  inconclusive: 'The smoke test could not tell',
} as const;

const fixes = {
  fail: 'Each failing check stands in the job summary with a curl command that repeats it.',
  error:
    'Check the addresses and that they are open to the runner (firewall, protection, DNS); nothing here says that the release is bad.',
  inconclusive: 'Nothing here says that the release is bad or good: mend the suite and run the job again.',
} as const;

const versionFix =
  'See at the platform whether the deployment has ended and takes the traffic of this address; raise "version-timeout" when it only needs longer. The job summary has a curl command that asks for the version.';

function failureOf({ verdict, reason, version }: Result): { message: string; fix: string } {
  const key = verdict === 'pass' ? 'inconclusive' : verdict;
  const old = verdict === 'fail' && version.some((part) => part.verdict === 'fail');
  return { message: `${heads[key]}: ${reason.replace(/\.$/, '')}.`, fix: old ? versionFix : fixes[key] };
}

/** GitHub shows ten annotations of a level for a step: the job's own error must be among them. */
const shownAtLines = 9;

function annotationsOf(result: Result): Annotation[] {
  // Without a line it would only repeat the job's own error.
  const bad = badFirst(result).filter(({ place, level }) => place !== undefined || level === 'warn');
  return bad.slice(0, shownAtLines).map((check) => {
    const { name, target, reason, place, level, verdict } = check;
    const inFile = place && !place.file.startsWith('the input') ? place : {};
    return {
      level: level === 'warn' || verdict === 'inconclusive' ? ('warning' as const) : ('error' as const),
      title: `Smoke test: ${name}`,
      message: `${target}: ${reason}`,
      ...inFile,
    };
  });
}

function flaky({ checks }: Result): Annotation[] {
  const late = checks.filter((check) => check.verdict === 'pass' && check.attempts > 1);
  if (late.length === 0) return [];
  const names = late.map((check) => `"${check.name}" (attempt ${check.attempts})`).join(', ');
  return [{ level: 'notice', message: `Held only after a retry: ${names}.` }];
}
