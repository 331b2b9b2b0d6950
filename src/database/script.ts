import { readFileSync } from 'node:fs';
import { CancelledError } from '../errors/errors.js';
import { describeFailure, isConnectionLoss } from './failure.js';
import type { DownOutcome, MigrationFailure, MigrationPart } from './migration.js';
import type { Database } from './session.js';
import { splitStatements } from './sql-tokens.js';

/** SQL that is run as one thing, with the place its failures are told by. */
export interface Script {
  name: string;
  path: string;
  text: string;
  parts: readonly MigrationPart[];
  transaction: boolean;
}

/**
 * Runs a script and, in the same transaction where it has one, writes down that it ran. Returns what failed; throws what
 * says nothing about the script: CancelledError, a lost connection.
 */
export async function runScript(
  database: Database,
  script: Script,
  record: () => Promise<unknown>,
): Promise<MigrationFailure | undefined> {
  if (script.transaction) await database.query('begin');
  let current: MigrationPart = script.parts[0] ?? { text: '', offset: 0 };
  let completed = 0;
  try {
    for (const part of script.parts) {
      current = part;
      await database.query(part.text);
      completed += 1;
    }
    await record();
    // Deferred constraints speak up here.
    if (script.transaction) await database.query('commit');
    return undefined;
  } catch (error) {
    if (error instanceof CancelledError || isConnectionLoss(error)) throw error;
    if (script.transaction) await database.query('rollback');
    const standing = script.transaction ? 0 : completed;
    return describeFailure(error, script, current, { undone: script.transaction, completed: standing });
  } finally {
    await database.resetSettings();
  }
}

const noTransaction = /^--\s*deploy-actions:\s*no-transaction\s*$/;

/** Whether the first line of a file asks for no transaction around it. */
export function wantsTransaction(text: string): boolean {
  return !noTransaction.test(text.split(/\r?\n/, 1)[0] ?? '');
}

/** The pieces a file is sent in. SQLite takes a file whole: it splits statements itself, and its triggers hold semicolons. */
export function scriptParts(text: string, dialect: Database['dialect']): MigrationPart[] {
  return dialect === 'sqlite' ? [{ text, offset: 0 }] : splitStatements(text);
}

/** Reads a file as a script. */
export function readScript(name: string, path: string, dialect: Database['dialect']): Script {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  return { name, path, text, parts: scriptParts(text, dialect), transaction: wantsTransaction(text) };
}

/** Runs the ways down of migrations, newest first, each with the removal of its row; stops at the first that fails. */
export async function runDownFiles(
  database: Database,
  downs: readonly { migration: string; path: string; forget: () => Promise<unknown> }[],
  say: (line: string) => void,
): Promise<DownOutcome> {
  const reverted: string[] = [];
  for (const { migration, path, forget } of downs) {
    say(`Taking back ${migration}`);
    const failure = await runScript(database, readScript(migration, path, database.dialect), forget);
    if (failure) return { reverted, failure };
    reverted.push(migration);
  }
  return { reverted, failure: undefined };
}
