import type { UndoPoint } from '../../src/database/backup/undo-point.js';
import { endConnections } from '../../src/database/end-connections.js';
import { isLockTrouble } from '../../src/database/failure.js';
import type { ApplyOutcome, History } from '../../src/database/migration.js';
import { CancelledError } from '../../src/errors/errors.js';
import { formatDuration } from '../../src/runtime/duration.js';
import { makeBackup, wantsBackup } from './backup.js';
import { readDrift } from './drift.js';
import { measure } from './measure.js';
import { unproven } from './messages.js';
import { readWanted } from './phase.js';
import { plan } from './plan.js';
import { partOf, type Reading } from './reading.js';
import type { Result } from './result.js';
import { describeRollback, noRollback } from './rollback.js';
import { baseResult, readSoundHistory, showFailure, timed, type Work, withFreshContext } from './work.js';

/** Reads what is pending, holds it against the policy, makes the undo point, applies, and proves that it is recorded. */
export async function up(work: Work): Promise<Result> {
  const { deps, tool } = work;
  const history = await readSoundHistory(work);
  deps.know({ from: history.last ?? '', pending: history.pending.map((one) => one.name).join('\n') });
  if (history.pending.length === 0) return upToDate(work, history);
  const reading = await readWanted(work, history);
  if (reading.migrations.length === 0) return plan(work);
  deps.know({ class: reading.plan.class, phase: reading.plan.phase });
  if (reading.blocked) return blocked(work, history, reading);
  const measured = await measure(work, reading);
  const backup = await makeBackup(work, reading);
  if (backup) deps.know({ backup: backup.reference });
  const outcome = await deps.log.group(`Applying ${countOf(history)} with ${tool.title}`, () =>
    apply(work, { ...history, pending: [...reading.migrations] }),
  );
  const result = { ...describe(work, history, reading, outcome, backup), measured };
  deps.know({
    to: result.to ?? '',
    applied: JSON.stringify(result.applied),
    record: JSON.stringify(result.record),
  });
  if (outcome.failure) return result;
  await prove(work, history, reading);
  return finish(work, { ...result, drift: await readDrift(work) });
}

async function upToDate(work: Work, history: History): Promise<Result> {
  const drift = await readDrift(work);
  const ends = { from: history.last, to: history.last };
  return { ...baseResult(work, history), drift, ...noRollback(work, ends) };
}

function blocked(work: Work, history: History, reading: Reading): Result {
  const { migrations, decisions } = reading;
  const ends = { from: history.last, to: history.last };
  return {
    ...baseResult(work, history),
    status: 'blocked',
    warnings: decisions.filter((one) => one.action !== 'pass'),
    ...describeRollback(
      work,
      { plan: reading.plan, migrations, backup: null, planned: wantsBackup(work, reading) },
      ends,
    ),
  };
}

function finish(work: Work, result: Result): Result {
  return { ...result, durationMs: work.deps.clock.now() - work.began, toolMs: work.toolMs };
}

function countOf({ pending }: History): string {
  return pending.length === 1 ? '1 migration' : `${pending.length} migrations`;
}

/** Tries again what met a taken lock or a deadlock, as long as nothing at all was applied. */
async function apply(work: Work, history: History): Promise<ApplyOutcome> {
  const { inputs, deps, tool, context } = work;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await applyOnce(work, history);
    const { failure, applied } = outcome;
    const passing = failure?.undone && applied.length === 0 && isLockTrouble(failure.code);
    if (!failure || !passing || attempt > inputs.lockRetries) return outcome;
    await tool.forget?.(context, failure);
    // The half that differs keeps two runs that met from meeting again.
    const pauseMs = Math.min(1_000 * 2 ** (attempt - 1), 30_000) * (0.75 + Math.random() / 2);
    deps.log.info(
      `${failure.migration}: ${failure.message}. Nothing was applied; trying again in ${formatDuration(pauseMs)} (${attempt} of ${inputs.lockRetries}).`,
    );
    await deps.clock.sleep(pauseMs, deps.signal);
  }
}

async function applyOnce(work: Work, history: History): Promise<ApplyOutcome> {
  try {
    return await timed(work, () => work.tool.apply(work.context, history));
  } catch (error) {
    if (work.deps.signal.aborted) throw await cancelled(work, history, error);
    throw error;
  }
}

/** Ends what the killed tool left on the server, then says what the database has. */
async function cancelled(work: Work, before: History, cause: unknown): Promise<CancelledError> {
  const { deps, tool, context } = work;
  try {
    return await withFreshContext(work, async (fresh) => {
      await endConnections(fresh.database, context.applicationName, deps.log);
      const after = await tool.readHistory(fresh);
      const left = new Set(after.pending.map((one) => one.name));
      const applied = before.pending.map((one) => one.name).filter((name) => !left.has(name));
      deps.know({ to: after.last ?? '', applied: JSON.stringify(applied) });
      const state = [
        `The run was cancelled. The database is at ${after.last ?? 'an empty history'}`,
        `${applied.length === 0 ? 'nothing of this run was applied' : `applied: ${applied.join(', ')}`}`,
        ...after.problems.map((problem) => problem.message),
      ].join('; ');
      deps.log.info(state);
      return new CancelledError(state, { cause });
    });
  } catch (failed) {
    deps.log.info(
      `The run was cancelled, and the database could not be asked what it has: ${String(failed)}`,
    );
    return new CancelledError(undefined, { cause });
  }
}

function describe(
  work: Work,
  history: History,
  reading: Reading,
  outcome: ApplyOutcome,
  backup: UndoPoint | null,
): Result {
  const { failure, applied, durations = {} } = outcome;
  const standing = reading.migrations.filter(
    (one) => applied.includes(one.name) || (failure?.migration === one.name && !failure.undone),
  );
  const names = standing.map((one) => one.name);
  const way = { plan: partOf(reading, names), migrations: standing, backup: backup?.reference ?? null };
  const to = applied.at(-1) ?? history.last;
  return {
    ...baseResult(work, history),
    status: failure ? 'failed' : 'applied',
    to,
    applied,
    durations,
    warnings: reading.decisions.filter((one) => one.action !== 'pass'),
    backup,
    failure: showFailure(work, failure),
    ...describeRollback(work, way, { from: history.last, to }),
  };
}

/** A migrator that says that it is done is believed only by what the database says afterwards. */
async function prove({ tool, context }: Work, before: History, { migrations }: Reading): Promise<void> {
  const after = await tool.readHistory(context);
  const names = new Set(migrations.map((one) => one.name));
  const missing = after.pending.filter((one) => names.has(one.name));
  if (missing.length === 0 && after.problems.length === 0) return;
  throw unproven({ ...after, pending: missing }, before, tool.kind);
}
