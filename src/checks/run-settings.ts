import type { Clock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import type { Services } from './kinds/services.js';
import type { SuitePlaces } from './places.js';
import type { TagFilter } from './plan.js';
import type { SuiteSoak } from './soak/soak-suite.js';
import type { Suite } from './suite.js';
import type { Bypass } from './transport/protection.js';

/** What to run against what. */
export interface SuiteRun {
  suite: Suite;
  /** Base addresses by target name. */
  targets: Record<string, string>;
  /** Targets that Vercel serves although their host does not say so: they get its protection's bypass too. */
  vercelTargets?: readonly string[];
  /** Where the suite is written: its mistakes are told with their lines. */
  places?: SuitePlaces;
  /** Without it, only version rules with an `expect` of their own are asked. */
  expectVersion?: string;
  /** How long a target may take to answer as that version, in milliseconds. */
  versionTimeoutMs: number;
  /** Answers in a row that must tell the version; 3 when absent. */
  consecutive?: number;
  /** More attempts of a check that changes nothing and states none of its own; 2 when absent. */
  retries?: number;
  /** Checks made at once; 8 when absent. */
  maxParallel?: number;
  tags?: TagFilter;
  /** An address that always answers, to tell a dead release from a dead network. */
  controlUrl?: string;
  /** How to keep asking once all checks hold; not at all when absent. */
  soak?: SuiteSoak;
}

/** What a suite runs with. */
export interface SuiteDeps {
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  /** How to get past Vercel's protection; goes to the exact origins of targets on Vercel only. */
  bypass?: Bypass;
  env?: Record<string, string>;
  services?: Services;
  /** Where relative paths of the suite start; the current folder when absent. */
  workspace?: string;
  /** A folder for what checks write; a temporary one when absent. */
  directory?: string;
  /** Hears every secret, so that the runner masks it. */
  mask?: (secret: string) => void;
  /** Registers what to do if the run is cancelled: the clean-up checks. */
  onCancel?: (label: string, work: () => Promise<unknown>) => () => void;
}
