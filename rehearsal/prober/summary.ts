import { byTarget, failed, type Sample } from './sample.js';

/** A stretch in which every answer that named a version named this one; milliseconds since the epoch. */
interface VersionSpan {
  version: string;
  from: number;
  to: number;
}

interface TargetSummary {
  target: string;
  requests: number;
  failures: number;
  /** From the first lost request of the longest row of lost ones to the next good one; 0 when none was lost. */
  longestOutageMs: number;
  versions: VersionSpan[];
}

export interface Summary {
  requests: number;
  failures: number;
  /** Of the requests that were answered well; undefined when none was. */
  p50Ms: number | undefined;
  p95Ms: number | undefined;
  /** In the order the targets were first asked. */
  targets: TargetSummary[];
}

/** What the samples sent between `from` and `to` (milliseconds since the epoch, both included) amount to. */
export function summarise(samples: Sample[], from: number, to: number): Summary {
  const chosen = samples
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((left, right) => left.at - right.at);
  const durations = chosen.filter((sample) => !failed(sample)).map(({ durationMs }) => durationMs);
  durations.sort((left, right) => left - right);
  return {
    requests: chosen.length,
    failures: chosen.filter(failed).length,
    p50Ms: quantile(durations, 0.5),
    p95Ms: quantile(durations, 0.95),
    targets: [...byTarget(chosen)].map(([target, own]) => ({
      target,
      requests: own.length,
      failures: own.filter(failed).length,
      longestOutageMs: longestOutage(own),
      versions: versionSpans(own),
    })),
  };
}

/** The nearest-rank quantile of ascending numbers; undefined of none. */
export function quantile(sorted: number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function longestOutage(samples: Sample[]): number {
  let longest = 0;
  let since: number | undefined;
  for (const sample of samples) {
    if (failed(sample)) since ??= sample.at;
    if (since === undefined) continue;
    // An outage that nothing ended lasted at least until its last lost request was given up.
    const until = failed(sample) ? sample.at + sample.durationMs : sample.at;
    longest = Math.max(longest, until - since);
    if (!failed(sample)) since = undefined;
  }
  return longest;
}

/** The versions one target's samples (ascending) name, one after the other; answers that name none end no span. */
function versionSpans(samples: Sample[]): VersionSpan[] {
  const spans: VersionSpan[] = [];
  for (const { at, version } of samples) {
    if (version === undefined) continue;
    const last = spans.at(-1);
    if (last?.version === version) last.to = at;
    else spans.push({ version, from: at, to: at });
  }
  return spans;
}
