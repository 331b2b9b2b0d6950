import type { History } from '../../src/database/migration.js';
import { InputError, VerdictError } from '../../src/errors/errors.js';
import { brokenHistory } from './messages.js';
import type { Result } from './result.js';
import { noRollback } from './rollback.js';
import { baseResult, showFailure, timed, type Work } from './work.js';

/** Takes back what came after `to`, newest first, and proves that it is gone from the history. */
export async function down(work: Work): Promise<Result> {
  const { deps, tool, context } = work;
  const history = await tool.readHistory(context);
  const ahead = history.problems.filter((one) => one.kind === 'ahead' || one.kind === 'ambiguous');
  if (ahead.length > 0) throw brokenHistory(ahead);
  const to = targetOf(work, history);
  const names = namesAfter(history, to, tool.kind);
  deps.know({ from: history.last ?? '' });
  if (names.length === 0) return describe(work, history, { reverted: [], failure: undefined }, to);
  const run = requireWays(work, history, names);
  const outcome = await deps.log.group(`Taking back ${names.join(', ')}`, () =>
    timed(work, () => run(context, names, to)),
  );
  const after = await tool.readHistory(context);
  const left = after.applied.filter((one) => names.includes(one.name));
  if (!outcome.failure && left.length > 0) {
    throw new VerdictError(
      `The way down ended without an error, but the database still records ${left.map((one) => one.name).join(', ')}.`,
      { fix: 'See what the way down did, and the table of the tool.' },
    );
  }
  return describe(work, history, outcome, after.last);
}

/** null is before the first migration. */
function targetOf({ inputs }: Work, history: History): string | null {
  const to = inputs.to ?? 'base';
  if (to === 'base') return null;
  if (history.applied.some((one) => one.name === to) || inputs.tool === 'command') return to;
  const has = history.applied.slice(-5).map((one) => one.name);
  throw new InputError(`The input "to" names ${to}, which is not applied in this database.`, {
    fix:
      has.length > 0
        ? `The last applied ones are ${has.join(', ')}; "base" is before all.`
        : 'Nothing is applied.',
  });
}

function namesAfter(history: History, to: string | null, kind: string): string[] {
  const names = history.applied.map((one) => one.name);
  if (kind === 'command' && names.length === 0) return ['(not named)'];
  return names.slice(to === null ? 0 : names.indexOf(to) + 1).reverse();
}

function requireWays({ tool }: Work, history: History, names: readonly string[]) {
  const { down: run } = tool;
  const lacking = history.applied.filter((one) => names.includes(one.name) && !one.hasDown);
  if (run !== undefined && lacking.length === 0) return run;
  throw new InputError(
    `There is no way down from ${lacking.map((one) => one.name).join(', ') || names.join(', ')}; nothing was changed.`,
    { fix: waysDown[tool.kind] },
  );
}

const waysDown = {
  prisma: 'Put a down.sql beside its migration.sql, or restore the undo point.',
  drizzle: 'Put a <name>.down.sql beside its <name>.sql, or restore the undo point.',
  alembic: 'Write its downgrade(), or restore the undo point.',
  sql: 'Put a <name>.down.sql beside its <name>.sql, or restore the undo point.',
  command: 'Give a "down-command", or restore the undo point.',
};

function describe(
  work: Work,
  history: History,
  { reverted, failure }: Pick<Result, 'reverted' | 'failure'>,
  to: string | null,
): Result {
  const ended = failure ? 'failed' : 'reverted';
  return {
    ...baseResult(work, history),
    status: reverted.length === 0 && !failure ? 'up-to-date' : ended,
    to,
    reverted,
    failure: showFailure(work, failure),
    ...noRollback(work, { from: history.last, to }),
  };
}
