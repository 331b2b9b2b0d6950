import type { Calibration, Instrument, Measurement } from './model.ts';

const dayMs = 24 * 60 * 60 * 1_000;
const soonMs = 14 * dayMs;

/** Whether an instrument may be used: `due` within two weeks, `overdue` past its day, `failed` its last calibration. */
export type Standing = 'never' | 'valid' | 'due' | 'overdue' | 'failed';

/** How far the reading is from the reference, to nine decimals: what is below is the noise of binary fractions. */
export function deviationOf({ reference, reading }: Measurement): number {
  return Number(Math.abs(reading - reference).toFixed(9));
}

/** The moment a calibration stops counting. */
export function dueOn({ at }: Pick<Calibration, 'at'>, intervalDays: number): Date {
  return new Date(Date.parse(at) + intervalDays * dayMs);
}

/** What may be done with an instrument now. */
export function standingOf(
  { lastCalibration, intervalDays }: Pick<Instrument, 'lastCalibration' | 'intervalDays'>,
  now: Date,
): Standing {
  if (lastCalibration === null) return 'never';
  if (!lastCalibration.passed) return 'failed';
  const leftMs = dueOn(lastCalibration, intervalDays).getTime() - now.getTime();
  if (leftMs < 0) return 'overdue';
  return leftMs <= soonMs ? 'due' : 'valid';
}
