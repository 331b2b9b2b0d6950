import type { FlagComponent, VercelComponent } from '../../src/release/component.js';
import type { Diagnosis } from '../../src/vercel/diagnosis.js';
import type { RollingStage } from '../../src/vercel/rolling-release.js';
import type { DeploymentEnd } from '../../src/vercel/wait.js';
import type { Span } from './timeline.js';

/**
 * How it ended: `live` = production serves it; `ready` = a preview that answers; `staged` = built for production, not
 * serving it; `rolling` = production serves it to a part of its visitors; `dry-run` and `skipped` = nothing was done, as
 * asked; everything else is red.
 */
export type Outcome =
  | 'live'
  | 'ready'
  | 'staged'
  | 'rolling'
  | 'dry-run'
  | 'skipped'
  | 'removed'
  | Exclude<DeploymentEnd['end'], 'ready'>;

/** A file as a dry run lists it. */
export interface ListedFile {
  path: string;
  bytes: number;
}

/** What a failure is told with. */
export interface FailureText {
  message: string;
  fix: string;
  /** Vercel's code where it gave one, else the outcome. */
  code: string;
}

export interface Result {
  outcome: Outcome;
  /** Vercel's `readyState` at the last look; '' when nothing was deployed. */
  vercelState: string;
  /** `preview`, `production`, `staged`, or the slug of a custom environment. */
  target: string;
  /** Undefined only when nothing was asked of Vercel. */
  project: { id: string; name: string; team: string | undefined } | undefined;
  /** '' when nothing was deployed; so are the addresses. */
  deploymentId: string;
  /** What production served before; undefined when there was nothing. */
  previous: string | undefined;
  /** The best address: production's for `live`, the first alias of a preview, else the deployment's own. */
  url: string;
  deploymentUrl: string;
  /** Of the aliases that lead to the deployment. */
  aliasUrls: string[];
  inspectorUrl: string;
  commit: string;
  component: VercelComponent | undefined;
  /** The flags that were given another value. */
  flags: FlagComponent[];
  /** Where a rolling release stands; undefined when none is under way. */
  rollingStage: RollingStage | undefined;
  /** The secret that opens protected deployments; never part of the output `result`. */
  protectionBypass: string | undefined;
  /** How many files were looked at and their size; undefined when none were. */
  sent: { files: number; bytes: number; sentFiles?: number; sentBytes?: number } | undefined;
  /** What a dry run would send, by path. */
  listed: ListedFile[];
  /** Things that are not errors and that somebody should know. */
  notes: string[];
  /** The lines of the build log that say most about a failure. */
  logLines: string[];
  /** The newer deployment that took over, for one that was cancelled for it. */
  supersededBy: string | undefined;
  /** Why it failed, where the catalogue knows it. */
  diagnosis: Diagnosis | undefined;
  timeline: Span[];
  durationMs: number;
  /** Undefined when it ended well. */
  failure: FailureText | undefined;
}
