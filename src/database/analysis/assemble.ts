import type { Effect } from './effect.js';
import { findingOf } from './finding.js';
import type { Ledger } from './ledger.js';
import { ruleTable } from './rules/table.js';
import {
  findingLevels,
  lockModes,
  type MigrationPhase,
  statementClasses,
  type TableWork,
  type TakenLock,
} from './terms.js';
import type { Analysis, Finding, MigrationPlan, MigrationSource, StatementReading } from './types.js';

/** A migration with the phases of what it does; a migration of nothing but `any` fits to whatever the others are. */
export interface ReadMigration {
  analysis: Analysis;
  phases: readonly (MigrationPhase | 'any')[];
}

/** Puts read migrations together. */
export function planOf(read: readonly ReadMigration[]): MigrationPlan {
  const migrations = read.map((one) => one.analysis);
  const kinds = migrations.map((one) => one.class);
  return {
    migrations,
    class: highest(statementClasses, kinds) ?? 'safe',
    phase: combine(read.flatMap((one) => one.phases)),
  };
}

/** Puts what a statement does into words, levels and a class. `allowed`: rules that a comment accepts, with its reason. */
export function readingOf(
  statement: { text: string; line: number },
  effects: readonly Effect[],
  allowed: ReadonlyMap<string, string>,
  migration: MigrationSource,
  ledger: Ledger,
): StatementReading {
  const findings = effects.flatMap((one): Finding[] =>
    one.rule === null
      ? []
      : [findingOf(one, one.rule, migration.tool, ledger, allowed.get(one.rule) ?? null)],
  );
  const loud = findings.filter((one) => one.silenced === null).map((one) => one.level);
  const obstacles = effects.map((one) => one.obstacle ?? (one.rule && ruleTable[one.rule].obstacle));
  const also = effects.map((one) => one.alsoLocks).filter((text) => text !== null);
  return {
    text: statement.text,
    line: statement.line,
    locks: strongestEach(effects.flatMap((one) => one.locks)),
    alsoLocks: also.length > 0 ? [...new Set(also)].join('; ') : null,
    work:
      highest<TableWork>(
        ['none', 'scan', 'rewrite'],
        effects.map((one) => one.work),
      ) ?? 'none',
    class:
      highest(
        statementClasses,
        findings.map((one) => one.class),
      ) ?? 'safe',
    level: highest(findingLevels, loud) ?? null,
    findings,
    obstacle: obstacles.find((one) => one !== null) ?? null,
  };
}

function strongestEach(locks: readonly TakenLock[]): TakenLock[] {
  const strongest = new Map<string, TakenLock>();
  for (const lock of locks) {
    const before = strongest.get(lock.on);
    if (!before || lockModes.indexOf(lock.mode) > lockModes.indexOf(before.mode))
      strongest.set(lock.on, lock);
  }
  return [...strongest.values()];
}

/** The phase of what has several parts. */
export function combine(phases: readonly (MigrationPhase | 'any')[]): MigrationPhase {
  const contracts = phases.includes('contract');
  if (phases.includes('mixed') || (contracts && phases.includes('expand'))) return 'mixed';
  return contracts ? 'contract' : 'expand';
}

/** The last of an order that is among the values. */
export function highest<Value extends string>(
  order: readonly Value[],
  values: readonly Value[],
): Value | undefined {
  return [...order].reverse().find((value) => values.includes(value));
}
