import type { EventScript, Example } from '../example/index.js';
import type { Sample } from '../prober/index.js';
import type { RunResult } from '../runner/events.js';
import type { World } from '../stage/world.js';

/** One release a scenario makes: a version of the example, and how GitHub is asked to ship it. */
export interface ReleaseScript {
  name: string;
  /** Below the example's `versions/`, applied in order; none for the files as they are. */
  patches?: readonly string[];
  /** The release whose files it begins from; the one before it on its branch when absent. */
  from?: string;
  /** False: nothing is committed, the workflow is run for the commit that is there. */
  commit?: boolean;
  /** What starts the run; when absent, what the workflow is usually started by. */
  event?: EventScript;
  /** The workflow that is run, as the declaration names it; the rehearsal's own when absent. */
  workflow?: string;
  /** Its run starts so many milliseconds after the one before it has, and does not wait for that one's end. */
  besideMs?: number;
  /** What the reviewers of protected environments do; they approve when it is absent. */
  review?: 'approve' | 'reject' | 'wait';
  /** Called before the run starts: what people do until then, and faults that are set on the platforms. */
  prepare?(world: World): void | Promise<void>;
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
  /** The workflow it is about, when it is not told for every one. */
  workflow?: string;
  /** Whether its databases are copied by pg_dump. */
  dumps?: boolean;
  /** In place of the example's databases of these names. */
  databases?: Example['declaration']['databases'];
  releases: readonly ReleaseScript[];
  /** Asks the world after the last release. */
  expectations(observed: Observed): Promise<Expectation[]>;
}
