import type { Verdict } from '../../../release/verdict.js';

const comparisons = {
  '<': (got: number, limit: number) => got < limit,
  '<=': (got: number, limit: number) => got <= limit,
  '>': (got: number, limit: number) => got > limit,
  '>=': (got: number, limit: number) => got >= limit,
  '==': (got: number, limit: number) => got === limit,
  '!=': (got: number, limit: number) => got !== limit,
} as const;

/** Conditions on a number, such as `< 0.01`; at least one of the two is given. */
export interface Conditions {
  success?: string | undefined;
  failure?: string | undefined;
}

/**
 * Judges a number as Argo does: with one condition that one decides; with both, a number that is neither good nor bad is
 * `inconclusive`. No number is `inconclusive` too.
 */
export function judgeValue({ success, failure }: Conditions, value: number): Verdict {
  if (!Number.isFinite(value)) return 'inconclusive';
  if (failure !== undefined && holds(failure, value)) return 'fail';
  if (success === undefined) return 'pass';
  if (holds(success, value)) return 'pass';
  return failure === undefined ? 'fail' : 'inconclusive';
}

/** The schema accepted the text, so it has both its parts. */
function holds(condition: string, value: number): boolean {
  const [, operator, limit] = /^\s*([<>=!]+)\s*(\S+)\s*$/.exec(condition) ?? [];
  const compare = comparisons[operator as keyof typeof comparisons];
  return compare(value, Number(limit));
}
