import { combineVerdicts, type Verdict } from '../release/verdict.js';
import { formatDuration } from '../runtime/duration.js';
import type { CheckOutcome } from './run-check.js';
import type { CheckResult, SuiteResult, VersionResult } from './suite.js';
import { isDistrusted } from './transport/failure.js';
import type { Unreachable } from './transport/transport.js';
import type { VersionOutcome } from './version/wait.js';

/** Whether this runner reaches anything: asked only when something did not answer. */
export interface Reach {
  /** Undefined when no control address was given. */
  control: boolean | undefined;
  controlUrl: string;
}

/**
 * Settles what only the whole tells: a dead address is `fail` when this runner reached anything else, else `error`; and
 * `inconclusive` when it is this runner's own network that is broken.
 */
export function concluded(
  versions: readonly VersionOutcome[],
  checks: readonly CheckOutcome[],
  reach: Reach,
): SuiteResult {
  const anythingReached = [...versions, ...checks].some(({ reached }) => reached);
  const settle = <Result extends VersionResult | CheckResult>(outcome: {
    result: Result;
    unreachable: Unreachable | undefined;
  }): Result => settled(outcome.result, outcome.unreachable, anythingReached, reach);
  const version = versions.map(settle);
  const made = checks.map(settle);
  const verdict = verdictOf(version, made);
  const silent = [...versions, ...checks].some(({ unreachable }) => unreachable !== undefined);
  const nothing = silent && !anythingReached ? silence(reach) : '';
  return { verdict, reason: reasonOf(verdict, version, made, nothing), version, checks: made };
}

function silence({ control, controlUrl }: Reach): string {
  if (control === true) {
    return `No target answered this runner, although ${controlUrl} did; whether the release is down or keeps this runner out is not told: `;
  }
  return 'Nothing could be reached from this runner, which says nothing about the release: ';
}

function settled<Result extends VersionResult | CheckResult>(
  result: Result,
  unreachable: Unreachable | undefined,
  anythingReached: boolean,
  { control, controlUrl }: Reach,
): Result {
  if (!unreachable) return result;
  const network = unreachable.phase === 'dns' || (unreachable.timedOut && unreachable.phase !== 'answer');
  if (control === false && network) {
    const reason = `${result.reason}; ${controlUrl} could not be reached either, so this runner's network may be at fault`;
    return { ...result, verdict: 'inconclusive', reason };
  }
  // A release changes no certificate: going back would mend nothing.
  if (isDistrusted(unreachable)) return result;
  return anythingReached ? { ...result, verdict: 'fail' } : result;
}

function verdictOf(version: readonly VersionResult[], checks: readonly CheckResult[]): Verdict {
  const blocking = checks.filter(({ level }) => level === 'block');
  const parts = [...version, ...blocking].map(({ verdict }) => verdict);
  return parts.length === 0 && checks.length > 0 ? 'pass' : combineVerdicts(parts);
}

function reasonOf(
  verdict: Verdict,
  version: readonly VersionResult[],
  checks: readonly CheckResult[],
  nothing: string,
): string {
  if (version.length === 0 && checks.length === 0) return 'Nothing was checked.';
  if (verdict === 'pass') return passed(version, checks);
  const old = version.find((part) => part.verdict === verdict);
  if (old) return `${nothing}${old.reason}`;
  const bad = checks.filter((check) => check.verdict === verdict && check.level === 'block');
  const [first] = bad;
  const more = bad.length > 1 ? ` (and ${bad.length - 1} more of ${checks.length} checks)` : '';
  return `${nothing}"${first?.name}" on ${first?.target}: ${first?.reason}${more}`;
}

function passed(version: readonly VersionResult[], checks: readonly CheckResult[]): string {
  const held = checks.filter(({ verdict }) => verdict === 'pass').length;
  const counted = checks.length === 0 ? '' : `${held} of ${checks.length} checks hold`;
  const longest = Math.max(0, ...version.map((part) => part.durationMs));
  const expected = [...new Set(version.map((part) => part.expected))].join(', ');
  const proved =
    version.length === 0
      ? ''
      : `${version.map((part) => part.target).join(', ')} answered as ${expected} after ${formatDuration(longest)}`;
  return [proved, counted].filter((part) => part !== '').join('; ');
}
