import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDeployment, type DeploymentOptions } from '@vercel/client';
import { startVercelPlatform, type VercelPlatform } from './index.js';

let root: string;
let vercel: VercelPlatform;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vercel-client-'));
  vercel = await startVercelPlatform({
    token: 'secret',
    owner: { kind: 'user', id: 'user_1', username: 'ada' },
    projects: [{ id: 'prj_1', name: 'site' }],
    workDirectory: join(root, 'platform'),
    timings: { queuedMs: 10, buildingMs: 30, aliasMs: 10, promoteMs: 20 },
  });
});

afterEach(async () => {
  await vercel.close();
  await rm(root, { recursive: true, force: true });
});

async function write(files: Record<string, string>): Promise<string> {
  const directory = join(root, 'source');
  for (const [name, contents] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), contents);
  }
  return directory;
}

type ClientOptions = Parameters<typeof createDeployment>[0];

/** Deploys with the official client and returns the events' names, with the payload of the last. */
async function deploy(path: string, more: Partial<ClientOptions> = {}, body: DeploymentOptions = {}) {
  const options = {
    token: 'secret',
    apiUrl: vercel.apiUrl,
    path,
    skipAutoDetectionConfirmation: true,
    ...more,
  };
  const events: string[] = [];
  let last: unknown;
  for await (const { type, payload } of createDeployment(options, {
    name: 'site',
    target: 'production',
    ...body,
  })) {
    events.push(type);
    last = payload;
  }
  return { events, last: last as { id: string; url: string; readyState: string; errorMessage?: string } };
}

const live = async (path = '/') => (await fetch(vercel.productionUrl('site') + path)).text();

describe("Vercel's own client", () => {
  it('uploads what is missing, once for each content, and sees the deployment go live', async () => {
    const path = await write({ 'index.html': 'hi', 'a.css': 'same', 'b.css': 'same' });
    const first = await deploy(path);
    expect(first.events).toEqual(
      expect.arrayContaining(['all-files-uploaded', 'created', 'ready', 'alias-assigned']),
    );
    expect(await live()).toBe('hi');
    const uploads = () => vercel.requests.filter(({ operation }) => operation === 'uploadFile').length;
    expect(uploads()).toBe(2);
    await deploy(path);
    expect(uploads()).toBe(2);
  });

  it('serves what came as an archive', async () => {
    const path = await write({ 'index.html': 'packed', 'deep/a.txt': 'down here' });
    await deploy(path, { archive: 'tgz' });
    expect([await live(), await live('/deep/a.txt')]).toEqual(['packed', 'down here']);
  });

  it('serves a prebuilt output by its routes, and refuses one with functions', async () => {
    const routes = [
      { src: '^/go$', status: 307, headers: { Location: '/there' } },
      { handle: 'filesystem' },
      { src: '^/any/.*$', dest: '/index.html' },
    ];
    const path = await write({
      '.vercel/output/config.json': JSON.stringify({ version: 3, routes }),
      '.vercel/output/static/index.html': 'prebuilt',
    });
    const options = { prebuilt: true, vercelOutputDir: join(path, '.vercel/output') };
    await deploy(path, options);
    expect([await live(), await live('/any/thing')]).toEqual(['prebuilt', 'prebuilt']);
    const moved = await fetch(`${vercel.productionUrl('site')}/go`, { redirect: 'manual' });
    expect([moved.status, moved.headers.get('location')]).toEqual([307, '/there']);
    await write({ '.vercel/output/functions/api.func/.vc-config.json': '{}' });
    const refused = await deploy(path, options);
    expect(refused.events.at(-1)).toBe('error');
    expect(refused.last.errorMessage).toContain('runs no functions');
  });

  it('hears of a failed build', async () => {
    vercel.scriptNextDeployment({ end: 'ERROR', errorMessage: 'no luck' });
    const { events, last } = await deploy(await write({ 'index.html': 'hi' }));
    expect(events.at(-1)).toBe('error');
    expect(last).toMatchObject({ readyState: 'ERROR', errorMessage: 'no luck' });
  });

  it('hears why domains were not assigned', async () => {
    vercel.scriptNextDeployment({ aliasError: { code: 'cert_missing', message: 'no certificate' } });
    const { events, last } = await deploy(await write({ 'index.html': 'hi' }));
    expect(events.at(-1)).toBe('error');
    expect(last).toMatchObject({ code: 'cert_missing' });
    expect(vercel.productionDeployment('site')).toBeUndefined();
  });
});
