import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlatformError } from '../errors/errors.js';
import { type Answer, type ScriptedVercel, scriptVercel } from './scripted-vercel.js';
import { waitForDeployment } from './wait.js';

type Facts = Record<string, unknown>;
const limits = { queue: 60_000, build: 300_000, assign: 60_000 };
const deployment = (readyState: string, more: Facts = {}): Answer => ({
  body: { id: 'dpl_1', url: 'x.vercel.app', readyState, ...more },
});
const ready = deployment('READY', { aliasAssigned: 1 });
const lost = new PlatformError('gone', { code: 'unreachable' });

/** A deployment that shows these answers one by one, the last one for ever; `cancel` answers the PATCH. */
function script(answers: readonly Answer[], cancel: Answer = deployment('CANCELED')): ScriptedVercel {
  let next = 0;
  return scriptVercel(({ method }) => {
    if (method === 'PATCH') return cancel;
    const answer = answers[Math.min(next, answers.length - 1)] ?? lost;
    next += 1;
    return answer;
  });
}

const wait = (vercel: ScriptedVercel, assigns = true) =>
  waitForDeployment({ deploymentId: 'dpl_1', assigns, isOwn: true, limits }, vercel);
const endOf = async (...answers: Answer[]) => (await wait(script(answers))).end;
const cancels = ({ asked }: ScriptedVercel) => asked.filter((line) => line.startsWith('PATCH')).length;

/** What the official client's own waiting does is in brackets. */
describe('nobody loses a job to', () => {
  it('a canceled deployment [polls for ever]', async () => {
    expect(await endOf(deployment('BUILDING'), deployment('CANCELED'))).toBe('canceled');
  });

  it('a blocked deployment [polls for ever], and learns why it is blocked', async () => {
    const seatBlock = { blockCode: 'COMMIT_AUTHOR_REQUIRED', gitProvider: 'github' };
    const end = await wait(script([deployment('BLOCKED', { seatBlock })]));
    expect(end).toMatchObject({
      end: 'blocked',
      deployment: { blockCode: 'COMMIT_AUTHOR_REQUIRED', gitProvider: 'github' },
    });
  });

  it('domains that are never assigned [polls for ever]; what is built stays', async () => {
    const vercel = script([deployment('READY', { aliasAssigned: null })]);
    expect(await wait(vercel)).toMatchObject({ end: 'timed-out', phase: 'assign', stop: undefined });
    expect(cancels(vercel)).toBe(0);
  });

  it('domains that are never assigned because none shall be', async () => {
    expect((await wait(script([deployment('READY')]), false)).end).toBe('ready');
  });

  it('a deployment that is deleted meanwhile', async () => {
    const missing: Answer = { status: 404, body: { error: { code: 'not_found' } } };
    expect(await endOf(deployment('BUILDING'), missing)).toBe('deleted');
    expect(await endOf(deployment('DELETED'))).toBe('deleted');
    expect(await endOf({ status: 410, body: { error: { code: 'gone' } } })).toBe('deleted');
  });

  it('a queue or a build that does not end: it is cancelled', async () => {
    for (const [state, phase] of [
      ['QUEUED', 'queue'],
      ['ANALYZING', 'build'],
      ['DEPLOYING', 'build'],
    ] as const) {
      const vercel = script([deployment(state)]);
      expect(await wait(vercel)).toMatchObject({ end: 'timed-out', phase, stop: { stopped: true } });
      expect(cancels(vercel)).toBe(1);
    }
  });
});

describe('nobody loses a deployment that is alive to', () => {
  const notNow: Answer = { status: 429, body: { error: { code: 'rate_limited', message: 'slow down' } } };

  it.each([
    ['a dropped connection [fails at once]', [lost]],
    ['a server error [waits 5 to 35 s]', [{ status: 500, body: {} }]],
    ['a gateway that answers in HTML', [{ status: 502, body: '<html>' }]],
    ['a limit on requests', [notNow, notNow]],
    ['an answer that is no deployment', [{ body: { hello: 1 } }, { body: {} }]],
    ['a list that does not know it yet', [{ status: 404, body: {} }]],
    ['a state that nobody documented', [deployment('PREPARING'), deployment('PREPARING')]],
  ] as [string, Answer[]][])('%s', async (_, bad) => {
    expect(await endOf(...bad, deployment('BUILDING'), ...bad, ready)).toBe('ready');
  });

  it('a deadline that passes at the moment it gets ready', async () => {
    const answers = [deployment('BUILDING')];
    const late = scriptVercel(({ method }) => {
      if (method !== 'PATCH') return answers.at(-1) ?? lost;
      answers.push(ready);
      return { status: 400, body: { error: { code: 'bad_request', message: 'READY cannot be canceled' } } };
    });
    expect(await wait(late)).toMatchObject({ end: 'ready', deployment: { state: 'READY' } });
  });
});

