import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { app, ask, openPlatform, read, ship, tokens, until } from './fixture.js';
import type { RailwayPlatform } from './index.js';

const account = { authorization: `Bearer ${tokens.account}` };
const deployV2 =
  'mutation($sha: String) { serviceInstanceDeployV2(serviceId: "svc", environmentId: "env", commitSha: $sha) }';
const updateService =
  'mutation($input: ServiceInstanceUpdateInput!) { serviceInstanceUpdate(serviceId: "svc", environmentId: "env", input: $input) }';

let folder = '';
let platform: RailwayPlatform;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'railway-sources-'));
});
afterEach(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

async function program(version: string): Promise<string> {
  const directory = path.join(folder, version);
  await mkdir(directory, { recursive: true });
  for (const [name, content] of Object.entries(app(version))) {
    await writeFile(path.join(directory, name), content);
  }
  return directory;
}

async function deploy(sha?: string, status = 'SUCCESS'): Promise<string> {
  const { data, errors } = await ask(platform, deployV2, { sha });
  if (errors) throw new Error(errors[0]?.message);
  const id = String(data?.serviceInstanceDeployV2);
  await until(platform, id, status);
  return id;
}

describe('a service on the local Railway', () => {
  it('runs the image it is pointed at, and a private one only with its credentials', async () => {
    platform = await openPlatform();
    platform.registerImage('ghcr.io/acme/api:1', { directory: await program('one') });
    platform.registerImage('ghcr.io/acme/api:2', {
      directory: await program('two'),
      credentials: { username: 'robot', password: 'pull-secret' },
    });
    await ask(platform, updateService, { input: { source: { image: 'ghcr.io/acme/api:1' } } });
    await deploy();
    expect(await read(platform)).toBe('one');
    expect(platform.deployments('api')[0]?.meta).toMatchObject({
      image: 'ghcr.io/acme/api:1',
      imageDigest: expect.stringMatching(/^sha256:/),
    });
    await ask(platform, updateService, { input: { source: { image: 'ghcr.io/acme/api:2' } } });
    await deploy(undefined, 'FAILED');
    expect(platform.deployments('api')[0]?.deploymentLog.join()).toContain('unauthorized');
    const registryCredentials = { username: 'robot', password: 'pull-secret' };
    await ask(platform, updateService, { input: { registryCredentials } });
    await deploy();
    expect(await read(platform)).toBe('two');
  });

  it('builds a commit of its repository, and does nothing for one it does not know', async () => {
    platform = await openPlatform({ source: { repo: 'acme/shop' } });
    platform.registerCommit('c'.repeat(40), { directory: await program('committed'), branch: 'main' });
    await deploy('c'.repeat(40));
    expect(await read(platform)).toBe('committed');
    expect(platform.deployments('api')[0]?.meta).toMatchObject({
      commitHash: 'c'.repeat(40),
      branch: 'main',
    });
    await expect(deploy('d'.repeat(40))).rejects.toThrow('Commit not found');
    expect(platform.deployments('api')).toHaveLength(1);
    await deploy();
    expect(platform.deployments('api')[0]?.meta).toMatchObject({ commitHash: 'c'.repeat(40) });
  });

  it('runs the pre-deploy command first, and stays as it was when that fails', async () => {
    platform = await openPlatform({ variables: { COLOUR: 'blue' } });
    await ship(platform, app('one'));
    await ask(platform, updateService, { input: { preDeployCommand: ['echo migrating $COLOUR', 'false'] } });
    const bad = await ship(platform, app('two'), 'FAILED');
    expect(await read(platform)).toBe('one');
    expect(platform.deployments('api')[0]?.deploymentLog).toContain('migrating blue');
    const events = `{ deploymentEvents(id: "${bad}") { edges { node { step completedAt payload { error } } } } }`;
    expect(JSON.stringify((await ask(platform, events)).data)).toMatch(
      /"PRE_DEPLOY_COMMAND","completedAt":"[^"]+","payload":\{"error":"Pre-deploy command failed: \\"false\\" exited with code 1"/,
    );
  });

  it('has no address until one is created', async () => {
    platform = await openPlatform({ domain: false });
    const domains =
      '{ domains(projectId: "prj", environmentId: "env", serviceId: "svc") { serviceDomains { domain } } }';
    expect((await ask(platform, domains)).data).toEqual({ domains: { serviceDomains: [] } });
    const create =
      'mutation { serviceDomainCreate(input: {serviceId: "svc", environmentId: "env"}) { domain } }';
    const { data } = await ask(platform, create);
    const domain = new URL(platform.serviceUrl('api')).host;
    expect(data).toEqual({ serviceDomainCreate: { domain } });
    expect((await ask(platform, domains)).data).toEqual({ domains: { serviceDomains: [{ domain }] } });
  });

  it('tells whether a push deploys it and whether it waits for CI', async () => {
    platform = await openPlatform({
      trigger: { repository: 'acme/shop', branch: 'main', checkSuites: true },
    });
    const place = 'projectId: "prj", environmentId: "env", serviceId: "svc"';
    const { data } = await ask(
      platform,
      `{ serviceInstanceAutoDeployStatus(${place}) { enabled } deploymentTriggers(${place}) { edges { node { branch checkSuites } } } }`,
    );
    expect(data).toEqual({
      serviceInstanceAutoDeployStatus: { enabled: true },
      deploymentTriggers: { edges: [{ node: { branch: 'main', checkSuites: true } }] },
    });
  });
});

