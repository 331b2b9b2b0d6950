import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import { pack as packFiles, tokens } from '../../rehearsal/platforms/railway/fixture.js';
import { type RailwayPlatform, startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { ExpectedError, PlatformError } from '../errors/errors.js';
import { createHttp, type Http } from '../http/client.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createRailwayClient, type RailwayClient } from './client.js';
import { cancelDeployment, listDeployments, readUrl } from './deployments.js';
import { readServices } from './environments.js';
import { readFailureCause } from './failure.js';
import { rollbackTo } from './rollback.js';
import { resolveScope } from './scope.js';
import { setVariables, updateService } from './settings.js';
import { deployCommit, redeploy } from './sources.js';
import { upload } from './upload.js';
import { type WaitDeps, waitForDeployment } from './wait.js';
import { readWarningFacts } from './warning-facts.js';

const errors = (message: string): Fault => ({
  kind: 'status',
  status: 200,
  body: { errors: [{ message }], data: null },
});
/** What goes by: whoever asks must come through it. */
const passing: Record<string, Fault> = {
  'HTTP 429 with Retry-After': { kind: 'status', status: 429, body: {}, headers: { 'retry-after': '1' } },
  'HTTP 429 without Retry-After': { kind: 'status', status: 429, body: {} },
  'HTTP 500': { kind: 'status', status: 500, body: { message: 'Internal Server Error' } },
  'HTTP 502 with a page': {
    kind: 'status',
    status: 502,
    body: '<html>Bad Gateway',
    headers: { 'content-type': 'text/html' },
  },
  'a reset connection': { kind: 'reset' },
  'a reset connection after it was done': { kind: 'reset-after' },
  'no answer': { kind: 'hang' },
  'no answer after it was done': { kind: 'hang-after' },
  'half a JSON': {
    kind: 'status',
    status: 200,
    body: '{"data": {',
    headers: { 'content-type': 'application/json' },
  },
  'a slow answer': { kind: 'slow', delayMs: 60 },
  '"Problem processing request"': errors('Problem processing request'),
};
/** What is a refusal: it must be told as one, at once, and must not be taken for anything else. */
const refusing: Record<string, { fault: Fault; code: string }> = {
  'HTTP 200 with errors': { fault: errors('Something is wrong with it'), code: 'refused' },
  '"Not Authorized"': { fault: errors('Not Authorized'), code: 'not-authorized' },
};

const target = { projectId: 'prj', environmentId: 'env', serviceId: 'svc' };
const limits = { queueMs: 15_000, buildMs: 15_000, deployMs: 15_000 };

let work = '';
let archive: { file: string; bytes: number; biggest: never[]; remove: () => Promise<void> };
let platform: RailwayPlatform;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'railway-faults-'));
  const packed = await packFiles({ 'server.js': '' });
  archive = { file: join(work, 'source.tar.gz'), bytes: packed.length, biggest: [], remove: async () => {} };
  writeFileSync(archive.file, packed);
  platform = await startRailwayPlatform({
    tokens,
    project: {
      id: 'prj',
      name: 'shop',
      environments: [{ id: 'env', name: 'production' }],
      services: [{ id: 'svc', name: 'api', startCommand: 'sleep 120' }],
    },
    workDirectory: join(work, 'railway'),
    node: process.execPath,
    timings: { queuedMs: 1 },
  });
  platform.registerImage('acme/api:1', { directory: mkdtempSync(join(work, 'image-')) });
});

afterEach(() => platform.faults.clear());
afterAll(async () => {
  await platform.close();
  rmSync(work, { recursive: true, force: true });
});

/** `meets`: the operation that a fault hits, whose first request is given up soon when the fault is silence. */
function connect(meets?: { operation: string; fault: Fault }) {
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  // What was done although nobody heard of it shows a little later.
  const longest = meets?.fault.kind.endsWith('-after') ? 150 : 20;
  const clock: Clock = {
    now: () => Date.now(),
    sleep: (ms, stop) => systemClock.sleep(Math.min(ms, longest), stop),
  };
  const real = createHttp({ log, clock, signal, userAgent: 'test' });
  let silent = meets?.fault.kind.startsWith('hang') ?? false;
  const http: Http = {
    request: (request) => {
      const name = (request.json as { operationName?: string } | undefined)?.operationName ?? 'upload';
      const givenUp = silent && name === meets?.operation;
      if (givenUp) silent = false;
      return real.request({ ...request, timeoutMs: givenUp ? 150 : 10_000 });
    },
  };
  const { apiUrl } = platform;
  const client = createRailwayClient({ http, apiUrl, token: tokens.project, log, clock, signal });
  const deps: WaitDeps = { client, clock, log, signal };
  return { client, deps, log };
}

type Flow = (client: RailwayClient, deps: WaitDeps) => Promise<unknown>;

async function ended(deps: WaitDeps, deploymentId: string): Promise<string> {
  return (await waitForDeployment({ target, deploymentId, limits, settleMs: 0 }, deps)).end;
}

