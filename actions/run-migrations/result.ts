import type { MigrationFailure } from '../../src/database/migration.js';
import type { RollbackObstacle } from '../../src/database/rollback-class.js';
import type { DatabaseComponent } from '../../src/release/component.js';

/** What a run of migrations found and did. */
export interface Result {
  /** `pending`: asked for the status only, and there is something to apply. */
  status: 'applied' | 'up-to-date' | 'pending' | 'failed';
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
  /** Statements the earlier code may not survive, among those applied (or pending, for a status). */
  obstacles: RollbackObstacle[];
  failure: MigrationFailure | undefined;
  record: DatabaseComponent;
}
