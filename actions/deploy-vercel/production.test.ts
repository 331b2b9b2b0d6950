import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ComponentNews } from '../../src/release/presence.js';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';
import { main } from './main.js';
import { setUp } from './test-run.js';

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld([{ id: 'prj_1', name: 'site' }]);
});
afterEach(() => world.close());

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const liveId = () => world.vercel.productionDeployment('site');
const staged = async () => (await world.deploy({ target: 'staged' })).result.deploymentId;
const promoting = (id: string, more: Record<string, string> = {}) => ({
  target: 'production',
  'deployment-id': id,
  ...more,
});

describe('production that was rolled back', () => {
  it('is not promoted over, neither by a new deployment nor by a staged one, and nothing is sent', async () => {
    const first = (await world.deploy({ target: 'production' })).result.deploymentId;
    const id = await staged();
    world.vercel.pinRollback('site');
    await expect(world.deploy(promoting(id))).rejects.toMatchObject({
      message: expect.stringMatching(/was rolled back at \S+ and is held there/),
      fix: expect.stringContaining('allow-over-rollback: true'),
      known: { 'error-code': 'pinned-rollback' },
    });
    expect(world.count('requestPromote')).toBe(0);
    expect(liveId()).toBe(first);
  });

  it('lets previews and staged deployments through', async () => {
    await world.deploy({ target: 'production' });
    world.vercel.pinRollback('site');
    expect((await world.deploy()).result.outcome).toBe('ready');
    expect((await world.deploy({ target: 'staged' })).result.outcome).toBe('staged');
  });

  it('is changed when the workflow says so', async () => {
    await world.deploy({ target: 'production' });
    const id = await staged();
    world.vercel.pinRollback('site');
    const { result } = await world.deploy(promoting(id, { 'allow-over-rollback': 'true' }));
    expect(result.outcome).toBe('live');
    expect(liveId()).toBe(id);
  });

  it('is changed by a deployment that is newer than the rollback, if that is allowed, and by no older one', async () => {
    await world.deploy({ target: 'production' });
    const before = await staged();
    world.vercel.pinRollback('site');
    const older = { 'allow-over-rollback': 'older' };
    await expect(world.deploy(promoting(before, older))).rejects.toThrow('is held there');
    const after = await staged();
    expect((await world.deploy(promoting(after, older))).result.outcome).toBe('live');
    world.vercel.pinRollback('site');
    expect((await world.deploy({ target: 'production', ...older })).result.outcome).toBe('live');
  });

  it('while the new deployment is built keeps it staged, even when rollbacks may be overridden', async () => {
    const first = (await world.deploy({ target: 'production' })).result.deploymentId;
    world.vercel.scriptNextDeployment({ timings: { buildingMs: 200 } });
    const running = world.deploy({ target: 'production', 'allow-over-rollback': 'true' });
    await until(() => world.vercel.deployments('site').length > 1);
    world.vercel.pinRollback('site');
    const { failure, outputs } = await running;
    expect(failure?.message).toContain('somebody probably rolled production back');
    expect(outputs['error-code']).toBe('rolled-back-meanwhile');
    expect(liveId()).toBe(first);
  });

  it('is told apart from a project that assigns no domains by itself on purpose', async () => {
    const turnOff = () =>
      fetch(`${world.vercel.apiUrl}/v9/projects/site?teamId=team_1`, {
        method: 'PATCH',
        headers: { authorization: 'Bearer tok-5ecret', 'content-type': 'application/json' },
        body: JSON.stringify({ autoAssignCustomDomains: false }),
      });
    await world.deploy({ target: 'production' });
    await world.deploy(promoting(await staged()));
    await turnOff();
    const { result } = await world.deploy({ target: 'production' });
    expect(result.outcome).toBe('live');
    expect(result.notes.join()).toContain('promoted explicitly');
  });
});

describe('promoting', () => {
  it('knows what production served before it changed anything', async () => {
    const first = (await world.deploy({ target: 'production' })).result.deploymentId;
    const id = await staged();
    const { outputs } = await world.deploy(promoting(id));
    expect(outputs['previous-deployment-id']).toBe(first);
    expect(JSON.parse(outputs.record ?? '').previous).toBe(first);
  });

  it('names the commit that the deployment was built from, where the release has another', async () => {
    await world.deploy({ target: 'production' });
    const { inputs, deps } = setUp(world.here, promoting(await staged()));
    const { component } = await main(inputs, { ...deps, context: { ...deps.context, commit: 'fed4321' } });
    expect(component?.commit).toBe('abc1234');
  });

  it('takes "it is live already" from Vercel as a success', async () => {
    const first = (await world.deploy({ target: 'production' })).result.deploymentId;
    world.vercel.pinRollback('site');
    const body = { error: { code: 'conflict', message: 'already the current production deployment' } };
    world.vercel.faults.add({ operation: 'requestPromote', fault: { kind: 'status', status: 409, body } });
    const { result } = await world.deploy(promoting(first, { 'allow-over-rollback': 'true' }));
    expect(result.outcome).toBe('live');
    expect(world.count('requestPromote')).toBe(1);
  });

  it('is no success when Vercel says so of a deployment that production does not serve', async () => {
    await world.deploy({ target: 'production' });
    const id = await staged();
    const body = { error: { code: 'conflict', message: 'another promotion is under way' } };
    world.vercel.faults.add({ operation: 'requestPromote', fault: { kind: 'status', status: 409, body } });
    await expect(world.deploy(promoting(id))).rejects.toThrow('skipped');
  });

  it('says that a promotion may still happen when the run is cancelled after it was sent', async () => {
    await world.deploy({ target: 'production' });
    const id = await staged();
    world.vercel.scriptNextAliasRequest({ end: 'in-progress' });
    const cancel = new AbortController();
    const { inputs, deps, told } = setUp(world.here, promoting(id), cancel.signal);
    const running = main(inputs, deps).catch((error: Error) => error);
    await until(() => world.count('requestPromote') > 0);
    cancel.abort();
    expect(await running).toMatchObject({ name: 'CancelledError' });
    expect(told.log.lines.join('\n')).toContain('may still happen');
    expect(told.known['deployment-id']).toBe(id);
  });

  it('ends red when Vercel says it is done and production serves something else', async () => {
    await world.deploy({ target: 'production' });
    const id = await staged();
    world.vercel.scriptNextAliasRequest({ end: 'skipped' });
    await expect(world.deploy(promoting(id))).rejects.toThrow('skipped');
    world.vercel.scriptNextAliasRequest({ end: 'in-progress' });
    const late = world.deploy(promoting(id, { 'promote-timeout': '150ms' }));
    await expect(late).rejects.toThrow('did not end within 150 ms');
  });
});

