import type { Logger } from '../runtime/log.js';
import type { Session } from './session.js';

/** One migration of the repository, in the order its tool applies them. */
export interface Migration {
  /** The tag or file name that its tool knows it by. */
  name: string;
  /** Absolute path of its file. */
  path: string;
  text: string;
  /** SHA-256 in hex, of what the tool takes it of. */
  sha256: string;
  /** Drizzle's date of the migration, milliseconds; the file's place among its siblings elsewhere. */
  order: number;
  /** The pieces that are sent to the server one by one. */
  parts: readonly MigrationPart[];
  /** False for a file that asked to run outside a transaction. */
  transaction: boolean;
}

export interface MigrationPart {
  text: string;
  /** Characters from the beginning of the file. */
  offset: number;
}

/** A row of the tool's own table. */
export interface AppliedMigration {
  /** Absent where the table stores none (Drizzle). */
  name: string | undefined;
  sha256: string;
  order: number | undefined;
}

/** Where a migration failed. */
export interface MigrationFailure {
  migration: string;
  path: string;
  /** 1-based line of the statement, or of the place in it that PostgreSQL names. */
  line: number;
  /** The statement as it was sent, shortened. */
  statement: string;
  /** SQLSTATE. */
  code: string;
  message: string;
  detail: string | undefined;
  hint: string | undefined;
  /** Whether all of it was rolled back. */
  undone: boolean;
  /** Statements of it that stand although it failed; none in a transaction. */
  completed: number;
}

/** 1-based line of a place in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** What is wrong between the repository's history and the database's, and the way out. */
export interface HistoryProblem {
  kind: 'skipped' | 'edited' | 'ahead' | 'ambiguous';
  /** The migration it is about. */
  migration: string;
  message: string;
  fix: string;
}

/** The repository's migrations against what the database has. */
export interface History {
  pending: Migration[];
  /** The last applied migration; null for an empty history. */
  last: string | null;
  problems: HistoryProblem[];
}

/** What became of an apply. */
export interface ApplyOutcome {
  applied: string[];
  failure: MigrationFailure | undefined;
}

/** A way to keep migrations: where its files are, what it records, how it applies them. */
export interface MigrationTool {
  kind: 'drizzle' | 'sql';
  migrations: readonly Migration[];
  /** Reads the tool's table; empty when there is none yet. Changes nothing. */
  readApplied(session: Session): Promise<AppliedMigration[]>;
  compare(applied: readonly AppliedMigration[]): History;
  /** Applies what is pending, in order. A migration that fails is an outcome; everything else is thrown. */
  apply(session: Session, pending: readonly Migration[], log: Logger): Promise<ApplyOutcome>;
}
