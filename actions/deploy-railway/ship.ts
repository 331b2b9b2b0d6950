import { randomBytes } from 'node:crypto';
import type { RunContext } from '../../src/action/context.js';
import type { Contents } from '../../src/railway/archive.js';
import { cancelDeployment } from '../../src/railway/deployments.js';
import { type DeployRequest, deployCommit, findStarted, redeploy } from '../../src/railway/sources.js';
import { findUpload, upload } from '../../src/railway/upload.js';
import { formatSize } from '../../src/runtime/duration.js';
import type { Archives } from './archives.js';
import type { Deps } from './deps.js';
import type { FoundPlace } from './place.js';

/** A source that became a deployment. */
export interface Shipped {
  deploymentId: string;
  /** Size of what was sent; undefined when nothing was. */
  packedBytes: number | undefined;
  /** Takes back the undo that cancels the deployment with the run; call it when the deployment has ended. */
  ended(): void;
}

type ShipDeps = Deps & { archives: Archives };

/** Starts the deployment, once. A cancelled run cancels it, also when its id is not known yet. */
export async function ship(
  place: FoundPlace,
  contents: Contents | undefined,
  deps: ShipDeps,
): Promise<Shipped> {
  return contents ? shipUpload(place, contents, deps) : shipRequest(place, deps);
}

async function shipUpload(place: FoundPlace, contents: Contents, deps: ShipDeps): Promise<Shipped> {
  const { client, log, context } = deps;
  const { target } = place;
  const message = uploadMessage(context);
  const archive = await deps.archives.of(contents);
  const { known, ended } = cancelWithRun(deps, place, () =>
    findUpload({ target, message }, { ...deps, client, signal: neverAborted() }),
  );
  log.info(`Packed ${formatSize(archive.bytes)} (${weights(archive.biggest)})`);
  const deploymentId = known(await upload({ target, archive, message }, deps));
  log.info(`Uploaded as "${message}": deployment ${deploymentId}`);
  return { deploymentId, packedBytes: archive.bytes, ended };
}

async function shipRequest(place: FoundPlace, deps: Deps): Promise<Shipped> {
  const { target, service, facts } = place;
  const request = { target, name: service.name, latest: facts.latest };
  const { known, ended } = cancelWithRun(deps, place, () =>
    findStarted(request, { ...deps, signal: neverAborted() }),
  );
  const deploymentId = known(await startRequest(place, request, deps));
  deps.log.info(`Deployment ${deploymentId}`);
  return { deploymentId, packedBytes: undefined, ended };
}

function startRequest(place: FoundPlace, request: DeployRequest, deps: Deps): Promise<string> {
  const { source } = place.request;
  if (source.kind === 'redeploy') {
    return redeploy(request, { ...source, live: place.previous }, deps);
  }
  if (source.kind !== 'commit') return deployCommit(request, undefined, deps);
  const commit = source.commit ?? deps.context.commit;
  deps.log.info(`Deploying the commit ${commit} of ${place.facts.repo ?? 'the connected repository'}`);
  return deployCommit(request, commit, deps);
}

/** From the moment a deployment may exist until it has ended, a cancelled run must not leave it under way. */
function cancelWithRun(
  { client, onCancel }: Deps,
  { service }: FoundPlace,
  find: () => Promise<string | undefined>,
): { known(id: string): string; ended(): void } {
  let id: string | undefined;
  const ended = onCancel(`cancel the Railway deployment of "${service.name}"`, async () => {
    const found = id ?? (await find());
    if (found !== undefined) await cancelDeployment(client, found);
  });
  return {
    known: (found) => {
      id = found;
      return found;
    },
    ended,
  };
}

/** `<sha7> [gha <run>.<attempt>.<random>]`: unique, so that an upload whose answer was lost can be found by it. */
function uploadMessage(context: Pick<RunContext, 'commit' | 'runId' | 'runAttempt'>): string {
  const commit = context.commit.slice(0, 7) || 'local';
  return `${commit} [gha ${context.runId || 'local'}.${context.runAttempt}.${randomBytes(4).toString('hex')}]`;
}

function weights(folders: readonly { path: string; bytes: number }[]): string {
  return folders.map(({ path, bytes }) => `${path} ${formatSize(bytes)}`).join(', ');
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
