import type { Run } from '../../../src/action/run-action.js';
import { describeAddress, withoutSecrets } from '../../../src/database/address.js';
import type { History, Migration, MigrationTool, ToolWork } from '../../../src/database/migration.js';
import type { Database } from '../../../src/database/session.js';
import { VerdictError } from '../../../src/errors/errors.js';
import type { DatabaseComponent } from '../../../src/release/component.js';
import type { DatabaseInputs } from '../inputs/database.js';
import type { DatabasePlatform } from './platform.js';
import { restoreUndoPoint, undoPointLack } from './undo-point.js';

type RunParts = Pick<Run, 'log' | 'clock' | 'signal' | 'env' | 'mask' | 'context' | 'http'>;

/** How long another run of ours that migrates may hold the lock, and what one statement may take, in milliseconds. */
const limits = { lockTimeoutMs: 5_000, statementTimeoutMs: 300_000 };
const lockWaitMs = 120_000;

/** The database whose schema goes back, by the ways down in the checked-out commit or by an undo point. */
export function databasePlatform(inputs: DatabaseInputs, run: RunParts): DatabasePlatform {
  for (const secret of inputs.address.secrets) run.mask(secret);
  return {
    look: () => withTool(inputs, run, async ({ tool, context }) => (await tool.readHistory(context)).last),
    isHalfDown: (component) =>
      withTool(inputs, run, async ({ tool, context }) =>
        isBetween(component, await tool.readHistory(context)),
      ),
    downgrade: (component) => withLock(inputs, run, (work) => downgrade(component, work)),
    lacks: (component) => undoPointLack(component, inputs),
    restore: (component) =>
      withLock(inputs, run, async (work) => {
        const { last } = await work.tool.readHistory(work.context);
        if (last === component.from) return;
        if (last !== component.to) throw migratedSince(component, last, work);
        await restoreUndoPoint(component, inputs, { ...run, database: work.context.database });
      }).then(() =>
        withTool(inputs, run, async ({ tool, context }) => (await tool.readHistory(context)).last),
      ),
  };
}

interface ToolAtWork {
  tool: MigrationTool;
  context: ToolWork;
}

/** Loaded where it is needed: drivers and migration tools take longer to load than most rollbacks to decide. */
async function withTool<Value>(
  inputs: DatabaseInputs,
  run: RunParts,
  work: (at: ToolAtWork) => Promise<Value>,
): Promise<Value> {
  const { findMigrations } = await import('../../../src/database/find-migrations.js');
  const { openTarget } = await import('../../../src/database/target.js');
  const { address } = inputs;
  const tool = findMigrations({
    ...inputs,
    directory: inputs.migrations,
    // Ways down are SQL, and an undo point needs no tool: what this job installs is nothing.
    onlyRead: true,
    dialect: address.dialect,
    env: run.env,
  });
  const database = await openTarget(address, limits, run.signal);
  try {
    return await work({ tool, context: contextOf(inputs, run, database) });
  } finally {
    await database.close();
  }
}

function contextOf(inputs: DatabaseInputs, run: RunParts, database: Database): ToolWork {
  const { log, signal, env, context, clock } = run;
  return {
    ...{ database, address: inputs.address, limits, log, signal, env, urlVariables: inputs.urlVariables },
    applicationName: `${namesOf(context)}${context.runAttempt}.${clock.now()}`,
  };
}

/** How the programs that any attempt of this run starts call themselves to the database. */
function namesOf({ runId }: RunParts['context']): string {
  return `deploy-actions ${runId}.`;
}

async function withLock<Value>(
  inputs: DatabaseInputs,
  run: RunParts,
  work: (at: ToolAtWork) => Promise<Value>,
): Promise<Value> {
  const { withTargetLock } = await import('../../../src/database/target.js');
  const { endLeftConnections } = await import('../../../src/database/end-connections.js');
  return withTool(inputs, run, (at) => {
    const { database } = at.context;
    return withTargetLock(database, inputs.address, { ...run, waitMs: lockWaitMs }, async () => {
      await endLeftConnections(database, namesOf(run.context), run);
      return work(at);
    });
  });
}

/** Each way down is a transaction of its own: whoever is killed between two of them leaves it there. */
function isBetween({ from, to }: DatabaseComponent, { applied, pending, last, problems }: History): boolean {
  const has = (all: readonly Migration[], wanted: string | null) => all.some(({ name }) => name === wanted);
  if (problems.some(({ kind }) => kind !== 'edited') || last === from) return false;
  return (from === null || has(applied, from)) && has(pending, to);
}

function migratedSince(
  { to }: DatabaseComponent,
  last: string | null,
  { context }: ToolAtWork,
): VerdictError {
  return new VerdictError(
    `the last migration of ${describeAddress(context.address)} became ${last ?? 'none'}, and this release left it at ${to ?? 'none'}; nothing was changed.`,
    { fix: 'See which run migrated it since.' },
  );
}

/** Under the lock it is looked at once more: another run may have migrated, or an earlier attempt's last word come through, while this one waited. */
async function downgrade(component: DatabaseComponent, at: ToolAtWork): Promise<string | null> {
  const { tool, context } = at;
  const history = await tool.readHistory(context);
  if (history.last === component.from) return history.last;
  if (history.last !== component.to && !isBetween(component, history))
    throw migratedSince(component, history.last, at);
  const names = history.applied.map(({ name }) => name);
  const taken = names.slice(component.from === null ? 0 : names.indexOf(component.from) + 1).reverse();
  const lacking = history.applied.filter(({ name, hasDown }) => taken.includes(name) && !hasDown);
  if (tool.down === undefined || lacking.length > 0)
    throw new VerdictError(
      `there is no way down from ${lacking.map(({ name }) => name).join(', ') || taken.join(', ')}; nothing was changed.`,
      { fix: 'Check out the commit of the release that is taken back: its ways down are needed.' },
    );
  const { failure } = await tool.down(context, taken, component.from);
  if (failure)
    throw new VerdictError(
      `the way down of ${failure.migration} failed: ${withoutSecrets(failure.message, context.address)}`,
      { fix: failure.fix ?? 'What came before it in the plan stands; see the history before you run again.' },
    );
  return (await tool.readHistory(context)).last;
}
