import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { profileOf } from '../profile.js';
import type { AnalysedTool } from '../terms.js';
import type { Rule, Subject } from './rule.js';
import { isRuleName, type RuleName, ruleTable } from './table.js';

const page = 'docs/migration-rules.md';
const rules = Object.entries(ruleTable) as [RuleName, Rule][];
const subject: Subject = { table: 'orders', name: 'total', other: 'customers' };

const levels: Record<Rule['level'], string> = {
  size: 'by size',
  note: 'note',
  warning: 'warning',
  error: 'error',
};

function markdown(): string {
  const rows = [...rules]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([name, rule]) => {
      const survives = rule.obstacle === null ? 'runs on' : rule.obstacle;
      const cells = [`\`${name}\``, rule.class, levels[rule.level], rule.phase, rule.why, survives];
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    });
  return [
    '# What `run-migrations` has to say about SQL',
    '',
    'One line for each rule. A comment above a statement accepts one of them, with a reason that stays in the plan:',
    '',
    '```sql',
    '-- deploy-actions: allow drop-column nobody has read it since 4.2',
    'ALTER TABLE orders DROP COLUMN total;',
    '```',
    '',
    'Level "by size": a note up to 200 rows, an error from 10 million on, a warning in between or when the size is not known.',
    'Phase: `expand` belongs before the deployment of the code, `contract` after it is verified, `mixed` fits nowhere, `any` anywhere.',
    '',
    '| rule | class | level | phase | why | the earlier code |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

describe('the rules', () => {
  it('stand in the docs as they are in the code (write them with WRITE_DOCS=1)', () => {
    if (process.env.WRITE_DOCS) writeFileSync(page, markdown());
    expect(readFileSync(page, 'utf8')).toBe(markdown());
  });

  it('each say what happens, why and what to do, for every tool, in full sentences', () => {
    const tools: AnalysedTool[] = ['prisma', 'drizzle', 'alembic', 'sql', 'command'];
    for (const [name, rule] of rules) {
      expect({ name, why: rule.why }).toEqual({ name, why: expect.stringMatching(/^[A-Z].*\.$/s) });
      expect(rule.message(subject)).not.toMatch(/undefined|\.$/);
      for (const tool of tools) {
        const advice = rule.rewrite(subject, profileOf(tool));
        if (advice !== null)
          expect({ name, tool, advice }).toEqual({
            name,
            tool,
            advice: expect.stringMatching(/^\S.*[.)]$/s),
          });
      }
    }
  });

  it('know their names, and nothing that every object has', () => {
    expect(isRuleName('drop-table')).toBe(true);
    expect(isRuleName('toString')).toBe(false);
  });
});
