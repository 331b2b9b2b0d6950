import type { Clock } from '../../runtime/clock.js';
import type { Logger } from '../../runtime/log.js';
import { waitUntil } from '../../runtime/waiting.js';
import { cut } from '../messages.js';
import type { VersionResult } from '../suite.js';
import type { Transport, Unreachable } from '../transport/transport.js';
import { cacheOf, sameVersion, versionIn } from './read.js';
import { type Seen, Tally, type VersionWait } from './tally.js';

/** How the wait ended; `unreachable` leaves the verdict to whoever knows whether anything else answered. */
export interface VersionOutcome {
  result: VersionResult;
  /** An answer came, of whatever kind. */
  reached: boolean;
  unreachable: Unreachable | undefined;
}

/** What the wait works with. */
export interface VersionDeps {
  transport: Transport;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}

const probeTimeoutMs = 10_000;
const betweenMatchesMs = 500;

/**
 * Asks a target for its version until it told the expected one `consecutive` times in a row. An older container that
 * answers in between begins the count anew and is named. Throws CancelledError.
 */
export async function waitForVersion(wait: VersionWait, deps: VersionDeps): Promise<VersionOutcome> {
  const tally = new Tally();
  const began = deps.clock.now();
  let inRow = 0;
  let unreachable: Unreachable | undefined;
  const look = async () => {
    const asked = await askVersion(wait, deps.transport);
    const { seen } = asked;
    unreachable = asked.unreachable;
    tally.add(seen);
    if (seen.kind === 'wall') return { done: seen.text };
    inRow = seen.expected ? inRow + 1 : 0;
    if (inRow >= wait.consecutive) return { done: undefined };
    const detail = `${seen.text}, ${inRow} of ${wait.consecutive} in a row`;
    return { phase: `waiting for ${wait.expected}`, detail };
  };
  const ended = await waitUntil<string | undefined>(
    {
      subject: `Version of ${wait.target}`,
      look,
      timeoutMs: () => wait.timeoutMs,
      intervalMs: (_, elapsedMs) => (inRow > 0 ? betweenMatchesMs : elapsedMs < 30_000 ? 1_000 : 3_000),
    },
    deps,
  );
  const result = resultOf(wait, tally, ended, deps.clock.now() - began);
  const silent = result.verdict !== 'pass' && !tally.reached();
  return { result, reached: tally.reached(), unreachable: silent ? unreachable : undefined };
}

function resultOf(
  wait: VersionWait,
  tally: Tally,
  ended: { value: string | undefined } | { deadline: unknown },
  durationMs: number,
): VersionResult {
  const { target, expected, url } = wait;
  const judged =
    'deadline' in ended
      ? tally.atDeadline(wait)
      : ({ reason: ended.value ?? '', verdict: ended.value ? 'error' : 'pass' } as const);
  const notes = tally.notes();
  const seen = tally.lines();
  return { target, url, ...judged, seen, expected, durationMs, ...(notes.length > 0 ? { notes } : {}) };
}

/** Asks once. Throws CancelledError. */
export async function askVersion(
  { rule, url, expected }: VersionWait,
  transport: Transport,
): Promise<{ seen: Seen; unreachable?: Unreachable }> {
  const outcome = await transport.request({
    method: 'GET',
    url,
    headers: { 'cache-control': 'no-cache' },
    timeoutMs: probeTimeoutMs,
    maxBodyBytes: 2_000_000,
  });
  if ('unreachable' in outcome) {
    const { unreachable, durationMs } = outcome;
    const seen = { kind: 'unreachable', text: unreachable.why, expected: false, durationMs } as const;
    return { seen, unreachable };
  }
  if ('wall' in outcome) {
    return { seen: { kind: 'wall', text: outcome.wall, expected: false, durationMs: outcome.durationMs } };
  }
  const { answer } = outcome;
  const { status, durationMs } = answer;
  if (status >= 500) return { seen: { kind: 'broken', text: `HTTP ${status}`, expected: false, durationMs } };
  const version = status < 300 ? versionIn(rule, answer) : undefined;
  if (version === undefined) {
    return { seen: { kind: 'none', text: `HTTP ${status} without a version`, expected: false, durationMs } };
  }
  const cache = cacheOf(answer);
  const matches = sameVersion(version, expected);
  const shared = cache && !cache.perDeployment && !matches ? { cache: cache.text } : {};
  return { seen: { kind: 'version', text: cut(version, false), expected: matches, ...shared, durationMs } };
}
