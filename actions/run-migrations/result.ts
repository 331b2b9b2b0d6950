import type { Decision } from '../../src/database/analysis/policy.js';
import type { RollbackObstacle } from '../../src/database/analysis/rollback.js';
import type { MigrationPhase, StatementClass } from '../../src/database/analysis/terms.js';
import type { Analysis } from '../../src/database/analysis/types.js';
import type { RowCounts } from '../../src/database/backup/row-counts.js';
import type { UndoPoint } from '../../src/database/backup/undo-point.js';
import type { MeasuredMigration } from '../../src/database/measure.js';
import type { Drift, MigrationFailure } from '../../src/database/migration.js';
import type { DatabaseComponent } from '../../src/release/component.js';
import type { Command } from './inputs.js';

/** What a run of migrations found and did. */
export interface Result {
  command: Command;
  /** `pending`: asked for the status or the plan only, and there is something to apply. */
  status:
    | 'applied'
    | 'up-to-date'
    | 'pending'
    | 'failed'
    | 'blocked'
    | 'reverted'
    | 'resolved'
    | 'restored'
    | 'delegated'
    | 'removed'
    | 'backed-up'
    | 'restorable';
  tool: string;
  database: string;
  /** The migrations' folder, relative to the workspace where it is inside. */
  directory: string;
  /** File by pending migration, relative to the workspace; empty where its lines are not those of the SQL (Alembic). */
  files: Record<string, string>;
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
  /** The most that any of them does to the database, and when in a release they belong. */
  class: StatementClass;
  phase: MigrationPhase;
  /** Each migration that is pending or was applied, statement by statement. */
  plan: readonly Analysis[];
  /** What the policy has to say: `block` stopped the run, `warn` did not. */
  warnings: readonly Decision[];
  /** The state to come back to that was made before anything was changed. */
  backup: UndoPoint | null;
  /** Statements the earlier code may not survive, among those applied (or pending, for a status). */
  obstacles: RollbackObstacle[];
  /** Why `rollback` is what it is. */
  rollbackReason: string;
  failure: MigrationFailure | undefined;
  drift: Drift | undefined;
  /** The whole run from the first connection on, and what of it the tool took. */
  durationMs: number;
  toolMs: number;
  /** Undefined when nothing is known about the database: there is nothing to record. */
  record: DatabaseComponent | undefined;
  /** Address of a preview database; a secret. */
  databaseUrl: string | undefined;
  /** The copy that `backup` made, or that `restore-test` brought back; undefined for other commands. */
  copy: CopyFacts | undefined;
  /** What the pending migrations really locked and took on the preview branch; empty when they were not measured. */
  measured: readonly MeasuredMigration[];
}

/** What is known of a copy of a database. */
export interface CopyFacts {
  /** File name, without its folder. */
  file: string;
  /** Milliseconds since the epoch. */
  madeAt: number;
  /** Of the file, in bytes. */
  bytes: number;
  encrypted: boolean;
  /** Rows by table, as they were counted. */
  rows: RowCounts;
  /** Whether they were held against what was counted when the copy was made. */
  compared: boolean;
  /** How long the making or the restoring took, counting included. */
  durationMs: number;
}

/** The part of a result that says what was read and what the way back is. */
export type RollbackFacts = Pick<Result, 'obstacles' | 'rollbackReason' | 'class' | 'phase' | 'plan'> & {
  record: DatabaseComponent;
};
