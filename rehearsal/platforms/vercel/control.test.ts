import { afterEach, describe, expect, it } from '@jest/globals';
import { openTestApi, type TestApi } from './test-api.js';

let api: TestApi;
afterEach(() => api.close());

const projects = [
  {
    id: 'prj_1',
    name: 'site',
    environments: [{ id: 'env_qa', slug: 'qa' }],
    protection: { bypassSecrets: ['opens-it'], trusts: (token: string) => token === 'of-the-repository' },
  },
];

describe('the login before deployments', () => {
  it('keeps people and programs out, and lets the secret in as header, query and cookie; production stays open', async () => {
    api = await openTestApi({ projects });
    await api.ship('one');
    const { url } = await api.ship('two');
    const visit = (headers: Record<string, string>, query = '') =>
      fetch(`http://${String(url)}/${query}`, { headers, redirect: 'manual' });
    const program = await visit({});
    expect(program.status).toBe(401);
    expect(program.headers.get('set-cookie')).toContain('_vercel_sso_nonce');
    const browser = await visit({ accept: 'text/html' });
    expect([browser.status, browser.headers.get('location')?.slice(0, 26)]).toEqual([
      302,
      'https://vercel.com/sso-api',
    ]);
    expect((await visit({ 'x-vercel-protection-bypass': 'wrong' })).status).toBe(401);
    expect((await visit({}, '?x-vercel-protection-bypass=opens-it')).status).toBe(200);
    expect((await visit({ 'x-vercel-trusted-oidc-idp-token': 'of-another' })).status).toBe(401);
    expect((await visit({ 'x-vercel-trusted-oidc-idp-token': 'of-the-repository' })).status).toBe(200);
    const opened = await visit({
      'x-vercel-protection-bypass': 'opens-it',
      'x-vercel-set-bypass-cookie': 'true',
    });
    expect(await opened.text()).toBe('two');
    const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect((await visit({ cookie })).status).toBe(200);
    expect(await api.live()).toBe('two');
    api.vercel.protect('site', false);
    expect((await visit({})).status).toBe(200);
  });

  it('makes a secret and revokes it', async () => {
    api = await openTestApi({ projects });
    const made = await api.call('PATCH', '/v1/projects/site/protection-bypass', {});
    const secrets = Object.keys(made.json.protectionBypass as object);
    expect(secrets).toHaveLength(2);
    await api.call('PATCH', '/v1/projects/site/protection-bypass', { revoke: { secret: 'opens-it' } });
    const project = await api.call('GET', '/v9/projects/site');
    expect(Object.keys(project.json.protectionBypass as object)).toEqual([secrets[1]]);
    expect(project.json.ssoProtection).toMatchObject({ deploymentType: expect.any(String) });
  });
});

describe('what a test can arrange', () => {
  it('knows the environments of a project and refuses another', async () => {
    api = await openTestApi({ projects });
    const listed = await api.call('GET', '/v9/projects/site/custom-environments');
    expect(listed.json.environments).toMatchObject([{ id: 'env_qa', slug: 'qa' }]);
    const own = await api.create('one', { target: undefined, customEnvironmentSlugOrId: 'qa' });
    expect(own).toMatchObject({ target: null, customEnvironment: { id: 'env_qa', slug: 'qa' } });
    await expect(api.create('two', { target: undefined, customEnvironmentSlugOrId: 'nope' })).rejects.toThrow(
      'no custom environment',
    );
  });

  it("serves the newest deployment of an environment at the environment's own domain, and leaves production", async () => {
    api = await openTestApi({ projects });
    await api.ship('live');
    const domain = api.vercel.environmentUrl('site', 'qa') ?? '';
    expect((await fetch(domain)).status).toBe(404);
    const { id } = await api.create('one', { target: undefined, customEnvironmentSlugOrId: 'qa' });
    const ready = await api.until(id, ({ aliasAssigned }) => aliasAssigned !== null);
    expect(ready.alias).toEqual([domain.replace('http://', '')]);
    expect(await (await fetch(domain)).text()).toBe('one');
    expect(await api.live()).toBe('live');
    expect(api.vercel.environmentUrl('site', 'nope')).toBeUndefined();
  });

  it('keeps the domains back while checks run', async () => {
    api = await openTestApi();
    api.vercel.scriptNextDeployment({ checksRunForMs: 60, checksConclusion: 'succeeded' });
    const { id } = await api.create('one');
    const running = await api.until(id, ({ readyState }) => readyState === 'READY');
    expect(running).toMatchObject({ checksState: 'running', aliasAssigned: null });
    const ended = await api.until(id, ({ aliasAssigned }) => typeof aliasAssigned === 'number');
    expect(ended).toMatchObject({ checksState: 'completed', checksConclusion: 'succeeded' });
  });

  it('gives a host that belongs to somebody else to nobody, and loses a deployment', async () => {
    api = await openTestApi();
    const { id } = await api.ship('one', { target: undefined });
    api.vercel.reserveAlias('Taken.vercel.app');
    const refused = await api.call('POST', `/v2/deployments/${String(id)}/aliases`, {
      alias: 'taken.vercel.app',
    });
    expect([refused.status, (refused.json.error as { code: string }).code]).toEqual([409, 'alias_in_use']);
    api.vercel.deleteDeployment(String(id));
    expect((await api.call('GET', `/v13/deployments/${String(id)}`)).status).toBe(404);
  });

  it('holds production as after a rollback until somebody promotes', async () => {
    api = await openTestApi();
    await api.ship('one');
    api.vercel.pinRollback('site');
    const second = await api.ship('two');
    expect(await api.live()).toBe('one');
    await api.call('POST', `/v10/projects/prj_1/promote/${String(second.id)}`, {});
    await api.jobDone();
    expect(await api.live()).toBe('two');
    const project = await api.call('GET', '/v9/projects/site?rollbackInfo=true');
    expect(project.json).toMatchObject({
      autoAssignCustomDomains: true,
      lastAliasRequest: { type: 'promote' },
    });
  });

  it('queues a promotion behind a rolling release and starts it when that is complete', async () => {
    const stages = [{ targetPercentage: 50 }, { targetPercentage: 100 }];
    api = await openTestApi({ projects: [{ id: 'prj_1', name: 'site', rollingRelease: { stages } }] });
    await api.ship('one');
    const canary = await api.ship('two');
    const next = await api.ship('three', { autoAssignCustomDomains: false });
    const queued = await api.call('POST', `/v10/projects/prj_1/promote/${String(next.id)}`, {});
    expect(queued.status).toBe(202);
    const rolling = async () =>
      (await api.call('GET', '/v1/projects/site/rolling-release')).json.rollingRelease as Record<
        string,
        unknown
      >;
    expect(await rolling()).toMatchObject({
      queuedDeploymentId: next.id,
      canaryDeployment: { id: canary.id },
    });
    await api.call('POST', '/v1/projects/site/rolling-release/complete', { canaryDeploymentId: canary.id });
    expect(await rolling()).toMatchObject({ state: 'ACTIVE', canaryDeployment: { id: next.id } });
  });
});
