import { describe, expect, it } from '@jest/globals';
import { deploymentSchema } from './answers.js';
import { linesOf } from './build-log.js';
import { pollingIntervalMs } from './polling.js';
import { meaningOf } from './states.js';

const deployment = (state: string, more: Record<string, unknown> = {}) =>
  deploymentSchema.parse({ id: 'dpl_1', readyState: state, ...more });

describe('what a state means', () => {
  it.each([
    ['QUEUED', { kind: 'under-way', phase: 'queue' }],
    ['INITIALIZING', { kind: 'under-way', phase: 'build' }],
    ['ANALYZING', { kind: 'under-way', phase: 'build' }],
    ['BUILDING', { kind: 'under-way', phase: 'build' }],
    ['DEPLOYING', { kind: 'under-way', phase: 'build' }],
    ['ERROR', { kind: 'ended', as: 'failed' }],
    ['CANCELED', { kind: 'ended', as: 'canceled' }],
    ['BLOCKED', { kind: 'ended', as: 'blocked' }],
    ['DELETED', { kind: 'ended', as: 'deleted' }],
    ['A_NEW_ONE', { kind: 'unknown' }],
    ['toString', { kind: 'unknown' }],
  ])('%s', (state, meaning) => {
    expect(meaningOf(deployment(state), true)).toEqual(meaning);
  });

  it('takes READY as the end only once the domains lead there, unless none will be assigned', () => {
    expect(meaningOf(deployment('READY'), true)).toEqual({ kind: 'under-way', phase: 'assign' });
    expect(meaningOf(deployment('READY', { aliasAssigned: 1 }), true)).toEqual({ kind: 'ready' });
    expect(meaningOf(deployment('READY'), false)).toEqual({ kind: 'ready' });
  });

  it('sees a failed check and a domain that could not be assigned', () => {
    const failed = deployment('READY', { checks: { 'deployment-alias': { state: 'failed' } } });
    expect(meaningOf(failed, false)).toEqual({ kind: 'ended', as: 'checks-failed' });
    const aliasError = { code: 'cert_missing', message: 'no' };
    expect(meaningOf(deployment('READY', { aliasError }), true)).toEqual({
      kind: 'ended',
      as: 'not-assigned',
    });
  });
});

describe('reading answers', () => {
  it('reads a deployment as the list gives it, too', () => {
    expect(deploymentSchema.parse({ uid: 'dpl_2', state: 'READY', url: 'a.vercel.app' })).toMatchObject({
      id: 'dpl_2',
      state: 'READY',
      host: 'a.vercel.app',
    });
    expect(deploymentSchema.safeParse({ uid: 'dpl_2' }).success).toBe(false);
  });

  it('reads a build log as an array and as lines, in order, without colours', () => {
    const [one, two] = [
      { type: 'stdout', created: 1, text: '\u001b[31mfirst\u001b[0m' },
      { type: 'stderr', created: 2, payload: { text: 'second' } },
    ];
    const texts = (body: string) => linesOf(body).map(({ text }) => text);
    const others = { type: 'metric', created: 3, text: 'no' };
    expect(texts(JSON.stringify([two, one, others]))).toEqual(['first', 'second']);
    expect(texts(`${JSON.stringify(one)}\n\n${JSON.stringify(two)}\nnot json`)).toEqual(['first', 'second']);
  });
});

it('looks often at first and seldom later, and always often on this machine', () => {
  const intervals = [0, 3_000, 20_000, 200_000].map((elapsed) => pollingIntervalMs(false, elapsed));
  expect(intervals).toEqual([500, 1_000, 5_000, 15_000]);
  expect(pollingIntervalMs(true, 200_000)).toBe(100);
});
