import type { SchemaRollback } from '../../release/component.js';
import type { MigrationPlan } from './types.js';

/** Why a statement keeps the earlier code from running on the new schema, or might. */
export interface RollbackObstacle {
  migration: string;
  /** 1-based line in the migration's file. */
  line: number;
  /** The statement's first words. */
  statement: string;
  reason: string;
}

/** Ways back that there are besides leaving the schema as it is. */
export interface WaysBack {
  /** Every migration of the plan has a way down (Alembic's downgrade, a down.sql). */
  down: boolean;
  /** There is an undo point from before. */
  backup: boolean;
  /** The undo point is not there yet: the run that applies them makes it. */
  planned?: boolean;
}

/** What the earlier code can do with the schema, how to come back where it can do nothing, and why. */
export interface RollbackReading {
  rollback: SchemaRollback;
  reason: string;
  obstacles: RollbackObstacle[];
}

/**
 * Reads whether the code from before these migrations can run after them. It sees SQL alone: not the data, and not what
 * the code does with it. A way down is preferred to a backup, which loses what was written since.
 */
export function rollbackOf(plan: MigrationPlan, ways: WaysBack): RollbackReading {
  const obstacles = plan.migrations.flatMap(({ name, statements }) =>
    statements.flatMap(({ line, text, obstacle }) =>
      obstacle === null ? [] : [{ migration: name, line, statement: firstWords(text), reason: obstacle }],
    ),
  );
  return { ...classOf(plan, obstacles, ways), obstacles };
}

function classOf(
  plan: MigrationPlan,
  obstacles: readonly RollbackObstacle[],
  ways: WaysBack,
): Pick<RollbackReading, 'rollback' | 'reason'> {
  if (plan.migrations.length === 0)
    return { rollback: 'safe', reason: 'nothing of them is in the database: the earlier code runs on' };
  if (obstacles.length === 0)
    return { rollback: 'safe', reason: 'the migrations only add: the earlier code can run on this schema' };
  const first = `${obstacles[0]?.migration}:${obstacles[0]?.line}: ${obstacles[0]?.reason}`;
  if (ways.down && plan.class !== 'destructive') {
    return { rollback: 'downgrade', reason: `${first}; there is a way down` };
  }
  if (ways.backup) {
    const undo = ways.planned ? 'an undo point is made before' : 'there is an undo point';
    const lost = plan.class === 'destructive' ? 'no way down brings the data back' : 'there is no way down';
    return { rollback: 'restore', reason: `${first}; ${lost}, but ${undo}` };
  }
  if (ways.down)
    return { rollback: 'downgrade', reason: `${first}; the way down brings the schema back, not the data` };
  return { rollback: 'impossible', reason: `${first}; there is neither a way down nor an undo point` };
}

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
