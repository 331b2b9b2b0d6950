import { type RollbackReading, rollbackOf } from '../../src/database/analysis/rollback.js';
import type { MigrationPlan } from '../../src/database/analysis/types.js';
import type { Migration } from '../../src/database/migration.js';
import type { RollbackFacts } from './result.js';
import type { Work } from './work.js';

/** What the way back is after these migrations, for the record and for people. */
export function describeRollback(
  work: Work,
  {
    plan,
    migrations,
    backup,
    planned = false,
  }: {
    plan: MigrationPlan;
    migrations: readonly Migration[];
    backup: string | null;
    /** Whether the run that applies them would make an undo point. */
    planned?: boolean;
  },
  { from, to }: { from: string | null; to: string | null },
): RollbackFacts {
  const { inputs, tool } = work;
  const { rollback, reason, obstacles } = read(work, plan, migrations, {
    backup: planned || backup !== null,
    planned,
  });
  return {
    class: plan.class,
    phase: plan.phase,
    plan: plan.migrations,
    obstacles,
    rollbackReason: reason,
    record: { kind: 'database', name: inputs.name, tool: tool.kind, from, to, rollback, backup },
  };
}

/** Nothing was changed that a way back could be about. */
export function noRollback(work: Work, ends: { from: string | null; to: string | null }): RollbackFacts {
  const plan: MigrationPlan = { migrations: [], class: 'safe', phase: 'expand' };
  return { ...describeRollback(work, { plan, migrations: [], backup: null }, ends), rollbackReason: '' };
}

function read(
  { tool }: Work,
  plan: MigrationPlan,
  migrations: readonly Migration[],
  undo: { backup: boolean; planned: boolean },
): RollbackReading {
  const down = tool.down !== undefined && migrations.every((one) => one.hasDown);
  return rollbackOf(plan, { down, ...undo });
}
