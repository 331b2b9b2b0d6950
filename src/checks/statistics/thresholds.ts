import type { Verdict } from '../../release/verdict.js';
import { percentile, sorted } from './percentiles.js';
import type { Series } from './samples.js';

const comparisons = {
  '===': (got: number, limit: number) => got === limit,
  '==': (got: number, limit: number) => got === limit,
  '!=': (got: number, limit: number) => got !== limit,
  '<=': (got: number, limit: number) => got <= limit,
  '>=': (got: number, limit: number) => got >= limit,
  '<': (got: number, limit: number) => got < limit,
  '>': (got: number, limit: number) => got > limit,
} as const;

type Operator = keyof typeof comparisons;
type Aggregation = 'avg' | 'min' | 'med' | 'max' | 'count' | 'rate' | 'p';

/** A limit in the grammar of k6's thresholds. Durations are in milliseconds, `rate` is the share of failed requests. */
export interface Threshold {
  /** As it was written. */
  text: string;
  aggregation: Aggregation;
  /** Of `p(N)`: 0 to 100. */
  percentile?: number;
  operator: Operator;
  limit: number;
}

/** What a threshold found. `value` is undefined when there was nothing to compute it from. */
export interface ThresholdResult {
  threshold: string;
  verdict: Verdict;
  value: number | undefined;
  /** Why; '' when it passed. */
  reason: string;
}

/** A text that is no threshold, with the column (from 1) of what is wrong. */
export interface ThresholdFault {
  column: number;
  message: string;
}

const names = ['avg', 'min', 'med', 'max', 'count', 'rate', 'p'] as const;
const grammar = 'avg, min, med, max, p(N), count or rate, then <, <=, >, >=, == or !=, then a number';

/**
 * Reads one threshold, such as `p(95)<500`, `rate<0.01` or `count>=20` (grafana.com/docs/k6, "Thresholds"). A text that
 * is none is told with the column where it stops being one.
 */
export function parseThreshold(text: string): Threshold | ThresholdFault {
  const scan = new Scan(text);
  const name = scan.take(/[a-z]+/iy);
  const aggregation = names.find((one) => one === name);
  if (!aggregation) return scan.fault(`begins with ${quoted(name ?? scan.rest())}; it takes ${grammar}`);
  scan.mark();
  const inside = scan.take(/\(([^)]*)\)/y);
  const rank = inside === undefined ? undefined : Number(inside.slice(1, -1).trim() || Number.NaN);
  if (aggregation === 'p' && rank === undefined) return scan.fault('needs its percentile, such as p(95)');
  if (aggregation !== 'p' && rank !== undefined) return scan.fault(`takes nothing in brackets: "${inside}"`);
  if (rank !== undefined && !(rank >= 0 && rank <= 100)) {
    return scan.fault(`has the percentile "${inside}"; it must be a number from 0 to 100`);
  }
  scan.mark();
  const operator = scan.take(/[<>=!]+/y);
  if (operator === undefined || !isOperator(operator)) {
    return scan.fault(`has ${quoted(operator)} where <, <=, >, >=, ==, === or != belongs`);
  }
  scan.mark();
  const number = scan.take(/[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/iy);
  if (number === undefined) return scan.fault(`has ${quoted(scan.rest())} where a number belongs`);
  scan.mark();
  if (scan.rest() !== '') {
    return scan.fault(
      `has ${quoted(scan.rest())} behind its number; durations are milliseconds and rates are shares from 0 to 1, both without a unit`,
    );
  }
  const base = { text: text.trim(), aggregation, operator, limit: Number(number) };
  return rank === undefined ? base : { ...base, percentile: rank };
}

/** Whether a text was no threshold. */
export function isThresholdFault(read: Threshold | ThresholdFault): read is ThresholdFault {
  return 'message' in read;
}

/** Holds a threshold against samples. Without anything to compute its value from it is `inconclusive`, never `pass`. */
export function judgeThreshold(threshold: Threshold, samples: Series): ThresholdResult {
  const value = aggregated(threshold, samples);
  const { text } = threshold;
  if (!Number.isFinite(value)) {
    const reason = `${text} could not be told: no sample counts for it`;
    return { threshold: text, verdict: 'inconclusive', value: undefined, reason };
  }
  if (comparisons[threshold.operator](value, threshold.limit)) {
    return { threshold: text, verdict: 'pass', value, reason: '' };
  }
  const name = threshold.aggregation === 'p' ? `p(${threshold.percentile})` : threshold.aggregation;
  const reason = `${text} does not hold over ${samples.count} samples: ${name} is ${shown(threshold, value)}`;
  return { threshold: text, verdict: 'fail', value, reason };
}

function aggregated({ aggregation, percentile: rank = 50 }: Threshold, samples: Series): number {
  if (aggregation === 'count') return samples.count;
  if (aggregation === 'rate') return samples.errorRate();
  const rising = sorted(samples.durations());
  if (aggregation === 'avg') return rising.reduce((sum, one) => sum + one, 0) / rising.length;
  const ranks = { min: 0, med: 50, max: 100, p: rank } as const;
  return percentile(rising, ranks[aggregation]);
}

function shown({ aggregation }: Threshold, value: number): string {
  if (aggregation === 'count') return String(value);
  if (aggregation === 'rate')
    return `${Number(value.toPrecision(3))} (${Number((value * 100).toPrecision(3))} %)`;
  return `${Number(value.toPrecision(4))} ms`;
}

function isOperator(text: string): text is Operator {
  return Object.hasOwn(comparisons, text);
}

function quoted(text: string | undefined): string {
  return text === undefined || text === '' ? 'nothing' : `"${text}"`;
}

/** Reads a text from left to right and remembers where the part that is being read begins. */
class Scan {
  readonly #text: string;
  #at = 0;
  #marked = 0;

  constructor(text: string) {
    this.#text = text;
    this.mark();
  }

  /** Steps over blanks; a fault is placed here from now on. */
  mark(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
    this.#marked = this.#at;
  }

  take(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  rest(): string {
    return this.#text.slice(this.#at).trim();
  }

  fault(what: string): ThresholdFault {
    const column = this.#marked + 1;
    return { column, message: `the threshold "${this.#text.trim()}" ${what} (column ${column})` };
  }
}
