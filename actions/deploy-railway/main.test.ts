import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type RailwayPlatform, startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { readContext } from '../../src/action/context.js';
import { createHttp } from '../../src/http/client.js';
import { createRailwayClient } from '../../src/railway/client.js';
import { liveDeploymentId } from '../../src/railway/deployments.js';
import { rollbackTo } from '../../src/railway/rollback.js';
import { systemClock } from '../../src/runtime/clock.js';
import { RecordingLogger } from '../../src/runtime/log.js';
import type { Inputs } from './inputs.js';
import { type Deps, main } from './main.js';
import { report } from './outputs.js';

const token = '5e8e7a1c-0000-4000-8000-00000000beef';
const sha = '0123456789abcdef0123456789abcdef01234567';
const password = 'hunter2-is-the-password';
const target = { projectId: 'prj', environmentId: 'env', serviceId: 'svc-api' };

let work = '';
let railway: RailwayPlatform;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'deploy-railway-'));
  mkdirSync(join(work, 'railway'));
  railway = await startRailwayPlatform({
    tokens: { project: token },
    project: {
      id: 'prj',
      name: 'shop',
      environments: [{ id: 'env', name: 'production' }],
      services: [
        {
          id: 'svc-api',
          name: 'api',
          startCommand: 'node server.js',
          healthcheckPath: '/health',
          healthcheckTimeout: 1,
        },
        { id: 'svc-worker', name: 'worker', startCommand: 'node server.js' },
      ],
    },
    workDirectory: join(work, 'railway'),
    node: process.execPath,
    timings: { queuedMs: 20 },
  });
});

afterEach(() => railway.faults.clear());

afterAll(async () => {
  await railway.close();
  rmSync(work, { recursive: true, force: true });
});

/** A program that answers with its commit; `health` is what its health path answers. */
function program(name: string, health = 200): string {
  const directory = join(work, name);
  mkdirSync(directory, { recursive: true });
  const answer = `(request, response) => response.writeHead(request.url === '/health' ? ${health} : 200).end(process.env.DEPLOY_SHA)`;
  writeFileSync(
    join(directory, 'server.js'),
    `console.log('${name} starts'); require('node:http').createServer(${answer}).listen(process.env.PORT);`,
  );
  return directory;
}

function setUp(change: Partial<Inputs> = {}) {
  const inputs: Inputs = {
    token,
    apiUrl: railway.apiUrl,
    project: undefined,
    environment: undefined,
    service: 'api',
    name: undefined,
    workingDirectory: program('good'),
    versionVariable: 'DEPLOY_SHA',
    variables: { PASSWORD: password },
    queueTimeoutMs: 5_000,
    buildTimeoutMs: 5_000,
    healthTimeoutMs: 5_000,
    settleTimeMs: 0,
    onSkipped: 'success',
    ...change,
  };
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const known: Record<string, string> = {};
  const deps: Deps = {
    context: readContext({ GITHUB_SHA: sha, GITHUB_RUN_ID: '7', RUNNER_TEMP: work }),
    ...{ http, log, signal, clock: systemClock, env: {} },
    client: createRailwayClient({ http, apiUrl: inputs.apiUrl, token: inputs.token, log }),
    onCancel: () => () => {},
    mask: () => {},
    know: (outputs) => void Object.assign(known, outputs),
  };
  return { inputs, deps, log, known };
}

async function deploy(change: Partial<Inputs> = {}) {
  const { inputs, deps, log, known } = setUp(change);
  const result = await main(inputs, deps);
  return { result, report: report(result), log: log.lines.join('\n'), known };
}

const uploads = () => railway.requests.filter(({ url }) => /\/up\?/.test(url)).length;

