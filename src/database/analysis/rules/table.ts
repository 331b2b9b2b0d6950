import { columnRules } from './columns.js';
import { constraintRules } from './constraints.js';
import { dataRules } from './data.js';
import { indexRules } from './indexes.js';
import { removalRules } from './removals.js';
import type { Rule } from './rule.js';
import { tableRules } from './tables.js';
import { textRules } from './text.js';

const rules = {
  ...columnRules,
  ...constraintRules,
  ...indexRules,
  ...tableRules,
  ...removalRules,
  ...dataRules,
  ...textRules,
} satisfies Record<string, Rule>;

/** Everything the analysis can have to say. A comment `-- deploy-actions: allow <rule> <reason>` names one of them. */
export type RuleName = keyof typeof rules;

/** All rules by name. */
export const ruleTable: Readonly<Record<RuleName, Rule>> = rules;

/** Whether a word names a rule. */
export function isRuleName(word: string): word is RuleName {
  return Object.hasOwn(rules, word);
}
