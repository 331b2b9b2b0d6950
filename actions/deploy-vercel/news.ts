import type { ComponentNews, ComponentState } from '../../src/release/presence.js';
import type { Phase } from '../../src/vercel/states.js';
import { headline } from './messages.js';
import type { Outcome, Result } from './result.js';

/** What GitHub shows of a deployment that is under way. */
export const stateOfPhase: Readonly<Record<Phase, ComponentState>> = {
  queue: 'queued',
  build: 'building',
  assign: 'deploying',
};

const stateOfOutcome: Readonly<Partial<Record<Outcome, ComponentState>>> = {
  live: 'live',
  ready: 'ready',
  staged: 'staged',
  // Vercel goes on with it; the detail says how far it is.
  rolling: 'deploying',
  skipped: 'skipped',
  removed: 'removed',
  canceled: 'cancelled',
};

/** What GitHub shows of a deployment at its end; undefined for a dry run, which leaves no trace. */
export function lastNews(result: Result, component: string): ComponentNews | undefined {
  if (result.outcome === 'dry-run') return undefined;
  const { failure, rollingStage } = result;
  const state = stateOf(result);
  const stage = rollingStage && `${rollingStage.percentage} % of the traffic`;
  const detail = failure
    ? (failure.message.split('\n')[0] ?? '')
    : (stage ?? headline(result.outcome, component, result.target));
  return {
    component,
    platform: 'Vercel',
    state,
    url: failure ? undefined : result.url || undefined,
    page: result.inspectorUrl || undefined,
    detail,
  };
}

function stateOf({ outcome, failure, supersededBy }: Result): ComponentState {
  if (supersededBy) return 'superseded';
  const state = stateOfOutcome[outcome] ?? 'failed';
  return failure && state !== 'cancelled' ? 'failed' : state;
}
