import type { Report } from '../../src/action/run-action.js';
import { codeBlock, details, escapeMarkdown, markdownTable } from '../../src/action/summary.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Result } from './main.js';

/** A result as GitHub shows it; anything but `pass` makes the job red. */
export function report(result: Result): Report {
  return {
    outputs: outputsOf(result),
    summary: summaryOf(result),
    annotations: flaky(result),
    ...(result.verdict === 'pass' ? {} : { failure: failureOf(result) }),
  };
}

function outputsOf(result: Result): Record<string, string> {
  return {
    verdict: result.verdict,
    passed: String(result.verdict === 'pass'),
    reason: result.reason,
    'failed-checks': failedNames(result).join('\n'),
    result: JSON.stringify(result),
  };
}

function failedNames({ checks }: Result): string[] {
  return checks.filter((check) => check.verdict !== 'pass').map((check) => check.name);
}

const heads = {
  fail: 'The smoke test failed',
  error: 'The smoke test could not ask',
  inconclusive: 'The smoke test could not tell',
} as const;

const fixes = {
  fail: 'Each failing check stands in the job summary with a curl command that repeats it.',
  error:
    'Check the addresses and that they are open to the runner (firewall, protection, DNS); nothing here says that the release is bad.',
  inconclusive: 'Nothing here says that the release is bad or good: mend the suite and run the job again.',
} as const;

function failureOf({ verdict, reason }: Result): { message: string; fix: string } {
  const key = verdict === 'pass' ? 'inconclusive' : verdict;
  return { message: `${heads[key]}: ${reason}.`, fix: fixes[key] };
}

function flaky({ checks }: Result): NonNullable<Report['annotations']> {
  const late = checks.filter((check) => check.verdict === 'pass' && check.attempts > 1);
  if (late.length === 0) return [];
  const names = late.map((check) => `"${check.name}" (attempt ${check.attempts})`).join(', ');
  return [{ level: 'notice', message: `Held only after a retry: ${names}.` }];
}

const marks = {
  pass: '✅ pass',
  fail: '❌ fail',
  inconclusive: '❔ inconclusive',
  error: '⚠️ error',
} as const;

function summaryOf(result: Result): string {
  const rows = [
    ...result.version.map((part) => [
      `version is ${escapeMarkdown(part.expected)}`,
      escapeMarkdown(part.target),
      marks[part.verdict],
      formatDuration(part.durationMs),
      escapeMarkdown(part.verdict === 'pass' ? part.seen.join(', ') : part.reason),
    ]),
    ...result.checks.map((check) => [
      escapeMarkdown(check.name),
      escapeMarkdown(check.target),
      marks[check.verdict],
      formatDuration(check.durationMs),
      escapeMarkdown(check.reason || (check.attempts > 1 ? `held on attempt ${check.attempts}` : '')),
    ]),
  ];
  const folds = result.checks
    .filter((check) => check.verdict !== 'pass')
    .map((check) => details(`Repeat "${check.name}"`, codeBlock(check.curl, 'sh')));
  const table = markdownTable(['check', 'target', 'verdict', 'duration', 'why'], rows);
  return [
    `### Smoke test: ${marks[result.verdict]}`,
    escapeMarkdown(result.reason),
    table,
    ...folds,
    '',
  ].join('\n\n');
}
