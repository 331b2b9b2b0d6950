import { PlatformError } from '../../../errors/errors.js';
import { cut } from '../../messages.js';
import type { CheckContext, Outcome } from '../kind.js';
import type { LogLine, LogSource } from '../services.js';
import { msOf } from '../time-fits.js';
import type { LogCheck } from './spec.js';

const betweenLooksMs = 3_000;
/** Lines may arrive late, behind newer ones. */
const lateMs = 30_000;

/** The first lines of stack traces: Node, Python, Go, Java and Ruby. */
const stackTraces = [
  /^\s+at .+[(/ ].+:\d+(:\d+)?\)?$/m,
  /Traceback \(most recent call last\):/,
  /^panic: |^goroutine \d+ \[running\]:/m,
  /^Exception in thread "|^\s+at [\w.$]+\([\w$]+\.java:\d+\)/m,
  /^\s*from .+\.rb:\d+:in /m,
];

/** Reads the logs until all that must come has come, and goes on looking for what must not come. */
export async function run(check: LogCheck, context: CheckContext): Promise<Outcome> {
  const source = context.services.logs;
  if (!source) {
    const reason =
      'there are no logs to read: give railway-token (and the service behind the target) to this action, or leave this check out';
    return { verdict: 'inconclusive', reason, final: true };
  }
  const search = new Search(check);
  const began = context.clock.now();
  for (;;) {
    const looked = await look(source, search, context);
    if (looked) return looked;
    const elapsedMs = context.clock.now() - began;
    const limitMs = search.complete() ? msOf(check.watch) : msOf(check.within);
    if (elapsedMs >= limitMs) return { ...search.conclusion(), durationMs: elapsedMs };
    await context.clock.sleep(Math.min(betweenLooksMs, limitMs - elapsedMs), context.signal);
  }
}

/** Looks once; an outcome ends the check. */
async function look(
  source: LogSource,
  search: Search,
  { target }: CheckContext,
): Promise<Outcome | undefined> {
  let lines: readonly LogLine[] | undefined;
  try {
    lines = await source.read(target.name, search.since);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    // Worth another look until the time is over.
    search.note(error.message);
    return undefined;
  }
  if (lines === undefined) {
    const reason = `no deployment with logs is known for the target "${target.name}"`;
    return { verdict: 'inconclusive', reason, final: true };
  }
  const unwanted = search.add(lines);
  return unwanted === undefined ? undefined : { verdict: 'fail', reason: unwanted, final: true };
}

/** What was found so far. A line that comes again with the same time and text is counted once. */
class Search {
  readonly #wanted: string[];
  readonly #unwanted: { pattern: RegExp; name: string }[];
  #missing: Set<string>;
  #lines = 0;
  #newest: number | undefined;
  #seen = new Set<string>();
  #trouble = '';

  constructor(check: LogCheck) {
    this.#wanted = [check.matches ?? []].flat();
    this.#missing = new Set(this.#wanted);
    this.#unwanted = [
      ...[check['not-matches'] ?? []]
        .flat()
        .map((text) => ({ pattern: new RegExp(text), name: `/${text}/` })),
      ...(check['no-stack-traces'] ? stackTraces : []).map((pattern) => ({ pattern, name: 'a stack trace' })),
    ];
  }

  get since(): number | undefined {
    return this.#newest === undefined ? undefined : this.#newest - lateMs;
  }

  note(trouble: string): void {
    this.#trouble = trouble;
  }

  complete(): boolean {
    return this.#missing.size === 0;
  }

  /** Why a line must not be there; undefined when all are fine. */
  add(lines: readonly LogLine[]): string | undefined {
    this.#trouble = '';
    const { since } = this;
    const before = this.#seen;
    // What is too old to come again need not be remembered.
    this.#seen = new Set();
    for (const { at, text } of lines) {
      const key = `${at} ${text}`;
      this.#seen.add(key);
      if (before.has(key) || (since !== undefined && at < since)) continue;
      this.#newest = Math.max(at, this.#newest ?? at);
      this.#lines += 1;
      const unwanted = this.#unwanted.find(({ pattern }) => pattern.test(text));
      if (unwanted) return `a line of the log is ${unwanted.name}: ${cut(text)}`;
      for (const wanted of this.#missing) if (new RegExp(wanted).test(text)) this.#missing.delete(wanted);
    }
    return undefined;
  }

  conclusion(): Outcome {
    const measurements = { lines: this.#lines };
    if (this.#lines === 0) {
      const why = this.#trouble === '' ? 'the log is empty' : `the log could not be read: ${this.#trouble}`;
      return { verdict: 'inconclusive', reason: why, measurements };
    }
    if (this.complete()) return { verdict: 'pass', reason: '', measurements };
    const missing = [...this.#missing].map((text) => `/${text}/`).join(', ');
    const reason = `none of ${this.#lines} lines of the log matches ${missing}`;
    return { verdict: 'fail', reason, measurements };
  }
}
