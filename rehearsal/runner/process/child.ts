import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { LineSplitter } from '../commands/lines.js';
import type { StopTimes } from '../request.js';

/** A process to run for a step. */
export interface ChildRequest {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  /** Abort asks the process to stop: SIGINT, then SIGTERM, then SIGKILL. */
  signal: AbortSignal;
  stopTimes: StopTimes;
  onLine(line: string): void;
}

/** How a process ended. An exit by a signal has the exit code 128 plus the signal's number. */
export interface ChildResult {
  exitCode: number;
  /** Whether it was asked to stop before it ended. */
  stopped: boolean;
}

/**
 * Runs a process in a process group of its own, without a terminal and without stdin, and waits for its end and,
 * for a limited time, for its pipes to close.
 * @throws Error when the process cannot be started.
 */
export async function runChild(request: ChildRequest): Promise<ChildResult> {
  if (request.signal.aborted) return { exitCode: 130, stopped: true };
  const child = spawn(request.command, request.args, {
    cwd: request.cwd,
    env: request.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const splitters = [child.stdout, child.stderr].map((stream) => {
    const splitter = new LineSplitter(request.onLine);
    stream.on('data', (chunk: Buffer) => splitter.write(chunk));
    return splitter;
  });
  const stop = stopper(child, request);
  try {
    const exitCode = await ended(child, request.stopTimes.drain);
    return { exitCode, stopped: request.signal.aborted };
  } finally {
    stop();
    for (const splitter of splitters) splitter.end();
  }
}

function ended(child: ChildProcess, drain: number): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
      // A background process may hold the pipes open long after the step is over.
      const timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve(exitCode);
      }, drain);
      child.once('close', () => {
        clearTimeout(timer);
        resolve(exitCode);
      });
    });
  });
}

/** Sends the three signals, to the entry process only as the hosted runner does; the result takes them back. */
function stopper(child: ChildProcess, { signal, stopTimes }: ChildRequest): () => void {
  const timers: NodeJS.Timeout[] = [];
  const stop = (): void => {
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGTERM'), stopTimes.interrupt));
    timers.push(setTimeout(() => child.kill('SIGKILL'), stopTimes.interrupt + stopTimes.terminate));
  };
  signal.addEventListener('abort', stop, { once: true });
  return () => {
    signal.removeEventListener('abort', stop);
    for (const timer of timers) clearTimeout(timer);
  };
}
