import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import * as tar from 'tar';
import { type RailwayPlatform, type RailwayPlatformOptions, startRailwayPlatform } from './index.js';

/** The tokens the test platforms accept. */
export const tokens = { project: 'project-token', workspace: 'workspace-token', account: 'account-token' };

type Service = Partial<RailwayPlatformOptions['project']['services'][number]>;

/** A platform with one service `api` (id `svc`) in `production` (id `env`) of project `prj`. */
export async function openPlatform(
  service: Service = {},
  plan: NonNullable<RailwayPlatformOptions['plan']> = {},
  accepted: RailwayPlatformOptions['tokens'] = tokens,
): Promise<RailwayPlatform> {
  return startRailwayPlatform({
    tokens: accepted,
    project: {
      id: 'prj',
      name: 'shop',
      environments: [
        { id: 'env', name: 'production' },
        { id: 'env2', name: 'staging' },
      ],
      services: [{ id: 'svc', name: 'api', healthcheckPath: '/health', healthcheckTimeout: 10, ...service }],
    },
    workDirectory: await mkdtemp(path.join(tmpdir(), 'railway-')),
    node: process.execPath,
    timings: { queuedMs: 10 },
    plan,
  });
}

/** A server without dependencies that answers its version, its variables on /env, and `health` on /health. */
export function app(version: string, health = 200): Record<string, string> {
  const source = `
    const http = require('node:http');
    console.log('version ${version} starts');
    const server = http.createServer((request, response) => {
      if (request.url === '/health') {
        const right = request.headers.host === 'healthcheck.railway.app';
        response.statusCode = right ? ${health} : 400;
        return response.end();
      }
      if (request.url === '/env') return response.end(JSON.stringify(process.env));
      if (request.url === '/exit') { response.end(); setTimeout(() => process.exit(3), 10); return; }
      if (request.url === '/slow') return setTimeout(() => response.end('${version}'), 200);
      response.end('${version}');
    });
    server.listen(process.env.PORT, '127.0.0.1');`;
  return { 'server.js': source, 'package.json': JSON.stringify({ scripts: { start: 'node server.js' } }) };
}

/** A tar.gz of these files, named `./<path>` as the real command line names them. */
export async function pack(files: Record<string, string>): Promise<Buffer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'railway-app-'));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), content);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of tar.create({ gzip: true, cwd: directory }, ['.'])) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A tar.gz with one file of any name, written by hand because no archiver would write a bad one. */
export async function packAt(name: string, content: string): Promise<Buffer> {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  // The checksum is taken with blanks in its own place.
  header.write('00000000000\0        0', 136);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(512);
  body.write(content);
  return gzipSync(Buffer.concat([header, body, Buffer.alloc(1024)]));
}

/** Sends an upload and returns the answer. */
export async function send(
  platform: RailwayPlatform,
  body: Buffer,
  message = 'a release',
): Promise<Response> {
  const query = new URLSearchParams({ serviceId: 'svc', message });
  return fetch(`${platform.apiUrl}/project/prj/environment/env/up?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/gzip', 'project-access-token': tokens.project },
    body: new Uint8Array(body),
  });
}

/** Uploads an app and waits for the status its deployment ends in; returns the deployment's id. */
export async function ship(
  platform: RailwayPlatform,
  files: Record<string, string>,
  status = 'SUCCESS',
): Promise<string> {
  const answer = await send(platform, await pack(files));
  const { deploymentId } = (await answer.json()) as { deploymentId: string };
  await until(platform, deploymentId, status);
  return deploymentId;
}

/** Waits until a deployment has a status; fails with what it has instead after 8 s, or as long as is given. */
export async function until(
  platform: RailwayPlatform,
  id: string,
  status: string,
  patienceMs = 8_000,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = platform.deployments('api').find((one) => one.id === id);
    if (found?.status === status) return;
    if (Date.now() > deadline) {
      throw new Error(`${id} is ${found?.status}, not ${status}\n${found?.buildLog.join('\n')}`);
    }
    await delay(15);
  }
}

/** Asks the GraphQL end point; `headers` carries the token, the project's by default. */
export async function ask(
  platform: RailwayPlatform,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = { 'project-access-token': tokens.project },
): Promise<{ data?: Record<string, unknown> | null; errors?: { message: string }[] }> {
  const answer = await fetch(`${platform.apiUrl}/graphql/v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.json()) as Awaited<ReturnType<typeof ask>>;
}

/** What the service's public address answers. */
export async function read(platform: RailwayPlatform, at = '/'): Promise<string> {
  return (await fetch(`${platform.serviceUrl('api')}${at}`)).text();
}
