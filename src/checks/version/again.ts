import type { SuiteResult } from '../suite.js';
import type { VersionWait } from './tally.js';
import { askVersion, type VersionDeps } from './wait.js';

/** One odd answer may be an old container that still drains; this many in a row are another deployment. */
const inRow = 3;
const betweenMs = 300;

/**
 * Asks for the versions once more after the checks. When another one answers by now, a deployment landed while they were
 * made: neither their pass nor their fail speaks of the version that was proved, and the result is `inconclusive`.
 * Throws CancelledError.
 */
export async function unlessSuperseded(
  found: SuiteResult,
  waits: readonly VersionWait[],
  deps: VersionDeps,
): Promise<SuiteResult> {
  const told = found.verdict === 'pass' || found.verdict === 'fail';
  const proved = found.version.length > 0 && found.version.every(({ verdict }) => verdict === 'pass');
  if (!told || !proved) return found;
  const others = await Promise.all(waits.map((wait) => otherVersion(wait, deps)));
  const version = found.version.map((result, index) => {
    const other = others[index];
    if (other === undefined) return result;
    const reason = `${result.target} answers as ${other} after the checks: another deployment landed while they were made, so they may have asked either`;
    return { ...result, verdict: 'inconclusive' as const, reason };
  });
  const changed = version.find(({ verdict }) => verdict === 'inconclusive');
  return changed ? { ...found, version, verdict: 'inconclusive', reason: changed.reason } : found;
}

async function otherVersion(wait: VersionWait, deps: VersionDeps): Promise<string | undefined> {
  for (let count = 1; ; count += 1) {
    const { seen } = await askVersion(wait, deps.transport);
    if (seen.kind !== 'version' || seen.expected || seen.cache !== undefined) return undefined;
    if (count >= inRow) return seen.text;
    await deps.clock.sleep(betweenMs, deps.signal);
  }
}
