import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { InputError } from '../errors/errors.js';

/** A child process to run. Secrets go into `env`, never into `args`: every user of the machine sees those. */
export interface ProcessRequest {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  /** Written to its standard input, which is closed otherwise. */
  input?: string;
  /** After this many milliseconds its whole tree is ended. */
  timeoutMs?: number;
  /** Ends its whole tree when aborted. */
  signal: AbortSignal;
  /** Each line as it comes, without its end; both streams, in the order they arrive. */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** How it ended. `exitCode` is null when a signal ended it. */
export interface ProcessResult {
  exitCode: number | null;
  ended: 'exited' | 'timed-out' | 'aborted';
  durationMs: number;
  /** The last 200 lines of both streams. */
  tail: string[];
}

const tailLines = 200;
const killGraceMs = 3_000;

/**
 * Runs a program and streams its lines; on time-out and abort its whole process group gets SIGTERM and, 3 s later,
 * SIGKILL. Never throws for an exit code. Throws InputError when the program or the directory is not there.
 */
export function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const began = Date.now();
  const child = spawn(request.command, request.args, {
    cwd: request.cwd,
    env: request.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own group, so that what it started ends with it.
    detached: true,
  });
  const tail: string[] = [];
  let ended: ProcessResult['ended'] = 'exited';
  const keep = (stream: 'stdout' | 'stderr') => (line: string) => {
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
    request.onLine?.(line, stream);
  };
  const readers = [
    createInterface({ input: child.stdout }).on('line', keep('stdout')),
    createInterface({ input: child.stderr }).on('line', keep('stderr')),
  ];
  // A program that ends without reading its input breaks the pipe; its exit code tells what matters.
  child.stdin.on('error', () => {});
  child.stdin.end(request.input ?? '');

  let killTimer: NodeJS.Timeout | undefined;
  const end = (why: ProcessResult['ended']) => {
    if (ended !== 'exited') return;
    ended = why;
    signalGroup(child.pid, 'SIGTERM');
    killTimer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), killGraceMs);
  };
  const onAbort = () => end('aborted');
  if (request.signal.aborted) onAbort();
  request.signal.addEventListener('abort', onAbort, { once: true });
  const timer =
    request.timeoutMs === undefined ? undefined : setTimeout(() => end('timed-out'), request.timeoutMs);

  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', onAbort);
      reject(
        new InputError(`"${request.command}" could not be started in ${request.cwd}: ${cause.message}.`, {
          fix: 'Check that the program is installed on the runner (a step before this one can do it) and that the directory exists.',
          cause,
        }),
      );
    });
    child.on('exit', () => {
      // A background child may hold the pipes open; what it writes after this is nobody's.
      setTimeout(() => child.stdout.destroy(), 1_000).unref();
      setTimeout(() => child.stderr.destroy(), 1_000).unref();
    });
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', onAbort);
      // The leader is gone, but a grandchild that ignores SIGTERM may not be.
      if (ended !== 'exited') signalGroup(child.pid, 'SIGKILL');
      clearTimeout(killTimer);
      for (const reader of readers) reader.close();
      resolve({ exitCode, ended, durationMs: Date.now() - began, tail });
    });
  });
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is already gone.
  }
}
