import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviationOf, dueOn, standingOf } from './calibration.ts';
import type { Calibration } from './model.ts';

const passed: Calibration = { at: '2026-01-01T00:00:00Z', reference: 10, reading: 10, passed: true };
const standingAt = (day: string, lastCalibration: Calibration | null = passed) =>
  standingOf({ lastCalibration, intervalDays: 90 }, new Date(`${day}T00:00:00Z`));

test('a deviation is not spoiled by binary fractions', () => {
  assert.equal(deviationOf({ reference: 0.3, reading: 0.1 + 0.2 }), 0);
  assert.equal(deviationOf({ reference: 20, reading: 19.95 }), 0.05);
});

test('a calibration counts for its interval', () => {
  assert.equal(dueOn(passed, 90).toISOString(), '2026-04-01T00:00:00.000Z');
});

test('an instrument is valid, then due for two weeks, then overdue', () => {
  assert.equal(standingAt('2026-03-01'), 'valid');
  assert.equal(standingAt('2026-03-18'), 'due');
  assert.equal(standingAt('2026-04-01'), 'due');
  assert.equal(standingAt('2026-04-02'), 'overdue');
});

test('an instrument without a calibration, or with a failed one, is not to be used', () => {
  assert.equal(standingAt('2026-01-02', null), 'never');
  assert.equal(standingAt('2026-01-02', { ...passed, passed: false }), 'failed');
});
