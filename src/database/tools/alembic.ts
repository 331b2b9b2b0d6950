import { PlatformError } from '../../errors/errors.js';
import type {
  ApplyOutcome,
  DownOutcome,
  Drift,
  History,
  Migration,
  MigrationFailure,
  MigrationTool,
  Resolution,
  ToolWork,
} from '../migration.js';
import { scriptParts } from '../script.js';
import { type AlembicError, readAlembicError } from './alembic-errors.js';
import { compareAlembic, type Revision, readRevisions, splitOfflineSql } from './alembic-history.js';
import type { AlembicProject } from './alembic-project.js';
import { libpqEnv, type ProgramResult, runProgram } from './program.js';
import { tableExists } from './tables.js';

/** Makes the tool for a project with Alembic; its own program does the work. */
export function createAlembic(project: AlembicProject): MigrationTool {
  let known: Promise<Revision[]> | undefined;
  const revisions = (work: ToolWork) => {
    known ??= askRevisions(work, project);
    return known;
  };
  const readHistory = async (work: ToolWork) =>
    compareAlembic(await revisions(work), await readRecorded(work, project));
  return {
    kind: 'alembic',
    canStop: true,
    title: `Alembic (${[project.program.command, ...project.program.prefix].join(' ')})`,
    directory: project.directory,
    readHistory,
    readSql: (work, migrations) => readSql(work, project, migrations),
    apply: (work, history) => upgrade(work, project, history, readHistory),
    down: (work, names, to) => downgrade(work, project, names, to, readHistory),
    resolve: async (work, resolution) => stamp(work, project, resolution, await revisions(work)),
    readDrift: (work) => readDrift(work, project),
  };
}

async function askRevisions(work: ToolWork, project: AlembicProject): Promise<Revision[]> {
  const result = await call(work, project, ['history', '--verbose'], true);
  if (result.exitCode === 0) return readRevisions(result.stdout);
  throw refused('tell its history', readAlembicError(result.lines));
}

async function readRecorded(work: ToolWork, project: AlembicProject): Promise<string[]> {
  if (project.ownVersionTable) {
    const result = await call(work, project, ['current'], true);
    if (result.exitCode !== 0) throw refused('tell what is applied', readAlembicError(result.lines));
    return result.stdout
      .map(
        (line) =>
          /^([\w.-]+)(?: \((?:effective )?(?:head|mergepoint|branchpoint).*\))?\s*$/.exec(line)?.[1] ?? '',
      )
      .filter((id) => id !== '');
  }
  if (!(await tableExists(work.database, 'alembic_version'))) return [];
  const rows = await work.database.query<{ version_num: string }>('select version_num from alembic_version');
  return rows.map((row) => row.version_num);
}

/** Alembic's offline mode prints what it would send; a migration that asks the database something cannot be read so. */
async function readSql(
  work: ToolWork,
  project: AlembicProject,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  if (migrations.length === 0) return [];
  const recorded = await readRecorded(work, project);
  const from = recorded.length === 1 ? recorded[0] : recorded.length === 0 ? 'base' : undefined;
  if (from === undefined) return [...migrations];
  const result = await call(work, project, ['upgrade', `${from}:head`, '--sql'], true);
  if (result.exitCode !== 0) {
    const { message } = readAlembicError(result.lines);
    work.log.info(
      `Alembic cannot print these migrations as SQL (${message}), so nobody can say what they do.`,
    );
  }
  const texts = splitOfflineSql(result.stdout);
  // The last text of a run that broke off may be half a migration.
  if (result.exitCode !== 0) texts.delete([...texts.keys()].at(-1) ?? '');
  return migrations.map((one) => {
    const text = texts.get(one.name);
    if (text === undefined) return one;
    return { ...one, text, parts: scriptParts(text, work.database.dialect), opaque: false };
  });
}

