import type { Drift } from '../../src/database/migration.js';
import { VerdictError } from '../../src/errors/errors.js';
import { timed, type Work } from './work.js';

/** Compares the schema with the tool's model. Throws VerdictError for a difference when `drift: fail`. */
export async function readDrift(work: Work): Promise<Drift | undefined> {
  const { tool, inputs, context, deps } = work;
  const { readDrift: read } = tool;
  if (inputs.drift === 'ignore' || read === undefined) return undefined;
  const drift = await timed(work, () => read(context));
  if (!drift?.found) return drift;
  const message = `The schema is not what ${tool.title} says after its migrations:\n${drift.differences}`;
  if (inputs.drift === 'fail') {
    throw new VerdictError(message, {
      fix: 'Somebody changed the database by hand, or the model without a migration: write the migration that joins them.',
    });
  }
  deps.log.warning(message, 'Drift');
  return drift;
}
