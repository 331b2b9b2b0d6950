import type { AnalysedTool } from './terms.js';

/** How a tool sends its migrations, as far as it decides what its user can do. */
export interface ToolProfile {
  /** What one transaction holds: a file, or everything that is pending. */
  transaction: 'file' | 'pending';
  /** How to have a statement run that refuses transactions. `sql` is that statement. */
  outsideTransaction(sql: string): string;
  /** Where the second of two steps goes that must not share a transaction. */
  nextStep: string;
}

const profiles: Record<AnalysedTool, ToolProfile> = {
  sql: {
    transaction: 'file',
    outsideTransaction: (sql) =>
      `\`${sql}\` in a file of its own whose first line is "-- deploy-actions: no-transaction"`,
    nextStep: 'in the next file',
  },
  prisma: {
    transaction: 'file',
    outsideTransaction: (sql) =>
      `\`${sql}\` as the only statement of a migration of its own (make it with "prisma migrate dev --create-only"): PostgreSQL runs a single statement outside a transaction`,
    nextStep: 'in the next migration',
  },
  drizzle: {
    transaction: 'pending',
    outsideTransaction: (sql) =>
      `on a large table, run \`${sql}\` by hand before the release and give the migration's own statement IF [NOT] EXISTS: Drizzle applies all that is pending in one transaction, which refuses CONCURRENTLY`,
    nextStep: 'in a migration of the next release (Drizzle applies all that is pending in one transaction)',
  },
  alembic: {
    transaction: 'pending',
    outsideTransaction: (sql) =>
      `\`${sql}\` inside "with op.get_context().autocommit_block():" (create_index and drop_index take postgresql_concurrently=True)`,
    nextStep:
      'in the next revision, with transaction_per_migration=True in env.py (without it all revisions share one transaction)',
  },
  command: {
    transaction: 'file',
    outsideTransaction: (sql) => `\`${sql}\`, outside a transaction`,
    nextStep: 'in the next migration, in a transaction of its own',
  },
};

/** What a tool allows. */
export function profileOf(tool: AnalysedTool): ToolProfile {
  return profiles[tool];
}
