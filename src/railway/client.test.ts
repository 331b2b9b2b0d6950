import { describe, expect, it } from '@jest/globals';
import { liveDeploymentId } from './deployments.js';
import { resolveScope } from './scope.js';
import { projectTokenAccepted, scriptedRailway } from './scripted-railway.js';
import { setVariables } from './settings.js';

const target = { projectId: 'p', environmentId: 'e', serviceId: 's' };
const instance = (active: unknown[], latest: unknown) => () => ({
  data: {
    serviceInstance: {
      rootDirectory: null,
      healthcheckPath: null,
      activeDeployments: active,
      latestDeployment: latest,
    },
  },
});
const brief = (id: string, status: string, createdAt = '2026-11-21T00:00:00Z') => ({ id, status, createdAt });
const named = (...names: string[]) => ({
  edges: names.map((name) => ({ node: { id: `id-${name}`, name } })),
});
const project = () => ({
  data: {
    project: { id: 'p', name: 'shop', environments: named('production', 'staging'), services: named('api') },
  },
});

describe('the token', () => {
  it('is tried as a project token first and as an account token after, each in its own header', async () => {
    const { deps, asked } = scriptedRailway({
      projectToken: () => ({ errors: 'Project Token not found' }),
      apiToken: () => ({ data: { apiToken: { workspaces: [{ id: 'w', name: 'team' }] } } }),
    });
    expect(await deps.client.access()).toEqual({ kind: 'account', workspaces: [{ id: 'w', name: 'team' }] });
    await deps.client.access();
    expect(asked.map(({ headers }) => headers)).toEqual([
      { 'project-access-token': 'tok-secret' },
      { authorization: 'Bearer tok-secret' },
    ]);
  });

  it('that is tried as a project token with the first question is not asked about when that is answered', async () => {
    const answers = {
      projectToken: projectTokenAccepted,
      serviceInstance: instance([], brief('d', 'SUCCESS')),
    };
    const { deps, asked } = scriptedRailway(answers, {}, { triesProject: true });
    expect(await liveDeploymentId(deps.client, target)).toBe('d');
    expect(await liveDeploymentId(deps.client, target)).toBe('d');
    expect(asked.map(({ operation }) => operation)).toEqual(['serviceInstance', 'serviceInstance']);
    // Who needs to know what it may do still asks.
    expect(await deps.client.access()).toMatchObject({ kind: 'project' });
  });

  it('of an account, tried so, is found out by the refusal, and the question is asked again', async () => {
    const asAccount = ({ headers }: { headers: Record<string, string> }) => 'authorization' in headers;
    const { deps, asked } = scriptedRailway(
      {
        projectToken: () => ({ errors: 'Project Token not found' }),
        apiToken: () => ({ data: { apiToken: { workspaces: [] } } }),
        serviceInstance: (one) =>
          asAccount(one) ? instance([], brief('d', 'SUCCESS'))() : { errors: 'Not Authorized' },
      },
      {},
      { triesProject: true },
    );
    expect(await liveDeploymentId(deps.client, target)).toBe('d');
    await liveDeploymentId(deps.client, target);
    expect(asked.map(({ operation }) => operation)).toEqual([
      ...['serviceInstance', 'projectToken', 'apiToken', 'serviceInstance', 'serviceInstance'],
    ]);
  });

  it('that nothing accepts is explained with the token it takes', async () => {
    const refused = () => ({ errors: 'Not Authorized' });
    const { deps } = scriptedRailway({ projectToken: refused, apiToken: refused });
    await expect(deps.client.access()).rejects.toMatchObject({
      code: 'not-authorized',
      message: expect.stringContaining('neither as a project token nor as an account or workspace token'),
      fix: expect.stringContaining('Create a project token'),
    });
  });

  it('of a project refuses to deploy to another environment than its own', async () => {
    const { deps } = scriptedRailway({
      projectToken: () => ({ data: { projectToken: { projectId: 'p', environmentId: 'id-production' } } }),
      project,
    });
    const wanted = { project: undefined, environment: 'staging' };
    await expect(resolveScope(deps.client, wanted)).rejects.toThrow(
      'The input "railway-environment" is "staging", but the railway-token is a project token bound to the environment "production"',
    );
  });

  it('of an account says which projects and environments there are to choose from', async () => {
    const { deps } = scriptedRailway({
      projectToken: () => ({ errors: 'Not Authorized' }),
      apiToken: () => ({ data: { apiToken: { workspaces: [{ id: 'w', name: 'team' }] } } }),
      projects: () => ({ data: { projects: { ...named('shop'), pageInfo: { hasNextPage: false } } } }),
      project,
    });
    const missing = resolveScope(deps.client, { project: undefined, environment: undefined });
    await expect(missing).rejects.toMatchObject({ fix: expect.stringContaining('There are: shop.') });
    const unknown = resolveScope(deps.client, { project: 'shop', environment: 'prod' });
    await expect(unknown).rejects.toMatchObject({
      fix: expect.stringContaining('"production" or "staging"'),
    });
  });
});

