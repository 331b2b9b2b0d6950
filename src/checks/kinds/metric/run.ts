import type { CheckContext, Outcome } from '../kind.js';
import type { MetricCheck } from './spec.js';

/** Not yet. */
export async function run(_check: MetricCheck, _context: CheckContext): Promise<Outcome> {
  return { verdict: 'inconclusive', reason: 'this kind of check is not made yet', final: true };
}
