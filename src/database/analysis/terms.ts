/** PostgreSQL's table locks, weakest first (manual, chapter 13.3). */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;
/** One of `lockModes`. */
export type LockMode = (typeof lockModes)[number];

/** A lock a statement takes, kept until its transaction ends. */
export interface TakenLock {
  mode: LockMode;
  /** As PostgreSQL folds it, without the schema `public`. */
  on: string;
}

/** What the statement does to the rows that are there: nothing, reads all of them, writes all of them anew. */
export type TableWork = 'none' | 'scan' | 'rewrite';

/** `safe`: needs a moment of lock at most and the code of before runs on. `destructive`: data is gone afterwards. */
export const statementClasses = ['safe', 'risky', 'destructive'] as const;
/** One of `statementClasses`. */
export type StatementClass = (typeof statementClasses)[number];

/** How loud a finding is: the table's size changes it. */
export const findingLevels = ['note', 'warning', 'error'] as const;
/** One of `findingLevels`. */
export type FindingLevel = (typeof findingLevels)[number];

/**
 * When in a release a migration belongs: `expand` before the new code is deployed, `contract` only after it is verified.
 * A migration that does both is `mixed`: no moment is right for it.
 */
export type MigrationPhase = 'expand' | 'contract' | 'mixed';

/** How a tool runs its migrations, as far as it changes what is good advice. */
export type AnalysedTool = 'prisma' | 'drizzle' | 'alembic' | 'sql' | 'command';
