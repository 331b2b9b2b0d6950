import { basename, join, relative } from 'node:path';
import type { Run } from '../../src/action/run-action.js';
import { describeAddress, withoutSecrets } from '../../src/database/address.js';
import type {
  History,
  Migration,
  MigrationFailure,
  MigrationTool,
  ToolWork,
} from '../../src/database/migration.js';
import type { Database } from '../../src/database/session.js';
import { openTarget } from '../../src/database/target.js';
import type { GitHubClient } from '../../src/github/client.js';
import type { ReadyInputs } from './inputs.js';
import { brokenHistory } from './messages.js';
import type { Result, RollbackFacts } from './result.js';

/** What main needs of a run. */
export type Deps = Pick<Run, 'log' | 'clock' | 'signal' | 'mask' | 'know' | 'context' | 'env' | 'http'> & {
  /** Writes the comment on a pull request; undefined without a token, or when none is wanted. */
  github: GitHubClient | undefined;
  /** Throws VerdictError when the environment takes no changes now. */
  refuseFrozen(environment: string): Promise<void>;
};

/** One run of the action: what was asked, with which tool, on which connection. */
export interface Work {
  inputs: ReadyInputs;
  deps: Deps;
  tool: MigrationTool;
  /** What the tool works with. */
  context: ToolWork;
  /** The migrations' folder as people see it. */
  place: string;
  began: number;
  /** Milliseconds that the tool's own work took so far. */
  toolMs: number;
}

/** Puts one run together. */
export function createWork(inputs: ReadyInputs, deps: Deps, tool: MigrationTool, database: Database): Work {
  const { lockTimeoutMs, statementTimeoutMs, address, urlVariables } = inputs;
  const context: ToolWork = {
    database,
    address,
    limits: { lockTimeoutMs, statementTimeoutMs },
    log: deps.log,
    signal: deps.signal,
    env: deps.env,
    urlVariables,
    applicationName: `deploy-actions ${deps.context.runId || process.pid}.${deps.context.runAttempt}.${deps.clock.now()}`,
  };
  const place = placeOf(tool, deps);
  return { inputs, deps, tool, context, place, began: deps.clock.now(), toolMs: 0 };
}

/** The migrations' folder, relative to the workspace. */
export function placeOf(tool: MigrationTool, deps: Deps): string {
  return relative(deps.context.workspace, tool.directory) || '.';
}

/** A second connection that outlives the run's cancellation, for what must be said and ended then. */
export async function withFreshContext<Value>(
  { inputs, context }: Work,
  work: (context: ToolWork) => Promise<Value>,
): Promise<Value> {
  const { signal } = new AbortController();
  const database = await openTarget(
    inputs.address,
    { lockTimeoutMs: 1_000, statementTimeoutMs: 3_000 },
    signal,
  );
  try {
    return await work({ ...context, database, signal });
  } finally {
    await database.close();
  }
}

/** Reads both histories; a database that does not fit the commit stops everything before a change. */
export async function readSoundHistory({ tool, context }: Work): Promise<History> {
  const history = await tool.readHistory(context);
  if (history.problems.length > 0) throw brokenHistory(history.problems);
  return history;
}

/** The tool's own time, apart from ours. */
export async function timed<Value>(work: Work, call: () => Promise<Value>): Promise<Value> {
  const began = work.deps.clock.now();
  try {
    return await call();
  } finally {
    work.toolMs += work.deps.clock.now() - began;
  }
}

/** A result with what every command says, before it says its own. */
export function baseResult(work: Work, history: History): Omit<Result, keyof RollbackFacts> {
  const { inputs, tool, deps } = work;
  return {
    command: inputs.command,
    status: 'up-to-date',
    tool: tool.kind,
    database: describeAddress(inputs.address),
    directory: work.place,
    files: tool.readSql ? {} : filesOf(history.pending, deps),
    from: history.last,
    to: history.last,
    pending: history.pending.map((one) => one.name),
    applied: [],
    reverted: [],
    durations: {},
    warnings: [],
    measured: [],
    databaseUrl: undefined,
    copy: undefined,
    backup: null,
    failure: undefined,
    drift: undefined,
    durationMs: deps.clock.now() - work.began,
    toolMs: work.toolMs,
  };
}

/** Files outside the workspace have no place in the repository that GitHub could show them at. */
function filesOf(migrations: readonly Migration[], deps: Deps): Record<string, string> {
  const inside = migrations
    .map((one) => [one.name, relative(deps.context.workspace, one.path)] as const)
    .filter(([, path]) => path !== '' && !path.startsWith('..'));
  return Object.fromEntries(inside);
}

/** A failure as it may be shown: the path as people see it, no secrets. */
export function showFailure(work: Work, failure: MigrationFailure | undefined): MigrationFailure | undefined {
  if (failure === undefined) return undefined;
  const { address } = work.inputs;
  const inside = relative(work.deps.context.workspace, failure.path);
  return {
    ...failure,
    // Of your own commands' migrations only the name is known.
    path:
      work.tool.kind === 'command'
        ? ''
        : inside.startsWith('..')
          ? join(work.place, basename(failure.path))
          : inside,
    statement: withoutSecrets(failure.statement, address),
    message: withoutSecrets(failure.message, address),
  };
}

/** The migrations with their SQL, as far as it can be known. */
export async function withSql(work: Work, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const { readSql } = work.tool;
  if (readSql === undefined || migrations.length === 0) return migrations;
  return timed(work, () => readSql(work.context, migrations));
}
