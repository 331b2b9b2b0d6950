import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { CancelledError } from '../../src/errors/errors.js';
import { componentSchema } from '../../src/release/component.js';
import { main } from './main.js';
import { TestRun } from './test-run.js';

const test = new TestRun(startRailwayPlatform);

beforeAll(() =>
  test.open([
    { id: 'svc-db', name: 'db' },
    { id: 'svc-api', name: 'api', healthcheckPath: '/health', healthcheckTimeout: 1 },
    { id: 'svc-web', name: 'web', healthcheckPath: '/health', healthcheckTimeout: 1 },
  ]),
);
afterEach(() => test.railway.faults.clear());
afterAll(() => test.close());

const chain = (change: Parameters<typeof test.request>[1] = {}) => [
  test.request('db'),
  test.request('api', { needs: ['db'] }),
  test.request('web', { needs: ['api'], ...change }),
];
const sick = () => ({ source: { kind: 'upload' as const, directory: test.program('sick', 500) } });
const createdAt = (name: string) => test.railway.deployments(name)[0]?.createdAt ?? 0;

describe('several services in one step', () => {
  it('go live in the order of their needs, and are one record', async () => {
    const { result, report: told } = await test.deploy({ services: chain() });
    expect(result.services.map(({ outcome }) => outcome)).toEqual(['live', 'live', 'live']);
    expect(createdAt('db')).toBeLessThan(createdAt('api'));
    expect(createdAt('api')).toBeLessThan(createdAt('web'));
    const record = JSON.parse(told.outputs.record ?? '') as unknown[];
    expect(record.map((one) => componentSchema.parse(one).name)).toEqual(['db', 'api', 'web']);
    expect(JSON.parse(told.outputs.services ?? '')).toMatchObject({ api: { status: 'live' } });
    expect(told.outputs.status).toBe('live');
    // As the smoke test takes them.
    expect(told.outputs.targets?.split('\n')).toEqual(
      result.services.filter(({ url }) => url).map(({ name, url }) => `${name}=${url}`),
    );
    expect(told.outputs.targets).toContain('web=http');
  });

  it('are put back in reverse order when the last one fails, and each serves again what it served', async () => {
    const before = (await test.deploy({ services: chain() })).result.services;
    const rollbacks = test.count('deploymentRollback');
    const { result, of, report: told, log, news } = await test.deploy({ services: chain(sick()) });
    expect(of('web')).toMatchObject({ outcome: 'failed', putBack: undefined });
    expect([of('db').putBack?.outcome, of('api').putBack?.outcome]).toEqual(['restored', 'restored']);
    expect(test.count('deploymentRollback') - rollbacks).toBe(2);
    expect(createdAt('db')).toBeGreaterThan(createdAt('api'));
    expect(log).toContain('Put back: api, db');
    const last = (name: string) => news.findLast(({ component }) => component === name);
    expect(last('db')).toMatchObject({ state: 'failed', detail: expect.stringContaining('put back') });
    expect(told.outputs).toMatchObject({ status: 'restored' });
    expect(told.failure?.message).toMatch(/"web" failed.*"db" was put back.*"api" was put back/s);
    expect(result.services.map(({ previous }) => previous)).toEqual(
      before.map(({ deploymentId }) => deploymentId),
    );
    expect(JSON.parse(told.outputs.record ?? '[]')).toHaveLength(1);
  });

  it('are not started any more when one before them failed', async () => {
    test.railway.scriptNextDeployment('db', { kind: 'build-failure' });
    const { of, report: told, news } = await test.deploy({ services: chain() });
    expect([of('db').outcome, of('api').outcome, of('web').outcome]).toEqual([
      'failed',
      'not-started',
      'not-started',
    ]);
    expect(told.failure?.message).toContain('"web" was not started');
    expect(news.at(-1)).toMatchObject({ component: 'web', state: 'cancelled' });
  });

  it('that are still under way are cancelled when another one failed', async () => {
    test.railway.scriptNextDeployment('web', { kind: 'build-failure' });
    test.railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['BUILDING'], stay: true });
    const services = ['api', 'web'].map((name) => test.request(name));
    const { of, report: told } = await test.deploy({ services });
    expect(of('api')).toMatchObject({ outcome: 'cancelled', wasUp: false });
    expect(told.failure?.message).toMatch(/^The deployment \S+ of "web" failed/);
    expect(test.railway.deployments('api')[0]?.status).toBe('REMOVED');
  });

  it('stay as they are with on-failure: keep', async () => {
    test.railway.scriptNextDeployment('web', { kind: 'build-failure' });
    const services = ['api', 'web'].map((name) => test.request(name));
    const { of, report: told } = await test.deploy({ services, onFailure: 'keep' });
    expect([of('api').outcome, of('api').putBack, of('web').outcome]).toEqual(['live', undefined, 'failed']);
    expect(told.outputs.status).toBe('failed');
  });

  it('are looked at once more at the end: one that crashed while others were deployed is not called live', async () => {
    await test.deploy({ services: chain() });
    const crashed = chain();
    test.railway.scriptNextDeployment('db', { kind: 'crash', afterMs: 150 });
    test.railway.scriptNextDeployment('web', { kind: 'statuses', statuses: ['QUEUED'], stepMs: 400 });
    const { of, report: told } = await test.deploy({ services: crashed });
    expect(of('db')).toMatchObject({ outcome: 'crashed', putBack: { outcome: 'restored' } });
    expect(of('web').putBack?.outcome).toBe('restored');
    expect(told.failure?.message).toContain('crashed while the other services were deployed');
  });

  it('are left alone where somebody else deployed meanwhile', async () => {
    await test.deploy({ services: chain() });
    const { inputs, deps, before } = test.setUp({ services: chain(sick()) });
    let others = 0;
    // Whoever deploys api again while the step is at web takes it out of this step's hands.
    before.request = async ({ url }) => {
      if (!url.includes('serviceId=svc-web') || others > 0) return;
      others += 1;
      await test.deploy({ services: [test.request('api')] });
    };
    const result = await main(inputs, deps);
    if (result.kind !== 'deployed') throw new Error('not deployed');
    const api = result.services.find(({ name }) => name === 'api');
    expect(others).toBe(1);
    expect(api?.putBack).toMatchObject({ outcome: 'left', reason: expect.stringContaining('somebody else') });
  });

  it('that cannot be followed to the end are cancelled and not left to go live unseen', async () => {
    const refusal = {
      kind: 'status' as const,
      status: 200,
      body: { errors: [{ message: 'Not Authorized' }] },
    };
    test.railway.scriptNextDeployment('api', { kind: 'statuses', statuses: ['BUILDING'], stay: true });
    test.railway.faults.add({ operation: 'deployment', from: 2, times: 2, fault: refusal });
    const { of } = await test.deploy({ services: [test.request('api')] });
    expect(of('api').outcome).toBe('error');
    expect(test.railway.deployments('api')[0]?.status).toBe('REMOVED');
  });

  it('that Railway refuses do not keep the others from being put back', async () => {
    await test.deploy({ services: chain() });
    test.railway.faults.add({
      operation: 'upload',
      from: 3,
      fault: { kind: 'status', status: 413 },
    });
    const { of, report: told } = await test.deploy({ services: chain() });
    expect(of('web')).toMatchObject({ outcome: 'error', deploymentId: undefined });
    expect(of('api').putBack?.outcome).toBe('restored');
    expect(told.failure?.fix).toContain('.railwayignore');
  });
});

