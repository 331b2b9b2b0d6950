import type { Measurement, NewInstrument } from './model.ts';

const longestText = 80;
const longestIntervalDays = 3_650;

/** Something a user entered cannot be taken; the message is theirs to read. */
export class InvalidInput extends Error {}

/** Reads an instrument from JSON. Throws InvalidInput. */
export function parseNewInstrument(value: unknown): NewInstrument {
  const fields = objectOf(value);
  const intervalDays = numberOf(fields, 'intervalDays');
  const tolerance = numberOf(fields, 'tolerance');
  if (!Number.isInteger(intervalDays) || intervalDays < 1 || intervalDays > longestIntervalDays) {
    throw new InvalidInput(`intervalDays is a whole number of days from 1 to ${longestIntervalDays}.`);
  }
  if (tolerance < 0) throw new InvalidInput('tolerance is not negative.');
  return { name: textOf(fields, 'name'), serial: textOf(fields, 'serial'), intervalDays, tolerance };
}

/** Reads a measurement from JSON. Throws InvalidInput. */
export function parseMeasurement(value: unknown): Measurement {
  const fields = objectOf(value);
  return { reference: numberOf(fields, 'reference'), reading: numberOf(fields, 'reading') };
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInput('The request is not a JSON object.');
  }
  return { ...value };
}

function textOf(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '' || text.length > longestText) {
    throw new InvalidInput(`${name} is a text of 1 to ${longestText} characters.`);
  }
  return text;
}

function numberOf(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new InvalidInput(`${name} is a number.`);
  return value;
}
