import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Instrument } from '@calibrate/contract';
import { itemsOf } from './items.ts';

const now = new Date('2026-03-01T00:00:00Z');

function instrument(name: string, at: string | null, passed = true): Instrument {
  const lastCalibration = at === null ? null : { at, reference: 1, reading: 1, passed };
  return { id: 1, name, serial: 'S-1', intervalDays: 30, tolerance: 0.1, lastCalibration };
}

test('what must not be used comes first', () => {
  const items = itemsOf(
    [
      instrument('Valid', '2026-02-25T00:00:00Z'),
      instrument('Due', '2026-02-05T00:00:00Z'),
      instrument('New', null),
      instrument('Overdue', '2026-01-01T00:00:00Z'),
      instrument('Failed', '2026-02-25T00:00:00Z', false),
    ],
    now,
  );
  assert.deepEqual(
    items.map(({ detail }) => detail),
    [
      'Do not use: it failed its last calibration',
      'Do not use: due since Jan 31, 2026',
      'Do not use: never calibrated',
      'Calibrate by Mar 7, 2026',
      'Valid until Mar 27, 2026',
    ],
  );
});

test('those of one standing are listed by name', () => {
  const items = itemsOf([instrument('Torque wrench', null), instrument('Gauge', null)], now);
  assert.deepEqual(
    items.map(({ title }) => title),
    ['Gauge (S-1)', 'Torque wrench (S-1)'],
  );
});
