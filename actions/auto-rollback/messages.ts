import { escapeMarkdown, markdownTable } from '../../src/action/summary.js';
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
  'nothing-to-do': 'The release failed before it took any traffic',
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
      return {
        message,
        fix: `Finish it by hand, in this order: ${remaining(result.steps)}. Each platform's page shows what is live now.`,
      };
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

function remaining(steps: readonly StepDone[]): string {
  const left = steps.filter((done) => done.step.action === 'rollback' && done.state !== 'done');
  const names = left.map((done) => `${done.step.component.name} ${whatOf(done.step)}`);
  return names.length > 0
    ? names.join(', then ')
    : 'look at the failing checks below, all components are back';
}
