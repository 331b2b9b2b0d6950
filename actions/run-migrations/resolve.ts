import { InputError, VerdictError } from '../../src/errors/errors.js';
import type { Result } from './result.js';
import { noRollback } from './rollback.js';
import { baseResult, timed, type Work } from './work.js';

/** Changes the record alone, as the inputs say, and tells what is pending then. */
export async function resolveRows(work: Work): Promise<Result> {
  const { tool, context, inputs, deps } = work;
  const { resolve } = tool;
  if (resolve === undefined) {
    throw new InputError(`The tool "${tool.kind}" has no record that this action could change.`, {
      fix: 'Change it with the means of the tool itself.',
    });
  }
  const before = await tool.readHistory(context);
  for (const resolution of inputs.resolutions) {
    deps.log.info(`Recording ${resolution.migration} as ${resolution.as}`);
    await timed(work, () => resolve(context, resolution));
  }
  const after = await tool.readHistory(context);
  for (const { as, migration } of inputs.resolutions) {
    const recorded = after.applied.some((one) => one.name === migration);
    if (recorded === (as === 'applied')) continue;
    throw new VerdictError(`${migration} is ${recorded ? 'still' : 'not'} recorded as applied.`, {
      fix: "See the tool's table; its own lines are in the log above.",
    });
  }
  return {
    ...baseResult(work, after),
    status: 'resolved',
    from: before.last,
    ...noRollback(work, { from: before.last, to: after.last }),
  };
}
