import type { CheckContext, Outcome } from '../kind.js';
import type { PageCheck } from './spec.js';

/** Not yet. */
export async function run(_check: PageCheck, _context: CheckContext): Promise<Outcome> {
  return { verdict: 'inconclusive', reason: 'this kind of check is not made yet', final: true };
}
