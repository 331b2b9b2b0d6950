import { PlatformError } from '../errors/errors.js';
import type { Logger } from '../runtime/log.js';
import type { RailwayClient } from './client.js';
import { readBuildLogs, readDeployLogs } from './documents.js';
import { describeEvent } from './events.js';
import { cleanLine } from './logs.js';
import type { DeploymentEnd } from './wait.js';

/** Why a deployment failed, as far as Railway tells. */
export interface FailureCause {
  /** One line: the failed step or Railway's own explanation; undefined when neither is known. */
  reason: string | undefined;
  /** Which log the lines are from; undefined when there are none. */
  log: 'build' | 'deploy' | undefined;
  /** The last lines of that log, oldest first. */
  lines: readonly string[];
}

const lineCount = 30;

/**
 * Reads what explains a failed deployment. Never throws for a log that cannot be read: a log explains a verdict, it does
 * not make one. Values in `hide` are taken out of the lines.
 */
export async function readFailureCause(
  { client, log, hide }: { client: RailwayClient; log: Logger; hide: readonly string[] },
  deploymentId: string,
  end: DeploymentEnd,
): Promise<FailureCause> {
  const failed = end.events.filter(({ payload }) => payload?.error || payload?.reason).at(-1);
  const reason = end.diagnosis ?? (failed && describeEvent(failed));
  const order = end.phase !== 'deploy' ? (['build', 'deploy'] as const) : (['deploy', 'build'] as const);
  const clean = (text: string) => cleanLine(text, hide);
  for (const which of order) {
    const lines = await readLog(client, log, deploymentId, which);
    if (lines.length > 0) return { reason: reason && clean(reason), log: which, lines: lines.map(clean) };
  }
  return { reason: reason && clean(reason), log: undefined, lines: [] };
}

async function readLog(
  client: RailwayClient,
  log: Logger,
  deploymentId: string,
  which: 'build' | 'deploy',
): Promise<string[]> {
  try {
    const variables = { deploymentId, limit: lineCount };
    const lines =
      which === 'build'
        ? (await client.ask(readBuildLogs, variables)).buildLogs
        : (await client.ask(readDeployLogs, variables)).deploymentLogs;
    // Railway answers one line more than asked for.
    return lines.slice(-lineCount).map(({ message }) => message);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    log.info(`The ${which} log could not be read: ${error.message}`);
    return [];
  }
}
