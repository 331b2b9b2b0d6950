/** What the API and the console agree on: the shapes that travel, and the rules both must apply alike. */
export { deviationOf, dueOn, type Standing, standingOf } from './calibration.ts';
export { InvalidInput, parseMeasurement, parseNewInstrument } from './input.ts';
export type { Calibration, Instrument, Measurement, NewInstrument } from './model.ts';
