import { describe, expect, it } from '@jest/globals';
import { readFailureCause } from './failure.js';
import { type Answer, listed, lookedAt, projectTokenAccepted, scriptedRailway } from './scripted-railway.js';
import { waitForDeployment } from './wait.js';

const wait = {
  target: { projectId: 'p', environmentId: 'e', serviceId: 's' },
  deploymentId: 'd1',
  limits: { queueMs: 60_000, buildMs: 60_000, deployMs: 60_000 },
  settleMs: 5_000,
};

/** Answers look after look; the last one again and again. */
function following(...answers: Answer[]) {
  let next = 0;
  return scriptedRailway({
    projectToken: projectTokenAccepted,
    deployment: () => answers[Math.min(next++, answers.length - 1)] ?? { lost: true },
    deploymentCancel: () => ({ data: { deploymentCancel: true } }),
  });
}

describe('the end of a deployment', () => {
  it('is up only after SUCCESS has stayed for the settle time', async () => {
    const { deps } = following(lookedAt('BUILDING'), lookedAt('DEPLOYING'), lookedAt('SUCCESS'));
    const end = await waitForDeployment(wait, deps);
    expect(end).toMatchObject({ end: 'up', status: 'SUCCESS' });
    expect(end.durationMs).toBeGreaterThanOrEqual(5_000);
  });

  it('is crashed when SUCCESS turns into CRASHED within the settle time', async () => {
    const { deps } = following(lookedAt('SUCCESS'), lookedAt('SUCCESS'), lookedAt('CRASHED'));
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end: 'crashed', wasUp: true });
  });

  it.each([
    ['FAILED', 'failed'],
    ['SKIPPED', 'skipped'],
    ['REMOVED', 'superseded'],
    ['CANCELLED', 'cancelled'],
  ])('%s is told as %s and never waited for', async (status, end) => {
    const { deps } = following(lookedAt('BUILDING'), lookedAt(status));
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end, wasUp: false });
  });

  it('is not up while another deployment is the active one', async () => {
    const { deps } = following(lookedAt('SUCCESS', { active: ['other'] }));
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end: 'timed-out' });
  });

  it('is waited for through a status nobody knows, which is said once', async () => {
    const { deps } = following(lookedAt('DREAMING'), lookedAt('DREAMING'), lookedAt('SUCCESS'));
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end: 'up' });
    expect(deps.log.lines.filter((line) => line.includes('"DREAMING"'))).toHaveLength(1);
  });

  it('is not changed by lost connections, HTTP 500 and troubles inside HTTP 200', async () => {
    const trouble: Answer[] = [{ lost: true }, { status: 500 }, { errors: 'Problem processing request' }];
    const { deps } = following(lookedAt('BUILDING'), ...trouble, lookedAt('SUCCESS'));
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end: 'up' });
  });

  it('is a refusal at once when the token stops working, instead of a wait until the deadline', async () => {
    const { deps } = following(lookedAt('BUILDING'), { errors: 'Not Authorized' });
    await expect(waitForDeployment(wait, deps)).rejects.toMatchObject({ code: 'not-authorized' });
  });

  it.each([
    ['QUEUED', 'queue'],
    ['BUILDING', 'build'],
    ['DEPLOYING', 'deploy'],
  ])('that stays %s is cancelled when the deadline of its phase has passed', async (status, phase) => {
    const { deps, asked } = following(lookedAt(status));
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end: 'timed-out', phase, stopped: true });
    expect(asked.filter(({ operation }) => operation === 'deploymentCancel')).toHaveLength(1);
  });
});

describe('the cause of a failure', () => {
  const failed = (step: string, payload: unknown) =>
    lookedAt('FAILED', { events: [{ step, createdAt: '2026-11-21T00:00:00Z', payload }] });

  it.each([
    ['BUILD_IMAGE', 'build'],
    ['HEALTHCHECK', 'deploy'],
  ])('of a failed %s is told with the %s log, without colours and secrets', async (step, log) => {
    const line = (message: string) => [{ timestamp: 't', message, severity: 'err' }];
    const answer = failed(step, { attempt: 3, maxAttempts: 14, error: 'no answer' });
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      deployment: () => answer,
      buildLogs: () => ({ data: { buildLogs: line('\u001b[31mbuild hunter2\u001b[0m') } }),
      deploymentLogs: () => ({ data: { deploymentLogs: line('\u001b[31mdeploy hunter2\u001b[0m') } }),
    });
    const end = await waitForDeployment(wait, deps);
    const cause = await readFailureCause({ ...deps, hide: ['hunter2'] }, 'd1', end);
    expect(cause.lines).toEqual([`${log} ***`]);
    expect(cause.reason).toContain('attempt 3 of 14: no answer');
  });

  it('that cannot be read does not hide the failure', async () => {
    const { deps } = scriptedRailway({
      projectToken: projectTokenAccepted,
      deployment: () => ({
        data: {
          ...(lookedAt('FAILED') as { data: object }).data,
          deployment: listed('d1', { status: 'FAILED' }),
        },
      }),
      buildLogs: () => ({ lost: true }),
      deploymentLogs: () => ({ errors: 'Problem processing request' }),
    });
    const end = await waitForDeployment(wait, deps);
    const cause = await readFailureCause({ ...deps, hide: [] }, 'd1', end);
    expect(cause).toEqual({ reason: undefined, log: undefined, lines: [] });
  });
});
