import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startVercelPlatform, type VercelPlatform } from '../../rehearsal/platforms/vercel/index.js';
import { readContext } from '../../src/action/context.js';
import { InputReader } from '../../src/action/inputs.js';
import { createHttp } from '../../src/http/client.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import { rollbackTo } from '../../src/vercel/change-production.js';
import { createVercelClient } from '../../src/vercel/client.js';
import { parseInputs } from './inputs.js';
import { main } from './main.js';
import { report } from './outputs.js';
import type { Deps } from './start.js';

const token = 'tok-5ecret';
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

interface Told {
  log: RecordingLogger;
  known: Record<string, string>;
  cleanUps: (() => Promise<unknown>)[];
}

function setUp(given: Record<string, string>, signal = new AbortController().signal) {
  const told: Told = { log: new RecordingLogger(), known: {}, cleanUps: [] };
  const raw: Record<string, string> = {
    'vercel-token': token,
    'vercel-api-url': vercel.apiUrl,
    project: 'site',
    team: 'acme',
    'working-directory': 'site',
    ...given,
  };
  const inputs = parseInputs(
    new InputReader({ raw: (name) => raw[name] ?? '', mask: () => {}, workspace: directory }),
  );
  const http = createHttp({ log: told.log, clock: systemClock, signal, userAgent: 'test' });
  const client = createVercelClient({ http, log: told.log, ...inputs });
  const deps: Deps = {
    context: readContext({ GITHUB_SHA: 'abc1234', GITHUB_REPOSITORY: 'acme/site', GITHUB_RUN_ID: '7' }),
    http,
    log: told.log,
    clock: systemClock,
    signal,
    onCancel: (_, work) => {
      told.cleanUps.push(work);
      return () => void told.cleanUps.splice(told.cleanUps.indexOf(work), 1);
    },
    mask: () => {},
    know: (outputs) => void Object.assign(told.known, outputs),
    env: {},
    client,
  };
  return { inputs, deps, told, client };
}

async function deploy(given: Record<string, string> = {}) {
  const { inputs, deps, told } = setUp(given);
  const result = await main(inputs, deps);
  return { result, told, ...report(result) };
}

const created = () => vercel.deployments('site');
const count = (operation: string) =>
  vercel.requests.filter((request) => request.operation === operation).length;

describe('deploying a directory', () => {
  it('gives a preview an address that answers and leaves production alone', async () => {
    const first = await deploy({ target: 'production' });
    const { result, outputs, failure } = await deploy();
    expect(failure).toBeUndefined();
    const previous = first.result.deploymentId;
    expect(result).toMatchObject({ outcome: 'ready', previous });
    expect(await (await fetch(`${outputs.url}/index.html`)).text()).toBe('<p>one');
    expect(JSON.parse(outputs.record ?? '')).toEqual({
      kind: 'vercel',
      name: 'site',
      project: 'prj_1',
      team: 'team_1',
      deployment: result.deploymentId,
      previous,
      url: outputs.url,
    });
    expect(vercel.productionDeployment('site')).toBe(previous);
  });

  it('says that Vercel makes the first preview of a project its production', async () => {
    const { result, told } = await deploy();
    expect(result).toMatchObject({ outcome: 'live', previous: undefined });
    expect(result.component.previous).toBeNull();
    expect(told.log.lines.join('\n')).toContain('although another target was asked for');
  });

  it('puts production on the new deployment and knows what it served before', async () => {
    const first = await deploy({ target: 'production' });
    const second = await deploy({ target: 'production', name: 'frontend' });
    expect(second.result).toMatchObject({ outcome: 'live', previous: first.result.deploymentId });
    expect(vercel.productionDeployment('site')).toBe(second.result.deploymentId);
    expect(second.outputs.url).toBe(vercel.productionUrl('site'));
    expect(second.outputs['deployment-url']).not.toBe(second.outputs.url);
    expect(JSON.parse(second.outputs.record ?? '')).toMatchObject({ name: 'frontend' });
  });

  it('tells Vercel the commit, the project and its own mark, and no author', async () => {
    await deploy();
    const { body } = vercel.requests.filter(({ operation }) => operation === 'createDeployment').at(-1) ?? {};
    expect(body).toMatchObject({
      name: 'site',
      project: 'prj_1',
      meta: {
        githubCommitSha: 'abc1234',
        githubRepo: 'site',
        deployActionsRun: expect.stringMatching(/^7\.1\./),
      },
      gitMetadata: { commitSha: 'abc1234' },
    });
    expect(JSON.stringify(body)).not.toContain('uthor');
  });

  it('keeps the token out of logs, addresses and outputs', async () => {
    const { told, outputs, summary } = await deploy({ target: 'production' });
    const said = [told.log.lines, outputs, summary, told.known, vercel.requests.map(({ url }) => url)];
    expect(JSON.stringify(said)).not.toContain(token);
  });
});

