import type { Clock } from '../../src/runtime/clock.js';
import { parseDuration } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Finding, GateContext } from './built-in/built-in-gate.js';
import type { Gate } from './gates-file.js';

/** What gates run with. `env` is what their processes start from. */
export interface Deps {
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  env: Record<string, string>;
  /** What the gates that need no command work with, but for their directory. */
  own: Omit<GateContext, 'gate' | 'directory' | 'signal'>;
  /** Names of gates that are not asked because nothing they judge has changed. */
  notAsked: ReadonlySet<string>;
}

/** How one gate ended. */
export interface GateResult {
  name: string;
  level: Gate['level'];
  /**
   * `warned` = a built-in gate could not be asked for a reason that is not the code's;
   * `unchanged` = not asked, since no file that it judges has changed.
   */
  result: 'passed' | 'failed' | 'warned' | 'timed-out' | 'skipped' | 'unchanged';
  /** Why it is not passed; when it is, what a built-in gate found, and '' for a command. */
  reason: string;
  exitCode: number | null;
  attempts: number;
  durationMs: number;
  /** The last lines of its output, of the last attempt. */
  tail: string[];
  /** Milliseconds from the first gate's start to this one's. */
  startedMs: number;
  /** What a built-in gate found, worst first; empty for a command. */
  findings: readonly Finding[];
  /** A built-in gate's own part of the summary; '' for a command. */
  markdown: string;
  figures: Readonly<Record<string, number>>;
}

/** How an attempt ended, without what every gate has. */
export type Ended = Omit<GateResult, 'name' | 'level' | 'durationMs' | 'startedMs'>;

/** Milliseconds that one attempt of a gate may take. */
export function limitOf(gate: Gate, fallbackMs: number): number {
  return (gate.timeout === undefined ? undefined : parseDuration(gate.timeout)) ?? fallbackMs;
}
