import type { VercelComponent } from '../../src/release/component.js';
import type { DeploymentEnd } from '../../src/vercel/wait.js';
import type { Target } from './inputs.js';

/**
 * How it ended: `live` = production serves it; `ready` = a preview that answers; `staged` = built for production, not
 * serving it; `rolling` = Vercel moves traffic to it in stages; everything else is red.
 */
export type Outcome = 'live' | 'ready' | 'staged' | 'rolling' | Exclude<DeploymentEnd['end'], 'ready'>;

export interface Result {
  outcome: Outcome;
  /** Vercel's `readyState` at the last look. */
  vercelState: string;
  target: Target;
  project: { id: string; name: string; team: string | undefined };
  deploymentId: string;
  /** What production served before; undefined when there was nothing. */
  previous: string | undefined;
  /** Production's address for `live`, else the deployment's own. */
  url: string;
  deploymentUrl: string;
  inspectorUrl: string;
  commit: string;
  component: VercelComponent;
  /** Things that are not errors and that somebody should know. */
  notes: string[];
  /** The last lines of the build log, for a deployment that failed. */
  logLines: string[];
  durationMs: number;
  /** Undefined when it ended well. */
  failure: { message: string; fix: string } | undefined;
}