describe('staging and promoting', () => {
  it('stages without touching production, then promotes, and promoting again is a success that sends nothing', async () => {
    const first = await deploy({ target: 'production' });
    const staged = await deploy({ target: 'staged' });
    expect(staged.result.outcome).toBe('staged');
    expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);

    const id = staged.result.deploymentId;
    const promoted = await deploy({ target: 'production', 'deployment-id': id });
    expect(promoted.result).toMatchObject({
      outcome: 'live',
      previous: first.result.deploymentId,
      deploymentId: id,
    });
    expect(promoted.outputs.url).toBe(vercel.productionUrl('site'));
    expect(vercel.productionDeployment('site')).toBe(id);
    const again = await deploy({ target: 'production', 'deployment-id': id });
    expect(again.result.outcome).toBe('live');
    expect(count('requestPromote')).toBe(1);
  });

  it('promotes once when the answer to the promotion gets lost', async () => {
    const staged = await deploy({ target: 'staged' });
    vercel.faults.add({ operation: 'requestPromote', fault: { kind: 'reset-after' } });
    const { result } = await deploy({ target: 'production', 'deployment-id': staged.result.deploymentId });
    expect(result.outcome).toBe('live');
    expect(count('requestPromote')).toBe(1);
  });

  it('does not promote a preview, which would be built anew', async () => {
    await deploy({ target: 'production' });
    const { result } = await deploy();
    await expect(deploy({ target: 'production', 'deployment-id': result.deploymentId })).rejects.toThrow(
      'not for production',
    );
  });

  it('says so when the domains could not be moved', async () => {
    const staged = await deploy({ target: 'staged' });
    vercel.scriptNextAliasRequest({ end: 'failed' });
    await expect(
      deploy({ target: 'production', 'deployment-id': staged.result.deploymentId }),
    ).rejects.toThrow(/failed\. These domains did not move: 127\.0\.0\.1/);
  });
});

describe('rolling back', () => {
  it('brings the earlier deployment back, and the next production deployment is promoted although Vercel would stage it', async () => {
    const first = await deploy({ target: 'production' });
    await deploy({ target: 'production' });
    const { deps, client } = setUp({});
    const back = await rollbackTo(
      { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'smoke test failed' },
      deps,
    );
    expect(back.deploymentId).toBe(first.result.deploymentId);
    expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);
    expect(await client.liveDeploymentId('prj_1')).toBe(first.result.deploymentId);
    expect((await client.project('prj_1')).autoAssignCustomDomains).toBe(false);

    const third = await deploy({ target: 'production' });
    expect(third.result).toMatchObject({ outcome: 'live', previous: first.result.deploymentId });
    expect(third.result.notes.join()).toContain('what a rollback leaves behind');
    expect(vercel.productionDeployment('site')).toBe(third.result.deploymentId);
    expect((await client.project('prj_1')).autoAssignCustomDomains).toBe(true);
  });

  it('sends a rollback once although its answer gets lost', async () => {
    const first = await deploy({ target: 'production' });
    await deploy({ target: 'production' });
    vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'reset-after' } });
    await rollbackTo(
      { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'r' },
      setUp({}).deps,
    );
    expect(vercel.productionDeployment('site')).toBe(first.result.deploymentId);
    expect(count('requestRollback')).toBe(1);
  });

  it('says that a lost rollback did not happen, instead of sending it twice', async () => {
    const first = await deploy({ target: 'production' });
    const second = await deploy({ target: 'production' });
    vercel.faults.add({ operation: 'requestRollback', fault: { kind: 'status', status: 503 } });
    const rollback = rollbackTo(
      { projectId: 'prj_1', deploymentId: first.result.deploymentId, reason: 'r' },
      setUp({}).deps,
    );
    await expect(rollback).rejects.toMatchObject({
      ambiguous: true,
      message: expect.stringContaining('no trace'),
    });
    expect(vercel.productionDeployment('site')).toBe(second.result.deploymentId);
  });
});

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

  it('explains a blocked deployment instead of waiting for ever', async () => {
    vercel.scriptNextDeployment({ end: 'BLOCKED', seatBlock: { blockCode: 'TEAM_ACCESS_REQUIRED' } });
    const { failure } = await deploy();
    expect(failure?.message).toContain('TEAM_ACCESS_REQUIRED');
    expect(failure?.message).toContain('no member of the Vercel team');
  });

  it.each([
    [{ end: 'CANCELED' }, 'canceled'],
    [{ aliasError: { code: 'cert_missing', message: 'no certificate' } }, 'not-assigned'],
    [{ checksConclusion: 'failed' }, 'checks-failed'],
    [{ failedCheck: 'e2e' }, 'checks-failed'],
  ] as const)('ends red for %j', async (script, outcome) => {
    vercel.scriptNextDeployment(script);
    const { result, failure } = await deploy({ target: 'production' });
    expect(result.outcome).toBe(outcome);
    expect(failure).toBeDefined();
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
    expect(failure?.message).toContain('"promote-timeout"');
  });

  it('leaves a clean-up that cancels what was made when the run is cancelled', async () => {
    vercel.scriptNextDeployment({ end: 'BUILDING' });
    const cancel = new AbortController();
    const { inputs, deps, told } = setUp({}, cancel.signal);
    const running = main(inputs, deps);
    setTimeout(() => cancel.abort(), 300);
    await expect(running).rejects.toThrow('cancelled');
    expect(told.known['deployment-id']).toBe(created().at(-1)?.id);
    expect(told.cleanUps).toHaveLength(1);
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
    expect(() => setUp({ 'deployment-id': 'dpl_1' })).toThrow('"target" is "preview"');
  });
});
