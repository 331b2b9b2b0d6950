import { isRuleName, type RuleName } from './rules/table.js';

/** What comments in a migration accept: for each statement, by its index, the rules with their reasons. */
export interface Allowances {
  of(statement: number): Map<RuleName, string>;
  remarks: { line: number; message: string }[];
  /** Lines of the comments by statement and rule, for saying which of them allowed nothing. */
  lines: { statement: number; rule: RuleName; line: number }[];
}

/** A statement's place, in characters. */
type Placed = { text: string; offset: number };

const mark = 'deploy-actions:';
const directive = /^(?:--|\/\*)\s*deploy-actions:\s*allow\b[ \t]*(\S*)[ \t]*(.*?)\s*(?:\*\/)?$/s;

/**
 * Reads the comments `-- deploy-actions: allow <rule> <reason>`. One stands for the statement it is in or before, or
 * behind whose end it stands on the same line.
 */
export function readAllowances(
  comments: () => readonly { text: string; start: number }[],
  sql: string,
  statements: readonly Placed[],
): Allowances {
  const rules = new Map<number, Map<RuleName, string>>();
  const result: Allowances = { of: (index) => rules.get(index) ?? new Map(), remarks: [], lines: [] };
  if (!sql.includes(mark)) return result;
  for (const comment of comments()) {
    const match = directive.exec(comment.text);
    if (!match) continue;
    const before = sql.slice(0, comment.start);
    const line = before.split('\n').length;
    const [, rule = '', reason = ''] = match;
    const statement = statementOf(before, statements);
    const refused = refusal(rule, reason, statement);
    if (refused !== undefined || !isRuleName(rule)) {
      result.remarks.push({ line, message: refused ?? '' });
      continue;
    }
    rules.set(statement, (rules.get(statement) ?? new Map()).set(rule, reason));
    result.lines.push({ statement, rule, line });
  }
  return result;
}

function refusal(rule: string, reason: string, statement: number): string | undefined {
  if (!isRuleName(rule))
    return `"${rule}" is no rule; a comment allows one rule by its name, as the plan prints it.`;
  if (reason === '') return `The comment that allows ${rule} gives no reason, and so allows nothing.`;
  return statement < 0 ? `The comment that allows ${rule} stands at no statement.` : undefined;
}

function statementOf(before: string, statements: readonly Placed[]): number {
  const place = before.length;
  const next = statements.findIndex((one) => one.offset + one.text.length > place);
  const previous = next < 0 ? statements.length - 1 : next - 1;
  const end = statements[previous];
  const sameLine = end && !before.slice(end.offset + end.text.length).includes('\n');
  const inside = next >= 0 && (statements[next]?.offset ?? 0) <= place;
  return sameLine && !inside ? previous : next;
}
