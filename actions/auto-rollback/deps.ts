import type { RunContext } from '../../src/action/context.js';
import type { SuiteResult } from '../../src/checks/suite.js';
import type { GitHubClient } from '../../src/github/client.js';
import type { Clock } from '../../src/runtime/clock.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Platforms } from './platform.js';

/** Everything the conclusion of a release needs besides its inputs. */
export interface Deps {
  platforms: Platforms;
  /** Undefined when no token was given: then nothing is read from or written to the release records. */
  github: GitHubClient | undefined;
  /** Runs the smoke suite against what is live; undefined result when there is no suite. */
  prove(urls: Record<string, string>, commit: string | undefined): Promise<SuiteResult | undefined>;
  context: RunContext;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
}