async function upgrade(
  work: ToolWork,
  project: AlembicProject,
  { pending }: History,
  readHistory: MigrationTool['readHistory'],
): Promise<ApplyOutcome> {
  // By name, not "head": a run may be asked for the first of what is pending only.
  const result = await call(work, project, ['upgrade', pending.at(-1)?.name ?? 'head']);
  const after = await readHistory(work);
  const has = new Set(after.applied.map((one) => one.name));
  const applied = pending.map((one) => one.name).filter((name) => has.has(name));
  if (result.exitCode === 0) return { applied, failure: undefined };
  const error = readAlembicError(result.lines);
  const at = pending.find((one) => one.name === error.revision);
  if (at === undefined) throw refused('upgrade', error);
  return { applied, failure: describe(at, error, work) };
}

async function downgrade(
  work: ToolWork,
  project: AlembicProject,
  names: readonly string[],
  to: string | null,
  readHistory: MigrationTool['readHistory'],
): Promise<DownOutcome> {
  const result = await call(work, project, ['downgrade', to ?? 'base']);
  const after = await readHistory(work);
  const has = new Set(after.applied.map((one) => one.name));
  const reverted = names.filter((name) => !has.has(name));
  if (result.exitCode === 0) return { reverted, failure: undefined };
  const error = readAlembicError(result.lines);
  const at = after.pending.find((one) => one.name === error.revision);
  if (error.revision === undefined) throw refused('downgrade', error);
  return {
    reverted,
    failure: describe(at ?? { name: error.revision, path: '', transaction: true }, error, work),
  };
}

function describe(
  migration: Pick<Migration, 'name' | 'path' | 'transaction'>,
  error: AlembicError,
  work: ToolWork,
): MigrationFailure {
  return {
    migration: migration.name,
    path: error.path ?? migration.path,
    line: error.line ?? 1,
    statement: error.statement ?? '',
    code: error.sqlState,
    message: error.message,
    detail: undefined,
    hint: undefined,
    // The driver of SQLite ends the transaction before it changes the schema.
    undone: migration.transaction && work.address.dialect === 'postgresql',
    completed: 0,
  };
}

async function stamp(
  work: ToolWork,
  project: AlembicProject,
  { as, migration }: Resolution,
  revisions: readonly Revision[],
): Promise<void> {
  const found = revisions.find((one) => one.id === migration);
  const parents = found?.parents.length ? found.parents : ['base'];
  // An unknown revision is Alembic's to refuse: it knows short forms and labels.
  const targets = as === 'applied' || !found ? [migration] : parents;
  const result = await call(work, project, ['stamp', ...targets]);
  if (result.exitCode !== 0) throw refused(`record ${migration} as ${as}`, readAlembicError(result.lines));
}

async function readDrift(work: ToolWork, project: AlembicProject): Promise<Drift | undefined> {
  const result = await call(work, project, ['check'], true);
  if (result.exitCode === 0) return { found: false };
  const text = result.lines.join('\n');
  const differences = /New upgrade operations detected: ([\s\S]+)/.exec(text)?.[1];
  if (differences) return { found: true, differences: differences.trim() };
  work.log.debug(`The drift check did not run: ${readAlembicError(result.lines).message}`);
  return undefined;
}

function refused(doing: string, error: AlembicError): PlatformError {
  return new PlatformError(`Alembic did not ${doing}: ${error.message}`, {
    code: error.sqlState || 'alembic',
    fix: error.fix ?? "Alembic's own lines are in the log above.",
  });
}

function call(
  work: ToolWork,
  project: AlembicProject,
  args: readonly string[],
  quiet = false,
): Promise<ProgramResult> {
  const names = new Set(['DATABASE_URL', ...project.urlVariables, ...work.urlVariables]);
  const env = Object.fromEntries([...names].map((name) => [name, sqlalchemyUrl(work)]));
  return runProgram(work, project.program, {
    args,
    cwd: project.workingDirectory,
    env: { ...env, ...libpqEnv(work) },
    quiet,
  });
}

/** SQLAlchemy knows no `postgres:`, and no file but an absolute one here: programs may start elsewhere. */
function sqlalchemyUrl({ address }: ToolWork): string {
  if (address.dialect === 'postgresql') return address.given.replace(/^postgres(?=[:+])/, 'postgresql');
  const scheme = /^(sqlite\+\w+):/.exec(address.given)?.[1] ?? 'sqlite';
  return `${scheme}:///${address.file}`;
}
