import { measure } from './measure.js';
import { partOf, readMigrations } from './reading.js';
import type { Result } from './result.js';
import { describeRollback } from './rollback.js';
import { baseResult, readSoundHistory, type Work } from './work.js';

/** Tells what is pending, and what each statement of it would do. Changes nothing. */
export async function plan(work: Work): Promise<Result> {
  const history = await readSoundHistory(work);
  const reading = await readMigrations(work, history.pending);
  const { migrations, decisions } = reading;
  const whole = partOf(
    reading,
    migrations.map((one) => one.name),
  );
  const measured = await measure(work, reading);
  return {
    ...baseResult(work, history),
    status: history.pending.length === 0 ? 'up-to-date' : 'pending',
    measured,
    warnings: decisions.filter((one) => one.action !== 'pass'),
    ...describeRollback(
      work,
      { plan: whole, migrations, backup: null },
      { from: history.last, to: history.last },
    ),
  };
}
