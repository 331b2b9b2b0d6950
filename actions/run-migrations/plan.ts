import type { Result } from './result.js';
import { rollbackOf } from './rollback.js';
import { baseResult, readSoundHistory, type Work, withSql } from './work.js';

/** Tells what is pending, as the tool's table and the commit say. */
export async function status(work: Work): Promise<Result> {
  const history = await readSoundHistory(work);
  const migrations = await withSql(work, history.pending);
  return {
    ...baseResult(work, history),
    status: history.pending.length === 0 ? 'up-to-date' : 'pending',
    ...rollbackOf(work, migrations, { from: history.last, to: history.last }),
  };
}

/** Tells what is pending and what each statement of it would do. */
export function plan(work: Work): Promise<Result> {
  return status(work);
}
