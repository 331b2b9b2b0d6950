import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack as packFiles, send, tokens } from '../../rehearsal/platforms/railway/fixture.js';
import { type RailwayPlatform, startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { createHttp } from '../http/client.js';
import { systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createRailwayClient } from './client.js';
import { readFailureCause } from './failure.js';
import { waitForDeployment } from './wait.js';

/** A real process that serves and then ends. */
const crashing = (afterMs: number, code: number) => ({
  'server.js': `console.log('listening'); require('node:http').createServer((q, r) => r.end()).listen(process.env.PORT);
setTimeout(() => { console.error('out of luck'); process.exit(${code}); }, ${afterMs});`,
});

let work = '';
let platform: RailwayPlatform;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'railway-settle-'));
  platform = await startRailwayPlatform({
    tokens,
    project: {
      id: 'prj',
      name: 'shop',
      environments: [{ id: 'env', name: 'production' }],
      services: [{ id: 'svc', name: 'api', startCommand: 'node server.js' }],
    },
    workDirectory: work,
    node: process.execPath,
    timings: { queuedMs: 5 },
  });
});
afterAll(async () => {
  await platform.close();
  rmSync(work, { recursive: true, force: true });
});

async function deploy(afterMs: number, settleMs: number, code = 1) {
  const answer = await send(platform, await packFiles(crashing(afterMs, code)));
  const { deploymentId } = (await answer.json()) as { deploymentId: string };
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const http = createHttp({ log, clock: systemClock, signal, userAgent: 'test' });
  const client = createRailwayClient({ http, apiUrl: platform.apiUrl, token: tokens.project, log });
  const deps = { client, clock: systemClock, log, signal };
  const wait = {
    target: { projectId: 'prj', environmentId: 'env', serviceId: 'svc' },
    ...{ deploymentId, settleMs, followLogs: true, name: 'api' },
    limits: { queueMs: 20_000, buildMs: 20_000, deployMs: 20_000 },
  };
  const end = await waitForDeployment(wait, deps);
  return { end, log, cause: await readFailureCause({ client, log, hide: [] }, deploymentId, end) };
}

async function restartPolicy(restartPolicyType: string): Promise<void> {
  const query = `mutation { serviceInstanceUpdate(serviceId: "svc", environmentId: "env", input: {restartPolicyType: ${restartPolicyType}}) }`;
  const headers = { 'content-type': 'application/json', 'project-access-token': tokens.project };
  await fetch(`${platform.apiUrl}/graphql/v2`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

describe('a real process behind Railway’s SUCCESS', () => {
  it('that ends after 3 s is caught within a settle time of 5 s, and its last words are told', async () => {
    await restartPolicy('NEVER');
    const { end, cause, log } = await deploy(3_000, 5_000);
    expect(end).toMatchObject({ end: 'crashed', status: 'CRASHED', wasUp: true });
    expect(end.durationMs).toBeGreaterThanOrEqual(2_500);
    expect(cause.lines.join('\n')).toContain('out of luck');
    expect(log.lines.join('\n')).toMatch(/run {3}\| listening/);
  }, 20_000);

  it('that ends again and again is caught although Railway starts it again and keeps saying SUCCESS', async () => {
    await restartPolicy('ON_FAILURE');
    const { end } = await deploy(150, 2_000);
    expect(end).toMatchObject({ end: 'crashed', wasUp: true });
    expect(end.explanation?.message ?? end.status).toMatch(/ended 3 time|CRASHED/);
  }, 20_000);

  it('that ends with 0 is a success, and it is said that nothing runs', async () => {
    const { end, log } = await deploy(100, 1_000, 0);
    expect(end).toMatchObject({ end: 'up', exited: true });
    expect(log.lines.join('\n')).toContain('nothing answers now');
  }, 20_000);

  it('that stays is a success', async () => {
    const { end } = await deploy(60_000, 300);
    expect(end).toMatchObject({ end: 'up', status: 'SUCCESS', exited: false });
  }, 20_000);
});
