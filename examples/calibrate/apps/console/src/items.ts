import { dueOn, type Instrument, type Standing, standingOf } from '@calibrate/contract';

const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
const urgency: readonly Standing[] = ['failed', 'overdue', 'never', 'due', 'valid'];

/** One line of the list. */
export interface Item {
  title: string;
  detail: string;
  standing: Standing;
}

/** The list as it is shown: what needs a hand first, then by name. */
export function itemsOf(instruments: readonly Instrument[], now: Date): Item[] {
  return instruments
    .map((instrument) => itemOf(instrument, now))
    .sort(
      (one, other) =>
        urgency.indexOf(one.standing) - urgency.indexOf(other.standing) ||
        one.title.localeCompare(other.title),
    );
}

function itemOf(instrument: Instrument, now: Date): Item {
  const standing = standingOf(instrument, now);
  const { name, serial, lastCalibration, intervalDays } = instrument;
  const until = lastCalibration ? day.format(dueOn(lastCalibration, intervalDays)) : '';
  const details: Record<Standing, string> = {
    failed: 'Do not use: it failed its last calibration',
    overdue: `Do not use: due since ${until}`,
    never: 'Do not use: never calibrated',
    due: `Calibrate by ${until}`,
    valid: `Valid until ${until}`,
  };
  return { title: `${name} (${serial})`, detail: details[standing], standing };
}
