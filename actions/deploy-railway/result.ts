import type { TimelineStep } from '../../src/railway/events.js';
import type { FailureCause } from '../../src/railway/failure.js';
import type { RailwayComponent } from '../../src/release/component.js';

/** How a deployment ended; only `live` put new code before the users, and left it there. */
export type Outcome =
  | 'live'
  | 'skipped'
  | 'failed'
  | 'crashed'
  | 'superseded'
  | 'cancelled'
  | 'timed-out'
  | 'error'
  | 'not-started';

interface Named {
  id: string;
  name: string;
}

/** Where a deployment goes and what is there before it. */
export interface Place {
  /** The component's name in the release record. */
  name: string;
  project: Named;
  environment: Named;
  service: Named;
  /** The service's address without a slash at its end; undefined when it has no domain. */
  url: string | undefined;
  /** Undefined when the service has none, and then SUCCESS says little. */
  healthcheckPath: string | undefined;
  /** The deployment that took the traffic before. */
  previous: string | undefined;
}

/** Why something ended red, and what to do. */
export interface Failure {
  message: string;
  fix: string;
}

/** What became of a service that was to go back to what was live before. */
export type PutBack =
  | { outcome: 'restored'; deploymentId: string; durationMs: number }
  /** `reason`: why it was left as it is. */
  | { outcome: 'left' | 'failed'; reason: string };

/** Everything there is to tell about one service. */
export interface ServiceResult extends Place {
  outcome: Outcome;
  /** Where it came from: `upload`, `commit`, `image` or `redeploy`. */
  source: string;
  /** Undefined when none was made. */
  deploymentId: string | undefined;
  /** Railway's own word at the end; undefined when it was not asked. */
  railwayStatus: string | undefined;
  /** The phase it ended in: `queue`, `build` or `deploy`. */
  phase: string;
  commit: string;
  /**
   * What takes the traffic after it ended; `id` is undefined when nothing does; undefined when it could not be read.
   * `stoppedForIt`: what became of a previous deployment that had to make room first, as on a volume.
   */
  live: { id: string | undefined; stoppedForIt?: 'is back' | 'is still down' } | undefined;
  /** Whether it took the traffic at any time. */
  wasUp: boolean;
  /** With `timed-out`: whether Railway stopped it. */
  stopped: boolean;
  cause: FailureCause | undefined;
  /** Railway's steps on the way, in order. */
  steps: readonly TimelineStep[];
  /** `sha256:…`; undefined when Railway did not tell. */
  imageDigest: string | undefined;
  /** What was uploaded, sizes in bytes; undefined for other sources. */
  uploaded: { files: number; bytes: number; packedBytes: number } | undefined;
  /** Names of the variables that were set, and of those that went. */
  variables: readonly string[];
  variablesRemoved: readonly string[];
  /** The settings that were changed, under Railway's names. */
  settingsChanged: readonly string[];
  /** Whether variables and settings were changed back, because the deployment does not serve. */
  changesUndone: boolean;
  /** The component for the release record; undefined when nothing was shipped, or it was put back. */
  component: RailwayComponent | undefined;
  /** The deployment's page on Railway; undefined in a rehearsal. */
  page: string | undefined;
  /** Why this one ends red; undefined when it ends green. */
  failure: Failure | undefined;
  putBack: PutBack | undefined;
  durationMs: number;
}

/** What a dry run found, one line a service. */
export interface PlannedService extends Place {
  source: string;
  wave: number;
  /** What would be done, in order. */
  actions: readonly string[];
}

/** Where the step worked; `created`: the environment was made by it. */
interface Ground {
  project: Named;
  environment: Named & { created: boolean };
  durationMs: number;
}

/** How the step ended. */
export type Result =
  | (Ground & {
      kind: 'deployed';
      /** In the order of the inputs. */
      services: readonly ServiceResult[];
      several: boolean;
      /** Why the step ends red; undefined when it ends green. */
      failure: Failure | undefined;
    })
  | (Ground & { kind: 'planned'; services: readonly PlannedService[] })
  | { kind: 'environment-deleted'; name: string; existed: boolean; dryRun: boolean }
  | { kind: 'no-credentials' };

/** The result of a deploy, as far as its parts know it. */
export type Deployed = Extract<Result, { kind: 'deployed' }>;
