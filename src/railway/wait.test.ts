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

  it('is not changed by a log or a step list that Railway refuses to give', async () => {
    const { deps, asked } = scriptedRailway({
      projectToken: projectTokenAccepted,
      deployment: ({ query }) =>
        /buildLogs|deploymentEvents/.test(query) ? { errors: 'Log service is down' } : lookedAt('SUCCESS'),
    });
    const end = await waitForDeployment({ ...wait, followLogs: true }, deps);
    expect(end).toMatchObject({ end: 'up' });
    // Refused three times at first, and after that only asked for what is given.
    expect(asked.filter(({ query }) => query.includes('deploymentEvents'))).toHaveLength(2);
  });

  it('is told which deployment took its place', async () => {
    const { deps } = following(lookedAt('BUILDING'), lookedAt('REMOVED', { active: ['d2'] }));
    const end = await waitForDeployment(wait, deps);
    expect(end).toMatchObject({ end: 'superseded', supersededBy: 'd2' });
    expect(end.explanation?.message).toContain('replaced by the deployment d2');
  });

  it('is not fooled by a time of creation that is empty', async () => {
    const { deps } = following(
      lookedAt('BUILDING', { createdAt: '' }),
      lookedAt('SUCCESS', { createdAt: '' }),
    );
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

describe('a process that does not stay', () => {
  const running = (id: string) => lookedAt('SUCCESS', { instances: [{ id, status: 'RUNNING' }] });
  const down = lookedAt('SUCCESS', { instances: [{ id: 'i0', status: 'RESTARTING' }] });

  it('makes the settle time begin anew when it ended and was started again while Railway says SUCCESS', async () => {
    const { deps } = following(running('i0'), down, running('i1'));
    const end = await waitForDeployment(wait, deps);
    expect(end.end).toBe('up');
    expect(end.durationMs).toBeGreaterThanOrEqual(7_000);
  });

  it('is seen also when it was started again between two looks', async () => {
    const { deps } = following(running('i0'), running('i1'), running('i2'), running('i3'));
    const end = await waitForDeployment(wait, deps);
    expect(end).toMatchObject({ end: 'crashed', status: 'SUCCESS', wasUp: true });
    expect(end.explanation?.message).toContain('ended 3 time(s)');
  });

  it('has crashed when it was never up long enough until the deadline', async () => {
    let looks = 0;
    const { deps, asked } = scriptedRailway({
      projectToken: projectTokenAccepted,
      // It goes down once and is never seen up again.
      deployment: () => (looks++ === 0 ? running('i0') : down),
    });
    expect(await waitForDeployment(wait, deps)).toMatchObject({ end: 'crashed', stopped: false });
    expect(asked.map(({ operation }) => operation)).not.toContain('deploymentCancel');
  });
});

describe('a deployment that waits for the checks of the workflow that waits for it', () => {
  const commit = 'c'.repeat(40);
  const waiting = lookedAt('WAITING', { meta: { commitHash: commit } });
  const triggers = (checkSuites: boolean) => () => ({
    data: {
      deploymentTriggers: {
        edges: [{ node: { branch: 'main', repository: 'acme/shop', checkSuites } }],
      },
    },
  });
  const script = (deploymentTriggers: () => Answer) =>
    scriptedRailway({
      projectToken: projectTokenAccepted,
      deployment: () => waiting,
      deploymentTriggers,
      deploymentCancel: () => ({ data: { deploymentCancel: true } }),
    });

  it.each([
    ['its trigger says so', triggers(true)],
    ['its trigger may not be read', () => ({ errors: 'Not Authorized' })],
  ])('is told as a deadlock and stopped, when %s', async (_, trigger) => {
    const { deps } = script(trigger);
    const limits = { queueMs: 600_000, buildMs: 60_000, deployMs: 60_000 };
    const end = await waitForDeployment({ ...wait, limits, ownCommit: commit }, deps);
    expect(end).toMatchObject({ end: 'timed-out', phase: 'queue', stopped: true });
    expect(end.durationMs).toBeLessThan(60_000);
    expect(end.explanation).toMatchObject({
      message: expect.stringContaining('each waits for the other'),
      fix: expect.stringContaining('Wait for CI'),
    });
  });

  it.each([
    ['the commit is another', 'd'.repeat(40), triggers(true)],
    ['the service does not wait for CI', commit, triggers(false)],
    ['nothing is known of the run', undefined, triggers(true)],
  ])('is waited for until the queue’s deadline when %s', async (_, ownCommit, trigger) => {
    const { deps } = script(trigger);
    const end = await waitForDeployment({ ...wait, ownCommit }, deps);
    expect(end).toMatchObject({ end: 'timed-out', explanation: undefined });
    expect(end.durationMs).toBeGreaterThanOrEqual(60_000);
  });
});

describe('what is printed meanwhile', () => {
  const at = (second: number, message: string) => ({
    timestamp: `2026-11-21T00:00:0${second}.000000001Z`,
    message,
    severity: 'info',
  });
  const withLogs = (status: string, build: unknown[], deploy: unknown[]) => ({
    data: {
      ...(lookedAt(status) as { data: object }).data,
      buildLogs: build,
      deploymentLogs: deploy,
    },
  });

  it('are the lines of both logs, each once, read on from where it was read to, and without secrets', async () => {
    const { deps, asked } = following(
      withLogs('BUILDING', [at(1, 'install hunter2')], []),
      withLogs('BUILDING', [at(1, 'install hunter2'), at(1, 'same moment'), at(2, 'build')], []),
      withLogs('SUCCESS', [at(2, 'build')], [at(3, 'listens')]),
    );
    await waitForDeployment({ ...wait, followLogs: true, hide: ['hunter2'] }, deps);
    const printed = deps.log.lines
      .filter((line) => / (build|run) +\| /.test(line))
      .map((line) => line.trim());
    expect(printed).toEqual([
      'build | install ***',
      'build | same moment',
      'build | build',
      'run   | listens',
    ]);
    const looks = asked.filter(({ operation }) => operation === 'deployment');
    expect(looks.slice(0, 3).map(({ variables }) => variables.buildSince)).toEqual([
      undefined,
      '2026-11-21T00:00:01.000Z',
      '2026-11-21T00:00:02.000Z',
    ]);
  });

  it('is each failed attempt of the health check with its reason, once', async () => {
    const attempt = (number: number, reason: string) => ({
      step: 'HEALTHCHECK',
      createdAt: '2026-11-21T00:00:00Z',
      completedAt: '2026-11-21T00:00:01Z',
      payload: { attempt: number, maxAttempts: 14, reason },
    });
    const first = attempt(1, 'service unavailable');
    const { deps } = following(
      lookedAt('DEPLOYING', { events: [first] }),
      lookedAt('DEPLOYING', { events: [first, attempt(2, 'answered 503')] }),
      lookedAt('SUCCESS'),
    );
    await waitForDeployment({ ...wait, name: 'api' }, deps);
    expect(deps.log.lines.filter((line) => line.includes('attempt') && !line.includes('DEPLOYING'))).toEqual([
      'api: health check, attempt 1 of 14: service unavailable',
      'api: health check, attempt 2 of 14: answered 503',
    ]);
  });

  it('is each phase as it begins, for whoever shows it elsewhere', async () => {
    const phases: string[] = [];
    const onPhase = (phase: string, status: string) => void phases.push(`${phase} ${status}`);
    const { deps } = following(
      lookedAt('QUEUED'),
      lookedAt('BUILDING'),
      lookedAt('DEPLOYING'),
      lookedAt('SUCCESS'),
    );
    await waitForDeployment({ ...wait, onPhase }, deps);
    expect(phases).toEqual(['build BUILDING', 'deploy DEPLOYING']);
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
