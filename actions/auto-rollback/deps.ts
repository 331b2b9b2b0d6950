import type { RunContext } from '../../src/action/context.js';
import type { Run } from '../../src/action/run-action.js';
import type { SuiteResult } from '../../src/checks/suite.js';
import type { GitHubClient } from '../../src/github/client.js';
import type { Clock } from '../../src/runtime/clock.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Told } from './after/tell.js';
import type { Platforms } from './platforms/platform.js';
import type { Result } from './result.js';

/** What is live after a rollback. */
export interface LiveComponents {
  /** Public addresses by component name, without a slash at the end. */
  urls: Record<string, string>;
  /** The components of these that Vercel serves, under whatever domain: its protection's bypass goes to no other. */
  onVercel: readonly string[];
  /** The commit that the release is back at; undefined when no record names it. */
  commit: string | undefined;
  /** The components that must answer as that commit: others may come from an older release. */
  atCommit: readonly string[];
}

/** Everything the conclusion of a release needs besides its inputs. */
export interface Deps {
  platforms: Platforms;
  /** Undefined when no token was given: then nothing is read from or written to the release records. */
  github: GitHubClient | undefined;
  /** Runs the smoke suite against what is live; undefined result when there is no suite. */
  prove(live: LiveComponents): Promise<SuiteResult | undefined>;
  /** Tells people how the release ended. */
  tell(result: Result): Promise<Told>;
  context: RunContext;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  /** Registers what to do if the run is cancelled; the returned function takes it back. */
  onCancel: Run['onCancel'];
  /** Outputs that hold from now on. */
  know: Run['know'];
}
