import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { main } from './main.js';
import { report } from './outputs.js';
import { setUp, token } from './test-run.js';

const team = { kind: 'team', id: 'team_1', slug: 'acme' } as const;
let directory: string;
let vercel: VercelPlatform;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'deploy-vercel-'));
  mkdirSync(join(directory, 'site'));
  writeFileSync(join(directory, 'site', 'index.html'), '<p>one');
  writeFileSync(join(directory, 'site', 'app.js'), 'console.log(1)');
  vercel = await startVercelPlatform({
    token,
    owner: team,
    projects: [
      { id: 'prj_1', name: 'site' },
      { id: 'prj_2', name: 'mono', rootDirectory: 'apps/web' },
    ],
    workDirectory: join(directory, 'work'),
    timings: { queuedMs: 10, buildingMs: 20, aliasMs: 10, promoteMs: 10 },
  });
});

afterEach(async () => {
  await vercel.close();
  rmSync(directory, { recursive: true, force: true });
});

const here = () => ({ apiUrl: vercel.apiUrl, workspace: directory });

async function deploy(given: Record<string, string> = {}) {
  const { inputs, deps, told } = setUp(here(), given);
  const result = await main(inputs, deps);
  return { result, told, ...report(result) };
}

const created = () => vercel.deployments('site');
const count = (operation: string) =>
  vercel.requests.filter((request) => request.operation === operation).length;

describe('bad ends', () => {
  it('ends red with the error code and the end of the build log', async () => {
    vercel.scriptNextDeployment({
      end: 'ERROR',
      errorCode: 'BUILD_FAILED',
      errorMessage: 'Command "npm run build" exited with 1',
      buildLog: ['Cannot find module "left-pad"'],
    });
    const { result, failure, outputs, summary } = await deploy();
    expect(result.outcome).toBe('failed');
    expect(failure?.message).toContain('BUILD_FAILED: Command "npm run build" exited with 1');
    expect(result.logLines.join('\n')).toContain('left-pad');
    expect(summary).toContain('left-pad');
    expect(outputs).toMatchObject({ 'deployment-id': result.deploymentId, state: 'failed' });
    expect(outputs.reason).toContain('BUILD_FAILED');
  });

  it('sees that the build ran out of memory although the error code does not say so, and says where Vercel explains it', async () => {
    vercel.scriptNextDeployment({
      ...{ end: 'ERROR', errorMessage: 'Command "next build" exited with 1' },
      ...{ oomReport: 'out-of-memory', errorLink: 'https://vercel.link/oom' },
    });
    const { failure } = await deploy();
    expect(failure?.fix).toContain('more memory');
    expect(failure?.fix).toContain('https://vercel.link/oom');
  });

  it('tells what Vercel has to say about domains that it assigned', async () => {
    vercel.scriptNextDeployment({
      aliasWarning: { code: 'dns', message: 'The DNS record of a.example is old.' },
    });
    const { failure, summary } = await deploy({ target: 'production' });
    expect(failure).toBeUndefined();
    expect(summary).toContain('The DNS record of a.example is old.');
  });

  it('explains a blocked deployment instead of waiting for ever', async () => {
    vercel.scriptNextDeployment({ end: 'BLOCKED', seatBlock: { blockCode: 'TEAM_ACCESS_REQUIRED' } });
    const { failure } = await deploy();
    expect(failure?.message).toContain('TEAM_ACCESS_REQUIRED');
    expect(failure?.fix).toContain('no member of the Vercel team');
  });

  it.each([
    [{ end: 'CANCELED' }, 'canceled'],
    [{ aliasError: { code: 'cert_missing', message: 'no certificate' } }, 'not-assigned'],
    [{ checksConclusion: 'failed' }, 'checks-failed'],
  ] as const)('ends red for %j', async (script, outcome) => {
    vercel.scriptNextDeployment(script);
    const { result, failure } = await deploy({ target: 'production' });
    expect(result.outcome).toBe(outcome);
    expect(failure).toBeDefined();
  });

  it('names the check that failed', async () => {
    vercel.scriptNextDeployment({ failedCheck: 'e2e' });
    const { result, failure } = await deploy();
    expect(result.outcome).toBe('checks-failed');
    expect(failure?.message).toContain('The check "e2e" on Vercel failed');
  });

  it('ends red for a failed check also when Vercel does not say which', async () => {
    vercel.scriptNextDeployment({ failedCheck: 'e2e' });
    for (const operation of ['getAllChecks', 'listCheckRuns'])
      vercel.faults.add({ operation, times: 9, fault: { kind: 'garbage' } });
    const { result, failure } = await deploy();
    expect(result.outcome).toBe('checks-failed');
    expect(failure?.message).toContain('A check on Vercel failed');
  });

  it('cancels a build that takes longer than allowed, and names the input', async () => {
    vercel.scriptNextDeployment({ end: 'BUILDING' });
    const { result, failure } = await deploy({ 'build-timeout': '200ms' });
    expect(result.outcome).toBe('timed-out');
    expect(failure?.message).toContain('"build-timeout"');
    expect(failure?.message).toContain('It was canceled.');
    expect(created().at(-1)?.readyState).toBe('CANCELED');
  });

  it('does not wait for ever for domains that are never assigned', async () => {
    vercel.scriptNextDeployment({ neverAssigned: true });
    const { failure } = await deploy({ 'promote-timeout': '200ms' });
    expect(failure?.message).toContain(
      'is built, but its domains did not lead to it within "promote-timeout"',
    );
  });

  it('leaves a clean-up that cancels what was made when the run is cancelled', async () => {
    vercel.scriptNextDeployment({ end: 'BUILDING' });
    const cancel = new AbortController();
    const { inputs, deps, told } = setUp(here(), {}, cancel.signal);
    const running = main(inputs, deps);
    setTimeout(() => cancel.abort(), 300);
    await expect(running).rejects.toThrow('cancelled');
    expect(told.known['deployment-id']).toBe(created().at(-1)?.id);
    await told.cleanUps[0]?.();
    expect(created().at(-1)?.readyState).toBe('CANCELED');
    expect(told.log.lines).toContain(`Vercel has cancelled the deployment ${created().at(-1)?.id}.`);
  });
});

