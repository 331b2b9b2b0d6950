import type { Catalogue } from './catalogue.js';
import type { RuleName } from './rules/table.js';
import type {
  AnalysedTool,
  FindingLevel,
  MigrationPhase,
  StatementClass,
  TableWork,
  TakenLock,
} from './terms.js';

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

/** One migration, read. */
export interface Analysis {
  name: string;
  statements: StatementReading[];
  /** Comments of ours that allow nothing: an unknown rule, no reason, nothing there to allow. */
  remarks: { line: number; message: string }[];
  class: StatementClass;
  phase: MigrationPhase;
}

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
