import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openTestWorld, type TestWorld } from '../../test/deploy-vercel/world.js';

const stages = [
  { targetPercentage: 10, requireApproval: true },
  { targetPercentage: 50, requireApproval: true },
  { targetPercentage: 100 },
];

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld([{ id: 'prj_1', name: 'site', rollingRelease: { stages } }]);
  await world.deploy({ target: 'production' });
});
afterEach(() => world.close());

const production = { target: 'production' };
const rollOut = async () => (await world.deploy(production)).result.deploymentId;
const liveId = () => world.vercel.productionDeployment('site');

describe('a project with rolling releases', () => {
  it('ends green at its first stage and says how far it is and how it goes on', async () => {
    const before = liveId();
    const { result, outputs, summary, failure } = await world.deploy(production);
    expect(failure).toBeUndefined();
    expect(outputs).toMatchObject({ state: 'rolling', 'previous-deployment-id': before });
    expect(JSON.parse(outputs['rolling-stage'] ?? '')).toMatchObject({ index: 0, count: 3, percentage: 10 });
    expect(JSON.parse(outputs.result ?? '').rollingStage).toMatchObject({ percentage: 10 });
    expect(result.notes.join()).toContain('"rolling: approve"');
    expect(summary).toContain('stage 1 of 3, 10 % of the traffic');
    expect(liveId()).toBe(before);
  });

  it('goes on stage by stage as it is approved, and is live after the last', async () => {
    const id = await rollOut();
    const approve = { ...production, 'deployment-id': id, rolling: 'approve' };
    const second = await world.deploy(approve);
    expect(second.outputs.state).toBe('rolling');
    expect(JSON.parse(second.outputs['rolling-stage'] ?? '')).toMatchObject({ index: 1, percentage: 50 });
    const last = await world.deploy(approve);
    expect(last.outputs).toMatchObject({
      state: 'live',
      'rolling-stage': '',
      url: world.vercel.productionUrl('site'),
    });
    expect(liveId()).toBe(id);
  });

  it('gets all traffic at once when it is completed, and completing again is no failure', async () => {
    const id = await rollOut();
    const complete = { ...production, 'deployment-id': id, rolling: 'complete' };
    expect((await world.deploy(complete)).outputs.state).toBe('live');
    expect(liveId()).toBe(id);
    expect((await world.deploy(complete)).outputs.state).toBe('live');
    expect(world.count('completeRollingRelease')).toBe(1);
  });

  it('can be completed in the step that deploys', async () => {
    const { outputs, result } = await world.deploy({ ...production, rolling: 'complete' });
    expect(outputs.state).toBe('live');
    expect(liveId()).toBe(result.deploymentId);
  });

  it('begins when a staged deployment is promoted, and promoting again changes nothing', async () => {
    const { result } = await world.deploy({ target: 'staged' });
    const promote = { ...production, 'deployment-id': result.deploymentId };
    expect((await world.deploy(promote)).outputs.state).toBe('rolling');
    expect((await world.deploy(promote)).outputs.state).toBe('rolling');
    expect(world.count('requestPromote')).toBe(1);
  });

  it('approves once although the answer gets lost, and never another deployment', async () => {
    const id = await rollOut();
    world.vercel.faults.add({ operation: 'approveRollingReleaseStage', fault: { kind: 'reset-after' } });
    const { outputs } = await world.deploy({ ...production, 'deployment-id': id, rolling: 'approve' });
    expect(JSON.parse(outputs['rolling-stage'] ?? '')).toMatchObject({ index: 1 });
    expect(world.count('approveRollingReleaseStage')).toBe(1);
    const staged = await world.deploy({ target: 'staged' });
    const other = { ...production, 'deployment-id': staged.result.deploymentId, rolling: 'approve' };
    await expect(world.deploy(other)).rejects.toThrow(`the rolling release under way is that of ${id}`);
  });

  it.each([
    ['approve', 'approveRollingReleaseStage', { kind: 'status', status: 500 }],
    ['approve', 'approveRollingReleaseStage', { kind: 'garbage' }],
    ['approve', 'getRollingRelease', { kind: 'reset' }],
    ['complete', 'completeRollingRelease', { kind: 'reset-after' }],
    ['complete', 'completeRollingRelease', { kind: 'status', status: 502 }],
  ] as const)('goes on exactly one stage with %s when %s meets %j', async (rolling, operation, fault) => {
    const id = await rollOut();
    world.vercel.faults.add({ operation, times: 2, fault });
    const { outputs } = await world.deploy({ ...production, 'deployment-id': id, rolling });
    if (rolling === 'complete') expect([outputs.state, liveId()]).toEqual(['live', id]);
    else expect(JSON.parse(outputs['rolling-stage'] ?? '')).toMatchObject({ index: 1 });
  });

  it('makes a promotion behind it wait for its turn', async () => {
    const id = await rollOut();
    const { result } = await world.deploy({ target: 'staged' });
    const waiting = world.deploy({ ...production, 'deployment-id': result.deploymentId });
    await new Promise<void>((resolve) => {
      const look = () => (world.count('requestPromote') > 0 ? resolve() : setTimeout(look, 5));
      look();
    });
    await world.deploy({ ...production, 'deployment-id': id, rolling: 'complete' });
    const { outputs, told } = await waiting;
    expect(outputs.state).toBe('rolling');
    expect(told.log.lines.join('\n')).toContain('Vercel queued the promote');
    expect(liveId()).toBe(id);
  });

  it('that nobody lets on ends the wait of the promotion behind it, and says what is in the way', async () => {
    await rollOut();
    const { result } = await world.deploy({ target: 'staged' });
    const late = world.deploy({
      ...production,
      'deployment-id': result.deploymentId,
      'promote-timeout': '150ms',
    });
    await expect(late).rejects.toMatchObject({ fix: expect.stringContaining('rolling release') });
  });
});
