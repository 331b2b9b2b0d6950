import type { Node } from 'libpg-query';
import { readAllowances } from './allowances.js';
import { combine, highest, planOf, type ReadMigration, readingOf } from './assemble.js';
import { type Effect, effect } from './effect.js';
import { Ledger } from './ledger.js';
import { loadParser, type SqlParser } from './parser.js';
import { readStatement } from './read/statement.js';
import { ruleTable } from './rules/table.js';
import { type SplitStatement, splitSql } from './split.js';
import { readSqlite } from './sqlite.js';
import { type MigrationPhase, statementClasses, type TakenLock } from './terms.js';
import type { Analysis, AnalysisContext, MigrationPlan, MigrationSource } from './types.js';

/**
 * Reads the pending migrations of one release in their order. What an earlier one creates is no risk in a later one.
 * Loads PostgreSQL's parser at its first use; text that is no SQL is a finding. Throws Error only when the parser's file is missing.
 */
export async function analyseAll(
  migrations: readonly MigrationSource[],
  context: AnalysisContext = {},
): Promise<MigrationPlan> {
  if (context.dialect === 'sqlite') return planOf(readSqlite(migrations));
  const ledger = new Ledger(context.catalogue);
  const read: ReadMigration[] = [];
  for (const migration of migrations) {
    // The parser is asked for each time: one that a text broke is replaced.
    read.push(analyse(await loadParser(), migration, ledger));
  }
  return planOf(read);
}

function analyse(parser: SqlParser, migration: MigrationSource, ledger: Ledger): ReadMigration {
  const statements = splitSql(parser, migration.sql, migration.tool);
  if (!isOneTransaction(migration) || !ledger.inTransaction)
    ledger.beginTransaction(isInTransaction(migration, statements));
  const allowances = readAllowances(() => parser.comments(migration.sql), migration.sql, statements);
  const remarks = [...allowances.remarks];
  const phases: (MigrationPhase | 'any')[] = [];
  const readings = statements.map((statement, index) => {
    const effects = effectsOf(statement, migration, ledger, parser);
    phases.push(...effects.map((one) => phaseOf(one, statement.tree)));
    return readingOf(statement, effects, allowances.of(index), migration, ledger);
  });
  for (const { statement, rule, line } of allowances.lines) {
    if (readings[statement]?.findings.some((one) => one.rule === rule)) continue;
    remarks.push({ line, message: `The comment allows ${rule}, which the statement does not do.` });
  }
  const kinds = readings.map((one) => one.class);
  const analysis: Analysis = {
    name: migration.name,
    statements: readings,
    remarks,
    class: highest(statementClasses, kinds) ?? 'safe',
    phase: combine(phases),
  };
  return { analysis, phases };
}

/** Drizzle and Alembic keep one transaction over all that is pending. */
function isOneTransaction({ tool }: MigrationSource): boolean {
  return tool === 'drizzle' || tool === 'alembic';
}

function isInTransaction(
  { tool, transaction }: MigrationSource,
  statements: readonly SplitStatement[],
): boolean {
  if (transaction === false || tool === 'command') return false;
  // Prisma sends a file as one query, and PostgreSQL puts a transaction around several statements only.
  return !(tool === 'prisma' && statements.length <= 1);
}

function effectsOf(
  statement: SplitStatement,
  { tool }: MigrationSource,
  ledger: Ledger,
  parser: SqlParser,
): Effect[] {
  if (statement.tree === undefined) return [unreadable(statement)];
  const held = ledger.strongestHeld();
  const effects = readStatement(statement.tree, { ledger, parser, tool });
  if (held && worksBeside(effects, held)) {
    const table = effects.find((one) => one.work !== 'none')?.subject.table ?? '';
    effects.push(effect('work-under-lock', { table, other: `${held.mode} on ${held.on}` }));
  }
  ledger.hold(effects.flatMap((one) => one.locks));
  return effects;
}

/** Long work under a lock that is stronger than the work's own: what says that of its own lock says enough. */
function worksBeside(effects: readonly Effect[], held: TakenLock): boolean {
  return effects.some(
    ({ work, rule, subject, locks }) =>
      work !== 'none' &&
      rule !== 'validate-in-same-transaction' &&
      subject.table !== '' &&
      locks.some((lock) => lock.on === subject.table && lock.mode !== held.mode),
  );
}

function unreadable({ text, problem }: SplitStatement): Effect {
  const command = /^\\\S*/.exec(text.slice(problem?.offset ?? 0)) ?? /^\\\S*/.exec(text);
  if (command) return effect('psql-command', { name: command[0] });
  return effect('unreadable', { name: problem?.message ?? 'it cannot be parsed' });
}

const additions = [
  'CreateStmt',
  'CreateTableAsStmt',
  'ViewStmt',
  'CreateEnumStmt',
  'CreateFunctionStmt',
  'CreateSeqStmt',
];

/** New things are for the new code: they come before it. */
function phaseOf({ rule }: Effect, tree: Node | undefined): MigrationPhase | 'any' {
  const phase = rule === null ? 'any' : ruleTable[rule].phase;
  if (phase !== 'any' || tree === undefined) return phase;
  if (additions.some((kind) => kind in tree)) return 'expand';
  const adds =
    'AlterTableStmt' in tree && JSON.stringify(tree.AlterTableStmt.cmds).includes('"AT_AddColumn"');
  return adds ? 'expand' : 'any';
}
