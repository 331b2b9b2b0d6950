import { PlatformError } from '../../../src/errors/errors.js';
import type { GitHubClient } from '../../../src/github/client.js';
import { commentOnIssue, openIssueOnce } from '../../../src/github/issues.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import { codeBlock, escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { headlineOf, proofTable, stepsTable } from '../messages.js';
import type { Outcome, Result } from '../result.js';
import { type Evidence, noEvidence } from './evidence.js';

/** How a release ends that somebody should look at afterwards. */
const incidents: readonly Outcome[] = [
  'rolled-back',
  'failed',
  'blocked',
  'no-target',
  'superseded',
  'frozen',
];
/** The label that incident issues bear; issues without it are never searched. */
export const incidentLabel = 'incident';

interface IncidentDeps {
  github: GitHubClient;
  runUrl: string;
  /** Milliseconds since the epoch. */
  now: number;
  evidence(result: Result): Promise<Evidence>;
}

/**
 * Opens the incident of a release that went wrong, once per release: told again, the issue gets a comment. Returns its
 * address; undefined when the release is no incident or GitHub refuses, which is noted.
 */
export async function tellIncident(
  result: Result,
  { github, runUrl, now, evidence }: IncidentDeps,
): Promise<{ url?: string; note?: string }> {
  if (!incidents.includes(result.outcome)) return {};
  const key = `incident ${result.environment} ${result.release}`;
  const title = `${headlineOf(result)} (${result.environment}, ${result.commit.slice(0, 7)})`;
  try {
    const body = incidentBody(result, runUrl, now, await evidence(result));
    const { issue, isNew } = await openIssueOnce(github, { key, title, body, label: incidentLabel });
    if (!isNew) await commentOnIssue(github, issue.number, repeatBody(result, runUrl));
    return { url: issue.html_url };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { note: `The incident issue could not be written: ${error.message} ${error.fix ?? ''}`.trim() };
  }
}

/** Everything that is known when it happens, and the questions for those who look back. */
export function incidentBody(
  result: Result,
  runUrl: string,
  now: number,
  evidence: Evidence = noEvidence,
): string {
  const { reason, release, commit, environment, backTo, steps, proof, notes, liveNow } = result;
  const known = [...notes, ...evidence.notes];
  return [
    `**${headlineOf(result)}.** ${escapeMarkdown(reason)}`,
    [
      `- Environment: ${escapeMarkdown(environment)}`,
      `- Release: \`${release}\` of commit ${commit}`,
      `- Run: ${runUrl}`,
      ...evidence.pages.map(
        ({ component, deployment, url }) =>
          `- Bad deployment of ${escapeMarkdown(component)}: [${escapeMarkdown(deployment)}](<${url}>)`,
      ),
      ...Object.entries(liveNow ?? {}).map(
        ([name, live]) => `- Live now of ${escapeMarkdown(name)}: ${escapeMarkdown(live)}`,
      ),
      ...(backTo ? [`- Live again: release \`${backTo.release}\` of commit ${backTo.commit}`] : []),
    ].join('\n'),
    '### Timeline (UTC)',
    timeline(result, now),
    ...(evidence.checks.length > 0 ? ['### What spoke against it', checksTable(evidence.checks)] : []),
    ...evidence.logs.flatMap(({ component, lines }) => [
      `### The last errors of ${escapeMarkdown(component)}`,
      codeBlock(lines.join('\n'), 'text'),
    ]),
    ...(steps.length > 0 ? ['### What was done', stepsTable(steps)] : []),
    ...(proof && proofTable(proof) ? ['### What does not pass', proofTable(proof)] : []),
    ...(known.length > 0 ? ['### To know', known.map((note) => `- ${escapeMarkdown(note)}`).join('\n')] : []),
    '### Afterwards',
    questions.map((question) => `- [ ] ${question}`).join('\n'),
  ].join('\n\n');
}

function checksTable(checks: Evidence['checks']): string {
  const rows = checks.map(({ name, target, why }) => [name, target, why].map(escapeMarkdown));
  return markdownTable(['check', 'target', 'why'], rows);
}

const questions = [
  'What did users meet, and for how long?',
  'What was the cause, and which change brought it?',
  'Why did no gate and no preview show it?',
  'What told us first: a check, an alert or a user?',
  'Was the way back quick enough, and what slowed it?',
  'What do we change, who does it, until when?',
];

function timeline({ steps, durationMs, reason }: Result, now: number): string {
  const began = now - durationMs;
  let at = began;
  const lines = [`- ${time(began)} the release was judged: ${escapeMarkdown(reason)}`];
  for (const { step, state, durationMs: took, error } of steps) {
    if (state === 'planned' || state === 'not-reached') continue;
    at += took;
    const what = error ? escapeMarkdown(error) : `${escapeMarkdown(step.component.name)} ${state}`;
    lines.push(`- ${time(at)} ${what}${took > 0 ? ` (${formatDuration(took)})` : ''}`);
  }
  lines.push(`- ${time(now)} concluded`);
  return lines.join('\n');
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function repeatBody(result: Result, runUrl: string): string {
  const parts = [`**${headlineOf(result)}**, told again by ${runUrl}.`, escapeMarkdown(result.reason)];
  return [...parts, ...(result.steps.length > 0 ? [stepsTable(result.steps)] : [])].join('\n\n');
}
