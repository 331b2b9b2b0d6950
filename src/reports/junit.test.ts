import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joinReports, readJUnit } from './junit.js';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'junit-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function read(text: string) {
  const file = join(directory, 'junit.xml');
  writeFileSync(file, text);
  return readJUnit(file);
}

const jest = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="jest tests" tests="3" failures="1" errors="0" time="1.2">
  <testsuite name="sum" errors="0" failures="1" skipped="1" tests="3" file="src/sum.test.ts">
    <testcase classname="sum adds" name="sum adds" time="0.004"></testcase>
    <testcase classname="sum fails" name="sum fails &amp; tells" time="0.1">
      <failure>Error: expect(received).toBe(expected)
    at Object.&lt;anonymous&gt; (src/sum.test.ts:7:20)</failure>
    </testcase>
    <testcase classname="sum waits" name="sum waits" time="0"><skipped/></testcase>
  </testsuite>
</testsuites>`;
const pytest = `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" errors="1" failures="0" tests="1">
<testcase classname="tests.test_api" name="test_login" file="tests/test_api.py" line="12" time="0.5"><error message="failed on setup">fixture 'db' not found</error></testcase></testsuite></testsuites>`;
const surefire = `<testsuite name="s"><testcase classname="c" name="sometimes" time="1"><flakyFailure message="timeout" type="T">once</flakyFailure></testcase></testsuite>`;

describe('the tests that failed are told, whichever runner wrote the report', () => {
  it('jest: with the message, and the file of its suite', async () => {
    const report = await read(jest);
    expect(report).toMatchObject({ total: 3, counts: { passed: 1, failed: 1, skipped: 1, flaky: 0 } });
    expect(report.problems).toEqual([
      expect.objectContaining({
        name: 'sum fails & tells',
        file: 'src/sum.test.ts',
        message: expect.stringContaining('expect(received)'),
      }),
    ]);
  });

  it('pytest: an error in a fixture is a failure, with file and line', async () => {
    const { problems } = await read(pytest);
    expect(problems[0]).toMatchObject({ outcome: 'failed', file: 'tests/test_api.py', line: 12 });
    expect(problems[0]?.message).toContain("fixture 'db' not found");
  });

  it('surefire: one that passed at the second try is flaky and not failed', async () => {
    const report = await read(surefire);
    expect(report.counts).toMatchObject({ flaky: 1, failed: 0 });
    expect(report.problems[0]?.message).toContain('timeout');
  });

  it('several files: the failed ones come first', async () => {
    const report = joinReports([await read(surefire), await read(jest)]);
    expect(report.problems.map(({ outcome }) => outcome)).toEqual(['failed', 'flaky']);
    expect(report.total).toBe(4);
  });

  it('half a file is an error and not a pass', async () => {
    await expect(read(jest.slice(0, 300))).rejects.toThrow(/not readable XML/);
  });
});
