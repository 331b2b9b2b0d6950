import { wantsBackup } from './backup.js';
import { measure } from './measure.js';
import { partOf, type Reading, readMigrations } from './reading.js';
import type { Result } from './result.js';
import { describeRollback } from './rollback.js';
import { baseResult, readSoundHistory, type Work } from './work.js';

/** Tells what is pending and what each statement of it would do; the answer to `plan` may be no. Changes nothing. */
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
    status: statusOf(work, reading),
    measured,
    warnings: decisions.filter((one) => one.action !== 'pass'),
    ...describeRollback(
      work,
      { plan: whole, migrations, backup: null, planned: wantsBackup(work, reading) },
      { from: history.last, to: history.last },
    ),
  };
}

function statusOf({ inputs }: Work, reading: Reading): Result['status'] {
  if (reading.migrations.length === 0) return 'up-to-date';
  return inputs.command === 'plan' && reading.blocked ? 'blocked' : 'pending';
}
