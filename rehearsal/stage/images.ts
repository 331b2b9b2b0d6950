import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { World } from './world.js';

const execute = promisify(execFile);

/**
 * Makes a commit's images known to Railway under `:<sha>`, `:latest` and each tag that is given. What is in one is the
 * commit's folder with its packages: a Dockerfile is not run here.
 */
export async function registerImages(
  world: World,
  sha: string,
  tags: readonly string[],
  npm: Record<string, string>,
): Promise<void> {
  for (const [name, folder] of Object.entries(world.example.declaration.images)) {
    const directory = join(world.directory, 'images', sha, name.replaceAll(/[^a-z0-9]+/gi, '-'));
    if (!existsSync(directory)) {
      await world.repository.extract(sha, folder, directory);
      if (existsSync(join(directory, 'package-lock.json'))) {
        const env = { ...process.env, ...npm };
        await execute('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: directory, env });
      }
    }
    for (const tag of [sha, sha.slice(0, 7), 'latest', ...tags]) {
      world.railway.registerImage(`${name}:${tag}`, { directory });
    }
  }
}
