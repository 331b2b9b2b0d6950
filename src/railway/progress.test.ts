import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Glimpse } from './look-documents.js';
import { Progress } from './progress.js';
import { type Answer, lookedAt, projectTokenAccepted, scriptedRailway } from './scripted-railway.js';
import { statusTable } from './statuses.js';
import { waitForDeployment } from './wait.js';

const settleMs = 5_000;
const up = new Set(['SUCCESS', 'SLEEPING']);
const down = new Set(['CRASHED', 'RESTARTING']);
const word = fc.constantFrom(
  ...Object.keys(statusTable),
  ...['CANCELLED', 'CANCELED', 'DREAMING', '', 'constructor', 'success'],
);
/** Most words are SUCCESS, or hardly any sequence would ever come near a verdict that could be wrong. */
const status = fc.oneof({ weight: 3, arbitrary: fc.constant('SUCCESS') }, { weight: 2, arbitrary: word });
const container = fc.constantFrom<string>(
  'RUNNING',
  'RUNNING',
  'RUNNING',
  'RESTARTING',
  'CRASHED',
  'CREATED',
);
const active = fc.constantFrom<string[]>(['d1'], ['d1'], [], ['d2'], ['d2', 'd1']);
const createdAt = fc.constantFrom<string>('', '2026-11-21T00:00:00Z', 'not a time');

const look = fc.record({ status, container, active, createdAt, afterMs: fc.integer({ min: 0, max: 6_000 }) });
type RandomLook = typeof look extends fc.Arbitrary<infer One> ? One : never;

function glimpseOf(one: RandomLook): Glimpse {
  return {
    deployment: {
      ...{
        id: 'd1',
        status: one.status,
        createdAt: one.createdAt,
        canRollback: false,
        deploymentStopped: false,
      },
      instances: [{ id: 'i', status: one.container }],
    },
    events: [],
    active: one.active.map((id) => ({ id, status: 'SUCCESS', createdAt: one.createdAt })),
    buildLog: [],
    deployLog: [],
  };
}

/** Whether the looks, up to the last, allow to say that the deployment is up; written anew, from the rule's words. */
function mayBeUp(looks: readonly RandomLook[]): boolean {
  const last = looks.at(-1);
  if (!last || !(last.active.length === 0 || last.active.includes('d1'))) return false;
  let upFor = 0;
  for (const one of [...looks].reverse()) {
    if (!up.has(one.status) || down.has(one.container)) return false;
    if (upFor >= settleMs) return true;
    upFor += one.afterMs;
  }
  return upFor >= settleMs;
}

describe('a verdict from any sequence of statuses', () => {
  it('is never success unless it has been up, active and running for the whole settle time', () => {
    let ups = 0;
    fc.assert(
      fc.property(fc.array(look, { minLength: 1, maxLength: 25 }), (looks) => {
        const progress = new Progress('d1', settleMs, 0);
        let now = 0;
        for (const [index, one] of looks.entries()) {
          now += index === 0 ? 0 : one.afterMs;
          const judgement = progress.take(glimpseOf(one), now);
          if (!('verdict' in judgement)) continue;
          if (judgement.verdict === 'up') {
            ups += 1;
            const [first, ...rest] = looks.slice(0, index + 1);
            expect(mayBeUp([{ ...(first ?? one), afterMs: 0 }, ...rest])).toBe(true);
          }
          return;
        }
      }),
      { numRuns: 3_000 },
    );
    // Or nothing would have been proved.
    expect(ups).toBeGreaterThan(100);
  });

  it('ends at the first word that ends it, and at no word nobody knows', () => {
    const ends: Record<string, string> = {
      ...{ FAILED: 'failed', CRASHED: 'crashed', SKIPPED: 'skipped', REMOVED: 'superseded' },
      ...{ REMOVING: 'superseded', CANCELLED: 'cancelled', CANCELED: 'cancelled' },
    };
    fc.assert(
      fc.property(word, fc.integer({ min: 0, max: 1e6 }), (one, now) => {
        const progress = new Progress('d1', settleMs, now);
        const shown = { status: one, container: 'RUNNING', active: ['d1'], createdAt: '', afterMs: 0 };
        const judgement = progress.take(glimpseOf(shown), now);
        expect('verdict' in judgement ? judgement.verdict : undefined).toBe(
          Object.hasOwn(ends, one) ? ends[one] : undefined,
        );
      }),
    );
  });

  it('is the same with lost answers, refusals of the moment and odd bodies in between', async () => {
    const trouble = fc.constantFrom<Answer>(
      { lost: true },
      { status: 500 },
      { status: 502 },
      { errors: 'Problem processing request' },
      { data: { deployment: null } },
    );
    const step = fc.oneof(
      { weight: 3, arbitrary: status.map((one) => ({ word: one })) },
      { weight: 1, arbitrary: trouble.map((answer) => ({ answer })) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const seen: string[] = [];
        const { deps } = scriptedRailway({
          projectToken: projectTokenAccepted,
          deployment: () => {
            const next = steps[Math.min(seen.length, steps.length - 1)] ?? { word: 'FAILED' };
            seen.push('word' in next ? next.word : '');
            return 'word' in next ? lookedAt(next.word) : next.answer;
          },
          deploymentCancel: () => ({ data: { deploymentCancel: true } }),
        });
        const wait = {
          target: { projectId: 'p', environmentId: 'e', serviceId: 's' },
          ...{ deploymentId: 'd1', settleMs },
          limits: { queueMs: 60_000, buildMs: 60_000, deployMs: 60_000 },
        };
        const end = await waitForDeployment(wait, deps).catch(() => undefined);
        if (end?.end === 'up') expect(up.has(seen.filter((one) => one !== '').at(-1) ?? '')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
