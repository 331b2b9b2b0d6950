import type { CheckContext, Outcome } from '../kind.js';
import type { KafkaCheck } from './spec.js';

/** Not yet. */
export async function run(_check: KafkaCheck, _context: CheckContext): Promise<Outcome> {
  return { verdict: 'inconclusive', reason: 'this kind of check is not made yet', final: true };
}
