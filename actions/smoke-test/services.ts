import type { Services } from '../../src/checks/kinds/services.js';
import type { Http } from '../../src/http/client.js';
import { createRailwayClient, type RailwayClient } from '../../src/railway/client.js';
import { readLogLines, readTraffic, readUsage } from '../../src/railway/observe.js';
import type { Clock } from '../../src/runtime/clock.js';
import type { Logger } from '../../src/runtime/log.js';
import type { RailwayInputs } from './inputs/railway.js';

/** Logs and numbers of the deployments behind the targets; nothing without a token of Railway. */
export function servicesOf(
  railway: RailwayInputs | undefined,
  deps: { http: Http; log: Logger; clock: Clock; signal: AbortSignal },
): Services {
  if (!railway) return {};
  const { deployments, ...access } = railway;
  const client = createRailwayClient({ ...deps, ...access });
  const known = (target: string) => (Object.hasOwn(deployments, target) ? deployments[target] : undefined);
  return {
    logs: {
      read: async (target, since) => {
        const id = known(target);
        return id === undefined ? undefined : readLogLines(client, id, since);
      },
    },
    metrics: {
      read: async (target, measure, periodMs) => {
        const id = known(target);
        return id === undefined ? undefined : readMeasure(client, id, measure, deps.clock.now() - periodMs);
      },
    },
  };
}

type Measure = Parameters<NonNullable<Services['metrics']>['read']>[1];

function readMeasure(
  client: RailwayClient,
  id: string,
  measure: Measure,
  since: number,
): Promise<number | undefined> {
  if (measure === 'cpu' || measure === 'memory-gb') return readUsage(client, id, measure, since);
  return readTraffic(client, id, measure, since);
}
