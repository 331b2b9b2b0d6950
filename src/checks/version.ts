import { compile } from 'json-p3';
import { formatDuration } from '../runtime/duration.js';
import type { Logger } from '../runtime/log.js';
import { waitUntil } from '../runtime/waiting.js';
import { type Answer, exchange, type Sender } from './exchange.js';
import { cut, times } from './messages.js';
import type { VersionResult, VersionRule } from './suite.js';
import { addressOf } from './targets.js';

/** What to wait for on one target. */
export interface VersionWait {
  rule: VersionRule;
  target: string;
  base: string;
  expected: string;
  timeoutMs: number;
  /** Answers in a row that must tell the expected version. */
  consecutive: number;
}

/** How the wait ended; `unreachable` leaves the verdict to whoever knows whether anything else answered. */
export interface VersionOutcome {
  result: VersionResult;
  /** An answer came, of whatever kind. */
  reached: boolean;
  unreachable: boolean;
}

const probeTimeoutMs = 10_000;
const betweenMatchesMs = 500;

/**
 * Asks a target for its version until it told the expected one `consecutive` times in a row. An older container that
 * answers in between begins the count anew and is named. Throws CancelledError.
 */
export async function waitForVersion(
  wait: VersionWait,
  { sender, log, signal }: { sender: Sender; log: Logger; signal: AbortSignal },
): Promise<VersionOutcome> {
  const tally = new Tally();
  const began = sender.clock.now();
  let inRow = 0;
  const ended = await waitUntil<string | undefined>(
    {
      subject: `Version of ${wait.target}`,
      look: async () => {
        const seen = await ask(wait, sender);
        tally.add(seen);
        if (seen.kind === 'wall') return { done: seen.text };
        inRow = seen.kind === 'version' && sameVersion(seen.text, wait.expected) ? inRow + 1 : 0;
        if (inRow >= wait.consecutive) return { done: undefined };
        return {
          phase: `waiting for ${wait.expected}`,
          detail: `${seen.text}, ${inRow} of ${wait.consecutive} in a row`,
        };
      },
      timeoutMs: () => wait.timeoutMs,
      intervalMs: (_, elapsedMs) => (inRow > 0 ? betweenMatchesMs : elapsedMs < 30_000 ? 1_000 : 3_000),
    },
    { clock: sender.clock, log, signal },
  );
  const durationMs = sender.clock.now() - began;
  const judged =
    'deadline' in ended
      ? tally.atDeadline(wait)
      : ({ reason: ended.value ?? '', verdict: ended.value ? 'error' : 'pass' } as const);
  return {
    result: { target: wait.target, ...judged, seen: tally.lines(), expected: wait.expected, durationMs },
    reached: tally.reached(),
    unreachable: judged.verdict !== 'pass' && !tally.reached(),
  };
}

interface Seen {
  kind: 'version' | 'none' | 'broken' | 'unreachable' | 'wall';
  text: string;
}

async function ask({ rule, target, base }: VersionWait, sender: Sender): Promise<Seen> {
  const outcome = await exchange(
    {
      operation: `Version of ${target}`,
      method: 'GET',
      url: addressOf(base, rule.path),
      headers: { 'cache-control': 'no-cache' },
      timeoutMs: probeTimeoutMs,
      followRedirects: true,
    },
    sender,
  );
  if ('unreachable' in outcome) return { kind: 'unreachable', text: outcome.unreachable };
  if ('wall' in outcome) return { kind: 'wall', text: outcome.wall };
  const { status } = outcome.answer;
  if (status >= 500) return { kind: 'broken', text: `HTTP ${status}` };
  const version = status < 300 ? versionIn(rule, outcome.answer) : undefined;
  if (version === undefined) return { kind: 'none', text: `HTTP ${status} without a version` };
  return { kind: 'version', text: cut(version, false) };
}

function versionIn(rule: VersionRule, answer: Answer): string | undefined {
  if (rule.header !== undefined) return answer.headers[rule.header.toLowerCase()]?.trim() || undefined;
  if (rule.text !== undefined) return new RegExp(rule.text).exec(answer.text)?.[1]?.trim() || undefined;
  try {
    const [value] = compile(rule['json-path'] ?? '$')
      .query(JSON.parse(answer.text))
      .values();
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).trim() || undefined
      : undefined;
  } catch {
    return undefined;
  }
}

/** Equal, or one is the short form (7 characters and more) of the other's commit. */
export function sameVersion(seen: string, expected: string): boolean {
  if (seen === expected) return true;
  const [short, long] = seen.length < expected.length ? [seen, expected] : [expected, seen];
  return /^[0-9a-f]{7,40}$/.test(short) && /^[0-9a-f]{40}$/.test(long) && long.startsWith(short);
}

/** What answered how often, in the order it was first seen. */
class Tally {
  readonly #counts = new Map<string, { seen: Seen; count: number }>();
  #last: Seen | undefined;

  add(seen: Seen): void {
    const entry = this.#counts.get(seen.text) ?? { seen, count: 0 };
    entry.count += 1;
    this.#counts.set(seen.text, entry);
    this.#last = seen;
  }

  lines(): string[] {
    return [...this.#counts.values()].map(({ seen, count }) => `${seen.text} (${times(count)})`);
  }

  reached(): boolean {
    return [...this.#counts.values()].some(({ seen }) => seen.kind !== 'unreachable');
  }

  atDeadline({
    target,
    expected,
    timeoutMs,
    consecutive,
    rule,
  }: VersionWait): Pick<VersionResult, 'verdict' | 'reason'> {
    const kinds = new Set([...this.#counts.values()].map(({ seen }) => seen.kind));
    const seen = this.lines().join(', ');
    const within = `within ${formatDuration(timeoutMs)}`;
    if (!this.reached())
      return { verdict: 'error', reason: `${target} could not be reached ${within}: ${seen}` };
    if (!kinds.has('version') && !kinds.has('broken') && this.#last?.kind === 'none') {
      return {
        verdict: 'inconclusive',
        reason: `${target} told no version at ${rule.path} ${within} (${seen}), so what answers is unknown; check the suite's version rule`,
      };
    }
    const inRow = consecutive === 1 ? '' : ` ${consecutive} times in a row`;
    return {
      verdict: 'fail',
      reason: `${target} did not answer as ${expected}${inRow} ${within}; seen: ${seen}`,
    };
  }
}