describe('the plan’s requests', () => {
  const left = (remaining: number, resetInS: number) => ({
    'x-ratelimit-limit': '100',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetInS),
  });
  const script = { projectToken: projectTokenAccepted, serviceInstance: instance([], null) };

  it('that are used up for long are told with the time they come back, and nothing more is asked', async () => {
    const { deps, asked } = scriptedRailway(script, left(0, 1_800));
    await deps.client.access();
    await expect(liveDeploymentId(deps.client, target)).rejects.toMatchObject({
      code: 'rate-limited',
      status: 429,
      message: expect.stringContaining('100 requests an hour is used up. It is free again in 30 min'),
    });
    expect(asked.map(({ operation }) => operation)).toEqual(['projectToken']);
  });

  it('that come back soon are waited for', async () => {
    const { deps } = scriptedRailway(script, left(0, 90));
    await deps.client.access();
    const began = deps.clock.now();
    await liveDeploymentId(deps.client, target);
    expect(deps.clock.now() - began).toBeGreaterThanOrEqual(90_000);
  });

  it('are not spent on asking what the token is for each of many questions at once', async () => {
    const { deps, asked } = scriptedRailway(script);
    await Promise.all(Array.from({ length: 20 }, () => liveDeploymentId(deps.client, target)));
    expect(asked.filter(({ operation }) => operation === 'projectToken')).toHaveLength(1);
  });

  it('refused with HTTP 429 are told as such', async () => {
    const { deps } = scriptedRailway({ ...script, serviceInstance: () => ({ status: 429 }) });
    const asked = liveDeploymentId(deps.client, target);
    await expect(asked).rejects.toMatchObject({ code: 'rate-limited', status: 429 });
  });
});

describe('answers', () => {
  it('with HTTP 200 and errors are failures', async () => {
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      serviceInstance: () => ({ errors: 'ServiceInstance not found' }),
    });
    await expect(liveDeploymentId(deps.client, target)).rejects.toMatchObject({ code: 'refused' });
  });

  it('"Problem processing request" to a question is asked again', async () => {
    let times = 0;
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      serviceInstance: () => {
        times += 1;
        return times < 3
          ? { errors: 'Problem processing request' }
          : instance([brief('d', 'SUCCESS')], null)();
      },
    });
    expect(await liveDeploymentId(deps.client, target)).toBe('d');
  });

  it('of another form than expected name the field', async () => {
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      serviceInstance: () => ({ data: { serviceInstance: {} } }),
    });
    const asked = liveDeploymentId(deps.client, target);
    await expect(asked).rejects.toThrow(/serviceInstance\.activeDeployments/);
  });

  it('that quote a variable’s value do not bring it into a message', async () => {
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      variableCollectionUpsert: () => ({ errors: 'got invalid value { PASSWORD: "hunter2-long" }' }),
    });
    const set = setVariables(deps.client, target, { PASSWORD: 'hunter2-long' });
    await expect(set).rejects.toThrow('got invalid value { PASSWORD: "***" }');
  });
});

describe('what is live', () => {
  it.each([
    [
      'the newer of two that overlap',
      [brief('a', 'SUCCESS', '2026-01-01'), brief('b', 'SUCCESS', '2026-01-02')],
      null,
      'b',
    ],
    ['the crashed one, when nothing else is in its place', [], brief('c', 'CRASHED'), 'c'],
    ['nothing, when the first deployment failed', [], brief('f', 'FAILED'), undefined],
    ['nothing, when there is no deployment', [], null, undefined],
  ])('is %s', async (_, active, latest, expected) => {
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      serviceInstance: instance(active, latest),
    });
    expect(await liveDeploymentId(deps.client, target)).toBe(expected);
  });
});