describe('nobody is told "ready" of', () => {
  it('a deployment whose domains could not be assigned', async () => {
    const aliasError = { code: 'cert_missing', message: 'no certificate' };
    const end = await wait(script([deployment('READY', { aliasAssigned: null, aliasError })]));
    expect(end).toMatchObject({ end: 'not-assigned', deployment: { aliasError } });
  });

  it('a deployment with failed checks of either kind', async () => {
    const old = { checksState: 'completed', checksConclusion: 'failed' };
    expect(await endOf(deployment('READY', old))).toBe('checks-failed');
    const blocking = { checks: { 'deployment-alias': { state: 'failed' } } };
    expect(await endOf(deployment('READY', { aliasAssigned: 1, ...blocking }))).toBe('checks-failed');
  });

  it('a failed build that answers with an error and an alias [POSTs it twice and ends without a word]', async () => {
    expect(await endOf(deployment('ERROR', { aliasAssigned: 1, errorCode: 'BUILD_FAILED' }))).toBe('failed');
  });

  it('a deployment that could not be cancelled, and hears that it may go on', async () => {
    const end = await wait(script([deployment('BUILDING')], { status: 500, body: {} }));
    expect(end).toMatchObject({ end: 'timed-out', stop: { stopped: 'unclear' } });
  });
});

it('shows during a long build what it does, and is not put off by a log that cannot be read', async () => {
  let looks = 0;
  const vercel = scriptVercel(({ url }) => {
    if (url.includes('/events'))
      return { body: [{ type: 'stdout', created: 1, text: `step at look ${looks}` }] };
    looks += 1;
    return looks < 30 ? deployment('BUILDING') : ready;
  });
  expect((await wait(vercel)).end).toBe('ready');
  expect(vercel.log.lines.join('\n')).toMatch(/build \(BUILDING: step at look \d+\)/);
  const logs = vercel.asked.filter((line) => line.endsWith('/events')).length;
  expect(logs).toBeGreaterThan(1);
  expect(logs).toBeLessThan(looks / 2);
});

it('waits for checks, and says that it does', async () => {
  const running = deployment('READY', { checksState: 'running', aliasAssigned: null });
  const vercel = script([running, running, ready]);
  expect((await wait(vercel)).end).toBe('ready');
  expect(vercel.log.lines.join('\n')).toContain('its checks have not ended yet');
});

it('takes a deployment that rolls out for all that Vercel gives it by itself', async () => {
  expect(await endOf(deployment('READY', { readySubstate: 'ROLLING', aliasAssigned: null }))).toBe('ready');
});

it('says ready of nothing but a deployment that is READY and whose domains lead to it, whatever the order', async () => {
  const states = [
    ...['QUEUED', 'INITIALIZING', 'ANALYZING', 'BUILDING', 'DEPLOYING', 'READY', 'ERROR'],
    ...['CANCELED', 'BLOCKED', 'DELETED', 'SOMETHING_NEW', 'ready', '__proto__'],
  ];
  const fact = fc.record({
    readyState: fc.constantFrom(...states),
    readySubstate: fc.constantFrom(undefined, 'STAGED', 'ROLLING', 'PROMOTED'),
    aliasAssigned: fc.constantFrom(null, false, true, 1_700_000_000_000),
    aliasError: fc.constantFrom(null, { code: 'cert_missing', message: 'no' }),
    checksState: fc.constantFrom(undefined, 'registered', 'running', 'completed'),
    checksConclusion: fc.constantFrom(undefined, 'succeeded', 'failed', 'skipped'),
  });
  const answer = fc.oneof(
    { weight: 6, arbitrary: fact.map((facts): Answer => ({ body: { id: 'dpl_1', ...facts } })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Answer[]>(lost, { status: 503, body: '' }, { body: 'x' }, { status: 404 }),
    },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      async (answers, assigns) => {
        const { end, deployment: last } = await wait(script(answers), assigns);
        if (end !== 'ready') return;
        expect(last?.state).toBe('READY');
        expect(last?.aliasError).toBeUndefined();
        expect(last?.checksFailed).toBe(false);
        if (assigns) expect(last?.aliasAssigned || last?.substate === 'ROLLING').toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});
