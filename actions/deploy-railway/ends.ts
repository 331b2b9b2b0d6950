import type { ExpectedError } from '../../src/errors/errors.js';
import { PlatformError } from '../../src/errors/errors.js';
import type { Changes } from './changes.js';
import { componentOf, pageOf } from './conclude.js';
import type { Deps } from './deps.js';
import type { FoundPlace } from './place.js';
import { commitOf } from './request.js';
import type { ServiceResult } from './result.js';
import type { Shipped } from './ship.js';

/** The result of a service nothing happened to: what the others are filled in from. */
export function resultAt(place: FoundPlace, deps: Deps): ServiceResult {
  const { name, project, environment, service, url, healthcheckPath, previous, request } = place;
  return {
    ...{ name, project, environment, service, url, healthcheckPath, previous },
    outcome: 'not-started',
    source: request.source.kind,
    deploymentId: undefined,
    railwayStatus: undefined,
    phase: 'queue',
    commit: commitOf(request, deps.context.commit),
    live: { id: previous },
    wasUp: false,
    stopped: false,
    cause: undefined,
    steps: [],
    imageDigest: undefined,
    uploaded: undefined,
    variables: [],
    variablesRemoved: [],
    settingsChanged: [],
    changesUndone: false,
    component: undefined,
    page: undefined,
    failure: undefined,
    putBack: undefined,
    durationMs: 0,
  };
}

/** The result of a service that was about to start when another one failed. */
export function stoppedBefore(place: FoundPlace, changes: Changes, deps: Deps): ServiceResult {
  return { ...resultAt(place, deps), ...changesOf(changes) };
}

function changesOf({ variables, variablesRemoved, settings }: Changes) {
  return { variables, variablesRemoved, settingsChanged: settings };
}

/** The result of a service that Railway refused, or that could not be asked about to the end. */
export function failedToStart(
  place: FoundPlace,
  error: ExpectedError,
  so: { changes: Changes; shipped: Shipped | undefined; durationMs: number },
  deps: Deps,
): ServiceResult {
  const request = error instanceof PlatformError && error.requestId ? ` (request id ${error.requestId})` : '';
  const id = so.shipped?.deploymentId;
  return {
    ...resultAt(place, deps),
    outcome: 'error',
    deploymentId: id,
    live: undefined,
    ...changesOf(so.changes),
    component: id === undefined ? undefined : componentOf(place, id),
    page: id === undefined ? undefined : pageOf(deps.client, place.target, id),
    failure: { message: `${error.message}${request}`, fix: error.fix ?? '' },
    durationMs: so.durationMs,
  };
}
