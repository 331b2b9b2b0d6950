import { runUrl } from '../../src/action/context.js';
import { InputError, PlatformError } from '../../src/errors/errors.js';
import type { GitHubClient } from '../../src/github/client.js';
import { closeIssue, commentOnIssue, findIssue, openIssueOnce } from '../../src/github/issues.js';
import { escapeMarkdown, markdownTable } from '../../src/text/markdown.js';
import { decide } from './decide.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { type RunRecords, readRecords } from './records.js';
import { emptyResult, type Outcome, type Result } from './result.js';

/** The label that the issues of alerts bear; issues without it are never searched. */
const alertLabel = 'alert';

/**
 * Says that something is not well: one issue for each subject, open as long as it is not, and the webhook. The next run
 * that passes closes it. An issue that GitHub refuses is a note. Throws InputError without subject or verdict.
 */
export async function alert(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const subject = neededSubject(inputs);
  const { jobs, ends } = readEnds(inputs);
  const { verdict, reason } = decide(inputs, jobs);
  const base = emptyResult(inputs, { release: '', commit: deps.context.sha });
  const result = { ...base, subject, reason: `${subject}: ${reason}`, durationMs: 0 };
  if (inputs.dryRun) return { ...result, outcome: 'planned', durationMs: deps.clock.now() - began };
  const page = { subject, reason, ends, run: runUrl(deps.context) };
  const state = stateOf(verdict, ends);
  const told = await keepIssue(state, page, inputs, deps);
  const notes = told.note === undefined ? [] : [told.note];
  const end: Result = { ...result, outcome: told.outcome, issueUrl: told.url, notes };
  const after = await deps.tell(end);
  return { ...end, notes: [...notes, ...after.notes], durationMs: deps.clock.now() - began };
}

type State = 'well' | 'not asked' | 'bad';

/** What could not be told, and jobs that were all skipped, open no issue and close none. */
function stateOf(verdict: string, ends: RunRecords['ends']): State {
  if (verdict === 'inconclusive') return 'not asked';
  if (verdict !== 'pass') return 'bad';
  return ends.length === 0 || ends.some(({ result }) => result === 'success') ? 'well' : 'not asked';
}

interface Page {
  subject: string;
  reason: string;
  ends: RunRecords['ends'];
  run: string;
}

interface Kept {
  outcome: Outcome;
  url?: string;
  note?: string;
}

async function keepIssue(
  state: State,
  page: Page,
  { incidentIssue }: Inputs,
  { github }: Deps,
): Promise<Kept> {
  if (state === 'not asked') return { outcome: 'unclear' };
  const outcome = state === 'bad' ? 'alerted' : 'well';
  if (!github || !incidentIssue) return { outcome };
  try {
    return state === 'well' ? await closeAlert(github, page) : await openAlert(github, page);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { outcome, note: `The issue could not be written: ${error.message} ${error.fix ?? ''}`.trim() };
  }
}

async function openAlert(github: GitHubClient, page: Page): Promise<Kept> {
  const issue = { ...keyOf(page), title: page.subject, body: bodyOf(page) };
  const { issue: kept, isNew } = await openIssueOnce(github, issue);
  if (!isNew) await commentOnIssue(github, kept.number, `Still so.\n\n${bodyOf(page)}`);
  return { outcome: 'alerted', url: kept.html_url };
}

async function closeAlert(github: GitHubClient, page: Page): Promise<Kept> {
  const open = await findIssue(github, keyOf(page));
  if (!open) return { outcome: 'well' };
  await commentOnIssue(github, open.number, `It is well again: ${page.run}`);
  await closeIssue(github, open.number);
  return { outcome: 'recovered', url: open.html_url };
}

function keyOf({ subject }: Page): { key: string; label: string; among: 'open' } {
  // A subject is anybody's text; what ends a comment of HTML would end the mark.
  return { key: `alert ${subject.replaceAll('--', '-')}`, label: alertLabel, among: 'open' };
}

function bodyOf({ reason, ends, run }: Page): string {
  const rows = ends.map((one) => [one.job, one.result || 'not reached', one.reason].map(escapeMarkdown));
  return [
    `**${escapeMarkdown(reason)}**`,
    ...(rows.length > 0 ? [markdownTable(['job', 'ended', 'why'], rows)] : []),
    `[The run](${run}). This issue is closed by the first run that passes.`,
  ].join('\n\n');
}

function neededSubject({ subject }: Inputs): string {
  if (subject !== undefined) return subject;
  throw new InputError('"command: alert" needs the input "subject".', {
    fix: 'Say what it is about, always in the same words: "The nightly backup". There is one open issue for each subject.',
  });
}

function readEnds({ records, verdict }: Inputs): Pick<RunRecords, 'jobs' | 'ends'> {
  if (records !== undefined) return readRecords(records);
  if (verdict !== 'auto') return { jobs: { verdict, reason: '' }, ends: [] };
  throw new InputError('"command: alert" knows no verdict: neither "records" nor "verdict" is given.', {
    fix: 'Give "records: ${{ toJSON(needs) }}" in a job with "if: always()" that needs the jobs it is about.',
  });
}
