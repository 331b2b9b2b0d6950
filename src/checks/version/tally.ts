import { formatDuration } from '../../runtime/duration.js';
import { times } from '../messages.js';
import type { VersionResult, VersionRule } from '../suite.js';

/** What to wait for on one target. */
export interface VersionWait {
  rule: VersionRule;
  target: string;
  /** The address that tells the version. */
  url: string;
  expected: string;
  timeoutMs: number;
  /** Answers in a row that must tell the expected version. */
  consecutive: number;
}

/** What one question for the version came to. */
export interface Seen {
  kind: 'version' | 'none' | 'broken' | 'unreachable' | 'wall';
  /** As it is shown: the version, or what came in its place. */
  text: string;
  /** Whether it is the version that is waited for. */
  expected: boolean;
  /** The cache that answered, when one that outlives deployments did. */
  cache?: string;
  durationMs: number;
}

const coldMs = 2_000;
const coldTimes = 4;

/** What answered how often, in the order it was first seen. */
export class Tally {
  readonly #all: Seen[] = [];

  add(seen: Seen): void {
    this.#all.push(seen);
  }

  lines(): string[] {
    const counts = new Map<string, number>();
    for (const { text } of this.#all) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts].map(([text, count]) => `${text} (${times(count)})`);
  }

  reached(): boolean {
    return this.#all.some(({ kind }) => kind !== 'unreachable');
  }

  /** What stood out: an old container beside the new one, a cache, a cold start. */
  notes(): string[] {
    const firstNew = this.#all.findIndex(({ expected }) => expected);
    const oldAfter = this.#all.filter(
      ({ kind, expected }, at) => kind === 'version' && !expected && at > firstNew,
    );
    const [first, ...rest] = this.#all.filter(({ kind }) => kind !== 'unreachable');
    const usual = median(rest.map(({ durationMs }) => durationMs));
    const cold =
      first && rest.length > 1 && first.durationMs > coldMs && first.durationMs > coldTimes * usual;
    const cached = this.#all.find(({ cache }) => cache !== undefined)?.cache;
    return [
      ...(firstNew >= 0 && oldAfter.length > 0
        ? [
            `an older container still answered ${times(oldAfter.length)} beside the new one (${oldAfter[0]?.text})`,
          ]
        : []),
      ...(cached ? [`a cache answered (${cached})`] : []),
      ...(cold
        ? [
            `a cold start: the first answer took ${formatDuration(first.durationMs)}, later ones ${formatDuration(usual)}`,
          ]
        : []),
    ];
  }

  atDeadline(wait: VersionWait): Pick<VersionResult, 'verdict' | 'reason'> {
    const { target, expected, timeoutMs, consecutive, rule } = wait;
    const kinds = new Set(this.#all.map(({ kind }) => kind));
    const seen = this.lines().join(', ');
    const within = `within ${formatDuration(timeoutMs)}`;
    if (!this.reached())
      return { verdict: 'error', reason: `${target} could not be reached ${within}: ${seen}` };
    if (!kinds.has('version') && !kinds.has('broken') && this.#all.at(-1)?.kind === 'none') {
      return {
        verdict: 'inconclusive',
        reason: `${target} told no version at ${rule.path} ${within} (${seen}), so what answers is unknown; check the suite's version rule`,
      };
    }
    const inRow = consecutive === 1 ? '' : ` ${consecutive} times in a row`;
    const answered = this.#all.filter(({ kind }) => kind === 'version');
    const stale = answered.length > 0 && answered.every(({ cache }) => cache !== undefined);
    const notes = this.notes().map((note) => `; ${note}`);
    if (stale && !kinds.has('broken')) {
      return {
        verdict: 'inconclusive',
        reason: `${target} did not answer as ${expected}${inRow} ${within}; seen: ${seen}${notes.join('')}, so what runs behind it is unknown: send "cache-control: no-store" at ${rule.path}, or leave that path out of the cache`,
      };
    }
    return {
      verdict: 'fail',
      reason: `${target} did not answer as ${expected}${inRow} ${within}; seen: ${seen}${notes.join('')}`,
    };
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
