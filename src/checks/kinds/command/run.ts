import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CancelledError, InputError } from '../../../errors/errors.js';
import { type ProcessResult, runProcess } from '../../../process/run-process.js';
import { readJUnit, type TestReport } from '../../../reports/junit.js';
import { cut } from '../../messages.js';
import type { CheckContext, Outcome } from '../kind.js';
import type { CommandCheck } from './spec.js';

const shownLines = 40;
const shownFailures = 3;

/** Runs the command to its end and joins what its exit code and its JUnit file say. */
export async function run(check: CommandCheck, context: CheckContext): Promise<Outcome> {
  const cwd = resolve(context.workspace, check['working-directory'] ?? '.');
  const began = context.clock.now();
  // A file system keeps times more coarsely than the clock does.
  const freshFrom = Date.now() - 2_000;
  let ended: ProcessResult;
  try {
    ended = await start(check, cwd, context);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { verdict: 'inconclusive', reason: error.message, final: true };
  }
  const report =
    check.junit === undefined ? undefined : await readReport(resolve(cwd, check.junit), freshFrom);
  const judged = judge(check, ended, report, context);
  return {
    ...judged,
    durationMs: context.clock.now() - began,
    ...(report && 'total' in report ? { measurements: measurementsOf(report) } : {}),
    evidence: {
      url: context.target.base,
      command: `BASE_URL='${context.target.base}' ${check.run}`,
      response: responseOf(report, ended),
      ...(report && 'total' in report && check.junit ? { files: [resolve(cwd, check.junit)] } : {}),
    },
  };
}

function start(check: CommandCheck, cwd: string, context: CheckContext): Promise<ProcessResult> {
  const targets = [...context.targets.values()].map(
    ({ name, base }) => [`BASE_URL_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`, base] as const,
  );
  return runProcess({
    command: 'bash',
    args: ['--noprofile', '--norc', '-eo', 'pipefail', '-c', check.run],
    cwd,
    env: { ...context.env, ...Object.fromEntries(targets), BASE_URL: context.target.base, ...check.env },
    timeoutMs: Math.max(1, context.deadline - context.clock.now()),
    signal: context.signal,
    onLine: (line) => context.log.debug(context.clean(line)),
  });
}

type Report = TestReport | { missing: string };

async function readReport(path: string, freshFrom: number): Promise<Report> {
  try {
    const { mtimeMs } = await stat(path);
    if (mtimeMs < freshFrom) return { missing: `${path} is older than this run` };
    return await readJUnit(path);
  } catch (error) {
    if (error instanceof InputError) return { missing: error.message };
    return { missing: `${path} was not written` };
  }
}

type Judged = Pick<Outcome, 'verdict' | 'reason' | 'final'>;

function judge(
  check: CommandCheck,
  ended: ProcessResult,
  report: Report | undefined,
  context: CheckContext,
): Judged {
  if (ended.ended !== 'exited') {
    if (context.signal.aborted && context.clock.now() < context.deadline) throw new CancelledError();
    return { verdict: 'fail', reason: `the command did not end within ${check.timeout}` };
  }
  const failed = report && 'total' in report ? failuresOf(report) : '';
  if (failed !== '') return { verdict: 'fail', reason: failed };
  if (ended.exitCode === 126 || ended.exitCode === 127) {
    const reason = `the command could not be run (exit code ${ended.exitCode}): ${lastLine(ended)}`;
    return { verdict: 'inconclusive', reason, final: true };
  }
  if (ended.exitCode !== 0) {
    const reason = `the command ended with exit code ${ended.exitCode ?? 'none (a signal ended it)'}: ${lastLine(ended)}`;
    return { verdict: 'fail', reason };
  }
  if (report && 'missing' in report)
    return { verdict: 'inconclusive', reason: `its tests cannot be told: ${report.missing}` };
  if (report && report.total === report.counts.skipped) {
    const reason = `the command made no test${report.total > 0 ? `: all ${report.total} were skipped` : ''}`;
    return { verdict: 'inconclusive', reason };
  }
  return { verdict: 'pass', reason: '' };
}

function failuresOf({ counts, total, problems }: TestReport): string {
  if (counts.failed === 0) return '';
  const failed = problems.filter(({ outcome }) => outcome === 'failed');
  const told = failed.slice(0, shownFailures).map(({ group, name, message }) => {
    const [first = ''] = message.split('\n');
    const title = [group, name].filter((part) => part !== '').join(' › ');
    return first === '' ? `"${title}"` : `"${title}" (${cut(first, false)})`;
  });
  const more = counts.failed > told.length ? ` and ${counts.failed - told.length} more` : '';
  return `${counts.failed} of ${total} tests failed: ${told.join(', ')}${more}`;
}

function lastLine({ tail }: ProcessResult): string {
  return cut(tail.findLast((line) => line.trim() !== '') ?? 'it said nothing');
}

function measurementsOf({ counts, total }: TestReport): Record<string, number> {
  return {
    tests: total,
    'failed-tests': counts.failed,
    'skipped-tests': counts.skipped,
    'flaky-tests': counts.flaky,
  };
}

function responseOf(report: Report | undefined, { tail }: ProcessResult): string {
  const problems = report && 'total' in report ? report.problems : [];
  const told = problems.slice(0, shownFailures).map(({ name, message }) => `${name}\n${message}`);
  return [...told, tail.slice(-shownLines).join('\n')].join('\n\n');
}
