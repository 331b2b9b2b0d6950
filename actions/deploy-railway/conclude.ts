import { PlatformError } from '../../src/errors/errors.js';
import { isLoopback } from '../../src/http/loopback.js';
import type { Contents } from '../../src/railway/archive.js';
import type { RailwayClient } from '../../src/railway/client.js';
import { liveDeploymentId } from '../../src/railway/deployments.js';
import { type FailureCause, readFailureCause } from '../../src/railway/failure.js';
import type { DeploymentEnd } from '../../src/railway/wait.js';
import type { RailwayComponent } from '../../src/release/component.js';
import type { Logger } from '../../src/runtime/log.js';
import type { Inputs } from './inputs.js';
import { failureOf } from './messages.js';
import type { FoundPlace } from './place.js';
import type { Outcome, Result } from './result.js';
import type { Shipped } from './ship.js';

/** A deployment that has ended, and what led to it. */
export interface Ended {
  inputs: Inputs;
  place: FoundPlace;
  contents: Contents;
  variables: readonly string[];
  shipped: Shipped;
  component: RailwayComponent;
  end: DeploymentEnd;
  durationMs: number;
}

interface Deps {
  client: RailwayClient;
  log: Logger;
  context: { sha: string };
}

/** Adds to an ended deployment what is live after it and why it failed. Neither changes how it ended. */
export async function conclude(ended: Ended, deps: Deps): Promise<Result> {
  const { inputs, place, contents, shipped, end } = ended;
  const { project, environment, service, url, healthcheckPath, previous } = place;
  const outcome: Outcome = end.end === 'up' ? 'live' : end.end;
  const facts = {
    ...{ project, environment, service, url, healthcheckPath, previous, outcome },
    ...(await lookBack(ended, deps)),
    deploymentId: shipped.deploymentId,
    railwayStatus: end.status,
    phase: end.phase,
    commit: deps.context.sha,
    wasUp: end.wasUp,
    stopped: end.stopped,
    steps: stepsOf(end),
    uploaded: {
      files: contents.files.length,
      bytes: contents.files.reduce((sum, file) => sum + file.bytes, 0),
      packedBytes: shipped.packedBytes,
    },
    variables: ended.variables,
    // Nothing was shipped, so there is nothing that a release could hold or take back.
    component: outcome === 'skipped' ? undefined : ended.component,
    page: pageOf(deps.client, ended),
    durationMs: ended.durationMs,
  };
  return { ...facts, failure: failureOf(facts, inputs) };
}

async function lookBack(
  { inputs, place, shipped, end }: Ended,
  { client, log }: Deps,
): Promise<{ live: Result['live']; cause: FailureCause | undefined }> {
  if (end.end === 'up') {
    log.info(`Live now: deployment ${shipped.deploymentId}${place.url ? `, ${place.url}` : ''}`);
    return { live: { id: shipped.deploymentId }, cause: undefined };
  }
  const live = await readLive(place, client);
  if (end.end === 'skipped' || end.end === 'superseded') return { live, cause: undefined };
  const hide = [inputs.token, ...Object.values(inputs.variables)];
  const cause = await readFailureCause({ client, log, hide }, shipped.deploymentId, end);
  if (cause.lines.length > 0) {
    await log.group(`Last lines of the ${cause.log} log`, async () => {
      for (const line of cause.lines) log.info(line);
    });
  }
  return { live, cause };
}

async function readLive(place: FoundPlace, client: RailwayClient): Promise<Result['live']> {
  try {
    return { id: await liveDeploymentId(client, place.target) };
  } catch (error) {
    if (error instanceof PlatformError) return undefined;
    throw error;
  }
}

function stepsOf({ events }: DeploymentEnd): Result['steps'] {
  return events.map(({ step, createdAt, completedAt }) => ({
    step: step.toLowerCase().replaceAll('_', ' '),
    durationMs: completedAt ? Math.max(Date.parse(completedAt) - Date.parse(createdAt), 0) : undefined,
  }));
}

function pageOf(client: RailwayClient, { place: { target }, shipped }: Ended): string | undefined {
  if (isLoopback(client.apiUrl)) return undefined;
  return `https://railway.com/project/${target.projectId}/service/${target.serviceId}?environmentId=${target.environmentId}&id=${shipped.deploymentId}`;
}
