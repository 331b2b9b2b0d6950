/** An instrument as a user enters it. */
export interface NewInstrument {
  name: string;
  serial: string;
  /** Days from one calibration to the next. */
  intervalDays: number;
  /** Largest deviation from the reference that still passes, in the instrument's unit. */
  tolerance: number;
}

/** What was read when an instrument was held against a reference. */
export interface Measurement {
  reference: number;
  reading: number;
}

/** A measurement that was recorded. Times are ISO 8601. */
export interface Calibration extends Measurement {
  at: string;
  passed: boolean;
}

/** An instrument as the API tells it. */
export interface Instrument extends NewInstrument {
  id: number;
  /** The newest one; null for an instrument that was never calibrated. */
  lastCalibration: Calibration | null;
}
