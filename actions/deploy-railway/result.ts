import type { FailureCause } from '../../src/railway/failure.js';
import type { RailwayComponent } from '../../src/release/component.js';

/** How a deployment ended; only `live` put new code before the users. */
export type Outcome = 'live' | 'skipped' | 'failed' | 'crashed' | 'superseded' | 'cancelled' | 'timed-out';

interface Named {
  id: string;
  name: string;
}

/** Where a deployment goes and what is there before it. */
export interface Place {
  project: Named;
  environment: Named;
  service: Named;
  /** The service's address without a slash at its end; undefined when it has no domain. */
  url: string | undefined;
  /** Undefined when the service has none, and then SUCCESS says little. */
  healthcheckPath: string | undefined;
  /** The deployment that took the traffic before the upload. */
  previous: string | undefined;
}

/** Everything there is to tell about one deployment. */
export interface Result extends Place {
  outcome: Outcome;
  deploymentId: string;
  /** Railway's own word at the end. */
  railwayStatus: string;
  /** The phase it ended in: `queue`, `build` or `deploy`. */
  phase: string;
  commit: string;
  /** What takes the traffic after it ended; `id` is undefined when nothing does; undefined when it could not be read. */
  live: { id: string | undefined } | undefined;
  /** Whether it took the traffic before it ended. */
  wasUp: boolean;
  /** With `timed-out`: whether Railway stopped it. */
  stopped: boolean;
  cause: FailureCause | undefined;
  /** Railway's steps in order, with their length. */
  steps: readonly { step: string; durationMs: number | undefined }[];
  /** What was uploaded; sizes in bytes. */
  uploaded: { files: number; bytes: number; packedBytes: number };
  /** Names of the variables that were set. */
  variables: readonly string[];
  /** The component for the release record; undefined when nothing was shipped (`skipped`). */
  component: RailwayComponent | undefined;
  /** The deployment's page on Railway; undefined in a rehearsal. */
  page: string | undefined;
  /** Why this ends red; undefined when it ends green. */
  failure: { message: string; fix: string } | undefined;
  durationMs: number;
}
