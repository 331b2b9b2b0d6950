import { basename, join, relative } from 'node:path';
import type { Run } from '../../src/action/run-action.js';
import { describeAddress, withoutSecrets } from '../../src/database/address.js';
import { isConnectionLoss } from '../../src/database/failure.js';
import { findMigrations } from '../../src/database/find-migrations.js';
import type { ApplyOutcome, History, Migration, MigrationTool } from '../../src/database/migration.js';
import { withMigrationLock } from '../../src/database/migration-lock.js';
import { readRollback } from '../../src/database/rollback-class.js';
import { openSession, type Session } from '../../src/database/session.js';
import { PlatformError } from '../../src/errors/errors.js';
import type { Inputs } from './inputs.js';
import { brokenHistory, connectionLost, unproven } from './messages.js';
import type { Result } from './result.js';

/** What main needs of a run. */
export type Deps = Pick<Run, 'log' | 'clock' | 'signal' | 'mask' | 'know' | 'context'>;

/**
 * Brings the database to what the commit says, or tells what is missing. A migration that fails is a result; throws
 * InputError, PlatformError (no connection), VerdictError (histories that do not fit, lock not free), CancelledError.
 */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  for (const secret of inputs.address.secrets) deps.mask(secret);
  const { tool, directory } = findMigrations({ ...inputs, directory: inputs.migrations });
  const place = relative(deps.context.workspace, directory) || '.';
  deps.log.info(
    `${tool.migrations.length} migrations of ${tool.kind} in ${place}, for ${describeAddress(inputs.address)}`,
  );
  const session = await openSession(inputs.address, inputs, deps.signal);
  try {
    const work = { inputs, deps, tool, session, place };
    if (inputs.command === 'status') return await status(work);
    const lock = { waitMs: inputs.waitTimeoutMs, clock: deps.clock, log: deps.log, signal: deps.signal };
    return await withMigrationLock(session, lock, () => up(work));
  } catch (error) {
    if (isConnectionLoss(error) && !(error instanceof PlatformError))
      throw connectionLost(error, inputs.address);
    throw error;
  } finally {
    await session.close();
  }
}

interface Work {
  inputs: Inputs;
  deps: Deps;
  tool: MigrationTool;
  session: Session;
  place: string;
}

async function status(work: Work): Promise<Result> {
  const history = await readHistory(work);
  const ended = history.pending.length === 0 ? 'up-to-date' : 'pending';
  return describe(work, history, ended, { applied: [], failure: undefined }, history.pending);
}

async function up(work: Work): Promise<Result> {
  const history = await readHistory(work);
  work.deps.know({ from: history.last ?? '', pending: history.pending.map((one) => one.name).join('\n') });
  if (history.pending.length === 0) {
    return describe(work, history, 'up-to-date', { applied: [], failure: undefined }, []);
  }
  const outcome = await work.deps.log.group(`Applying ${history.pending.length} migrations`, () =>
    work.tool.apply(work.session, history.pending, work.deps.log),
  );
  const left = history.pending.filter(
    (one) =>
      outcome.applied.includes(one.name) ||
      (outcome.failure?.migration === one.name && !outcome.failure.undone),
  );
  const result = describe(work, history, outcome.failure ? 'failed' : 'applied', outcome, left);
  work.deps.know({
    to: result.to ?? '',
    applied: result.applied.join('\n'),
    record: JSON.stringify(result.record),
  });
  if (!outcome.failure) await prove(work);
  return result;
}

/** Reads both histories; a database that does not fit the commit stops everything before a change. */
async function readHistory({ tool, session }: Work): Promise<History> {
  const history = tool.compare(await tool.readApplied(session));
  if (history.problems.length > 0) throw brokenHistory(history.problems);
  return history;
}

/** A migrator that says nothing is believed only by what the database says afterwards. */
async function prove({ tool, session }: Work): Promise<void> {
  const after = tool.compare(await tool.readApplied(session));
  if (after.pending.length > 0 || after.problems.length > 0) throw unproven(after);
}

function describe(
  { inputs, tool, place }: Work,
  history: History,
  ended: Result['status'],
  outcome: ApplyOutcome,
  read: readonly Migration[],
): Result {
  const { rollback, obstacles } = readRollback(read);
  const to = outcome.applied.at(-1) ?? history.last;
  const failure = outcome.failure && {
    ...outcome.failure,
    path: join(place, basename(outcome.failure.path)),
    statement: withoutSecrets(outcome.failure.statement, inputs.address),
    message: withoutSecrets(outcome.failure.message, inputs.address),
  };
  return {
    status: ended,
    tool: tool.kind,
    database: describeAddress(inputs.address),
    directory: place,
    from: history.last,
    to,
    pending: history.pending.map((one) => one.name),
    applied: outcome.applied,
    obstacles,
    failure,
    record: {
      kind: 'database',
      name: inputs.name,
      tool: tool.kind,
      from: history.last,
      to,
      rollback,
      backup: null,
    },
  };
}
