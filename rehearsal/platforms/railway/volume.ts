import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { Deployment, ServiceInstance } from './store.js';

/** The folder of this machine that a service's volume is: one for each environment, as Railway has it. */
export function volumeFolder(instance: ServiceInstance, workDirectory: string): string {
  return path.join(workDirectory, 'volumes', instance.environmentId, instance.serviceId);
}

/**
 * Makes the volume and, for a mount path below `/app` (where Railway puts a program), a link to it in the program's
 * folder. Any other mount path cannot be made on this machine: the program finds it in RAILWAY_VOLUME_MOUNT_PATH.
 */
export function mountVolume(deployment: Deployment, directory: string, workDirectory: string): void {
  const { volumeMountPath } = deployment.settings;
  if (!volumeMountPath) return;
  const folder = volumeFolder(deployment.instance, workDirectory);
  mkdirSync(folder, { recursive: true });
  const mount = path.posix.normalize(volumeMountPath);
  // The folder of an image with a WORKDIR stands for `/`.
  const inside = deployment.image?.workdir ? mount : /^\/app\/(.+)$/.exec(mount)?.[1];
  if (inside === undefined) return;
  const link = path.join(directory, inside);
  // A mount hides what the image has at its place.
  rmSync(link, { recursive: true, force: true });
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(folder, link);
}

/** What Railway tells a program about its volume; nothing when it has none. */
export function volumeVariables(deployment: Deployment, workDirectory: string): Record<string, string> {
  if (!deployment.settings.volumeMountPath) return {};
  const folder = volumeFolder(deployment.instance, workDirectory);
  return {
    RAILWAY_VOLUME_NAME: `${path.basename(folder)}-volume`,
    RAILWAY_VOLUME_MOUNT_PATH: folder,
  };
}
