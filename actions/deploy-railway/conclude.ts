import { PlatformError } from '../../src/errors/errors.js';
import { isLoopback } from '../../src/http/loopback.js';
import type { Contents } from '../../src/railway/archive.js';
import type { RailwayClient } from '../../src/railway/client.js';
import { liveDeploymentId } from '../../src/railway/deployments.js';
import { timelineOf } from '../../src/railway/events.js';
import { type FailureCause, readFailureCause } from '../../src/railway/failure.js';
import type { ServiceTarget } from '../../src/railway/scope.js';
import type { DeploymentEnd } from '../../src/railway/wait.js';
import type { RailwayComponent } from '../../src/release/component.js';
import type { Changes } from './changes.js';
import type { Deps } from './deps.js';
import type { Inputs } from './inputs.js';
import { failureOf } from './messages.js';
import type { FoundPlace } from './place.js';
import { commitOf } from './request.js';
import type { Outcome, ServiceResult } from './result.js';
import type { Shipped } from './ship.js';
import { whetherStopped } from './stopped.js';

/** A deployment that has ended, and what led to it. */
export interface Ended {
  inputs: Inputs;
  place: FoundPlace;
  contents: Contents | undefined;
  changes: Changes;
  shipped: Shipped;
  end: DeploymentEnd;
  durationMs: number;
}

/** Adds to an ended deployment what is live after it and why it failed. Neither changes how it ended. */
export async function conclude(ended: Ended, deps: Deps): Promise<ServiceResult> {
  const { inputs, place, changes, shipped, end } = ended;
  const { name, project, environment, service, url, healthcheckPath, previous, request } = place;
  const outcome: Outcome = end.end === 'up' ? 'live' : end.end;
  const facts = {
    ...{ name, project, environment, service, url, healthcheckPath, previous, outcome },
    ...(await lookBack(ended, deps)),
    source: request.source.kind,
    deploymentId: shipped.deploymentId,
    railwayStatus: end.status,
    phase: end.phase,
    commit: commitOf(request, deps.context.commit),
    wasUp: end.wasUp,
    stopped: end.stopped,
    steps: timelineOf(end.events),
    imageDigest: digestOf(end),
    uploaded: uploadedOf(ended),
    variables: changes.variables,
    variablesRemoved: changes.variablesRemoved,
    settingsChanged: changes.settings,
    changesUndone: false,
    // Nothing was shipped, so there is nothing that a release could hold or take back.
    component: outcome === 'skipped' ? undefined : componentOf(place, shipped.deploymentId, end),
    page: pageOf(deps.client, place.target, shipped.deploymentId),
    putBack: undefined,
    durationMs: ended.durationMs,
  };
  return { ...facts, failure: failureOf(facts, inputs, end.explanation) };
}

async function lookBack(
  { inputs, place, shipped, end }: Ended,
  deps: Deps,
): Promise<{ live: ServiceResult['live']; cause: FailureCause | undefined }> {
  const { client, log } = deps;
  if (end.end === 'up') {
    log.info(`Live now: deployment ${shipped.deploymentId}${place.url ? `, ${place.url}` : ''}`);
    return { live: { id: shipped.deploymentId }, cause: undefined };
  }
  const live = await readLive(place, client);
  if (end.end === 'skipped' || end.end === 'superseded') return { live, cause: undefined };
  const cause = await readFailureCause(
    { client, log, hide: secretsOf(inputs, place) },
    shipped.deploymentId,
    end,
  );
  if (cause.lines.length > 0) {
    await log.group(`Last lines of the ${cause.log} log`, async () => {
      for (const line of cause.lines) log.info(line);
    });
  }
  return { live: await whetherStopped(live, { place, end, inputs }, deps), cause };
}

/** What no line of a log may show. */
export function secretsOf(inputs: Inputs, { request }: FoundPlace): string[] {
  const login = inputs.registry ? [inputs.registry.password] : [];
  return [inputs.token, ...login, ...Object.values(request.variables)];
}

async function readLive(place: FoundPlace, client: RailwayClient): Promise<ServiceResult['live']> {
  try {
    return { id: await liveDeploymentId(client, place.target) };
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}

function uploadedOf({ contents, shipped }: Ended): ServiceResult['uploaded'] {
  if (!contents || shipped.packedBytes === undefined) return undefined;
  return {
    files: contents.files.length,
    bytes: contents.files.reduce((sum, file) => sum + file.bytes, 0),
    packedBytes: shipped.packedBytes,
  };
}

function digestOf({ deployment }: DeploymentEnd): string | undefined {
  const digest = deployment?.meta?.imageDigest;
  return typeof digest === 'string' && digest !== '' ? digest : undefined;
}

/** This deployment as the release record names it; `end` tells the commit of one that was deployed again. */
export function componentOf(place: FoundPlace, deploymentId: string, end?: DeploymentEnd): RailwayComponent {
  return {
    kind: 'railway',
    name: place.name,
    project: place.target.projectId,
    environment: place.target.environmentId,
    service: place.target.serviceId,
    deployment: deploymentId,
    previous: place.previous ?? null,
    url: place.url ?? null,
    ...imageIn(place.request.source),
    ...commitIn(place.request.source, end),
  };
}

/** Deployed by its digest, an image is the same program wherever it runs: another environment may be promoted to it. */
function imageIn(source: FoundPlace['request']['source']): Pick<RailwayComponent, 'image'> {
  const digest = source.kind === 'image' ? /@(sha256:[0-9a-f]{64})$/.exec(source.image)?.[1] : undefined;
  return digest === undefined ? {} : { image: digest };
}

/** Only what is not the release's own: a commit that was asked for by name, or that of the deployment that was deployed again. */
function commitIn(
  source: FoundPlace['request']['source'],
  end: DeploymentEnd | undefined,
): Pick<RailwayComponent, 'commit'> {
  const known = source.kind === 'redeploy' ? end?.deployment?.meta?.commitHash : undefined;
  const commit = source.kind === 'commit' ? source.commit : known;
  return typeof commit === 'string' && commit !== '' ? { commit } : {};
}

/** The deployment's page on Railway; undefined in a rehearsal, which has none. */
export function pageOf(
  client: RailwayClient,
  target: ServiceTarget,
  deploymentId: string,
): string | undefined {
  if (isLoopback(client.apiUrl)) return undefined;
  return `https://railway.com/project/${target.projectId}/service/${target.serviceId}?environmentId=${target.environmentId}&id=${deploymentId}`;
}
