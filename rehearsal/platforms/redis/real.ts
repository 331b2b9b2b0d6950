import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A local Redis. */
export interface RedisPlatform {
  /** `redis://127.0.0.1:<port>/0`. */
  url: string;
  /** What it is, with its version: `Redis 7.0.15`, or `the rehearsal's own Redis`. */
  name: string;
  close(): Promise<void>;
}

/** How long a server is waited for; it takes some 20 ms on a machine with nothing else to do. */
const patienceMs = 15_000;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts an installed Redis or Valkey that keeps nothing on disk. `port`: any free one when absent.
 * Throws Error with the server's own words when it does not come up.
 */
export async function startRealRedis(program: string, port?: number): Promise<RedisPlatform> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(program, port ?? (await freePort()));
    } catch (error) {
      // Another process may have taken the free port meanwhile; that is worth another try, nothing else is.
      if (port !== undefined || attempt === 3 || !/already in use/.test(String(error))) throw error;
    }
  }
}

async function start(program: string, port: number): Promise<RedisPlatform> {
  const home = await mkdtemp(join(tmpdir(), 'redis-'));
  const settings = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', home];
  const child = spawn(program, ['--port', String(port), ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  child.stdout.on('data', (text) => (said = `${said}${text}`.slice(-10_000)));
  child.stderr.on('data', (text) => (said = `${said}${text}`.slice(-10_000)));
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said += error.message;
      resolve();
    });
    child.once('close', () => resolve());
  });
  const close = async () => {
    child.kill('SIGKILL');
    await ended;
    running.delete(child);
    await rm(home, { recursive: true, force: true });
  };
  if (!(await comesUp(port, ended))) {
    await close();
    throw new Error(`The local Redis did not start: ${said.trim() || 'it said nothing'}`);
  }
  const name = basename(program) === 'valkey-server' ? 'Valkey' : 'Redis';
  const version = /version[=: ]+([\d.]+)/i.exec(said)?.[1] ?? '';
  return { url: `redis://127.0.0.1:${port}/0`, name: `${name} ${version}`.trim(), close };
}

/** Asks until it answers PONG; false when it has ended or its time is up. */
async function comesUp(port: number, ended: Promise<void>): Promise<boolean> {
  let over = false;
  ended.then(() => (over = true));
  for (const deadline = Date.now() + patienceMs; !over && Date.now() < deadline; await delay(10)) {
    // What answers on the port may be somebody else while this one is about to end for it.
    if ((await pings(port)) && !(await Promise.race([ended.then(() => true), delay(30, false)]))) return true;
  }
  return false;
}

function pings(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (text) => {
      socket.destroy();
      resolve(String(text).startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
