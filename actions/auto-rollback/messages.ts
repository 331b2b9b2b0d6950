import { escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import type { SuiteResult } from '../../src/checks/suite.js';
import { InputError } from '../../src/errors/errors.js';
import type { PastRelease } from '../../src/release/past.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { changes, estimateOf, type Plan, type Step } from './plan.js';
import { leftStaged, type Outcome, type Result, type StepDone } from './result.js';

/** A plan as text for the log: each step with its reason, what it waits for, how long it takes and the exact call. */
export function planTable(plan: Plan): string {
  if (plan.steps.length === 0) return 'Plan: this run deployed nothing, so there is nothing to take back.';
  const lines = plan.steps.flatMap((step, index) => [
    `  ${index + 1}. ${step.component.name} (${step.component.kind}): ${whatOf(step)}: ${step.reason}`,
    ...('call' in step ? [`     ${step.call}${aboutOf(step)}${afterOf(step)}`] : []),
  ]);
  const whole = estimateOf(plan);
  return [`Plan${whole > 0 ? ` (about ${formatDuration(whole)} as a rule)` : ''}:`, ...lines].join('\n');
}

function aboutOf(step: Step): string {
  const ms = 'estimateMs' in step ? step.estimateMs : undefined;
  return ms === undefined ? '' : `, about ${formatDuration(ms)}`;
}

function afterOf({ after }: Step): string {
  return after.length === 0 ? '' : `, after ${after.join(', ')}`;
}

/** Why there is nothing to act on: nobody recorded what is live. */
export function notRecorded(environment: string, unreadable: string | undefined): string {
  if (unreadable !== undefined)
    return `Nothing tells what is live in ${environment}: the release records could not be read (${unreadable}). Nothing was touched.`;
  return `Nothing tells what is live in ${environment}: no release of it is recorded. Nothing was touched; give "records", or roll back on the platforms by hand.`;
}

/** What a rollback leaves behind on Vercel, and what ends it; nothing where none did. */
export function assignmentNotes(steps: readonly StepDone[]): string[] {
  return leftStaged(steps).map(
    ({ name }) =>
      `${name}: since this rollback Vercel leaves new production deployments staged. The record remembers it: the next deploy-vercel with "target: production" and "allow-over-rollback: older" says so, promotes, and thereby turns the automatic assignment of domains on again.`,
  );
}

/** `to` names a release that nobody verified, or that was taken back. */
export function notVerified(
  to: string,
  { release, end }: PastRelease,
  verified: readonly PastRelease[],
): InputError {
  const fix = `A way back goes to verified releases only. ${listed(verified)}`;
  // Nobody asks what became of a release without anything that is served.
  const why = end === 'unread' ? 'shipped nothing that is served' : `is ${end.replace('-', ' ')}`;
  return new InputError(`The input "to" names "${to}", but release ${release} ${why}.`, { fix });
}

/** `to` names nothing that is recorded. */
export function unknownRelease(
  to: string,
  environment: string,
  verified: readonly PastRelease[],
): InputError {
  return new InputError(
    `The input "to" is "${to}", and no release of ${environment} is recorded by that name.`,
    {
      fix: `Give a release (<run id>.<attempt>), a commit of at least 7 characters, or "previous". ${listed(verified)}`,
    },
  );
}

function listed(verified: readonly PastRelease[]): string {
  const names = verified.slice(0, 5).map(({ release, commit }) => `${release} (${commit.slice(0, 7)})`);
  return names.length === 0 ? 'None is verified.' : `The newest verified ones are ${names.join(', ')}.`;
}

const headlines: Record<Outcome, string> = {
  verified: 'The release is verified',
  kept: 'The release stays, but it is not verified',
  'rolled-back': 'The release was bad and was taken back',
  'nothing-to-do': 'The release failed, and none of it is live',
  superseded: 'Nothing was touched: somebody changed what is live since',
  'no-target': 'The release is bad, and there is nothing to go back to',
  blocked: 'The release is bad, and the earlier code must not take its place now',
  failed: 'The release is bad, and taking it back did not succeed',
  frozen: 'The environment is frozen',
  planned: 'This is what would be done; nothing was',
  ready: 'What is live can be gone back to',
  unready: 'What is live could not be gone back to without trouble',
  reported: 'Delivery',
  unfrozen: 'The environment takes deployments again',
  alerted: 'Somebody has to look',
  recovered: 'It is well again',
  well: 'All is well',
  unclear: 'It could not be told whether all is well',
  shown: 'The last verified release',
  drilled: 'The way back was practised',
  'drill-failed': 'The drill did not succeed',
};

/** The first line of the summary. */
export function headline(outcome: Outcome): string {
  return headlines[outcome];
}

/** As `headline`, for a release whose whole end is known. */
export function headlineOf({ outcome, unproved }: Pick<Result, 'outcome' | 'unproved'>): string {
  if (unproved === undefined) return headline(outcome);
  return 'The release is bad and back by what the platforms say, but that is not proved';
}

/** What a person has to do when the action could not end it well; undefined when there is nothing. */
export function failureOf(result: Result): { message: string; fix: string } | undefined {
  const detail = result.notes[0] ?? result.reason;
  const message = `${headlineOf(result)}: ${detail}`;
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
        fix: `The bad release is still live. ${blockedFix(result)}`,
      };
    case 'failed':
      return { message, fix: fixOf(result) };
    case 'drill-failed':
      return {
        message: `${headline('drill-failed')}: ${result.reason}`,
        fix: 'Put right what it names and practise again: in production it would have failed likewise.',
      };
    case 'unready':
      return result.failsUnready
        ? { message, fix: 'Deploy only when you can do without a way back.' }
        : undefined;
    case 'frozen':
      return result.command === 'freeze' ? undefined : { message, fix: frozenFix(result) };
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

/** What would be asked of each platform, as a Markdown table; '' when nothing would. */
export function callsTable(steps: readonly StepDone[]): string {
  const rows = steps.flatMap(({ step }) =>
    'call' in step
      ? [
          [
            escapeMarkdown(step.component.name),
            escapeMarkdown(step.after.join(', ')),
            step.estimateMs === undefined ? 'not known' : `about ${formatDuration(step.estimateMs)}`,
            escapeMarkdown(step.call),
          ],
        ]
      : [],
  );
  return rows.length === 0 ? '' : markdownTable(['step', 'waits for', 'takes', 'exact call'], rows);
}

function frozenFix({ command, environment }: Result): string {
  const end = `When it is clear what is wrong, end the freeze with "command: unfreeze" for ${environment}.`;
  if (command === 'check') return `Do not deploy now. ${end}`;
  return `Nothing was taken back: look what is live. A person can still go back with "command: rollback". ${end}`;
}

function blockedFix({ steps }: Result): string {
  const bySchema = steps.some(({ step }) => step.action === 'refuse' && step.component.kind === 'database');
  if (bySchema)
    return 'Ship a fix forward, or change the schema back by hand and run this again with the same records.';
  return 'Run this job again once GitHub answers (https://www.githubstatus.com). If that is too long, look whether what was live before is good, and run this with an empty "github-token" to go back to it.';
}

function whatOf(step: Step): string {
  if (step.action === 'rollback')
    return step.way === 'rollback' ? `roll back to ${step.to}` : `roll back to ${step.to} (${step.way})`;
  if (step.action === 'downgrade')
    return `take the schema back to ${step.to ?? 'before the first migration'}`;
  if (step.action === 'restore') return `restore the undo point ${step.component.backup ?? ''}`;
  if (step.action === 'refuse') return `refuse (${step.outcome})`;
  return step.action === 'leave' ? 'leave as it is' : 'change';
}

function fixOf({ steps, proof, unproved }: Result): string {
  if (steps.length === 0)
    return 'Nothing was touched, so the bad release may still be live. Run this job again, or roll back by hand.';
  if (unproved !== undefined)
    return 'Look yourself whether what is live now works: nothing has told. Then put right what kept the smoke suite from asking; the next release is made against what is live now, and its record says what that is.';
  if (proof)
    return 'Everything is back and the earlier version does not pass either: look at the failing checks in the summary, and at what both versions use (database, settings, other services).';
  const asked = steps.flatMap(({ fix }) => (fix ? [fix] : []));
  const changed = steps.flatMap(({ state, step }) => (state === 'refused' ? [step.component.name] : []));
  const left = steps.filter(
    ({ step, state }) => changes(step) && (state === 'failed' || state === 'not-reached'),
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
