import type { Run } from '../../src/action/run-action.js';
import type { RailwayClient } from '../../src/railway/client.js';
import type { DeploymentWatcher } from '../../src/railway/watcher.js';
import type { Presence } from '../../src/release/presence.js';

/** What this action works with besides its inputs. */
export interface Deps extends Run {
  client: RailwayClient;
  presence: Presence;
  /** Throws VerdictError when nothing may be deployed to the environment now. */
  refuseFrozen(environment: string): Promise<void>;
  /** Shared by all waits, so that they cost one request together. */
  watcher?: DeploymentWatcher;
}
