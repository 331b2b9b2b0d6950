import { describe, expect, it } from '@jest/globals';
import { pollingIntervalMs } from './polling.js';
import { meaningOf, statusTable } from './statuses.js';

describe('what a status means', () => {
  it('knows every status in Railway’s schema, so that no deployment is waited for forever', () => {
    const schema = [
      'BUILDING CRASHED DEPLOYING FAILED INITIALIZING NEEDS_APPROVAL QUEUED',
      'REMOVED REMOVING SKIPPED SLEEPING SUCCESS WAITING',
    ].flatMap((line) => line.split(' '));
    expect(Object.keys(statusTable).sort()).toEqual(schema.sort());
  });

  it.each(['FAILED', 'CRASHED', 'SKIPPED', 'REMOVED', 'REMOVING', 'CANCELLED', 'CANCELED'])(
    '%s ends the wait',
    (status) => expect(meaningOf(status).kind).toBe('ended'),
  );

  it.each(['SUCCESS', 'SLEEPING'])('%s is up', (status) => expect(meaningOf(status)).toEqual({ kind: 'up' }));

  it('takes a word it does not know as unknown, never as success or failure', () => {
    expect(meaningOf('HIBERNATING')).toEqual({ kind: 'unknown' });
    expect(meaningOf('constructor')).toEqual({ kind: 'unknown' });
  });
});

describe('how often to look', () => {
  const hobby = { unrationed: false, limit: 1_000 };

  it('is at once in the beginning and four times a minute later, so that an hour of requests lasts', () => {
    const looks = [0, 3_000, 12_000, 60_000, 3_600_000].map((elapsedMs) =>
      pollingIntervalMs({ ...hobby, elapsedMs }),
    );
    expect(looks).toEqual([2_000, 2_000, 6_000, 15_000, 15_000]);
  });

  it.each([
    ['a plan with 100 requests an hour', 100, 20_000],
    ['a plan that is not known', undefined, 15_000],
    ['a plan with 10,000 requests an hour', 10_000, 5_000],
  ])('suits %s', (_, limit, expected) => {
    expect(pollingIntervalMs({ unrationed: false, limit, elapsedMs: 60_000 })).toBe(expected);
  });

  it('does not make a rehearsal wait', () => {
    expect(pollingIntervalMs({ unrationed: true, limit: undefined, elapsedMs: 60_000 })).toBe(150);
    expect(pollingIntervalMs({ unrationed: true, limit: undefined, elapsedMs: 0 })).toBe(50);
  });
});
