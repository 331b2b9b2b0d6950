import { PlatformError } from '../../src/errors/errors.js';
import { readServices, type ServiceFacts } from '../../src/railway/environments.js';
import type { Deps } from './deps.js';
import { crashedSince, replacedSince } from './messages.js';
import { tellResult } from './news.js';
import type { ServiceResult } from './result.js';

/**
 * Looks once more at what went live in earlier waves: minutes have passed, in which it may have crashed or been replaced.
 * Results come as they were given. What cannot be asked changes nothing.
 */
export async function stillLive(
  ended: readonly ServiceResult[],
  deps: Pick<Deps, 'client' | 'presence'>,
): Promise<ServiceResult[]> {
  const live = ended.filter(({ outcome }) => outcome === 'live');
  const [first] = live;
  if (!first) return [...ended];
  const ids = live.map(({ service }) => service.id);
  const facts = await readServices(deps.client, first.environment.id, ids).catch((error: unknown) => {
    if (error instanceof PlatformError) return undefined;
    throw error;
  });
  return ended.map((result) => {
    const settled = settledBy(result, facts?.get(result.service.id));
    if (settled !== result) tellResult(settled, deps);
    return settled;
  });
}

function settledBy(result: ServiceResult, now: ServiceFacts | undefined): ServiceResult {
  if (result.outcome !== 'live' || now?.live === undefined) return result;
  if (now.live !== result.deploymentId) {
    const failure = replacedSince(result, now.live);
    return { ...result, outcome: 'superseded', live: { id: now.live }, failure };
  }
  if (now.liveStatus !== 'CRASHED') return result;
  return { ...result, outcome: 'crashed', railwayStatus: 'CRASHED', failure: crashedSince(result) };
}
