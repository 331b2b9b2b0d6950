import type { RailwayPlatform } from '../platforms/railway/index.js';
import type { ImageRegistry } from '../runner/docker/image.js';

/** Makes what jobs push available to Railway, under each name and by its digest. */
export function railwayRegistry(railway: RailwayPlatform): ImageRegistry {
  return {
    push(image, names) {
      for (const name of names) {
        const repository = name.replace(/:[^:/]*$/, '');
        railway.registerImage(name, image);
        railway.registerImage(`${repository}@${image.digest}`, image);
        railway.registerImage(`${name}@${image.digest}`, image);
        // A name without a tag means this one.
        if (name.endsWith(':latest')) railway.registerImage(repository, image);
      }
    },
  };
}
