import type { CheckContext, Outcome } from '../kind.js';
import type { PostgresCheck } from './spec.js';

/** Not yet. */
export async function run(_check: PostgresCheck, _context: CheckContext): Promise<Outcome> {
  return { verdict: 'inconclusive', reason: 'this kind of check is not made yet', final: true };
}
