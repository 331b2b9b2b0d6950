import type { Subject } from './rules/rule.js';
import type { RuleName } from './rules/table.js';
import type { LockMode, TableWork, TakenLock } from './terms.js';

/** One thing a statement does. Without a rule there is nothing to say about it: it is known to be safe. */
export interface Effect {
  rule: RuleName | null;
  subject: Subject;
  locks: TakenLock[];
  alsoLocks: string | null;
  work: TableWork;
  /** Why the code from before may not run afterwards, where the rule does not say it. */
  obstacle: string | null;
}

/** Makes an effect from what is particular about it. */
export function effect(
  rule: RuleName | null,
  particular: Partial<Omit<Effect, 'subject'>> & Partial<Subject>,
): Effect {
  const { table = '', name = '', other = '', ...rest } = particular;
  return {
    locks: [],
    alsoLocks: null,
    work: 'none',
    obstacle: null,
    ...rest,
    rule,
    subject: { table, name, other },
  };
}

/** A lock on each of the tables. */
export function locksOn(mode: LockMode, ...tables: readonly string[]): TakenLock[] {
  return tables.map((on) => ({ mode, on }));
}
