import { type RunContext, runUrl } from '../../src/action/context.js';
import { CancelledError } from '../../src/errors/errors.js';
import type { Http } from '../../src/http/client.js';
import type { Clock } from '../../src/runtime/clock.js';
import type { Logger } from '../../src/runtime/log.js';
import { endVercelCheck, startVercelCheck, type VercelCheckEnd } from '../../src/vercel/check-runs.js';
import { createVercelClient } from '../../src/vercel/client.js';
import type { VercelCheckInputs } from './inputs/vercel-check.js';
import { type Ended, lineOf, type Place } from './showing.js';

const conclusions = {
  pass: 'succeeded',
  fail: 'failed',
  error: 'failed',
  // Vercel lets a neutral one pass; what could not be told must not let a deployment through.
  inconclusive: 'failed',
} as const;

/** A check of the deployment on Vercel, which holds the deployment back until it succeeded. */
export function vercelCheckOf(
  inputs: VercelCheckInputs,
  deps: { http: Http; clock: Clock; log: Logger; signal: AbortSignal; context: RunContext },
): Place {
  const { name, deploymentId } = inputs;
  // It is ended after a cancellation too, when the run's own signal has been given already.
  const { http, clock, log, context } = deps;
  const client = createVercelClient({ http, clock, log, ...inputs });
  return {
    name: `check "${name}" on Vercel`,
    required: true,
    begin: async () => {
      const run = await startVercelCheck(client, { deploymentId, name, detailsUrl: runUrl(context) });
      return async (ended) => {
        await endVercelCheck(client, run, endOf(ended));
        return undefined;
      };
    },
  };
}

function endOf(ended: Ended): VercelCheckEnd {
  if ('result' in ended) {
    const { verdict, reason } = ended.result;
    return { conclusion: conclusions[verdict], text: `${verdict}: ${reason}` };
  }
  const cancelled = ended.error instanceof CancelledError;
  return { conclusion: cancelled ? 'canceled' : 'failed', text: lineOf(ended.error) };
}
