import type { FindingLevel } from './terms.js';
import type { Finding, MigrationPlan, StatementReading } from './types.js';

/** What to do about risky statements: pass them, say them, or stop. */
export const onRiskyChoices = ['allow', 'warn', 'block'] as const;
/** One of `onRiskyChoices`. */
export type OnRisky = (typeof onRiskyChoices)[number];

/** The workflow author's will. */
export interface Policy {
  onRisky: OnRisky;
  allowDestructive: boolean;
}

/** One finding with what the policy makes of it. */
export interface Decision {
  migration: string;
  line: number;
  finding: Finding;
  action: 'pass' | 'warn' | 'block';
  /** The finding as a message: what, why, what to do now. */
  message: string;
}

/** All decisions, and whether the migrations may be applied. */
export interface Verdict {
  blocked: boolean;
  decisions: Decision[];
}

/**
 * Holds the plan against the policy. Destructive findings block unless `allow-destructive`; risky ones follow `on-risky`,
 * where `warn` still blocks those of level `error` (a huge table, a statement that will fail) and a note never blocks. A
 * comment that allows a finding with a reason lets it pass.
 */
export function decide(plan: MigrationPlan, policy: Policy): Verdict {
  const decisions = plan.migrations.flatMap(({ name, statements }) =>
    statements.flatMap((statement) =>
      statement.findings.map((finding) => decideOne(name, statement, finding, policy)),
    ),
  );
  return { blocked: decisions.some((one) => one.action === 'block'), decisions };
}

function decideOne(
  migration: string,
  { line, text }: StatementReading,
  finding: Finding,
  policy: Policy,
): Decision {
  const action = actionOf(finding, policy);
  return { migration, line, finding, action, message: messageOf(migration, line, text, finding, action) };
}

function actionOf(finding: Finding, policy: Policy): Decision['action'] {
  if (finding.silenced !== null || finding.class === 'safe') return 'pass';
  if (finding.class === 'destructive') return policy.allowDestructive ? 'warn' : 'block';
  if (policy.onRisky === 'allow' || finding.level === 'note') return 'pass';
  return policy.onRisky === 'block' || finding.level === 'error' ? 'block' : 'warn';
}

function messageOf(
  migration: string,
  line: number,
  text: string,
  finding: Finding,
  action: Decision['action'],
): string {
  const size = finding.rows === null ? '' : ` (about ${finding.rows.toLocaleString('en-US')} rows)`;
  const parts = [
    `${migration}:${line}: ${finding.message}${size}. ${finding.why}`,
    `  ${firstLine(text)}`,
    finding.rewrite && `Better: ${finding.rewrite}`,
    action === 'block' && wayOut(finding),
  ];
  return parts.filter(Boolean).join('\n');
}

function wayOut({ rule, class: kind, level }: Finding): string {
  const inputs: Record<FindingLevel, string> = {
    note: '',
    warning: ', or set on-risky: warn',
    error: ', or set on-risky: allow',
  };
  const input = kind === 'destructive' ? ', or set allow-destructive: true' : inputs[level];
  return `To do it all the same, write "-- deploy-actions: allow ${rule} <reason>" above the statement${input}.`;
}

function firstLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
