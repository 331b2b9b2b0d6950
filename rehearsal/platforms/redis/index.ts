import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { startOwnRedis } from './own.js';
import { type RedisPlatform, startRealRedis } from './real.js';

/** Where to listen, and which server to take. */
export interface RedisOptions {
  /** Any free one when absent. */
  port?: number | undefined;
  /** Where a real server is looked for; PATH when absent. */
  path?: string;
}

/**
 * Starts a Redis on 127.0.0.1: the real `redis-server` or `valkey-server` where one is installed, else the rehearsal's
 * own, which knows no scripts and no streams. Rejects when the port is taken.
 */
export async function startRedis({ port, path }: RedisOptions = {}): Promise<RedisPlatform> {
  const program = await findServer(path ?? process.env.PATH ?? '');
  if (program !== undefined) return startRealRedis(program, port);
  const { url, close } = await startOwnRedis(port);
  return { url, close, name: "the rehearsal's own Redis (Debian's redis-server is not installed)" };
}

async function findServer(path: string): Promise<string | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    for (const folder of path.split(delimiter)) {
      const program = join(folder, name);
      const usable = await access(program, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (usable) return program;
    }
  }
  return undefined;
}
