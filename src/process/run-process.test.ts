import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runProcess } from './run-process.js';

const never = new AbortController().signal;
const bash = (script: string) => ({
  command: 'bash',
  args: ['-c', script],
  cwd: '/tmp',
  env: { PATH: process.env.PATH ?? '' },
  signal: never,
});

/** A process that has ended but that nobody has collected yet counts as ended. */
function alive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
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

describe('child processes', () => {
  it('streams lines of both streams and tells the exit code', async () => {
    const lines: string[] = [];
    const result = await runProcess({
      ...bash('echo out; echo err >&2; exit 3'),
      onLine: (line, stream) => lines.push(`${stream}:${line}`),
    });
    expect(result).toMatchObject({ exitCode: 3, ended: 'exited' });
    expect(lines.sort()).toEqual(['stderr:err', 'stdout:out']);
  });

  it('ends the whole tree on time-out, so that no grandchild goes on working', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tree-')), 'pid');
    const result = await runProcess({ ...bash(`sleep 60 & echo $! > ${file}; wait`), timeoutMs: 300 });
    expect(result.ended).toBe('timed-out');
    expect(await isGone(Number(readFileSync(file, 'utf8')))).toBe(true);
  });

  it('ends it when the run is cancelled', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 100);
    expect((await runProcess({ ...bash('sleep 60'), signal: cancel.signal })).ended).toBe('aborted');
  });

  it('names a program that is not there', async () => {
    await expect(runProcess({ ...bash(''), command: 'no-such-program' })).rejects.toThrow(
      '"no-such-program" could not be started',
    );
  });

  it('does not wait for a background process that holds its output open', async () => {
    const began = Date.now();
    expect((await runProcess(bash('sleep 20 & echo done'))).exitCode).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
  });
});
