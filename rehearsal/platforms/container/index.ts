import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How a process ended: its exit code, or the signal that ended it. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What a process is started with. */
export interface CommandOptions {
  command: string;
  directory: string;
  environment: Record<string, string>;
  /** The node executable; its folder comes first on the PATH. */
  node: string;
  /** Folders that come before the machine's on the PATH. */
  tools?: readonly string[] | undefined;
  onLine: (line: string, stream: 'stdout' | 'stderr') => void;
}

const running = new Set<number>();
process.once('exit', () => {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
});

/** A process group started from a shell command line. */
export class Container {
  readonly pid: number;
  /** Settles when the process has ended and its output is read. */
  readonly exit: Promise<Exit>;
  #ended = false;

  constructor(options: CommandOptions) {
    const child = spawn('/bin/sh', ['-c', asOneProcess(options.command)], {
      cwd: options.directory,
      env: {
        PATH: [
          path.join(options.directory, 'node_modules/.bin'),
          path.dirname(options.node),
          ...(options.tools ?? []),
          process.env.PATH ?? '',
        ].join(':'),
        HOME: process.env.HOME ?? options.directory,
        // Otherwise pnpm fetches the version that "packageManager" names and hands over to it.
        npm_config_manage_package_manager_versions: 'false',
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that a shell's children go with it.
      detached: true,
    });
    this.pid = child.pid ?? 0;
    if (this.pid) running.add(this.pid);
    readLines(child, options.onLine);
    this.exit = new Promise((resolve) => {
      child.once('error', () => this.#end(resolve, { code: 127, signal: null }));
      child.once('exit', (code, signal) => this.#end(resolve, { code, signal }));
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** SIGTERM, `drainMs` of patience, SIGKILL; returns when it is gone. */
  async stop(drainMs: number): Promise<void> {
    if (!this.#ended) {
      signalGroup(this.pid, 'SIGTERM');
      const patience = new AbortController();
      await Promise.race([
        this.exit,
        delay(drainMs, undefined, { signal: patience.signal }).catch(() => undefined),
      ]);
      patience.abort();
    }
    this.kill();
    await this.exit;
  }

  /** SIGKILL to the whole group. */
  kill(): void {
    if (this.pid) signalGroup(this.pid, 'SIGKILL');
  }

  #end(resolve: (exit: Exit) => void, exit: Exit): void {
    this.#ended = true;
    running.delete(this.pid);
    resolve(exit);
  }
}

/** Without this, the shell stays in front of a simple command and takes the signals meant for it. */
function asOneProcess(command: string): string {
  const simple = !/[;&|<>()\n]/.test(command) && !/^\s*\w+=/.test(command);
  return simple ? `exec ${command}` : command;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

function readLines(child: ChildProcess, onLine: CommandOptions['onLine']): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    let rest = '';
    child[stream]?.setEncoding('utf8');
    child[stream]?.on('data', (text: string) => {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line, stream);
    });
    child[stream]?.on('end', () => {
      if (rest) onLine(rest, stream);
    });
  }
}

/** A port nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
