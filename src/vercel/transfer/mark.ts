import type { VercelDeployment } from '../answers.js';

/** The meta key whose value names one attempt to deploy, so that a deployment can be found without its id. */
export const markKey = 'deployActionsRun';

/** The mark of the attempt that made a deployment; undefined for one that is gone, or that somebody else made. */
export function markOf(deployment: Pick<VercelDeployment, 'meta'> | undefined): string | undefined {
  const mark = deployment?.meta[markKey];
  return typeof mark === 'string' ? mark : undefined;
}
