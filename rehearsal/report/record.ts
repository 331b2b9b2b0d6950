import type { Sample } from '../prober/index.js';
import type { RunResult } from '../runner/events.js';

/** One pipeline run of the rehearsal and what became of what it shipped. Times are milliseconds since the epoch. */
export interface RehearsedRelease {
  /** As people say it: `v2`. */
  name: string;
  sha: string;
  run: RunResult;
  startedAt: number;
  finishedAt: number;
  /** How the run ended: `success`, `failure`, … */
  conclusion: string;
  /** What became of the release: `verified`, `rolled back`, … */
  outcome: string;
  reason?: string;
}

/** All the report page is made from. Times are milliseconds since the epoch. */
export interface RehearsalRecord {
  title: string;
  scenario: string;
  startedAt: number;
  finishedAt: number;
  releases: RehearsedRelease[];
  components: { release: string; component: string; what: string; durationMs: number }[];
  samples: Sample[];
  /** From what a target says it serves (a commit's sha) to the release's name. */
  versions: Record<string, string>;
  expectations: { text: string; seen: string; met: boolean }[];
  /** The most memory the rehearsal held at once, in bytes. */
  memoryPeakBytes?: number;
}

/** The release a target served by what it says it serves; undefined when no release is known by that text. */
export function releaseServed(
  versions: Record<string, string>,
  version: string | undefined,
): string | undefined {
  // A target may say anything, also `constructor`, which every object has.
  return version !== undefined && Object.hasOwn(versions, version) ? versions[version] : undefined;
}
