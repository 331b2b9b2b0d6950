import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { main } from './main.js';
import { sha, TestRun, tokens } from './test-run.js';

const test = new TestRun(startRailwayPlatform);
const account = { token: tokens.account, project: 'prj' };

beforeAll(() =>
  test.open([
    { id: 'svc-api', name: 'api', variables: { OLD: 'old-value-of-it', KEPT: '1' } },
    { id: 'svc-web', name: 'web', domain: false, healthcheckPath: '/health' },
  ]),
);
afterEach(() => test.railway.faults.clear());
afterAll(() => test.close());

const bodies = (operation: string) =>
  test.railway.requests
    .filter((request) => request.operation === operation)
    .map((request) => (request.body as { variables: Record<string, unknown> }).variables);

describe('variables', () => {
  it('are added to those the service has, without a deployment of their own', async () => {
    const before = test.railway.deployments('api').length;
    const { only } = await test.deploy({ services: [test.request('api', { variables: { NEW: '2' } })] });
    expect(test.railway.variables('api')).toEqual({
      OLD: 'old-value-of-it',
      KEPT: '1',
      NEW: '2',
      DEPLOY_SHA: sha,
    });
    expect(only.variables).toEqual(['DEPLOY_SHA', 'NEW']);
    expect(test.railway.deployments('api').length - before).toBe(1);
  });

  it('replace those the service has only when asked to, and the names of those that go are told', async () => {
    const services = [test.request('api', { variables: { KEPT: '2' }, replaceVariables: true })];
    const { only, log, report: told } = await test.deploy({ services });
    expect(test.railway.variables('api')).toEqual({ KEPT: '2', DEPLOY_SHA: sha });
    expect(only.variablesRemoved).toEqual(['OLD', 'NEW']);
    expect(log).toContain('Variables removed: OLD, NEW');
    expect(JSON.stringify([log, told])).not.toContain('old-value-of-it');
  });
});

describe('settings', () => {
  it('are changed in the environment only, and only where they differ', async () => {
    const settings = { healthcheckPath: '/health', overlapSeconds: 0, numReplicas: 1 };
    const { only } = await test.deploy({ services: [test.request('api', { settings })] });
    expect(only).toMatchObject({ outcome: 'live', healthcheckPath: '/health' });
    expect(bodies('serviceInstanceUpdate').at(-1)).toEqual({
      serviceId: 'svc-api',
      environmentId: 'env',
      input: { healthcheckPath: '/health', overlapSeconds: 0 },
    });
    const changes = test.count('serviceInstanceUpdate');
    await test.deploy({ services: [test.request('api', { settings })] });
    expect(test.count('serviceInstanceUpdate')).toBe(changes);
  });

  it('run a command before the start, and a failure of it is told', async () => {
    const settings = { preDeployCommand: ['node -e "process.exit(3)"'] };
    const { only } = await test.deploy({ services: [test.request('api', { settings })] });
    expect(only).toMatchObject({ outcome: 'failed', phase: 'deploy' });
    await test.deploy({ services: [test.request('api', { settings: { preDeployCommand: ['node -e 0'] } })] });
  });
});

describe('what was changed for a deployment that does not serve', () => {
  it('is changed back, so that the old version does not come up with it and call itself the new one', async () => {
    await test.deploy({ services: [test.request('api', { variables: { COLOUR: 'red-is-the-old' } })] });
    const before = test.railway.variables('api');
    const { deps } = test.setUp();
    deps.context = { ...deps.context, commit: 'f'.repeat(40) };
    const settings = { drainingSeconds: 7 };
    const services = [test.request('api', { variables: { COLOUR: 'blue', FRESH: '1' }, settings })];
    test.railway.scriptNextDeployment('api', { kind: 'build-failure' });
    const result = await main(test.setUp({ services }).inputs, deps);
    expect(test.railway.variables('api')).toEqual({ ...before, FRESH: '1' });
    expect(bodies('serviceInstanceUpdate').at(-1)?.input).toEqual({ drainingSeconds: null });
    expect(result).toMatchObject({ services: [{ outcome: 'failed', changesUndone: true }] });
    const updates = bodies('variableCollectionUpsert') as { input: { skipDeploys: boolean } }[];
    expect(updates.every(({ input }) => input.skipDeploys)).toBe(true);
    expect(JSON.stringify(result)).not.toContain('red-is-the-old');
  });

  it('is changed back too where another service failed and it was put back', async () => {
    await test.deploy({ services: [test.request('api', { variables: { COLOUR: 'red' } })] });
    test.railway.scriptNextDeployment('web', { kind: 'build-failure' });
    const services = [
      test.request('api', { variables: { COLOUR: 'blue' } }),
      test.request('web', { needs: ['api'] }),
    ];
    const { of } = await test.deploy({ services });
    expect(of('api')).toMatchObject({ putBack: { outcome: 'restored' }, changesUndone: true });
    expect(test.railway.variables('api').COLOUR).toBe('red');
  });

  it('stays where it cannot be read, and the deployment goes on', async () => {
    const fault = { kind: 'status' as const, status: 200, body: { errors: [{ message: 'Not Authorized' }] } };
    test.railway.faults.add({ operation: 'variables', fault });
    const { only } = await test.deploy({
      services: [test.request('api', { variables: { COLOUR: 'green' } })],
    });
    expect([only.outcome, test.railway.variables('api').COLOUR]).toEqual(['live', 'green']);
  });
});

