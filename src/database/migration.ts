import type { Logger } from '../runtime/log.js';
import type { TargetAddress } from './address.js';
import type { Database, SessionLimits } from './session.js';

/** Tools that can be asked for by name. */
export const migrationTools = ['prisma', 'drizzle', 'alembic', 'sql', 'command'] as const;
/** One of the tools above. */
export type MigrationToolName = (typeof migrationTools)[number];

/** One migration of the repository, in the order its tool applies them. */
export interface Migration {
  /** The tag, file name, folder or revision that its tool knows it by. */
  name: string;
  /** Absolute path of its file. */
  path: string;
  /** Its SQL; empty when `opaque`. */
  text: string;
  /** SHA-256 in hex, of what the tool takes it of; empty where the tool takes none. */
  sha256: string;
  /** Drizzle's date of the migration, milliseconds; its place among its siblings elsewhere. */
  order: number;
  /** The pieces that are sent to the server one by one. */
  parts: readonly MigrationPart[];
  /** False for a file that asked to run outside a transaction. */
  transaction: boolean;
  /** Whether somebody wrote a way down for it. */
  hasDown: boolean;
  /** True when nobody can tell which SQL it runs, which must never count as harmless. */
  opaque: boolean;
}

/** One piece of a migration that is sent to the server by itself. */
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
  /** The statement as it was sent, shortened; empty when the tool does not tell. */
  statement: string;
  /** SQLSTATE; empty when the tool does not tell. */
  code: string;
  message: string;
  detail: string | undefined;
  hint: string | undefined;
  /** Whether all of it was rolled back. */
  undone: boolean;
  /** Statements of it that stand although it failed; none in a transaction. */
  completed: number;
  /** What to do, where the tool's own error says more than the server's. */
  fix?: string;
}

/** 1-based line of a place in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** What is wrong between the repository's history and the database's, and the way out. */
export interface HistoryProblem {
  kind: 'skipped' | 'edited' | 'ahead' | 'ambiguous' | 'failed' | 'heads' | 'baseline';
  /** The migration it is about. */
  migration: string;
  message: string;
  fix: string;
}

/** The repository's migrations against what the database has. */
export interface History {
  /** The repository's migrations that the database has, oldest first. */
  applied: Migration[];
  pending: Migration[];
  /** The last applied migration; null for an empty history. */
  last: string | null;
  problems: HistoryProblem[];
}

/** What became of an apply. */
export interface ApplyOutcome {
  applied: string[];
  /** Milliseconds by migration, where the tool lets them be told apart. */
  durations?: Record<string, number>;
  failure: MigrationFailure | undefined;
}

/** What became of a way down: what was taken back, newest first. */
export interface DownOutcome {
  reverted: string[];
  failure: MigrationFailure | undefined;
}

/** Whether the schema is what the tool's model says; `differences` in the tool's own words. */
export type Drift = { found: false } | { found: true; differences: string };

/** A change of the record alone, without running a migration. */
export interface Resolution {
  as: 'applied' | 'rolled-back';
  migration: string;
}

/** What a tool works with. */
export interface ToolWork {
  /** Our own connection, the one that holds the migration lock. */
  database: Database;
  address: TargetAddress;
  limits: SessionLimits;
  log: Logger;
  signal: AbortSignal;
  /** The environment that programs of the project start from. */
  env: Readonly<Record<string, string>>;
  /** Further variables that the project's programs read the address from, besides DATABASE_URL and those found. */
  urlVariables: readonly string[];
  /** Marks the connections of programs we start, so that they can be ended with us. */
  applicationName: string;
}

/** A way to keep migrations: where they are, what is recorded, how they are applied and taken back. */
export interface MigrationTool {
  kind: MigrationToolName;
  /** As a person calls it, with its version where it matters: `Prisma 7.10.1`. */
  title: string;
  /** The folder of the migrations, absolute. */
  directory: string;
  /** Compares the files with the tool's own table. Changes nothing. */
  readHistory(work: ToolWork): Promise<History>;
  /** The same migrations with their SQL, where reading it costs a call of the tool. */
  readSql?(work: ToolWork, migrations: readonly Migration[]): Promise<Migration[]>;
  /** Whether it can apply the first of what is pending and leave the rest; Prisma and Drizzle apply all. */
  canStop: boolean;
  /** Applies what `history` names as pending, in order. A migration that fails is an outcome; everything else is thrown. */
  apply(work: ToolWork, history: History): Promise<ApplyOutcome>;
  /** Takes back what came after `to` (null: everything), newest first; `names` is that, newest first. */
  down?(work: ToolWork, names: readonly string[], to: string | null): Promise<DownOutcome>;
  /** Changes the record alone. Throws InputError for a name it does not know. */
  resolve?(work: ToolWork, resolution: Resolution): Promise<void>;
  /** Takes a failed row away that stands for nothing, so that the same migration can be tried again. */
  forget?(work: ToolWork, failure: MigrationFailure): Promise<void>;
  /** Compares the schema with the tool's model; undefined when that cannot be told here. */
  readDrift?(work: ToolWork): Promise<Drift | undefined>;
}
