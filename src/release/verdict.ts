/** The answer of a check: `inconclusive` = it could not tell, `error` = it could not ask. Only `fail` speaks against a release. */
export const verdicts = ['pass', 'fail', 'inconclusive', 'error'] as const;
/** One of `verdicts`. */
export type Verdict = (typeof verdicts)[number];

/** The verdict over several: one `fail` fails all; without one, what could not be told or asked is said before `pass`. */
export function combineVerdicts(all: readonly Verdict[]): Verdict {
  const worst: readonly Verdict[] = ['fail', 'error', 'inconclusive'];
  return worst.find((verdict) => all.includes(verdict)) ?? (all.length > 0 ? 'pass' : 'inconclusive');
}
