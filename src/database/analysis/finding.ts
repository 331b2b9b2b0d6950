import type { Effect } from './effect.js';
import type { Ledger } from './ledger.js';
import { asSql } from './names.js';
import { profileOf } from './profile.js';
import type { Rule, Subject } from './rules/rule.js';
import { type RuleName, ruleTable } from './rules/table.js';
import type { AnalysedTool, FindingLevel } from './terms.js';
import type { Finding } from './types.js';

/** Up to this many rows a scan or rewrite is over before anybody notices. */
const smallTable = 200;
/** From this many rows on it takes minutes. */
const hugeTable = 10_000_000;

/** What there is to say about an effect, to a user of this tool, with this much known about the table. */
export function findingOf(
  { subject }: Effect,
  rule: RuleName,
  tool: AnalysedTool,
  ledger: Ledger,
  silenced: string | null,
): Finding {
  const known: Rule = ruleTable[rule];
  const rows = ledger.known(subject.table)?.rows ?? null;
  return {
    rule,
    class: known.class,
    level: levelOf(known, rows),
    message: known.message(subject),
    why: known.why,
    rewrite: known.rewrite(inSql(subject), profileOf(tool)),
    table: subject.table || null,
    rows,
    silenced,
  };
}

/** Advice is SQL that people copy. */
function inSql({ table, name, other }: Subject): Subject {
  return { table: asSql(table), name: asSql(name), other: asSql(other) };
}

function levelOf({ level }: Rule, rows: number | null): FindingLevel {
  if (level !== 'size') return level;
  if (rows === null) return 'warning';
  if (rows <= smallTable) return 'note';
  return rows >= hugeTable ? 'error' : 'warning';
}
