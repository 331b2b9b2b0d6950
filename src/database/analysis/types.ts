import type { Catalogue } from './catalogue.js';
import type { RuleName } from './rules.js';

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
export type StatementClass = (typeof statementClasses)[number];

/** How loud a finding is: the table's size changes it. */
export const findingLevels = ['note', 'warning', 'error'] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** One thing that a statement does and that its author should know. */
export interface Finding {
  rule: RuleName;
  class: StatementClass;
  level: FindingLevel;
  /** What happens and to which table, in one sentence. */
  message: string;
  /** Why that hurts. */
  why: string;
  /** What to write instead, for a user of this tool; null when there is no other way. */
  rewrite: string | null;
  /** The table it is about; null when there is none. */
  table: string | null;
  /** Rows of that table by PostgreSQL's estimate; null when unknown. */
  rows: number | null;
  /** The reason a comment in the migration gives for accepting it; null when there is none. */
  silenced: string | null;
}

/** One statement of a migration, read. */
export interface StatementReading {
  /** The statement without what stands around it, in full. */
  text: string;
  /** 1-based line of its first word in the migration's file. */
  line: number;
  locks: TakenLock[];
  /** Further locks that the text does not name, in words; null when there are none. */
  alsoLocks: string | null;
  work: TableWork;
  class: StatementClass;
  /** The loudest finding that is not silenced; null when there is none. */
  level: FindingLevel | null;
  findings: Finding[];
  /** Why the code from before may not run on the schema afterwards; null when it can. */
  obstacle: string | null;
}

/**
 * When in a release a migration belongs: `expand` before the new code is deployed, `contract` only after it is verified.
 * A migration that does both is `mixed`: no moment is right for it.
 */
export type MigrationPhase = 'expand' | 'contract' | 'mixed';

/** One migration, read. */
export interface Analysis {
  name: string;
  statements: StatementReading[];
  class: StatementClass;
  phase: MigrationPhase;
}

/** How a tool runs its migrations, as far as it changes what is good advice. */
export type AnalysedTool = 'prisma' | 'drizzle' | 'alembic' | 'sql' | 'command';

/** A migration to read. */
export interface MigrationSource {
  /** The name that its tool knows it by. */
  name: string;
  sql: string;
  tool: AnalysedTool;
  /** False for a file that runs outside a transaction. True when absent. */
  transaction?: boolean;
}

/** What is known besides the text. */
export interface AnalysisContext {
  /** Tables of the server with their sizes; absent when it was not asked. */
  catalogue?: Catalogue;
  /** SQLite's SQL is read by another, simpler reader. PostgreSQL when absent. */
  dialect?: 'postgresql' | 'sqlite';
}

/** What is pending, read as a whole. */
export interface MigrationPlan {
  migrations: Analysis[];
  class: StatementClass;
  phase: MigrationPhase;
}
