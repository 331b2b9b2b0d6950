import { escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import type { SuiteResult } from '../../src/checks/suite.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Plan, Step } from './plan.js';
import type { Outcome, Result, StepDone } from './result.js';

/** A plan as aligned text for the log. */
export function planTable(plan: Plan): string {
  if (plan.steps.length === 0) return 'Plan: this run deployed nothing, so there is nothing to take back.';
  const lines = plan.steps.map(
    (step, index) =>
      `  ${index + 1}. ${step.component.name} (${step.component.kind}): ${whatOf(step)}: ${step.reason}`,
  );
  return ['Plan:', ...lines].join('\n');
}

const headlines: Record<Outcome, string> = {
  verified: 'The release is verified',
  kept: 'The release stays, but it is not verified',
  'rolled-back': 'The release was bad and was taken back',
  'nothing-to-do': 'The release failed, and none of it is live',
  superseded: 'Nothing was touched: somebody changed what is live since',
  'no-target': 'The release is bad, and there is nothing to go back to',
  blocked: 'The release is bad, and its migrations do not allow the earlier code',
  failed: 'The release is bad, and taking it back did not succeed',
  planned: 'Dry run: this is what would be done',
};

/** The first line of the summary. */
export function headline(outcome: Outcome): string {
  return headlines[outcome];
}

/** What a person has to do when the action could not end it well; undefined when there is nothing. */
export function failureOf(result: Result): { message: string; fix: string } | undefined {
  const detail = result.notes[0] ?? result.reason;
  const message = `${headline(result.outcome)}: ${detail}`;
  switch (result.outcome) {
    case 'superseded':
      return {
        message,
        fix: 'Look at what is live now: if it is good there is nothing to do, else roll it back by the run that shipped it.',
      };
    case 'no-target':
      return {
        message,
        fix: 'Ship a fix, or take the component off the air by hand; the bad release is still live.',
      };
    case 'blocked':
      return {
        message,
        fix: 'The bad release is still live. Ship a fix forward, or change the schema back by hand and run this again with the same records.',
      };
    case 'failed':
      return { message, fix: fixOf(result) };
    default:
      return undefined;
  }
}

/** The steps of a plan with what became of them, as a Markdown table. */
export function stepsTable(steps: readonly StepDone[]): string {
  const rows = steps.map((done) => [
    escapeMarkdown(done.step.component.name),
    done.step.component.kind,
    escapeMarkdown(whatOf(done.step)),
    done.state,
    done.durationMs > 0 ? formatDuration(done.durationMs) : '',
    escapeMarkdown(done.error ?? done.step.reason),
  ]);
  return markdownTable(['component', 'kind', 'step', 'state', 'took', 'why'], rows);
}

function whatOf(step: Step): string {
  if (step.action === 'rollback') return `roll back to ${step.to}`;
  return step.action === 'leave' ? 'leave as it is' : `refuse (${step.outcome})`;
}

function fixOf({ steps, proof }: Result): string {
  if (steps.length === 0)
    return 'Nothing was touched, so the bad release may still be live. Run this job again, or roll back by hand.';
  if (proof)
    return 'Everything is back and the earlier version does not pass either: look at the failing checks in the summary, and at what both versions use (database, settings, other services).';
  const asked = steps.flatMap(({ fix }) => (fix ? [fix] : []));
  const changed = steps.flatMap(({ state, step }) => (state === 'refused' ? [step.component.name] : []));
  const left = steps.filter(
    ({ step, state }) => step.action === 'rollback' && (state === 'failed' || state === 'not-reached'),
  );
  const names = left.map(({ step }) => `${step.component.name} ${whatOf(step)}`);
  return [
    ...asked,
    ...changed.map((name) => `See whether what is live of ${name} works with what went back.`),
    ...(names.length > 0 ? [`Finish it by hand, in this order: ${names.join(', then ')}.`] : []),
    "Each platform's page shows what is live now.",
  ].join(' ');
}

/** What the proof found wrong, as a Markdown table; '' when nothing. */
export function proofTable({ version, checks }: SuiteResult): string {
  const rows = [
    ...version.map((part) => ({ ...part, name: 'version' })),
    ...checks.map((part) => ({ ...part, name: part.name })),
  ]
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ name, target, verdict, reason }) => [name, target, verdict, reason].map(escapeMarkdown));
  return rows.length === 0
    ? ''
    : markdownTable(['check after the rollback', 'target', 'verdict', 'why'], rows);
}
