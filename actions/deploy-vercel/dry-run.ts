import { formatSize } from '../../src/runtime/duration.js';
import type { Result } from './result.js';
import { listShipment } from './ship.js';
import { type Deps, resultOf, type Start } from './start.js';

/**
 * Checks all that a deployment needs and lists what would be sent. Nothing is created or changed. Throws as the deployment
 * would before it sends anything.
 */
export async function dryRun(start: Start, deps: Deps): Promise<Result> {
  if (start.inputs.deploymentId !== undefined) {
    await deps.client.deployment(start.inputs.deploymentId);
    return resultOf(start, { outcome: 'dry-run' }, deps);
  }
  const { description, warnings, files, bytes } = listShipment(start);
  deps.log.info(description);
  await deps.log.group(`${files.length} files, ${formatSize(bytes)}`, async () => {
    for (const file of files) deps.log.info(`${formatSize(file.bytes).padStart(10)}  ${file.path}`);
  });
  const sent = { files: files.length, bytes };
  return resultOf({ ...start, sent }, { outcome: 'dry-run', listed: files, notes: warnings }, deps);
}
