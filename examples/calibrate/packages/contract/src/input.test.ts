import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvalidInput, parseMeasurement, parseNewInstrument } from './input.ts';

const scale = { name: 'Scale', serial: 'S-1', intervalDays: 90, tolerance: 0.05 };

test('an instrument is read, and its texts are trimmed', () => {
  assert.deepEqual(parseNewInstrument({ ...scale, name: ' Scale ', extra: 1 }), scale);
});

test('what is missing or cannot be is told by its name', () => {
  const faults: [unknown, RegExp][] = [
    [null, /not a JSON object/],
    [[scale], /not a JSON object/],
    [{ ...scale, name: ' ' }, /^name is a text/],
    [{ ...scale, serial: 'x'.repeat(81) }, /^serial is a text/],
    [{ ...scale, intervalDays: 0 }, /^intervalDays is a whole number/],
    [{ ...scale, intervalDays: '90' }, /^intervalDays is a number/],
    [{ ...scale, tolerance: -1 }, /^tolerance is not negative/],
  ];
  for (const [value, message] of faults) {
    assert.throws(
      () => parseNewInstrument(value),
      (error) => error instanceof InvalidInput && message.test(error.message),
    );
  }
});

test('a measurement needs both numbers', () => {
  assert.deepEqual(parseMeasurement({ reference: 1, reading: 1.5 }), { reference: 1, reading: 1.5 });
  assert.throws(() => parseMeasurement({ reference: 1, reading: Number.NaN }), InvalidInput);
});
