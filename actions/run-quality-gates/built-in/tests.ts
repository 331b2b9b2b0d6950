import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { z } from 'zod';
import { InputError } from '../../../src/errors/errors.js';
import { runProcess } from '../../../src/process/run-process.js';
import { joinReports, readJUnit, type TestProblem, type TestReport } from '../../../src/reports/junit.js';
import { formatDuration } from '../../../src/runtime/duration.js';
import { escapeMarkdown, markdownTable } from '../../../src/text/markdown.js';
import { builtInGate, type Finding, type GateContext } from './built-in-gate.js';

const options = z.strictObject({
  reports: z
    .union([z.string().transform((one) => [one]), z.array(z.string()).min(1)])
    .default(['**/junit.xml', '**/junit*.xml', '**/test-results/**/*.xml', '**/TEST-*.xml'])
    .describe('Globs of JUnit files.'),
  minimum: z
    .int()
    .min(0)
    .default(1)
    .describe('Least number of tests: a runner that found none must not pass.'),
  rerun: z
    .string()
    .optional()
    .describe(
      'Command that runs only the tests that failed and writes their JUnit file to $RERUN_REPORT. Their names are in $FAILED_TESTS, one a line, their files in $FAILED_FILES. A test that passes then is flaky: it is told and does not block.',
    ),
  'max-flaky': z.int().min(0).default(5).describe('More flaky tests than this fail the gate.'),
});
type Options = z.infer<typeof options>;

/** `tests`: reads the JUnit files that test runners wrote, tells which tests failed and where, and knows flaky ones. */
export const testsGate = builtInGate({
  name: 'tests',
  options,
  async run(options, context) {
    const found = await readReports(options, context);
    const report =
      options.rerun && found.counts.failed > 0 ? await afterRerun(found, options.rerun, context) : found;
    const { failed, flaky } = report.counts;
    const tooFew = report.total < options.minimum;
    const bad = failed > 0 || tooFew || flaky > options['max-flaky'];
    return {
      result: bad ? 'failed' : 'passed',
      reason: tooFew
        ? `only ${report.total} test(s) ran, and at least ${options.minimum} must`
        : sentence(report, flaky > options['max-flaky'] ? options['max-flaky'] : undefined),
      findings: report.problems.map((problem) => findingOf(problem, context)),
      markdown: markdownOf(report),
      figures: { tests: report.total, 'failed-tests': failed, 'flaky-tests': flaky },
    };
  },
});

async function readReports({ reports }: Options, { directory }: GateContext): Promise<TestReport> {
  const ignore = ['**/node_modules/**', '**/.venv/**'];
  const paths = await glob(reports, { cwd: directory, absolute: true, expandDirectories: false, ignore });
  if (paths.length === 0) {
    throw new InputError(`There is no JUnit file in ${directory}; looked for ${reports.join(', ')}.`, {
      fix: 'Let the runner write one (jest-junit, vitest --reporter=junit, pytest --junitxml=junit.xml), name the gate that runs it in "needs", or name the file in "reports".',
    });
  }
  return joinReports(await Promise.all(paths.sort().map((path) => readJUnit(path))));
}

const rerunLimitMs = 10 * 60_000;

/** Runs the failed tests once more, and only those: what passes now failed by chance. */
async function afterRerun(report: TestReport, command: string, context: GateContext): Promise<TestReport> {
  const failed = report.problems.filter(({ outcome }) => outcome === 'failed');
  const file = resolve(context.directory, `.rerun-${process.pid}.xml`);
  context.log.info(`${failed.length} test(s) failed; running only those once more`);
  await runProcess({
    command: 'bash',
    args: ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command],
    cwd: context.directory,
    env: {
      ...context.env,
      RERUN_REPORT: file,
      FAILED_TESTS: failed.map(({ name }) => name).join('\n'),
      FAILED_FILES: [...new Set(failed.flatMap(({ file: path }) => path ?? []))].join('\n'),
    },
    timeoutMs: rerunLimitMs,
    signal: context.signal,
    onLine: (line) => context.log.info(line),
  });
  // Without a report of the second run nothing was shown to pass.
  if (!existsSync(file)) return report;
  const passed = new Set<string>();
  await readJUnit(file, (test) => void (test.outcome === 'passed' && passed.add(keyOf(test))));
  await rm(file, { force: true });
  const problems = report.problems.map(
    (problem): TestProblem =>
      problem.outcome === 'failed' && passed.has(keyOf(problem)) ? { ...problem, outcome: 'flaky' } : problem,
  );
  const flaky = problems.filter(({ outcome }) => outcome === 'flaky').length;
  const counts = { ...report.counts, failed: report.counts.failed - (flaky - report.counts.flaky), flaky };
  return { ...report, counts, problems };
}

function keyOf({ group, name }: Pick<TestProblem, 'group' | 'name'>): string {
  return `${group}\0${name}`;
}

function sentence({ counts, total, durationMs }: TestReport, mostFlaky: number | undefined): string {
  const flaky = counts.flaky > 0 ? `, ${counts.flaky} flaky` : '';
  const limit = mostFlaky === undefined ? '' : ` (at most ${mostFlaky} may be)`;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const time = `in ${formatDuration(durationMs)} of test time`;
  return counts.failed > 0
    ? `${counts.failed} of ${total} tests failed${flaky}${limit}${skipped}`
    : `${counts.passed} of ${total} tests passed${flaky}${limit}${skipped}, ${time}`;
}

function findingOf(problem: TestProblem, { workspace, directory }: GateContext): Finding {
  const flaky = problem.outcome === 'flaky';
  const title = [problem.group, problem.name].filter((part) => part !== '').join(' › ');
  return {
    severity: flaky ? 'warning' : 'error',
    rule: flaky ? 'tests/flaky' : 'tests/failed',
    message: `${title}\n${problem.message}`.trim(),
    ...(problem.file ? { file: fileOf(problem.file, { workspace, directory }) } : {}),
    ...(problem.line === undefined ? {} : { line: problem.line }),
  };
}

function fileOf(file: string, { workspace, directory }: { workspace: string; directory: string }): string {
  const absolute = isAbsolute(file) ? file : resolve(directory, file);
  return relative(workspace, absolute).replaceAll('\\', '/');
}

const mostRows = 50;

function markdownOf({ counts, total, problems }: TestReport): string {
  const words = [
    `${total} tests`,
    `${counts.passed} passed`,
    `${counts.failed} failed`,
    `${counts.flaky} flaky`,
    `${counts.skipped} skipped`,
  ];
  const rows = problems
    .slice(0, mostRows)
    .map(({ outcome, group, name, file, message }) => [
      outcome === 'failed' ? '❌' : '⚠️ flaky',
      escapeMarkdown([group, name].filter((part) => part !== '').join(' › ')),
      escapeMarkdown(file ?? ''),
      escapeMarkdown((message.split('\n')[0] ?? '').slice(0, 200)),
    ]);
  const rest = problems.length - rows.length;
  return [
    words.join(', '),
    ...(rows.length > 0 ? [markdownTable(['', 'test', 'file', 'message'], rows)] : []),
    ...(rest > 0 ? [`… and ${rest} more.`] : []),
  ].join('\n\n');
}
