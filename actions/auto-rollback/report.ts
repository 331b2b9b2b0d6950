import { readDeliveryHistory } from '../../src/github/delivery-history.js';
import { deliveryFigures } from '../../src/release/delivery.js';
import { deliveryMarkdown } from './after/delivery-report.js';
import type { Deps } from './deps.js';
import { needed } from './freeze.js';
import type { Inputs } from './inputs.js';
import { emptyResult, type Result } from './result.js';

/** Computes the four measures of delivery from the release records. Throws PlatformError when they cannot be read. */
export async function reportDelivery(inputs: Inputs, deps: Deps): Promise<Result> {
  const began = deps.clock.now();
  const { environment, reportDays } = inputs;
  const from = began - reportDays * 86_400_000;
  const { releases, rollbacks } = await readDeliveryHistory(needed(deps.github, 'report'), environment, from);
  const figures = deliveryFigures(releases, rollbacks, { from, to: began });
  return {
    ...emptyResult(inputs, { release: '', commit: deps.context.sha }),
    outcome: 'reported',
    reason: `${figures.releases} releases ended in the last ${reportDays} days`,
    delivery: figures,
    page: deliveryMarkdown(figures, environment, reportDays),
    durationMs: deps.clock.now() - began,
  };
}
