import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readContext } from '../../src/action/context.js';
import { CancelledError } from '../../src/errors/errors.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { gatesSchema } from './gates-file.js';
import { main } from './main.js';
import { report } from './outputs.js';

const folder = mkdtempSync(join(tmpdir(), 'gates-'));

function run(
  gates: unknown[],
  more: { signal?: AbortSignal; failFast?: boolean; maxParallel?: number } = {},
) {
  const log = new RecordingLogger();
  const inputs = {
    inline: gatesSchema.parse({ gates }),
    config: join(folder, 'none.yml'),
    ...{ configGiven: false, list: false, base: undefined },
    workingDirectory: folder,
    reportDirectory: join(folder, 'report'),
    confirmed: new Set<string>(),
    githubToken: undefined,
    shard: undefined,
    merge: undefined,
    maxParallel: more.maxParallel ?? 4,
    failFast: more.failFast ?? false,
    timeoutMs: 10_000,
  };
  const env = { PATH: process.env.PATH ?? '' };
  const signal = more.signal ?? new AbortController().signal;
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const context = readContext({ GITHUB_WORKSPACE: folder });
  return {
    log,
    result: main(inputs, {
      clock: systemClock,
      log,
      signal,
      env,
      http,
      mask: () => undefined,
      github: undefined,
      context,
    }),
  };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie waits for its parent and runs no more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** A killed process takes a moment to be gone; one that was not killed stays for longer than this looks. */
async function isGone(pid: number): Promise<boolean> {
  for (let look = 0; look < 100 && alive(pid); look += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return !alive(pid);
}

describe('run-quality-gates', () => {
  it('stops a release for a block gate, only warns for a warn gate, and names both with their last lines', async () => {
    const { result } = run([
      { name: 'unit', command: 'echo "1 test failed: totals"; exit 3' },
      { name: 'audit', command: 'echo advisory; exit 1', level: 'warn' },
      { name: 'lint', command: 'true' },
    ]);
    const told = report(await result);
    expect(told.outputs).toMatchObject({ passed: 'false', 'failed-gates': 'unit', 'warned-gates': 'audit' });
    expect(told.failure?.message).toContain('"unit" did not pass: exit code 3');
    expect(told.failure?.message).toContain('1 test failed: totals');
    expect(told.failure?.message).not.toContain('audit');
    expect(told.annotations).toHaveLength(1);
  });

  it('does not turn a failing pipe or an early error of a script green', async () => {
    const { result } = run([
      { name: 'pipe', command: 'false | cat' },
      { name: 'early', command: 'false\necho went on' },
    ]);
    expect((await result).gates.map((gate) => gate.result)).toEqual(['failed', 'failed']);
  });

  it('skips what needs a failed gate, and what needs that, without calling the release good', async () => {
    const { result } = run([
      { name: 'build', command: 'exit 1', level: 'warn' },
      { name: 'e2e', command: 'touch never', needs: ['build'] },
      { name: 'report', command: 'true', level: 'warn', needs: ['e2e'] },
    ]);
    const { passed, gates } = await result;
    expect(gates.map((gate) => gate.result)).toEqual(['failed', 'skipped', 'skipped']);
    expect(passed).toBe(false);
  });

  it('starts a gate only after what it needs, and never mixes the output of two gates', async () => {
    const { result, log } = run([
      { name: 'a', command: 'echo a1; sleep 0.2; echo a2; echo ok > made' },
      { name: 'b', command: 'echo b1; sleep 0.1; echo b2' },
      { name: 'c', command: 'cat made', needs: ['a'] },
    ]);
    expect((await result).passed).toBe(true);
    expect(log.lines.indexOf('a2') - log.lines.indexOf('a1')).toBe(1);
    expect(log.lines.indexOf('b2') - log.lines.indexOf('b1')).toBe(1);
  });

  it('leaves no process behind when a gate takes too long, also none that a child started', async () => {
    const { result } = run([
      { name: 'hangs', command: '(sleep 60 & echo $! > grandchild; wait) & wait', timeout: '400ms' },
    ]);
    const [gate] = (await result).gates;
    expect(gate?.result).toBe('timed-out');
    expect(await isGone(Number(readFileSync(join(folder, 'grandchild'), 'utf8')))).toBe(true);
  });

  it('ends a gate that ignores the signal to end', async () => {
    const command = "trap '' TERM; echo $$ > stubborn; while true; do sleep 0.1; done";
    const { result } = run([{ name: 'stubborn', command, timeout: '300ms' }]);
    expect((await result).gates[0]?.result).toBe('timed-out');
    expect(await isGone(Number(readFileSync(join(folder, 'stubborn'), 'utf8')))).toBe(true);
  });

  it('does not wait for a server that a gate left running', async () => {
    const began = Date.now();
    const { result } = run([{ name: 'server', command: 'sleep 8 & echo started' }]);
    expect(await result).toMatchObject({ passed: true });
    expect(Date.now() - began).toBeLessThan(6_000);
  });

  it('keeps the beginning and the end of a flood of output, and says that it left something out', async () => {
    const { result, log } = run([{ name: 'flood', command: 'echo first; seq 1 4000000; echo last' }]);
    expect(await result).toMatchObject({ passed: true });
    expect(log.lines).toEqual(
      expect.arrayContaining(['first', 'last', expect.stringMatching(/lines left out here/)]),
    );
    expect(log.lines.join('').length).toBeLessThan(15_000_000);
  });

  it('ends running gates on cancel and says that it was cancelled', async () => {
    const cancel = new AbortController();
    const { result } = run([{ name: 'long', command: 'sleep 60 & echo $! > long; wait' }], {
      signal: cancel.signal,
    });
    setTimeout(() => cancel.abort(new CancelledError()), 300);
    await expect(result).rejects.toBeInstanceOf(CancelledError);
    expect(await isGone(Number(readFileSync(join(folder, 'long'), 'utf8')))).toBe(true);
  });

  it('tries a flaky gate again as often as stated and shows that it did', async () => {
    const { result } = run([
      { name: 'flaky', command: 'test -e second || { touch second; exit 1; }', retries: 1 },
    ]);
    expect((await result).gates[0]).toMatchObject({ result: 'passed', attempts: 2 });
  });

  it('ends the other gates at the first failure only when asked to', async () => {
    const { result } = run(
      [
        { name: 'bad', command: 'exit 1' },
        { name: 'slow', command: 'sleep 30' },
      ],
      { failFast: true },
    );
    const { gates } = await result;
    expect(gates.map((gate) => gate.result)).toEqual(['failed', 'skipped']);
  });

  it('refuses gates that could never all run, naming them', async () => {
    const gate = (name: string, ...needs: string[]) => ({ name, command: 'true', needs });
    await expect(run([gate('a', 'b'), gate('b', 'c'), gate('c', 'b')]).result).rejects.toThrow('b -> c -> b');
    await expect(run([gate('a', 'x')]).result).rejects.toThrow('"a" needs "x"');
    await expect(run([gate('a'), gate('a')]).result).rejects.toThrow('Two gates are named "a"');
    expect(() => run([{ name: 'a', command: 'true', levl: 'warn' }])).toThrow('levl');
  });
});
