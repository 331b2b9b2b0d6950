import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { admit, startPostgres } from '../platforms/postgres/index.js';
import { startRedis } from '../platforms/redis/index.js';
import type { RunningService, ServiceHost, ServiceRequest } from '../runner/services/service-host.js';

const kinds = { postgres: 5_432, redis: 6_379 } as const;

/** Images by the program in them, as they are named on Docker Hub and its mirrors. */
const known =
  /^(?:[\w.-]+\.[a-z]+\/(?:docker\/)?)?(?:library\/|valkey\/)?(postgres|redis|valkey)(?:[:@].*)?$/;

function kindOf(image: string): keyof typeof kinds | undefined {
  const name = known.exec(image)?.[1];
  if (name === undefined) return undefined;
  return name === 'postgres' ? 'postgres' : 'redis';
}

/**
 * Ports that services of rehearsals hold, of this process and of others: each is a file with the process's id. Whoever
 * waits for one of them waits as long as its job may.
 */
const held = {
  file: (port: number) => join(tmpdir(), `deploy-actions-port-${port}`),
  has(port: number): boolean {
    try {
      process.kill(Number(readFileSync(held.file(port), 'utf8')), 0);
      return true;
    } catch {
      return false;
    }
  },
  /** False when somebody else was quicker. */
  add(port: number): boolean {
    if (held.has(port)) return false;
    // What a process left behind that is gone.
    held.delete(port);
    try {
      writeFileSync(held.file(port), String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      return false;
    }
  },
  delete: (port: number) => rmSync(held.file(port), { force: true }),
};

/**
 * Gives jobs local servers instead of service containers: PostgreSQL for `postgres` images, Redis for `redis` and
 * `valkey` ones.
 * @param folder where a database may keep its files.
 * @param patienceMs how long a port is waited for that somebody else on this machine has.
 */
export function localServices(folder: string, patienceMs = 20_000): ServiceHost {
  return {
    judge(image) {
      const kind = kindOf(image);
      if (kind !== undefined) return { port: kinds[kind] };
      const refusal =
        `a rehearsal runs no containers, so there is no '${image}'; postgres, redis and valkey images are given as ` +
        'local servers. Start the program in a step instead, or leave the job out of what is rehearsed';
      return { refusal };
    },
    async start(request) {
      const { port } = request;
      if (port !== undefined) await waitForPort(port, patienceMs, request);
      try {
        const up =
          kindOf(request.image) === 'postgres' ? await postgres(request, folder) : await redis(request);
        return { ...up, close: () => up.close().finally(() => port === undefined || held.delete(port)) };
      } catch (error) {
        if (port !== undefined) held.delete(port);
        throw error;
      }
    },
  };
}

async function postgres({ env, port }: ServiceRequest, directory: string): Promise<RunningService> {
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password } = env;
  if (!password && env.POSTGRES_HOST_AUTH_METHOD !== 'trust') {
    throw new Error(
      'Database is uninitialized and superuser password is not specified: the image does not start without ' +
        "POSTGRES_PASSWORD. Give it under the service's 'env'.",
    );
  }
  const server = await startPostgres({ directory, port });
  try {
    const database = env.POSTGRES_DB ?? user;
    const version = await admit(server.url, { user, password, database });
    return {
      name: `PostgreSQL ${version}`,
      port: Number(new URL(server.url).port),
      close: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function redis({ port }: ServiceRequest): Promise<RunningService> {
  const { name, url, close } = await startRedis({ port });
  return { name, port: Number(new URL(url).port), close };
}

/** A port that is taken may be another job's, here or in a rehearsal beside this one, and come back soon. */
async function waitForPort(port: number, patienceMs: number, { signal, say }: ServiceRequest): Promise<void> {
  const since = Date.now();
  for (let told = false; !(await take(port)); told = true) {
    if (!told) say(`Port ${port} of this machine is taken; waiting until it is given back …`);
    if (!held.has(port) && Date.now() - since > patienceMs) {
      throw new Error(
        `Port ${port} of this machine is taken by another program, and the job asks for it. End that program, or let ` +
          `the service have any free port: 'ports: ["…"]' with one number, read as job.services.<id>.ports['…'].`,
      );
    }
    await delay(200, undefined, { signal });
  }
}

async function take(port: number): Promise<boolean> {
  if (!held.add(port)) return false;
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (!free) held.delete(port);
  return free;
}
