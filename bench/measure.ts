import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A whole process, from start to end. */
export interface ProcessRun {
  code: number | null;
  wallMs: number;
  /** User and system time of the process, in milliseconds; 0 where the system does not tell. */
  cpuMs: number;
  /** Highest resident memory, in bytes, of the process itself; 0 where the system does not tell. */
  peakBytes: number;
  output: string;
}

const sampleMs = 20;
/** Linux counts a process's time in these (`getconf CLK_TCK`). */
const ticksPerSecond = 100;

/** Runs a program to its end and measures it. Memory and CPU are read from /proc while it runs. */
export function measureProcess(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<ProcessRun> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, {
      ...(options.cwd ? { cwd: options.cwd } : {}),
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const seen = { cpuMs: 0, peakBytes: 0 };
    const timer = setInterval(() => Object.assign(seen, sample(child.pid ?? 0, seen)), sampleMs);
    child.on('error', (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearInterval(timer);
      const wallMs = performance.now() - began;
      resolve({ code, wallMs, ...seen, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

function sample(
  pid: number,
  before: { cpuMs: number; peakBytes: number },
): { cpuMs: number; peakBytes: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peakKb = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold spaces; fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return {
      cpuMs: Math.max(before.cpuMs, (ticks / ticksPerSecond) * 1_000),
      peakBytes: Math.max(before.peakBytes, peakKb * 1_024),
    };
  } catch {
    return before;
  }
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
