import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../rehearsal/platforms/http/faults.js';
import { tokens } from '../../rehearsal/platforms/railway/fixture.js';
import { type RailwayPlatform, startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { createHttp } from '../http/client.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { RecordingLogger } from '../runtime/log.js';
import { createRailwayClient } from './client.js';
import { createPublicDomain, deleteEnvironment, ensureEnvironment, readServices } from './environments.js';
import { readProjectScope } from './scope.js';
import { projectTokenAccepted, scriptedRailway } from './scripted-railway.js';

const faults: [string, Fault][] = [
  ['no trouble at all', { kind: 'slow', delayMs: 1 }],
  ['HTTP 429', { kind: 'status', status: 429, body: {}, headers: { 'retry-after': '1' } }],
  ['HTTP 503', { kind: 'status', status: 503, body: {} }],
  ['a reset connection', { kind: 'reset' }],
  ['a reset connection after it was done', { kind: 'reset-after' }],
  ['a page of a proxy', { kind: 'garbage' }],
  [
    '"Problem processing request"',
    { kind: 'status', status: 200, body: { errors: [{ message: 'Problem processing request' }] } },
  ],
];

let work = '';
let platform: RailwayPlatform;
let number = 0;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'railway-environments-'));
  platform = await startRailwayPlatform({
    tokens,
    project: {
      id: 'prj',
      name: 'shop',
      environments: [
        { id: 'env', name: 'main' },
        { id: 'env2', name: 'staging' },
      ],
      services: [{ id: 'svc', name: 'api', domain: false }],
    },
    workDirectory: work,
    node: process.execPath,
  });
});
afterEach(() => platform.faults.clear());
afterAll(async () => {
  await platform.close();
  rmSync(work, { recursive: true, force: true });
});

function connect(token = tokens.account) {
  const log = new RecordingLogger();
  const { signal } = new AbortController();
  const clock: Clock = { now: Date.now, sleep: (ms, stop) => systemClock.sleep(Math.min(ms, 20), stop) };
  const http = createHttp({ log, clock, signal, userAgent: 'test' });
  const client = createRailwayClient({ http, apiUrl: platform.apiUrl, token, log, clock, signal });
  const scope = () => readProjectScope(client, { project: 'shop', environment: undefined });
  return { deps: { client, clock, signal }, client, scope };
}

async function create(name: string): Promise<string> {
  const { deps, scope } = connect();
  return (await ensureEnvironment(await scope(), { name, from: 'staging' }, deps)).environment.id;
}

const called = (name: string) => platform.environments().filter((one) => one.name === name);

describe('an environment', () => {
  it.each(faults)('is made once when its creation meets %s', async (_, fault) => {
    const name = `pr-${++number}`;
    platform.faults.add({ operation: 'environmentCreate', fault });
    const id = await create(name);
    expect(called(name)).toEqual([{ id, name, isEphemeral: true }]);
  });

  it.each(faults)('is gone when its deletion meets %s', async (_, fault) => {
    const name = `pr-${++number}`;
    await create(name);
    const { client, scope } = connect();
    platform.faults.add({ operation: 'environmentDelete', fault });
    const wanted = { name, confirmed: undefined, dryRun: false };
    expect(await deleteEnvironment(await scope(), wanted, client)).toEqual({ name, existed: true });
    expect(called(name)).toEqual([]);
  });

  it.each(faults)('gives a service one address when that meets %s', async (_, fault) => {
    const environmentId = await create(`pr-${++number}`);
    const { client } = connect();
    platform.faults.add({ operation: 'serviceDomainCreate', fault });
    const target = { projectId: 'prj', environmentId, serviceId: 'svc' };
    const url = await createPublicDomain(client, target);
    const services = await readServices(client, environmentId, ['svc']);
    expect(services.get('svc')?.url).toBe(url);
  });

  it('is not made from one that is not there', async () => {
    const { deps, scope } = connect();
    const wanted = { name: 'pr-x', from: 'stagin' };
    await expect(ensureEnvironment(await scope(), wanted, deps)).rejects.toMatchObject({
      message: expect.stringContaining('"create-environment-from" is "stagin"'),
      fix: expect.stringContaining('"main", "staging"'),
    });
  });

  it('is never deleted when others are copies of it, whatever it is called', async () => {
    const { client, scope } = connect();
    const wanted = { name: 'main', confirmed: 'main', dryRun: false };
    await expect(deleteEnvironment(await scope(), wanted, client)).rejects.toThrow('was not deleted');
  });

  it('that the token may not make is explained with the token it takes', async () => {
    const { deps } = scriptedRailway({
      projectToken: () => ({ errors: 'Not Authorized' }),
      apiToken: () => ({ data: { apiToken: { workspaces: [] } } }),
      environmentCreate: () => ({ errors: 'Not Authorized' }),
    });
    const found = {
      access: { kind: 'account' as const, workspaces: [] },
      project: { id: 'p', name: 'shop' },
      environments: [{ id: 'e', name: 'staging', isEphemeral: false }],
      services: [],
      baseEnvironmentId: undefined,
    };
    await expect(ensureEnvironment(found, { name: 'pr-1', from: 'staging' }, deps)).rejects.toMatchObject({
      code: 'not-authorized',
      fix: expect.stringContaining('account token'),
    });
  });
});

describe('the services of an environment', () => {
  const instance = {
    serviceId: 's',
    domains: { serviceDomains: [], customDomains: [{ domain: 'api.example.com' }] },
    activeDeployments: [],
    latestDeployment: { id: 'd', status: 'CRASHED', createdAt: '' },
  };

  it('are read page by page', async () => {
    const page = (serviceId: string, endCursor: string | null) => ({
      data: {
        environment: {
          serviceInstances: {
            edges: [{ node: { ...instance, serviceId } }],
            pageInfo: { hasNextPage: endCursor !== null, endCursor },
          },
        },
      },
    });
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      environment: ({ variables }) => (variables.after ? page('b', null) : page('a', 'next')),
    });
    expect([...(await readServices(deps.client, 'e', [])).keys()]).toEqual(['a', 'b']);
  });

  it('are read one by one where the token may not list them', async () => {
    const { deps, asked } = scriptedRailway({
      projectToken: projectTokenAccepted,
      environment: () => ({ errors: 'Not Authorized' }),
      serviceInstance: () => ({ data: { serviceInstance: instance } }),
    });
    const services = await readServices(deps.client, 'e', ['s']);
    expect(services.get('s')).toMatchObject({
      url: 'https://api.example.com',
      live: 'd',
      liveStatus: 'CRASHED',
    });
    expect(asked.filter(({ operation }) => operation === 'serviceInstance')).toHaveLength(1);
  });
});