describe('cancelling the run', () => {
  it('says so when the deployment could not be cancelled, instead of looking as if it was', async () => {
    vercel.scriptNextDeployment({ end: 'BUILDING' });
    const cancel = new AbortController();
    const { inputs, deps, told } = setUp(here(), {}, cancel.signal);
    const running = main(inputs, deps).catch((error: Error) => error);
    while (told.known['deployment-id'] === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    cancel.abort();
    expect(await running).toMatchObject({ name: 'CancelledError' });
    expect(told.known).toMatchObject({ state: 'canceled', 'error-code': 'cancelled' });
    vercel.faults.add({ operation: 'cancelDeployment', times: 99, fault: { kind: 'status', status: 500 } });
    await expect(told.cleanUps[0]?.()).rejects.toThrow('may still be under way on Vercel');
  });
});

describe('bad weather', () => {
  it.each([
    { kind: 'reset-after' },
    { kind: 'reset' },
    { kind: 'status', status: 500 },
    { kind: 'garbage' },
  ] as const)('makes exactly one deployment when creating meets %j', async (fault) => {
    // The first request only asks which files are missing.
    vercel.faults.add({ operation: 'createDeployment', from: 2, fault });
    const { failure } = await deploy();
    expect(failure).toBeUndefined();
    expect(created()).toHaveLength(1);
  });

  it('waits and sends again when requests are limited for a moment', async () => {
    const body = { error: { code: 'rate_limited', message: 'slow down', limit: { reset: Date.now() + 50 } } };
    vercel.faults.add({ operation: 'createDeployment', fault: { kind: 'status', status: 429, body } });
    expect((await deploy()).failure).toBeUndefined();
  });

  it('does not hammer a limit on builds', async () => {
    const body = { error: { code: 'builds_rate_limited', message: 'no builds left today' } };
    vercel.faults.add({
      operation: 'createDeployment',
      times: 9,
      fault: { kind: 'status', status: 429, body },
    });
    await expect(deploy()).rejects.toMatchObject({ code: 'builds_rate_limited' });
    expect(count('createDeployment')).toBe(1);
  });

  it('gets over a failed upload', async () => {
    vercel.faults.add({ operation: 'uploadFile', fault: { kind: 'status', status: 503 } });
    expect((await deploy()).failure).toBeUndefined();
    expect(created()).toHaveLength(1);
  });

  it('does not fail for a dropped socket or an overloaded server while it waits', async () => {
    vercel.faults.add({ operation: 'getDeployment', from: 1, fault: { kind: 'reset' } });
    vercel.faults.add({ operation: 'getDeployment', from: 2, fault: { kind: 'status', status: 502 } });
    expect((await deploy()).failure).toBeUndefined();
  });
});

describe('mistakes in the workflow', () => {
  it('says that the token is not valid', async () => {
    await expect(deploy({ 'vercel-token': 'wrong' })).rejects.toMatchObject({
      status: 403,
      fix: expect.stringContaining('"vercel-token"'),
    });
  });

  it('says whom it asked for a project that is not there', async () => {
    await expect(deploy({ project: 'nope' })).rejects.toMatchObject({
      status: 404,
      fix: expect.stringContaining('"acme"'),
    });
  });

  it('refuses a root directory that would be doubled, before anything is sent', async () => {
    mkdirSync(join(directory, 'apps', 'web'), { recursive: true });
    const doubled = deploy({ project: 'mono', 'working-directory': 'apps/web' });
    await expect(doubled).rejects.toThrow('apps/web/apps/web');
    expect(count('createDeployment')).toBe(0);
    await expect(deploy({ project: 'mono', 'working-directory': 'site' })).rejects.toThrow(
      'no such directory',
    );
  });

  it('refuses a deployment id that would not be promoted', () => {
    expect(() => setUp(here(), { 'deployment-id': 'dpl_1' })).toThrow('"target" is "preview"');
  });
});