describe('a run that is cancelled in the middle', () => {
  it('leaves no deployment under way, starts no other, and keeps the record of what went live', async () => {
    for (const name of ['api', 'web']) {
      test.railway.scriptNextDeployment(name, { kind: 'statuses', statuses: ['BUILDING'], stay: true });
    }
    const services = [
      test.request('db'),
      test.request('api', { needs: ['db'] }),
      test.request('web', { needs: ['db'] }),
    ];
    const { inputs, deps, known, news, cancelRun } = test.setUp({ services });
    const building = () => news.filter(({ state }) => state === 'building').map(({ component }) => component);
    const running = main(inputs, deps);
    while (!(building().includes('api') && building().includes('web'))) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await cancelRun(running)).toBeInstanceOf(CancelledError);
    expect(['api', 'web'].map((name) => test.railway.deployments(name)[0]?.status)).toEqual([
      'REMOVED',
      'REMOVED',
    ]);
    expect(test.railway.activeDeployment('db')).toBe(test.railway.deployments('db')[0]?.id);
    const recorded = JSON.parse(known.record ?? '[]') as { name: string }[];
    expect(recorded.map(({ name }) => name).sort()).toEqual(['api', 'db', 'web']);
  });
});

describe('needs', () => {
  const refused = async (services: ReturnType<typeof chain>) => {
    const { inputs, deps } = test.setUp({ services });
    const requests = test.railway.requests.length;
    const error = await main(inputs, deps).catch((thrown: unknown) => thrown);
    expect(test.railway.requests.length).toBe(requests);
    return error;
  };

  it('in a circle are refused with the circle, before Railway is asked anything', async () => {
    const error = await refused([
      test.request('db', { needs: ['web'] }),
      test.request('api', { needs: ['db'] }),
      test.request('web', { needs: ['api'] }),
    ]);
    expect(error).toMatchObject({ message: expect.stringContaining('db -> web -> api -> db') });
  });

  it('that nothing answers to are refused with the names there are', async () => {
    const error = await refused([test.request('db'), test.request('api', { needs: ['cache'] })]);
    expect(error).toMatchObject({ message: expect.stringContaining('"cache"'), fix: 'Use one of: db, api.' });
  });

  it('refuse one name for two services', async () => {
    const error = await refused([test.request('db'), test.request('api', { name: 'db' })]);
    expect(error).toMatchObject({ message: expect.stringContaining('called "db"') });
  });

  it('refuse two services that would be one name in the record', async () => {
    const services = [test.request('svc-db'), test.request('api', { name: 'db' })];
    const { inputs, deps } = test.setUp({ services });
    await expect(main(inputs, deps)).rejects.toThrow('called "db" in the release record');
  });

  it('refuse a service that stands twice under two names', async () => {
    const services = [test.request('db'), test.request('svc-db', { name: 'other' })];
    const { inputs, deps } = test.setUp({ services });
    await expect(main(inputs, deps)).rejects.toThrow('"db" stands twice');
  });
});
