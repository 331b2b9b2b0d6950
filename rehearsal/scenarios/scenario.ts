import type { Sample } from '../prober/index.js';
import type { RunResult } from '../runner/events.js';
import type { World } from '../stage/world.js';

/** One release a scenario makes: a version of the example, and how GitHub is asked to ship it. */
export interface ReleaseScript {
  name: string;
  /** Patch below the example's `versions/`; absent for the example as it stands. */
  patch?: string;
  /** Called before the run starts, to set faults on the platforms. */
  prepare?(world: World): void;
  /** Branch the run is started on; `main` when absent. */
  branch?: string;
}

/** A release that was run. */
export interface Release {
  name: string;
  sha: string;
  run: RunResult;
}

/** What is known when all releases have been run. */
export interface Observed {
  world: World;
  releases: Release[];
  samples: Sample[];
  /** The whole rehearsal, in milliseconds since the epoch. */
  startedAt: number;
  finishedAt: number;
  memoryPeakBytes: number;
}

/** Something that must have come true, with what was seen. */
export interface Expectation {
  text: string;
  seen: string;
  met: boolean;
}

/** A story that is rehearsed. */
export interface Scenario {
  name: string;
  description: string;
  releases: ReleaseScript[];
  /** Asks the world after the last release. */
  expectations(observed: Observed): Promise<Expectation[]>;
}
