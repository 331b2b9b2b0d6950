import { readdirSync, readFileSync } from 'node:fs';

/** Watches how much memory this process and all it started take together. */
export interface MemoryWatch {
  /** Highest sum seen, in bytes; 0 where the system does not tell (it is read from /proc). */
  peakBytes: number;
  stop(): void;
}

/** Sums proportional set sizes once a second: pages that processes share are counted once. */
export function watchMemory(): MemoryWatch {
  const watch: MemoryWatch = { peakBytes: 0, stop: () => clearInterval(timer) };
  const look = () => {
    watch.peakBytes = Math.max(watch.peakBytes, treeBytes(process.pid));
  };
  const timer = setInterval(look, 1_000);
  timer.unref();
  return watch;
}

function treeBytes(root: number): number {
  const children = new Map<number, number[]>();
  for (const entry of listProcesses()) {
    const parent = parentOf(entry);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), entry]);
  }
  const pending = [root];
  let sum = 0;
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    sum += proportionalBytes(pid);
    pending.push(...(children.get(pid) ?? []));
  }
  return sum;
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number | undefined {
  try {
    // The name in parentheses may hold anything; the parent is the second field after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function proportionalBytes(pid: number): number {
  try {
    const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return match ? Number(match[1]) * 1_024 : 0;
  } catch {
    return 0;
  }
}
