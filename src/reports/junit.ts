import { readXml, type XmlElement } from './xml.js';

/** How one test of a report ended. `flaky` = it failed and passed when its runner tried it again. */
export type TestOutcome = 'passed' | 'failed' | 'skipped' | 'flaky';

/** One test that did not simply pass. */
export interface TestProblem {
  /** Suite or class, as the report names it; '' when it does not. */
  group: string;
  name: string;
  outcome: Exclude<TestOutcome, 'passed'>;
  /** The first lines of what was said; '' for a skipped one. */
  message: string;
  /** Where the test stands, when the report tells. */
  file: string | undefined;
  line: number | undefined;
}

/** A report of test results. */
export interface TestReport {
  counts: Record<TestOutcome, number>;
  /** Tests in all. */
  total: number;
  /** Sum of the tests' times, in milliseconds. */
  durationMs: number;
  /** Failed ones first, then flaky ones; skipped ones are only counted. At most 1,000. */
  problems: TestProblem[];
}

const mostProblems = 1_000;
const longestMessage = 4_000;

/**
 * Reads JUnit XML as its many writers make it (jest-junit, vitest, Playwright, pytest, surefire), as a stream. Retries
 * are known by surefire's `flakyFailure` and `rerunFailure`; `onTest` is told every test. Throws InputError for broken XML.
 */
export async function readJUnit(
  path: string,
  onTest: (test: { group: string; name: string; outcome: TestOutcome }) => void = () => undefined,
): Promise<TestReport> {
  const reader = new JUnitReader(onTest);
  await readXml(path, reader);
  return reader.finish();
}

/** Joins reports of several files. */
export function joinReports(reports: readonly TestReport[]): TestReport {
  const joined = emptyReport();
  for (const { counts, total, durationMs, problems } of reports) {
    for (const outcome of Object.keys(counts) as TestOutcome[]) joined.counts[outcome] += counts[outcome];
    joined.total += total;
    joined.durationMs += durationMs;
    joined.problems.push(...problems);
  }
  joined.problems = ordered(joined.problems).slice(0, mostProblems);
  return joined;
}

function emptyReport(): TestReport {
  return { counts: { passed: 0, failed: 0, skipped: 0, flaky: 0 }, total: 0, durationMs: 0, problems: [] };
}

interface OpenTest {
  attributes: Record<string, string>;
  outcome: TestOutcome;
  message: string;
}

const outcomes: Record<string, TestOutcome> = {
  failure: 'failed',
  error: 'failed',
  rerunFailure: 'failed',
  rerunError: 'failed',
  skipped: 'skipped',
  flakyFailure: 'flaky',
  flakyError: 'flaky',
};

class JUnitReader {
  readonly #onTest: (test: { group: string; name: string; outcome: TestOutcome }) => void;
  readonly #report = emptyReport();
  readonly #suites: string[] = [];
  #test: OpenTest | undefined;
  #inProblem = false;

  constructor(onTest: (test: { group: string; name: string; outcome: TestOutcome }) => void) {
    this.#onTest = onTest;
  }

  open({ name, attributes }: XmlElement): void {
    if (name === 'testsuite') this.#suites.push(attributes.file ?? '');
    if (name === 'testcase') this.#test = { attributes, outcome: 'passed', message: '' };
    const outcome = outcomes[name];
    if (!outcome || !this.#test) return;
    this.#inProblem = outcome !== 'skipped';
    // A test that failed stays failed, whatever else is said of it.
    if (this.#test.outcome !== 'failed') this.#test.outcome = outcome;
    if (this.#inProblem) this.text(`${[attributes.type, attributes.message].filter(Boolean).join(': ')}\n`);
  }

  text(text: string): void {
    if (!this.#test || !this.#inProblem || this.#test.message.length >= longestMessage) return;
    this.#test.message = (this.#test.message + text).slice(0, longestMessage);
  }

  close(name: string): void {
    if (name in outcomes) this.#inProblem = false;
    if (name === 'testsuite') this.#suites.pop();
    if (name === 'testcase') this.#end();
  }

  #end(): void {
    const test = this.#test;
    this.#test = undefined;
    if (!test) return;
    const { attributes, outcome } = test;
    this.#onTest({ group: attributes.classname ?? '', name: attributes.name ?? '', outcome });
    const report = this.#report;
    report.counts[outcome] += 1;
    report.total += 1;
    const seconds = Number((attributes.time ?? '0').replaceAll(',', ''));
    if (Number.isFinite(seconds) && seconds > 0) report.durationMs += seconds * 1_000;
    if (outcome !== 'failed' && outcome !== 'flaky') return;
    if (report.problems.length >= mostProblems) return;
    report.problems.push({ ...this.#placeOf(attributes), outcome, message: test.message.trim() });
  }

  #placeOf(attributes: Record<string, string>): Pick<TestProblem, 'group' | 'name' | 'file' | 'line'> {
    const suite = this.#suites.findLast((file) => file !== '');
    const line = Number(attributes.line);
    return {
      group: attributes.classname ?? '',
      name: attributes.name ?? '',
      file: attributes.file ?? suite,
      line: Number.isInteger(line) && line > 0 ? line : undefined,
    };
  }

  finish(): TestReport {
    this.#report.problems = ordered(this.#report.problems);
    return this.#report;
  }
}

function ordered(problems: readonly TestProblem[]): TestProblem[] {
  const rank = ({ outcome }: TestProblem) => (outcome === 'failed' ? 0 : 1);
  return [...problems].sort((a, b) => rank(a) - rank(b));
}