describe('config as code', () => {
  it('in an upload is named with what replaces it', async () => {
    const directory = test.program('configured');
    const config = { deploy: { healthcheckPath: '/health', cronSchedule: '* * * * *' } };
    writeFileSync(join(directory, 'railway.json'), JSON.stringify(config));
    const services = [test.request('api', { source: { kind: 'upload', directory } })];
    const { log } = await test.run({ services, dryRun: true });
    expect(log).toContain('healthcheckPath -> health-check-path');
    expect(log).toContain('cronSchedule');
    expect(log).toContain('2026-12-01');
  });
});

describe('the public address', () => {
  it('is never guessed, and created when that is asked for', async () => {
    const { only } = await test.deploy({ services: [test.request('web')] });
    expect(only).toMatchObject({ outcome: 'live', url: undefined });
    const services = [test.request('web', { createDomain: true })];
    const { only: reachable } = await test.deploy({ services });
    expect((await fetch(`${reachable.url}/health`)).status).toBe(200);
    await test.deploy({ services });
    expect(test.count('serviceDomainCreate')).toBe(1);
  });
});

describe('a dry run', () => {
  it('says what would happen and sends no change', async () => {
    const services = [
      test.request('api', { variables: { A: '1' }, settings: { numReplicas: 3 } }),
      test.request('web', { needs: ['api'], replaceVariables: true }),
    ];
    const before = test.railway.requests.length;
    const { result, report: told } = await test.run({ services, dryRun: true });
    const asked = test.railway.requests.slice(before);
    const texts = asked.map(({ body }) => (body as { query: string }).query);
    expect(texts.every((text) => text.startsWith('query'))).toBe(true);
    expect(result).toMatchObject({ kind: 'planned', services: [{ wave: 1 }, { wave: 2 }] });
    expect(told.summary).toContain('change the settings numReplicas');
    expect(told.summary).toContain('remove all others');
    expect(told.outputs).toMatchObject({ status: 'dry-run', record: '' });
    expect(told.failure).toBeUndefined();
  });

  it('still refuses a directory that is not there', async () => {
    const source = { kind: 'upload' as const, directory: '/nowhere/at/all' };
    const { inputs, deps } = test.setUp({ services: [test.request('api', { source })], dryRun: true });
    await expect(main(inputs, deps)).rejects.toThrow('/nowhere/at/all');
  });
});

describe('without a token', () => {
  it('nothing is asked, and the step is green with a notice', async () => {
    const before = test.railway.requests.length;
    const { report: told } = await test.run({ token: '' });
    expect(test.railway.requests.length).toBe(before);
    expect(told.outputs.status).toBe('no-credentials');
    expect(told.annotations?.[0]?.message).toContain('railway-token is empty');
  });
});

describe('environments', () => {
  const pr = { ...account, environment: 'pr-7', createEnvironmentFrom: 'staging' };
  const id = () => test.railway.environments().find(({ name }) => name === 'pr-7')?.id;

  it('take more than a project token to be made, and that is said', async () => {
    const { inputs, deps } = test.setUp({ ...pr, token: tokens.project });
    await expect(main(inputs, deps)).rejects.toMatchObject({
      fix: expect.stringContaining('account token'),
    });
  });

  it('are not made by a dry run, which looks at the one to copy instead', async () => {
    const { result, log } = await test.run({ ...pr, dryRun: true });
    expect(result).toMatchObject({ kind: 'planned', environment: { name: 'staging' } });
    expect(log).toContain('Would create the environment "pr-7"');
    expect(id()).toBeUndefined();
    const { inputs, deps } = test.setUp({ ...pr, token: tokens.project, dryRun: true });
    await expect(main(inputs, deps)).rejects.toThrow('a project token cannot create it');
  });

  it('are made once as a copy in which nothing else is deployed, and used again', async () => {
    test.railway.faults.add({ operation: 'environmentCreate', fault: { kind: 'reset-after' } });
    const { result, only } = await test.deploy(pr);
    expect(result.environment).toMatchObject({ name: 'pr-7', created: true });
    expect(test.railway.environments().find(({ name }) => name === 'pr-7')?.isEphemeral).toBe(true);
    expect(await (await fetch(`${only.url}/`)).text()).toBe(sha);
    expect(test.railway.deployments('web', id())).toEqual([]);
    const again = await test.deploy(pr);
    expect(again.result.environment.created).toBe(false);
    expect(test.count('environmentCreate')).toBe(1);
  });

  it('are deleted by name, and a second time it is as well', async () => {
    const gone = {
      ...account,
      environment: 'pr-7',
      services: [],
      deleteEnvironment: { confirmed: undefined },
    };
    expect((await test.run({ ...gone, dryRun: true })).report.outputs.status).toBe('dry-run');
    expect(id()).toBeDefined();
    test.railway.faults.add({ operation: 'environmentDelete', fault: { kind: 'reset-after' } });
    const { report: told } = await test.run(gone);
    expect(told.outputs.status).toBe('deleted');
    expect(id()).toBeUndefined();
    expect((await test.run(gone)).result).toMatchObject({ existed: false });
  });

  it.each([
    ['production', 'true', 'copies of'],
    ['production', 'production', 'copies of'],
    ['staging', 'true', 'not an ephemeral'],
    ['staging', 'stagin', 'not an ephemeral'],
  ])('%s is not deleted with %s', async (environment, value, why) => {
    const confirmed = value === 'true' ? undefined : value;
    const { inputs, deps } = test.setUp({
      ...account,
      environment,
      services: [],
      deleteEnvironment: { confirmed },
    });
    await expect(main(inputs, deps)).rejects.toThrow(why);
    expect(test.railway.environments().map(({ name }) => name)).toContain(environment);
  });
});
