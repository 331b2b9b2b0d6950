/** What a platform does instead of answering well. `reset-after` and `hang-after` act first: the change happened, the caller does not hear of it. */
export type Fault =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'reset' }
  | { kind: 'reset-after' }
  | { kind: 'hang' }
  | { kind: 'hang-after' }
  | { kind: 'garbage' }
  | { kind: 'slow'; delayMs: number };

/**
 * One rule: the requests it meets and what they get.
 * `operation` is the operation's name as the platform writes it down (`createDeployment`, `deploymentRollback`, …);
 * a trailing `*` matches any ending. Counting starts when the rule is added, `from` at 1.
 */
export interface FaultRule {
  operation: string;
  /** First request of the operation that is hit; 1 when absent. */
  from?: number;
  /** How many requests in a row are hit; 1 when absent, `Infinity` for all. */
  times?: number;
  fault: Fault;
}

/** The rules in force on one platform, in the order they were added; the first that fits decides. */
export class Faults {
  readonly #rules: { rule: FaultRule; seen: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, seen: 0 });
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** Counts this request against every rule that names its operation and returns the fault that hits it. */
  next(operation: string): Fault | undefined {
    let hit: Fault | undefined;
    for (const entry of this.#rules) {
      if (!matches(entry.rule.operation, operation)) continue;
      entry.seen += 1;
      const first = entry.rule.from ?? 1;
      const last = first + (entry.rule.times ?? 1) - 1;
      if (entry.seen >= first && entry.seen <= last) hit ??= entry.rule.fault;
    }
    return hit;
  }
}

function matches(pattern: string, operation: string): boolean {
  return pattern.endsWith('*') ? operation.startsWith(pattern.slice(0, -1)) : pattern === operation;
}
