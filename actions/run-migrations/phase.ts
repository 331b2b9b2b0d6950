import type { History } from '../../src/database/migration.js';
import { VerdictError } from '../../src/errors/errors.js';
import { type Reading, readMigrations } from './reading.js';
import type { Work } from './work.js';

/**
 * Reads what this run is to apply: all that is pending, or with `phase: expand` what stands before the first migration
 * that belongs after the new code. Throws VerdictError when the tool cannot stop there.
 */
export async function readWanted(work: Work, { pending }: History): Promise<Reading> {
  const { inputs, tool, deps } = work;
  const reading = await readMigrations(work, pending);
  const later = reading.plan.migrations.findIndex((one) => one.phase !== 'expand');
  if (inputs.phase === 'all' || later < 0) return reading;
  const names = reading.migrations.slice(later).map((one) => one.name);
  if (later > 0 && !tool.canStop) {
    throw new VerdictError(
      `${tool.title} applies all that is pending or nothing, and ${names.join(', ')} must wait until the new code is verified; nothing was changed.`,
      { fix: 'Put what takes something away into a later release, or apply all with "phase: all".' },
    );
  }
  deps.log.notice(
    `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} left pending: it takes away what the running code uses. Apply with "phase: all" after the new code is verified.`,
    'Left for later',
  );
  return readMigrations(work, pending.slice(0, later));
}
