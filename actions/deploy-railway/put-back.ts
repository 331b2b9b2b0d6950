import { ExpectedError, PlatformError } from '../../src/errors/errors.js';
import { liveDeploymentId } from '../../src/railway/deployments.js';
import { rollbackTo } from '../../src/railway/rollback.js';
import { checkFence } from '../../src/release/fence.js';
import { type Changes, undoChanges } from './changes.js';
import type { Deps } from './deps.js';
import { tellResult } from './news.js';
import type { FoundPlace } from './place.js';
import type { PutBack, ServiceResult } from './result.js';

/**
 * Puts the services that took traffic back to what was live before, the last one first, for it may need the earlier ones.
 * Results come in the order they were given. A service that cannot be put back does not keep the others from it.
 */
export async function putBackAll(
  ended: readonly ServiceResult[],
  places: ReadonlyMap<string, FoundPlace>,
  deps: Deps & { settleMs: number | undefined; changed: ReadonlyMap<string, Changes> },
): Promise<ServiceResult[]> {
  const done = new Map<ServiceResult, PutBack>();
  const undone = new Set<ServiceResult>();
  const wanted = [...ended].reverse().filter(mayBeLive);
  if (wanted.length === 0) return [...ended];
  await deps.log.group(`Put back: ${wanted.map(({ name }) => name).join(', ')}`, async () => {
    for (const result of wanted) {
      const place = places.get(result.service.id);
      if (!place) continue;
      const back = await putBack(result, place, deps);
      done.set(result, back);
      const changes = deps.changed.get(result.service.id);
      if (back.outcome === 'restored' && changes && (await undoChanges(place, changes, deps))) {
        undone.add(result);
      }
    }
  });
  return ended.map((result) => {
    const settled = {
      ...withPutBack(result, done.get(result)),
      changesUndone: result.changesUndone || undone.has(result),
    };
    if (settled.putBack?.outcome === 'restored') tellResult(settled, deps);
    return settled;
  });
}

/** One that could not be followed may have gone live unseen; the fence tells. */
function mayBeLive({ wasUp, deploymentId, outcome }: ServiceResult): boolean {
  return deploymentId !== undefined && (wasUp || outcome === 'error');
}

/** A service that is back is no part of the release any more: nothing is left for a rollback to do. */
function withPutBack(result: ServiceResult, putBack: PutBack | undefined): ServiceResult {
  if (!putBack) return result;
  if (putBack.outcome !== 'restored') return { ...result, putBack };
  return { ...result, putBack, live: { id: putBack.deploymentId }, component: undefined };
}

async function putBack(
  result: ServiceResult,
  { target }: FoundPlace,
  { settleMs, ...deps }: Deps & { settleMs: number | undefined },
): Promise<PutBack> {
  const { name, previous, deploymentId } = result;
  try {
    const live = await liveDeploymentId(deps.client, target);
    const fence = checkFence({ live, shipped: deploymentId ?? '', previous });
    if (fence === 'never-live') return left(name, 'what was live before still serves', deps);
    if (fence === 'superseded') {
      return left(name, `somebody else deployed ${live ?? 'it away'} meanwhile`, deps);
    }
    if (previous === undefined) return left(name, 'nothing was live before', deps);
    const settle = settleMs === undefined ? {} : { settleMs };
    const back = await rollbackTo({ ...target, deploymentId: previous }, { ...deps, ...settle });
    deps.log.info(`"${name}" is back: ${previous} serves again, as deployment ${back.deploymentId}`);
    return { outcome: 'restored', deploymentId: back.deploymentId, durationMs: back.durationMs };
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof ExpectedError)) throw error;
    if (deps.signal.aborted) throw error;
    deps.log.warning(`"${name}" could not be put back: ${error.message}`);
    return { outcome: 'failed', reason: error.message };
  }
}

function left(name: string, reason: string, deps: Deps): PutBack {
  deps.log.info(`"${name}" is left as it is: ${reason}`);
  return { outcome: 'left', reason };
}
