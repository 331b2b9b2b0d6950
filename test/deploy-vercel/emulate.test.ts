import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runBundle } from '../run-bundle.js';
import { installTools } from '../tools/install.js';

/** A Vercel that was written elsewhere, so that both our client and our own local Vercel cannot be wrong in the same way. */
const token = 'test_token_admin';
let emulator: ChildProcess;
let url: string;
let directory: string;

beforeAll(async () => {
  const home = await installTools('emulate');
  directory = mkdtempSync(join(tmpdir(), 'emulate-'));
  const port = await freePort();
  const program = `import('emulate').then(async (m) => { const e = await m.createEmulator({ service: 'vercel', port: ${port} }); console.log(e.url); })`;
  emulator = spawn(process.execPath, ['-e', program], { cwd: home, stdio: ['ignore', 'pipe', 'inherit'] });
  url = await new Promise<string>((resolve, reject) => {
    emulator.once('exit', (code) => reject(new Error(`The emulator ended with ${code}.`)));
    if (emulator.stdout) createInterface({ input: emulator.stdout }).once('line', resolve);
  });
  const made = await call('POST', '/v11/projects', { name: 'site' });
  expect(made.id).toMatch(/^prj_/);
}, 90_000);

afterAll(async () => {
  const gone = new Promise((resolve) => emulator?.once('exit', resolve));
  if (emulator?.kill()) await gone;
  if (directory) rmSync(directory, { recursive: true, force: true });
});

/** A port that nobody uses; between this and its use somebody could take it, which no test has seen yet. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

function tree(name: string, files: Record<string, string>): string {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name, path)), { recursive: true });
    writeFileSync(join(directory, name, path), contents);
  }
  return join(directory, name);
}

const deploy = (workspace: string, inputs: Record<string, string> = {}) =>
  runBundle('deploy-vercel', {
    workspace,
    inputs: { 'vercel-token': token, 'vercel-api-url': url, project: 'site', ...inputs },
  });

describe('against a Vercel written elsewhere', () => {
  it('deploys pages that travel inside the request', async () => {
    const run = await deploy(tree('pages', { 'index.html': '<p>one' }));
    expect(run).toMatchObject({ code: 0, outputs: { state: 'ready' } });
    const deployment = await call('GET', `/v13/deployments/${run.outputs['deployment-id']}`);
    expect(deployment).toMatchObject({
      readyState: 'READY',
      meta: { githubCommitSha: 'a'.repeat(40), deployActionsRun: expect.stringMatching(/^1\.1\./) },
    });
    expect(run.stdout).not.toContain(`Bearer ${token}`);
  });

  it('deploys files named by their digests', async () => {
    const run = await deploy(tree('app', { 'index.html': '<p>', 'src/app.js': 'x', 'a/style.css': 'p{}' }));
    expect(run).toMatchObject({ code: 0, outputs: { state: 'ready', files: '3' } });
  });

  it('lists what it would send and creates nothing in a dry run', async () => {
    const before = await call('GET', '/v6/deployments?app=site');
    const run = await deploy(tree('app', { 'index.html': '<p>' }), { 'dry-run': 'true' });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('src/app.js');
    const after = await call('GET', '/v6/deployments?app=site');
    expect(after.deployments).toHaveLength((before.deployments as unknown[]).length);
  });

  it('says in its own words that a project is not there and that a token is missing', async () => {
    const run = await deploy(tree('app', { 'index.html': '<p>' }), { project: 'nope' });
    expect(run.code).toBe(1);
    expect(run.outputs.reason).toContain('read the project "nope" was refused (HTTP 404');
    expect(run.stdout).toContain('What to do:');
  });
});