/** An upload as the action does it, from the first question to the end. */
const uploading: Flow = async (client, deps) => {
  await resolveScope(client, { project: undefined, environment: undefined });
  await readServices(client, 'env', ['svc']);
  await readWarningFacts(client, target, ['svc']);
  await setVariables(client, target, { DEPLOY_SHA: 'abc' });
  await updateService(client, target, { startCommand: 'sleep 120' });
  const message = `abc [gha 1.1.${Math.random()}]`;
  const id = await upload({ target, archive, message }, deps);
  const end = await ended(deps, id);
  await readUrl(client, target);
  return end;
};
const latest = () => platform.deployments('api')[0]?.id;
const request = () => ({ target, name: 'api', latest: latest() });
const imaging: Flow = async (client, deps) => {
  await updateService(client, target, { source: { image: 'acme/api:1' } });
  return ended(deps, await deployCommit(request(), undefined, deps));
};
const redeploying: Flow = async (_, deps) => {
  const live = platform.activeDeployment('api');
  return ended(deps, await redeploy(request(), { which: 'current', live, rebuild: false }, deps));
};
const rollingBack: Flow = async (_, deps) => {
  const old = platform.deployments('api').find(({ canRollback }) => canRollback);
  const done = await rollbackTo({ ...target, deploymentId: old?.id ?? '' }, { ...deps, settleMs: 0 });
  return done.status === 'SUCCESS' ? 'up' : done.status;
};

/** Operations by the flow they are part of. */
const operations: [string, Flow][] = [
  ['projectToken', uploading],
  ['project', uploading],
  ['environment', uploading],
  ['variableCollectionUpsert', uploading],
  ['upload', uploading],
  ['deployment', uploading],
  ['domains', uploading],
  ['serviceInstanceUpdate', imaging],
  ['serviceInstanceDeployV2', imaging],
  ['deploymentRedeploy', redeploying],
  ['deploymentRollback', rollingBack],
];
const changes = /^(upload|variableCollectionUpsert|serviceInstance|deploymentRe|deploymentRo)/;
/** A question that was answered to nobody is as good as one that was never asked. */
const suits = (operation: string, { kind }: Fault) => changes.test(operation) || !kind.endsWith('-after');
const cases = operations.flatMap(([operation, flow]) =>
  Object.entries(passing)
    .filter(([, fault]) => suits(operation, fault))
    .map(([name, fault]) => [operation, name, { flow, fault }] as const),
);
const refusals = operations.flatMap(([operation, flow]) =>
  Object.entries(refusing).map(([name, how]) => [operation, name, { flow, ...how }] as const),
);

describe('one deployment, whatever happens to one request', () => {
  beforeAll(async () => {
    const { client, deps } = connect();
    await uploading(client, deps);
    await uploading(client, deps);
  });

  it.each(cases)('%s meets %s: it goes through, once', async (operation, _, { flow, fault }) => {
    const { client, deps, log } = connect({ operation, fault });
    const before = platform.deployments('api').length;
    platform.faults.add({ operation, fault });
    expect(await flow(client, deps)).toBe('up');
    expect(platform.deployments('api').length - before).toBe(1);
    expect(log.lines.join('\n')).not.toContain(tokens.project);
  });

  it.each(refusals)(
    '%s meets %s: it is told, and nothing is done twice',
    async (operation, _, { flow, fault, code }) => {
      const { client, deps, log } = connect();
      const before = platform.deployments('api').length;
      platform.faults.add({ operation, fault });
      const outcome = await flow(client, deps).catch((error: unknown) => error);
      expect(platform.deployments('api').length - before).toBeLessThanOrEqual(1);
      const forgiven = forgives[`${operation} ${code}`];
      if (forgiven) expect(outcome).toBe('up');
      else {
        expect(outcome).toBeInstanceOf(PlatformError);
        expect(outcome).toMatchObject({ code: operation === 'projectToken' ? expect.anything() : code });
      }
      const told = outcome instanceof ExpectedError ? `${outcome.message} ${outcome.fix}` : '';
      expect([told, ...log.lines].join('\n')).not.toContain(tokens.project);
    },
  );
});

/** Refusals that are no reason to fail: services are read one by one, steps and logs left out, an upload's odd answer is looked up. */
const forgives: Readonly<Record<string, boolean>> = {
  'environment not-authorized': true,
  'deployment refused': true,
  'upload refused': true,
};

describe('what only explains', () => {
  const all = {
    ...passing,
    ...Object.fromEntries(Object.entries(refusing).map(([name, { fault }]) => [name, fault])),
  };

  it.each(Object.entries(all).filter(([, fault]) => suits('buildLogs', fault)))(
    'a log that meets %s leaves the verdict as it is',
    async (_, fault) => {
      const { client, deps } = connect({ operation: 'buildLogs', fault });
      platform.scriptNextDeployment('api', { kind: 'build-failure', log: ['npm error'] });
      const id = await upload({ target, archive, message: `log ${Math.random()}` }, deps);
      const end = await waitForDeployment({ target, deploymentId: id, limits, settleMs: 0 }, deps);
      const times = fault.kind.startsWith('hang') ? 1 : 9;
      platform.faults.add({ operation: 'buildLogs', times, fault });
      const cause = await readFailureCause({ client, log: deps.log, hide: [] }, id, end);
      expect(end).toMatchObject({ end: 'failed', phase: 'build' });
      expect(cause.reason).toContain('npm error');
    },
  );
});

describe('a cancellation', () => {
  it.each(Object.entries(passing))('that meets %s stops the deployment all the same', async (_, fault) => {
    const operation = 'deploymentCancel';
    const { client, deps } = connect({ operation, fault });
    platform.scriptNextDeployment('api', { kind: 'statuses', statuses: ['QUEUED'], stay: true });
    const id = await upload({ target, archive, message: `cancel ${Math.random()}` }, deps);
    platform.faults.add({ operation, fault });
    await cancelDeployment(client, id);
    const found = (await listDeployments(client, target, 5)).find((one) => one.id === id);
    expect(found?.status).toBe('REMOVED');
  });
});
