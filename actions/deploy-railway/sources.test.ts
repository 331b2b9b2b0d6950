import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startRailwayPlatform } from '../../rehearsal/platforms/railway/index.js';
import { main } from './main.js';
import type { ServiceRequest } from './request.js';
import { sha, TestRun } from './test-run.js';

const test = new TestRun(startRailwayPlatform);
const credentials = { username: 'ci', password: 'hunter2-registry' };
const older = 'fedcba9876543210fedcba9876543210fedcba98';

beforeAll(async () => {
  await test.open([
    { id: 'svc-api', name: 'api', source: { repo: 'acme/shop' } },
    { id: 'svc-web', name: 'web' },
    { id: 'svc-img', name: 'img', source: { repo: 'acme/img' } },
  ]);
  const { railway } = test;
  railway.registerCommit(sha, { directory: test.program('at-head') });
  railway.registerCommit(older, { directory: test.program('older') });
  railway.registerImage('ghcr.io/acme/img:1', { directory: test.program('image'), credentials });
});
afterEach(() => test.railway.faults.clear());
afterAll(() => test.close());

const one = (service: string, source: ServiceRequest['source']) => ({
  services: [test.request(service, { source })],
});
const answer = async (url: string | undefined) => (await fetch(`${url}/`)).text();

describe('a commit', () => {
  it('of the connected repository is deployed, the one of this run when none is named', async () => {
    const { only } = await test.deploy(one('api', { kind: 'commit', commit: undefined }));
    expect(only).toMatchObject({ outcome: 'live', source: 'commit', uploaded: undefined });
    expect(test.railway.deployments('api')[0]?.meta).toMatchObject({ commitHash: sha });
  });

  it('that is named is told to the service as its version', async () => {
    const { only } = await test.deploy(one('api', { kind: 'commit', commit: older }));
    expect(await answer(only.url)).toBe(older);
  });

  it('that Railway cannot see is an error in its words', async () => {
    const { only, report: told } = await test.deploy(one('api', { kind: 'commit', commit: 'c0ffee' }));
    expect(only).toMatchObject({ outcome: 'error', deploymentId: undefined, component: undefined });
    expect(told.failure?.message).toContain('Commit not found');
    expect(told.failure?.fix).toContain('Push the commit');
  });

  it('cannot be deployed where no repository is connected, and nothing is changed', async () => {
    const { inputs, deps } = test.setUp(one('web', { kind: 'commit', commit: undefined }));
    const changes = test.count('variableCollectionUpsert');
    await expect(main(inputs, deps)).rejects.toThrow('"web" is not connected to a repository');
    expect(test.count('variableCollectionUpsert')).toBe(changes);
  });

  it('is deployed once when the answer is lost', async () => {
    const before = test.railway.deployments('api').length;
    test.railway.faults.add({ operation: 'serviceInstanceDeployV2', fault: { kind: 'reset-after' } });
    const { only } = await test.deploy(one('api', { kind: 'commit', commit: sha }));
    expect(only).toMatchObject({ outcome: 'live', component: { commit: sha } });
    expect(test.railway.deployments('api').length - before).toBe(1);
  });

  it('is asked for again when the request never arrived', async () => {
    const before = test.railway.deployments('api').length;
    test.railway.faults.add({ operation: 'serviceInstanceDeployV2', fault: { kind: 'status', status: 503 } });
    const { only } = await test.deploy(one('api', { kind: 'commit', commit: sha }));
    expect(only.outcome).toBe('live');
    expect(test.railway.deployments('api').length - before).toBe(1);
  });
});

describe('an image', () => {
  const image = { kind: 'image' as const, image: 'ghcr.io/acme/img:1' };

  it('that needs a login is not deployed without one, and the message says what the registry said', async () => {
    const { only, report: told, log } = await test.deploy(one('img', image));
    expect(only.outcome).toBe('failed');
    expect(log).toContain('was connected to the repository acme/img');
    expect(told.failure?.message).toContain('unauthorized');
  });

  it('is pulled with the login, its digest is told, and the password is shown nowhere', async () => {
    const { only, report: told, log } = await test.deploy({ ...one('img', image), registry: credentials });
    expect(only).toMatchObject({ outcome: 'live', settingsChanged: ['source'] });
    expect(told.outputs['image-digest']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await answer(only.url)).toBe(sha);
    expect(JSON.stringify([log, told])).not.toContain(credentials.password);
    expect(only.component).not.toHaveProperty('image');
  });

  it('named by its digest is in the release record, so that another environment can get the very same one', async () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    test.railway.registerImage(`ghcr.io/acme/img@${digest}`, { directory: test.program('by-digest') });
    const { only } = await test.deploy(one('img', { kind: 'image', image: `ghcr.io/acme/img@${digest}` }));
    expect(only.component).toMatchObject({ kind: 'railway', image: digest });
  });
});

describe('an earlier deployment', () => {
  const again = new TestRun(startRailwayPlatform);
  beforeAll(() => again.open([{ id: 'svc', name: 'api' }]));
  afterAll(() => again.close());
  const redeploy = (which: string, variables: Record<string, string> = {}) => ({
    services: [again.request('api', { source: { kind: 'redeploy', which, rebuild: false }, variables })],
  });
  const upload = (name: string) => ({
    services: [again.request('api', { source: { kind: 'upload', directory: again.program(name) } })],
  });

  it('is not there on a service that was never deployed', async () => {
    const { report: told } = await again.deploy(redeploy('current'));
    expect(told.failure?.message).toContain('no current deployment of "api"');
  });

  it('runs again with the variables of now, and keeps the version it has', async () => {
    const { only: first } = await again.deploy(upload('good'));
    const { only } = await again.deploy(redeploy('current', { COLOUR: 'blue' }));
    expect(only).toMatchObject({ outcome: 'live', previous: first.deploymentId, variables: ['COLOUR'] });
    const env = (await (await fetch(`${only.url}/env`)).json()) as Record<string, string>;
    expect(env).toMatchObject({ COLOUR: 'blue', DEPLOY_SHA: sha });
    expect(again.count('upload')).toBe(1);
  });

  it('can be the one before the live one', async () => {
    const good = (await again.deploy(upload('good'))).only;
    await again.deploy(upload('other'));
    const { only, log } = await again.deploy(redeploy('previous'));
    expect(log).toContain(`Deploying ${good.deploymentId} again`);
    expect(only.imageDigest).toBe(good.imageDigest);
  });

  it('is deployed once when the answer is lost', async () => {
    const before = again.railway.deployments('api').length;
    again.railway.faults.add({ operation: 'deploymentRedeploy', fault: { kind: 'reset-after' } });
    expect((await again.deploy(redeploy('current'))).only.outcome).toBe('live');
    expect(again.railway.deployments('api').length - before).toBe(1);
  });
});
