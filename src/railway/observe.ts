import type { RailwayClient } from './client.js';
import { readHttpLogs, readLogSince, readMetrics, readOwner } from './observe-documents.js';

/** A line of a deployment's log. */
export interface DeployLogLine {
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
}

/** What Railway measures of a service's machine: cores, and gigabytes. */
export type Usage = 'cpu' | 'memory-gb';

/** What Railway's HTTP log tells: failed requests as a share (0 to 1), milliseconds, a count. */
export type Traffic = 'error-rate' | 'p95-ms' | 'requests';

const mostLines = 1_000;
const mostRequests = 5_000;
const measurements = { cpu: 'CPU_USAGE', 'memory-gb': 'MEMORY_USAGE_GB' } as const;

/** The newest lines of a deployment's log, oldest first, from `since` (milliseconds since the epoch) on. Throws PlatformError. */
export async function readLogLines(
  client: RailwayClient,
  deploymentId: string,
  since: number | undefined,
): Promise<DeployLogLine[]> {
  const startDate = since === undefined ? undefined : new Date(since).toISOString();
  const { deploymentLogs } = await client.ask(readLogSince, { deploymentId, limit: mostLines, startDate });
  const lines = deploymentLogs.map(({ timestamp, message }) => ({
    at: Date.parse(timestamp),
    text: message,
  }));
  return lines.sort((one, other) => one.at - other.at);
}

const speaksOfError =
  /\b(error|exception|fatal|panic|traceback|unhandled|uncaught|segmentation fault|out of memory)\b|Error:/i;

/**
 * The last errors in a deployment's log, oldest first, at most `most`: what it wrote to its error stream, and lines that
 * speak of an error. Throws PlatformError.
 */
export async function readErrorLines(
  client: RailwayClient,
  deploymentId: string,
  most: number,
): Promise<DeployLogLine[]> {
  const { deploymentLogs } = await client.ask(readLogSince, { deploymentId, limit: mostLines });
  return deploymentLogs
    .filter(({ message, severity }) => severity === 'error' || speaksOfError.test(message))
    .map(({ timestamp, message }) => ({ at: Date.parse(timestamp), text: message }))
    .sort((one, other) => one.at - other.at)
    .slice(-most);
}

/** One number over the requests since then that Railway's edge sent to a deployment; undefined without a request. Throws PlatformError. */
export async function readTraffic(
  client: RailwayClient,
  deploymentId: string,
  what: Traffic,
  since: number,
): Promise<number | undefined> {
  const { httpLogs } = await client.ask(readHttpLogs, { deploymentId, limit: mostRequests });
  const requests = httpLogs.filter(({ timestamp }) => Date.parse(timestamp) >= since);
  if (requests.length === 0) return undefined;
  if (what === 'requests') return requests.length;
  if (what === 'error-rate') {
    return requests.filter(({ httpStatus }) => httpStatus >= 500).length / requests.length;
  }
  const rising = requests.map(({ totalDuration }) => totalDuration).sort((one, other) => one - other);
  return rising[Math.ceil(0.95 * rising.length) - 1];
}

/** The newest sample since then of what the service of a deployment uses; undefined without one. Throws PlatformError. */
export async function readUsage(
  client: RailwayClient,
  deploymentId: string,
  what: Usage,
  since: number,
): Promise<number | undefined> {
  const { deployment } = await client.ask(readOwner, { id: deploymentId });
  const { metrics } = await client.ask(readMetrics, {
    ...deployment,
    startDate: new Date(since).toISOString(),
    measurements: [measurements[what]],
  });
  const samples = metrics.flatMap(({ values }) => values).sort((one, other) => one.ts - other.ts);
  return samples.at(-1)?.value;
}
