import type { ComponentState } from '../../src/release/presence.js';
import type { Deps } from './deps.js';
import type { Outcome, Place, ServiceResult } from './result.js';

const stateOf = {
  live: 'live',
  skipped: 'skipped',
  failed: 'failed',
  crashed: 'failed',
  superseded: 'superseded',
  cancelled: 'cancelled',
  'timed-out': 'failed',
  error: 'failed',
  'not-started': 'cancelled',
} as const satisfies Record<Outcome, ComponentState>;

/** Shows on GitHub how far a service is. */
export function tellState(
  { name, environment, url }: Pick<Place, 'name' | 'environment' | 'url'>,
  state: ComponentState,
  { presence }: Pick<Deps, 'presence'>,
  { page, detail }: { page?: string | undefined; detail?: string | undefined } = {},
): void {
  presence.tell({
    component: name,
    platform: 'Railway',
    environment: environment.name,
    state,
    url,
    page,
    detail,
  });
}

/** Shows on GitHub how a service ended; one that was put back is live no more. */
export function tellResult(result: ServiceResult, deps: Pick<Deps, 'presence'>): void {
  const { page, outcome, failure, putBack, previous } = result;
  if (putBack?.outcome === 'restored') {
    const detail = `put back, as another service failed: ${previous} serves again`;
    tellState(result, 'failed', deps, { page, detail });
  } else if (outcome === 'not-started') {
    tellState(result, 'cancelled', deps, { detail: 'not started: another service failed' });
  } else {
    tellState(result, stateOf[outcome], deps, { page, detail: failure?.message });
  }
}
