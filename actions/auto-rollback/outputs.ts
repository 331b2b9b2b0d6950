import type { Report } from '../../src/action/run-action.js';
import { escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { componentKey } from '../../src/release/component.js';
import { callsTable, failureOf, headline, headlineOf, proofTable, stepsTable } from './messages.js';
import type { Result } from './result.js';

/** Tells the conclusion of a release: outputs, summary, and red when a person is needed. */
export function report(result: Result): Report {
  const failure = failureOf(result);
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: [
      ...(result.outcome === 'kept'
        ? [{ level: 'warning' as const, message: `${headline('kept')}: ${result.reason}` }]
        : []),
      ...(result.outcome === 'rolled-back'
        ? [{ level: 'warning' as const, message: `${headline('rolled-back')}: ${result.reason}` }]
        : []),
      ...(result.outcome === 'alerted' || result.outcome === 'unclear'
        ? [{ level: 'warning' as const, message: `${headline(result.outcome)}: ${result.reason}` }]
        : []),
      ...(result.outcome === 'unready'
        ? result.notes.map((message) => ({ level: 'warning' as const, message }))
        : []),
    ],
    ...(failure ? { failure } : {}),
  };
}

/** The outputs, also when the run ends before it can tell its result. */
export function outputsOf(result: Result): Record<string, string> {
  return {
    outcome: result.outcome,
    reason: result.reason,
    'rolled-back-to': result.backTo?.release ?? '',
    'issue-url': result.issueUrl ?? '',
    'recovery-seconds': secondsOf(result),
    release: result.release,
    commit: result.commit,
    components: JSON.stringify(result.components),
    restored: JSON.stringify(restoredIn(result)),
    plan: JSON.stringify(result.steps.map((done) => done.step)),
    result: JSON.stringify(result),
  };
}

function secondsOf({ recoveryMs, outcome, durationMs }: Result): string {
  const ms = recoveryMs ?? (outcome === 'rolled-back' ? durationMs : undefined);
  return ms === undefined ? '' : (ms / 1_000).toFixed(1);
}

/** The deployments that are live again, by component. */
function restoredIn({ steps }: Result): Record<string, string> {
  return Object.fromEntries(
    steps.flatMap(({ step, state, live }) =>
      state === 'done' && live ? [[componentKey(step.component), live] as const] : [],
    ),
  );
}

function summaryOf(result: Result): string {
  if (result.page !== undefined) return `${result.page}\n`;
  if (result.command !== 'conclude' && result.command !== 'rollback') return shortSummaryOf(result);
  const shipped = result.components.map((component) => [
    escapeMarkdown(componentKey(component)),
    component.kind === 'database'
      ? `${escapeMarkdown(component.from ?? 'empty')} → ${escapeMarkdown(component.to ?? 'empty')}`
      : escapeMarkdown(component.deployment),
    component.kind === 'database' ? component.rollback : escapeMarkdown(component.previous ?? 'nothing'),
  ]);
  const parts = [
    `### ${headlineOf(result)}`,
    `Release \`${result.release}\` of commit \`${result.commit.slice(0, 7)}\` to **${escapeMarkdown(result.environment)}**: ${escapeMarkdown(result.reason)}`,
    ...(result.backTo
      ? [
          `Live again: release ${escapeMarkdown(result.backTo.release)} of commit ${escapeMarkdown(result.backTo.commit.slice(0, 7))}.`,
        ]
      : []),
    ...(result.steps.length > 0 ? [stepsTable(result.steps)] : []),
    ...(result.outcome === 'planned' ? [callsTable(result.steps)] : []),
    ...(result.liveNow ? [liveTable(result.liveNow)] : []),
    ...(result.proof ? [proofTable(result.proof)] : []),
    ...(shipped.length > 0
      ? [markdownTable(['component', 'this release', 'before / way back'], shipped)]
      : []),
    ...(result.issueUrl ? [`[The incident](${result.issueUrl})`] : []),
    ...(result.revertUrl ? [`[The revert](${result.revertUrl})`] : []),
    ...result.notes.map((note) => `> ${escapeMarkdown(note)}`),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** The summary of the commands that take nothing back. */
function shortSummaryOf({ outcome, environment, reason, notes, readiness, issueUrl }: Result): string {
  const rows = readiness.map(({ component, live, kept, verified, why }) => [
    escapeMarkdown(component),
    escapeMarkdown(live ?? 'nothing'),
    verified ? 'yes' : 'no',
    kept ? 'yes' : 'no',
    escapeMarkdown(why),
  ]);
  const parts = [
    `### ${headline(outcome)}`,
    `**${escapeMarkdown(environment)}**: ${escapeMarkdown(reason)}`,
    ...(rows.length > 0
      ? [markdownTable(['component', 'live', 'verified', 'can be gone back to', 'why'], rows)]
      : []),
    ...(issueUrl ? [`[The issue](${issueUrl})`] : []),
    ...notes.map((note) => `> ${escapeMarkdown(note)}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function liveTable(live: Record<string, string>): string {
  return markdownTable(
    ['component', 'live now'],
    Object.entries(live).map((row) => row.map(escapeMarkdown)),
  );
}
