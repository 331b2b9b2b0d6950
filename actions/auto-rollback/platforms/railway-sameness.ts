import type { RailwayDeployment } from '../../../src/railway/deployments.js';

type Known = Pick<RailwayDeployment, 'meta'> | undefined;

/** Whether two deployments run the same image; false for one that is not known any more. */
export function isSameImage(one: Known, other: Known): boolean {
  const image = imageOf(one);
  return image !== undefined && image === imageOf(other);
}

/**
 * Whether a deployment is built from the same source as another, or from a commit: so are those that were built again. False
 * where that cannot be told.
 */
export function isSameSource(one: Known, other: Known, commit: string | undefined): boolean {
  const built = one?.meta?.commitHash;
  if (typeof built === 'string') return built === commit || built === other?.meta?.commitHash;
  const upload = uploadOf(one);
  return upload !== undefined && upload === uploadOf(other);
}

function imageOf(deployment: Known): unknown {
  return deployment?.meta?.imageDigest ?? deployment?.meta?.image;
}

/** The message of an upload by deploy-railway, which is never used twice; anybody else's may be. */
function uploadOf(deployment: Known): string | undefined {
  const message = deployment?.meta?.cliMessage;
  return typeof message === 'string' && /\[gha [^\]]+\]$/.test(message) ? message : undefined;
}