it('says at once when a newer deployment is live already, instead of waiting for a turn that is over', async () => {
  await world.deploy({ target: 'production' });
  // Ready, but Vercel leaves the domains to the newer one that gets ready first.
  world.vercel.scriptNextDeployment({ timings: { buildingMs: 150 }, leavesProduction: true });
  const older = world.deploy({ target: 'production' }).catch((error: Error) => error);
  await until(() => world.vercel.deployments('site').length > 1);
  const newer = await world.deploy({ target: 'production' });
  expect(await older).toMatchObject({
    message: expect.stringContaining(
      `production serves ${newer.result.deploymentId} already, which is newer`,
    ),
    known: { 'error-code': 'superseded' },
  });
  expect(liveId()).toBe(newer.result.deploymentId);
});

it('does not cancel a deployment that another step made, however long it takes', async () => {
  world.vercel.scriptNextDeployment({ end: 'BUILDING' });
  const cancel = new AbortController();
  const { inputs, deps } = setUp(world.here, { target: 'staged' }, cancel.signal);
  const other = main(inputs, deps).catch(() => undefined);
  await until(() => world.vercel.deployments('site').at(-1)?.readyState === 'BUILDING');
  const id = world.vercel.deployments('site').at(-1)?.id ?? '';
  const { failure } = await world.deploy(promoting(id, { 'build-timeout': '100ms' }));
  expect(failure?.message).toContain('It was not canceled, because this step did not make it.');
  expect(world.count('cancelDeployment')).toBe(0);
  cancel.abort();
  await other;
});

describe('what GitHub shows', () => {
  const watch = async (given: Record<string, string>) => {
    const news: ComponentNews[] = [];
    let settled = 0;
    const { inputs, deps } = setUp(world.here, given);
    const presence = {
      tell: (one: ComponentNews) => void news.push(one),
      settled: async () => {
        settled += 1;
      },
    };
    const end = await main(inputs, { ...deps, presence }).catch((error: Error) => error);
    return { news, end, settled, states: news.map(({ state }) => state) };
  };

  it('follows the deployment from the queue to its end, with its address once it has one', async () => {
    await world.deploy({ target: 'production' });
    world.vercel.scriptNextDeployment({ timings: { queuedMs: 150, buildingMs: 300, aliasMs: 150 } });
    const { news, states, settled } = await watch({});
    expect(states).toEqual(['queued', 'queued', 'building', 'deploying', 'ready']);
    expect(news.at(-1)).toMatchObject({
      component: 'site',
      platform: 'Vercel',
      url: expect.stringMatching(/^http/),
    });
    expect(news.at(-1)?.page).toContain('vercel.com');
    expect(settled).toBe(1);
  });

  it('says why a deployment failed and why one could not be tried', async () => {
    world.vercel.scriptNextDeployment({ end: 'ERROR', errorMessage: 'boom' });
    const failed = await watch({});
    expect(failed.news.at(-1)).toMatchObject({ state: 'failed', detail: expect.stringContaining('boom') });
    world.vercel.pinRollback('site');
    const held = await watch({ project: 'prj_1', target: 'production' });
    expect(held.news).toMatchObject([{ component: 'site', state: 'failed' }]);
    const refused = await watch({ 'vercel-token': 'wrong' });
    expect(refused.news).toMatchObject([{ state: 'failed', detail: expect.stringContaining('refused') }]);
    expect([failed.settled, refused.settled]).toEqual([1, 1]);
  });

  it('calls a preview superseded that Vercel cancelled for a newer one of its branch', async () => {
    await world.deploy({ target: 'production' });
    world.vercel.scriptNextDeployment({ end: 'BUILDING' });
    const older = watch({});
    await until(() => world.vercel.deployments('site').at(-1)?.readyState === 'BUILDING');
    const id = world.vercel.deployments('site').at(-1)?.id ?? '';
    const newer = await world.deploy();
    await fetch(`${world.vercel.apiUrl}/v12/deployments/${id}/cancel?teamId=team_1`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer tok-5ecret' },
    });
    const { news, end } = await older;
    expect(news.at(-1)?.state).toBe('superseded');
    expect(end).toMatchObject({ outcome: 'canceled', supersededBy: newer.result.deploymentId });
  });

  it('shows nothing of a dry run', async () => {
    expect((await watch({ 'dry-run': 'true' })).news).toEqual([]);
    expect((await watch({ 'dry-run': 'true', project: 'nope' })).news).toEqual([]);
  });
});
