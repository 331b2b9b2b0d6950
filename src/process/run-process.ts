import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
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
  const child = start(request);
  const { tail, close } = readLines(child, request.onLine);
  const guard = guardTree(child, request);
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      guard.release();
      reject(notStarted(request, cause));
    });
    child.on('exit', () => {
      // A background child may hold the pipes open; what it writes after this is nobody's.
      setTimeout(() => child.stdout.destroy(), 1_000).unref();
      setTimeout(() => child.stderr.destroy(), 1_000).unref();
    });
    child.on('close', (exitCode) => {
      const ended = guard.release();
      close();
      resolve({ exitCode, ended, durationMs: Date.now() - began, tail });
    });
  });
}

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>;

/**
 * Its own process group, so that what it started ends with it. Without input its standard input is closed: a shell
 * whose input is a socket (Node's pipes are) takes itself for a remote login and reads the user's start-up files.
 */
function start(request: ProcessRequest): Child {
  const options = { cwd: request.cwd, env: request.env, detached: true };
  if (request.input === undefined) {
    return spawn(request.command, request.args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  }
  const child = spawn(request.command, request.args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  // A program that ends without reading its input breaks the pipe; its exit code tells what matters.
  child.stdin.on('error', () => {});
  child.stdin.end(request.input);
  return child;
}

function readLines(child: Child, onLine: ProcessRequest['onLine']): { tail: string[]; close(): void } {
  const tail: string[] = [];
  const keep = (stream: 'stdout' | 'stderr') => (line: string) => {
    tail.push(line);
    // Cut now and then: a flood of lines must not cost a move of the whole tail for each of them.
    if (tail.length >= 2 * tailLines) tail.splice(0, tail.length - tailLines);
    onLine?.(line, stream);
  };
  const splitters = [splitLines(child.stdout, keep('stdout')), splitLines(child.stderr, keep('stderr'))];
  const close = () => {
    for (const { end } of splitters) end();
    tail.splice(0, Math.max(0, tail.length - tailLines));
  };
  return { tail, close };
}

/** A line longer than this is told in pieces; a program that never ends its line must not fill the memory. */
const longestLine = 1_000_000;

/** Tells a stream's lines as they come; `end` tells what is left without an end. */
function splitLines(stream: Readable, onLine: (line: string) => void): { end(): void } {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const text = rest + chunk;
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      onLine(text.slice(from, at > from && text[at - 1] === '\r' ? at - 1 : at));
      from = at + 1;
    }
    rest = text.slice(from);
    if (rest.length < longestLine) return;
    onLine(rest);
    rest = '';
  });
  return {
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}

/** Ends the child's tree on time-out and abort; `release` says how it ended and lets go. */
function guardTree(child: Child, request: ProcessRequest): { release(): ProcessResult['ended'] } {
  let ended: ProcessResult['ended'] = 'exited';
  let killTimer: NodeJS.Timeout | undefined;
  const end = (why: ProcessResult['ended']) => {
    if (ended !== 'exited') return;
    ended = why;
    signalGroup(child.pid, 'SIGTERM');
    killTimer = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), killGraceMs);
  };
  const onAbort = () => end('aborted');
  const timer =
    request.timeoutMs === undefined ? undefined : setTimeout(() => end('timed-out'), request.timeoutMs);
  if (request.signal.aborted) onAbort();
  else request.signal.addEventListener('abort', onAbort, { once: true });
  return {
    release() {
      clearTimeout(timer);
      clearTimeout(killTimer);
      request.signal.removeEventListener('abort', onAbort);
      // The leader is gone, but a grandchild that ignores SIGTERM may not be.
      if (ended !== 'exited') signalGroup(child.pid, 'SIGKILL');
      return ended;
    },
  };
}

function notStarted(request: ProcessRequest, cause: Error): InputError {
  return new InputError(`"${request.command}" could not be started in ${request.cwd}: ${cause.message}.`, {
    fix: 'Check that the program is installed on the runner (a step before this one can do it) and that the directory exists.',
    cause,
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