describe('deploy-railway', () => {
  it('ships a directory, and the service answers with the commit it was given', async () => {
    const { result, report: told, known } = await deploy();
    expect(result).toMatchObject({ outcome: 'live', previous: undefined, failure: undefined });
    expect(result.deploymentId).toBe(await liveDeploymentId(setUp().deps.client, target));
    expect(await (await fetch(`${result.url}/`)).text()).toBe(sha);
    expect(JSON.parse(told.outputs.record ?? '')).toEqual({
      ...{ kind: 'railway', name: 'api', project: 'prj', environment: 'env', service: 'svc-api' },
      ...{ deployment: result.deploymentId, previous: null, url: result.url },
    });
    expect(known['deployment-id']).toBe(result.deploymentId);
  });

  it('says that the previous deployment still serves when the health check fails', async () => {
    const before = (await deploy()).result.deploymentId;
    const { result, report: told } = await deploy({ workingDirectory: program('sick', 500) });
    expect(result).toMatchObject({ outcome: 'failed', previous: before, live: { id: before } });
    expect(told.failure?.message).toContain(`the previous deployment ${before} still serves`);
    expect(told.failure?.fix).toContain('answer /health with HTTP 200');
    expect(result.cause?.lines.join('\n')).toContain('sick starts');
    expect((await fetch(`${result.url}/`)).status).toBe(200);
  });

  it('lists the services there are when it does not know the one that is wanted', async () => {
    const { inputs, deps } = setUp({ service: 'app' });
    await expect(main(inputs, deps)).rejects.toMatchObject({
      fix: expect.stringContaining('"api" or "worker"'),
    });
  });

  it('explains a token that Railway does not take', async () => {
    const { inputs, deps } = setUp({ token: 'wrong' });
    await expect(main(inputs, deps)).rejects.toMatchObject({ code: 'not-authorized' });
  });

  it('makes one deployment when the answer to its upload is lost', async () => {
    const before = uploads();
    railway.faults.add({ operation: 'upload', fault: { kind: 'reset-after' } });
    expect((await deploy()).result.outcome).toBe('live');
    expect(uploads() - before).toBe(1);
  });

  it('is not thrown off by errors while it waits', async () => {
    railway.faults.add({ operation: 'deployment', fault: { kind: 'status', status: 500 } });
    railway.faults.add({ operation: 'deployment', from: 2, fault: { kind: 'reset' } });
    railway.faults.add({ operation: 'deployment', from: 3, fault: { kind: 'garbage' } });
    expect((await deploy()).result.outcome).toBe('live');
  });

  it('cancels what does not come out of the queue in time', async () => {
    railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['QUEUED'], stay: true });
    const { result, report: told } = await deploy({ queueTimeoutMs: 300 });
    expect(result).toMatchObject({ outcome: 'timed-out', phase: 'queue', stopped: true });
    expect(told.failure?.message).toContain('(queue-timeout); it was cancelled');
  });

  it('waits through a status it has never heard of', async () => {
    railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['DREAMING'], stepMs: 300 });
    const { result, log } = await deploy();
    expect(result.outcome).toBe('live');
    expect(log).toContain('"DREAMING"');
  });

  it('shows the build log of a failed build', async () => {
    railway.scriptNextDeployment('api', { kind: 'build-failure', log: ['npm error missing script: build'] });
    const { result, report: told } = await deploy();
    expect(result).toMatchObject({ outcome: 'failed', phase: 'build', cause: { log: 'build' } });
    expect(told.summary).toContain('npm error missing script: build');
  });

  it('is red when the service crashes after Railway called it a success, and does not say that the old one serves', async () => {
    railway.scriptNextDeployment('api', { kind: 'crash', afterMs: 200 });
    const { result, report: told } = await deploy({ settleTimeMs: 2_000 });
    expect(result).toMatchObject({ outcome: 'crashed', wasUp: true, live: { id: result.deploymentId } });
    expect(told.failure?.message).toContain('It had taken the traffic already');
  });

  it('ends green with a notice when Railway skipped it, and red when that is asked for', async () => {
    railway.scriptNextDeployment('api', { kind: 'skipped' });
    const { result, report: told } = await deploy();
    expect([result.outcome, told.failure, told.outputs.record]).toEqual(['skipped', undefined, '']);
    expect(told.annotations?.[0]?.level).toBe('notice');
    railway.scriptNextDeployment('api', { kind: 'skipped' });
    expect((await deploy({ onSkipped: 'fail' })).report.failure?.message).toContain('on-skipped');
  });

  it('never shows the token or a variable’s value, in no log, output, summary or address', async () => {
    const { log, report: told } = await deploy();
    const shown = [log, JSON.stringify(told), ...railway.requests.map(({ url }) => url)].join('\n');
    expect(shown).toContain('PASSWORD');
    expect(shown).not.toContain(password);
    expect(shown).not.toContain(token);
  });
});

describe('the way back', () => {
  it.each([
    ['goes to the earlier image under a new id', undefined],
    ['is one rollback when its answer is lost', { kind: 'reset-after' as const }],
  ])('%s', async (_, fault) => {
    const old = (await deploy({ workingDirectory: program('good') })).result.deploymentId;
    const bad = (await deploy({ workingDirectory: program('other') })).result.deploymentId;
    if (fault) railway.faults.add({ operation: 'deploymentRollback', fault });
    const { deps } = setUp();
    const back = await rollbackTo({ ...target, deploymentId: old }, { ...deps, settleMs: 0 });
    expect([old, bad]).not.toContain(back.deploymentId);
    expect(await liveDeploymentId(deps.client, target)).toBe(back.deploymentId);
  });
});
