import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveryFigures, type RecordedRelease } from './delivery.js';

const hour = 3_600_000;
const day = 24 * hour;
const window = { from: 0, to: 28 * day };
const release = (
  at: number,
  end: RecordedRelease['end'] = 'verified',
  more: Partial<RecordedRelease> = {},
): RecordedRelease => ({ release: `${at}.1`, commit: 'c', endedAt: at, end, commitTimes: [], ...more });

describe('the four measures', () => {
  it('count a release that was taken back as failed, and one that nobody verified as neither', () => {
    const figures = deliveryFigures(
      [
        release(day),
        release(2 * day, 'rolled-back'),
        release(3 * day, 'kept'),
        release(4 * day, 'failed'),
        release(5 * day),
      ],
      [],
      window,
    );
    expect(figures).toMatchObject({
      releases: 5,
      verified: 2,
      failed: 2,
      changeFailPercent: 50,
      perWeek: 0.5,
    });
  });

  it('measure recovery from the failed verdict to the rollback, or to the next verified release', () => {
    const bad = release(2 * day, 'rolled-back');
    const back = { from: bad.release, to: '1.1', at: 2 * day + 30_000 };
    expect(deliveryFigures([bad], [back], window).recoveryMs).toBe(30_000);
    const worse = release(4 * day, 'failed');
    expect(deliveryFigures([worse, release(4 * day + hour)], [], window)).toMatchObject({
      recoveryMs: hour,
      unrecovered: 0,
    });
    expect(deliveryFigures([worse], [], window)).toMatchObject({ recoveryMs: undefined, unrecovered: 1 });
  });

  it('count a run that failed in several attempts once, and its recovery from the first of them', () => {
    const attempts = [
      release(2 * day, 'failed', { release: '7.1' }),
      release(2 * day + hour, 'rolled-back', { release: '7.2' }),
      release(2 * day + 2 * hour, 'failed', { release: '7.3' }),
    ];
    const other = release(3 * day, 'failed', { release: '77.1' });
    const back = { from: '7.2', to: '1.1', at: 2 * day + hour };
    expect(deliveryFigures([...attempts, other], [back], window)).toMatchObject({
      ...{ releases: 2, failed: 2, unrecovered: 1, recoveryMs: hour },
    });
    // Without a rollback of its own the release's record tells when it was back.
    expect(deliveryFigures(attempts, [], window)).toMatchObject({ failed: 1, recoveryMs: hour });
  });

  it('count a run that failed and was verified by its next attempt as both', () => {
    const attempts = [
      release(2 * day, 'rolled-back', { release: '7.1' }),
      release(3 * day, 'verified', { release: '7.2' }),
    ];
    expect(deliveryFigures(attempts, [], window)).toMatchObject({ releases: 2, verified: 1, failed: 1 });
  });

  it('measure lead time from the commit to the verified release, and leave wrong clocks out', () => {
    const one = release(5 * day, 'verified', { commitTimes: [4 * day, 3 * day, 6 * day] });
    expect(deliveryFigures([one], [], window).leadTimeMs).toBe(1.5 * day);
  });

  it.each([
    ['daily', [0, 1, 2, 7, 8, 9, 14, 15, 16, 21, 22, 23]],
    ['weekly', [0, 7, 14, 21]],
    ['monthly', [3]],
    ['yearly', []],
  ])('call it %s as the Four Keys project does', (frequency, days) => {
    const releases = days.map((one) => release(one * day + hour));
    expect(deliveryFigures(releases, [], window).frequency).toBe(frequency);
  });

  it('say nothing about what no release speaks of', () => {
    expect(deliveryFigures([], [], window)).toMatchObject({
      leadTimeMs: undefined,
      changeFailPercent: undefined,
      recoveryMs: undefined,
    });
  });

  it('count every release of the window in exactly one week', () => {
    const ends = fc.constantFrom<RecordedRelease['end']>('verified', 'rolled-back', 'failed', 'kept');
    const releases = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 28 * day - 1 }), ends).map(([at, end]) => release(at, end)),
    );
    fc.assert(
      fc.property(releases, (all) => {
        const { weeks, verified, failed } = deliveryFigures(all, [], window);
        expect(weeks.reduce((sum, week) => sum + week.verified, 0)).toBe(verified);
        expect(weeks.reduce((sum, week) => sum + week.failed, 0)).toBe(failed);
      }),
    );
  });
});
