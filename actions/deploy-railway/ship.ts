import { randomBytes } from 'node:crypto';
import type { RunContext } from '../../src/action/context.js';
import { type Contents, pack } from '../../src/railway/archive.js';
import type { RailwayClient } from '../../src/railway/client.js';
import { cancelDeployment } from '../../src/railway/deployments.js';
import type { ServiceTarget } from '../../src/railway/scope.js';
import { findUpload, upload } from '../../src/railway/upload.js';
import type { Clock } from '../../src/runtime/clock.js';
import { formatSize } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';

interface Deps {
  client: RailwayClient;
  clock: Clock;
  log: Logger;
  signal: AbortSignal;
  context: RunContext;
  onCancel(label: string, work: () => Promise<unknown>): () => void;
}

/** An upload that became a deployment. */
export interface Shipped {
  deploymentId: string;
  /** Size of what was sent. */
  packedBytes: number;
  /** Takes back the undo that cancels the deployment with the run; call it when the deployment has ended. */
  ended(): void;
}

/** Packs the contents and uploads them once. A cancelled run cancels the deployment, also when its id is not known yet. */
export async function ship(target: ServiceTarget, contents: Contents, deps: Deps): Promise<Shipped> {
  const { client, log, context } = deps;
  const message = uploadMessage(context);
  const archive = await pack(contents, context.temp);
  let deploymentId: string | undefined;
  const ended = deps.onCancel('cancel the Railway deployment', async () => {
    const id = deploymentId ?? (await findUpload({ target, message }, { ...deps, signal: neverAborted() }));
    if (id !== undefined) await cancelDeployment(client, id);
  });
  try {
    log.info(`Packed ${formatSize(archive.bytes)} (${weights(archive.biggest)})`);
    deploymentId = await upload({ target, archive, message }, deps);
    log.info(`Uploaded as "${message}": deployment ${deploymentId}`);
    return { deploymentId, packedBytes: archive.bytes, ended };
  } finally {
    await archive.remove();
  }
}

/** `<sha7> [gha <run>.<attempt>.<random>]`: unique, so that an upload whose answer was lost can be found by it. */
function uploadMessage(context: Pick<RunContext, 'sha' | 'runId' | 'runAttempt'>): string {
  const commit = context.sha.slice(0, 7) || 'local';
  return `${commit} [gha ${context.runId || 'local'}.${context.runAttempt}.${randomBytes(4).toString('hex')}]`;
}

/** Says what will be uploaded and what was left out on the way. */
export function logContents(contents: Contents, log: Logger): void {
  const bytes = contents.files.reduce((sum, file) => sum + file.bytes, 0);
  log.info(`To upload from ${contents.directory}: ${contents.files.length} file(s), ${formatSize(bytes)}`);
  if (contents.brokenLinks.length > 0) {
    log.warning(`Left out, as these links lead nowhere: ${contents.brokenLinks.join(', ')}`);
  }
  if (contents.linksOut.length > 0) {
    log.info(
      `Links that lead out of the directory; what they point to is packed: ${contents.linksOut.join(', ')}`,
    );
  }
}

function weights(folders: readonly { path: string; bytes: number }[]): string {
  return folders.map(({ path, bytes }) => `${path} ${formatSize(bytes)}`).join(', ');
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