describe('an environment of the local Railway', () => {
  const create =
    'mutation($input: EnvironmentCreateInput!) { environmentCreate(input: $input) { id name isEphemeral } }';
  const input = { projectId: 'prj', name: 'pr-7', sourceEnvironmentId: 'env', ephemeral: true };
  const idOf = (data: unknown): string =>
    (data as { environmentCreate: { id: string } } | undefined)?.environmentCreate.id ?? '';

  it('is copied with services and variables, without deploying when that is asked, and deleted again', async () => {
    platform = await openPlatform({ variables: { COLOUR: 'blue' } });
    await ship(platform, app('one'));
    const made = await ask(platform, create, { input: { ...input, skipInitialDeploys: true } }, account);
    const id = idOf(made.data);
    expect(platform.environments()).toContainEqual({ id, name: 'pr-7', isEphemeral: true });
    expect(platform.variables('api', id)).toEqual({ COLOUR: 'blue' });
    expect(platform.deployments('api', id)).toEqual([]);
    const listed = await ask(
      platform,
      '{ environments(projectId: "prj", isEphemeral: true) { edges { node { name } } } }',
      {},
      account,
    );
    expect(listed.data).toEqual({ environments: { edges: [{ node: { name: 'pr-7' } }] } });
    const remove = 'mutation($id: String!) { environmentDelete(id: $id) }';
    expect((await ask(platform, remove, { id }, account)).data).toEqual({ environmentDelete: true });
    expect(platform.environments().map(({ name }) => name)).toEqual(['production', 'staging']);
    expect((await ask(platform, remove, { id }, account)).errors?.[0]?.message).toBe('Environment not found');
  });

  it('is deployed from the same source when that is not skipped', async () => {
    platform = await openPlatform();
    await ship(platform, app('one'));
    const id = idOf((await ask(platform, create, { input }, account)).data);
    const [first] = platform.deployments('api', id);
    expect(first).toBeDefined();
    const deadline = Date.now() + 8_000;
    while (platform.activeDeployment('api', id) === undefined && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await (await fetch(platform.serviceUrl('api', id))).text()).toBe('one');
  });

  it('is not a project token’s to make, and a name is taken once', async () => {
    platform = await openPlatform();
    expect((await ask(platform, create, { input })).errors?.[0]?.message).toBe('Not Authorized');
    const taken = await ask(platform, create, { input: { ...input, name: 'staging' } }, account);
    expect(taken.errors?.[0]?.message).toContain('already exists');
  });
});
