import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { CancelledError } from '../../../errors/errors.js';
import { systemClock } from '../../../runtime/clock.js';
import type { CheckContext } from '../kind.js';
import { scriptedContext } from '../scripted-context.js';
import { run } from './run.js';
import { command } from './spec.js';

const workspace = mkdtempSync(join(tmpdir(), 'command-check-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function check(fields: Record<string, unknown>, changes: Partial<CheckContext> = {}) {
  const env = { PATH: process.env.PATH ?? '' };
  const context = scriptedContext({
    clock: systemClock,
    deadline: Date.now() + 60_000,
    workspace,
    env,
    ...changes,
  });
  return run(command.schema.parse({ kind: 'command', name: 'e2e', ...fields }), context);
}

function junit(name: string, cases: string): string {
  writeFileSync(join(workspace, name), `<testsuites><testsuite name="s">${cases}</testsuite></testsuites>`);
  return `touch ${name}`;
}

describe('command check', () => {
  it('gives the command the address of the target, and the others by name', async () => {
    const found = await check({
      run: 'test "$BASE_URL$BASE_URL_API" = http://127.0.0.1:9http://127.0.0.1:9 && test "$X" = 1',
      env: { X: '1' },
    });
    expect(found).toMatchObject({ verdict: 'pass', reason: '' });
  });

  it('fails with the exit code and the last words', async () => {
    const found = await check({ run: 'echo "expected 3 to be 4" >&2; exit 1' });
    expect(found).toMatchObject({
      verdict: 'fail',
      reason: 'the command ended with exit code 1: "expected 3 to be 4"',
      evidence: { response: expect.stringContaining('expected 3 to be 4') },
    });
    expect((await check({ run: 'false | true' })).verdict).toBe('fail');
  });

  it('names the tests that failed, also when the command hides them behind exit code 0', async () => {
    const cases =
      '<testcase classname="cart" name="adds"><failure message="no &lt;button&gt;"/></testcase><testcase name="pays"/>';
    const found = await check({ run: junit('failed.xml', cases), junit: 'failed.xml' });
    expect(found).toMatchObject({ verdict: 'fail', measurements: { tests: 2, 'failed-tests': 1 } });
    expect(found.reason).toBe('1 of 2 tests failed: "cart › adds" (no <button>)');
  });

  it('is not green with a report that no test ran, that was not written, or that is an old one', async () => {
    expect((await check({ run: junit('none.xml', ''), junit: 'none.xml' })).verdict).toBe('inconclusive');
    const skipped = '<testcase name="a"><skipped/></testcase>';
    expect((await check({ run: junit('skip.xml', skipped), junit: 'skip.xml' })).reason).toContain(
      'all 1 were skipped',
    );
    expect((await check({ run: 'true', junit: 'missing.xml' })).reason).toContain('was not written');
    junit('old.xml', '<testcase name="a"/>');
    utimesSync(join(workspace, 'old.xml'), 1_000_000, 1_000_000);
    expect((await check({ run: 'true', junit: 'old.xml' })).reason).toContain('older than this run');
  });

  it('does not follow entities of a report, which could read files of the runner', async () => {
    writeFileSync(
      join(workspace, 'evil.xml'),
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite><testcase name="a"><failure message="m">&e;</failure></testcase></testsuite>',
    );
    const found = await check({ run: 'touch evil.xml', junit: 'evil.xml' });
    expect(found.verdict).not.toBe('pass');
    expect(JSON.stringify(found)).not.toContain('root:');
  });

  it('does not blame the release for a tool that is not installed', async () => {
    const found = await check({ run: 'no-such-tool --version' });
    expect(found).toMatchObject({
      verdict: 'inconclusive',
      final: true,
      reason: expect.stringContaining('no-such-tool'),
    });
    expect((await check({ run: 'true', 'working-directory': 'nowhere' })).verdict).toBe('inconclusive');
  });

  it('ends a command that takes too long, and stops with the run', async () => {
    const late = await check({ run: 'sleep 60', timeout: '300ms' }, { deadline: Date.now() + 300 });
    expect(late).toMatchObject({ verdict: 'fail', reason: 'the command did not end within 300ms' });
    const cancel = AbortSignal.timeout(100);
    await expect(check({ run: 'sleep 60' }, { signal: cancel })).rejects.toBeInstanceOf(CancelledError);
  });
});
