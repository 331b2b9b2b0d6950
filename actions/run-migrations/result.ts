import type { Drift, MigrationFailure } from '../../src/database/migration.js';
import type { RollbackObstacle } from '../../src/database/rollback-class.js';
import type { DatabaseComponent } from '../../src/release/component.js';
import type { Command } from './inputs.js';

/** What a run of migrations found and did. */
export interface Result {
  command: Command;
  /** `pending`: asked for the status or the plan only, and there is something to apply. */
  status: 'applied' | 'up-to-date' | 'pending' | 'failed' | 'reverted' | 'resolved';
  tool: string;
  database: string;
  /** The migrations' folder, relative to the workspace where it is inside. */
  directory: string;
  /** Last migration before; null for an empty history. */
  from: string | null;
  /** Last migration after. */
  to: string | null;
  /** What was to be applied when the run began. */
  pending: string[];
  applied: string[];
  /** What was taken back, newest first. */
  reverted: string[];
  /** Milliseconds by migration, where the tool tells. */
  durations: Record<string, number>;
  /** Statements the earlier code may not survive, among those applied (or pending, for a status). */
  obstacles: RollbackObstacle[];
  /** Why `rollback` is what it is. */
  rollbackReason: string;
  failure: MigrationFailure | undefined;
  drift: Drift | undefined;
  /** The whole run from the first connection on, and what of it the tool took. */
  durationMs: number;
  toolMs: number;
  record: DatabaseComponent;
}
