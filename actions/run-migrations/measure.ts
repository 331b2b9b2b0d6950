import { type MeasuredMigration, measureStatements } from '../../src/database/measure.js';
import type { Reading } from './reading.js';
import { type Work, withFreshContext } from './work.js';

/** Runs what is pending on the preview branch, in a transaction that is rolled back, to see its real locks and times. */
export async function measure(work: Work, reading: Reading): Promise<MeasuredMigration[]> {
  const { inputs, context, deps } = work;
  if (!inputs.measure || reading.migrations.length === 0) return [];
  const sources = reading.plan.migrations.map(({ name, statements }) => ({
    name,
    statements,
    transaction: reading.migrations.find((one) => one.name === name)?.transaction ?? true,
  }));
  return deps.log.group('Measuring on the preview branch', () =>
    withFreshContext(work, ({ database: watcher }) =>
      measureStatements({ worker: context.database, watcher, keep: false }, sources),
    ),
  );
}
