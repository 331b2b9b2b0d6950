import { join, relative } from 'node:path';
import { InputError, PlatformError } from '../../errors/errors.js';
import {
  type ApplyOutcome,
  type Drift,
  type History,
  lineAt,
  type Migration,
  type MigrationFailure,
  type MigrationTool,
  type Resolution,
  type ToolWork,
} from '../migration.js';
import { describeHolder } from '../migration-lock.js';
import { runDownFiles } from '../script.js';
import { prismaFix, readPrismaError } from './prisma-errors.js';
import {
  comparePrisma,
  findBaseline,
  type PrismaRow,
  prismaTable,
  readPrismaMigrations,
  readPrismaRows,
} from './prisma-history.js';
import { cliMissing, type PrismaProject, pathWithBin } from './prisma-project.js';
import { addressWithOptions, type ProgramResult, runProgram } from './program.js';
import { requireMigration } from './tables.js';

/** Makes the tool for a project with Prisma 5, 6 or 7. Throws InputError for other majors and databases. */
export function createPrisma(project: PrismaProject, dialect: 'postgresql' | 'sqlite'): MigrationTool {
  refuseMajor(project);
  refuseProvider(project, dialect);
  const migrations = readPrismaMigrations(project.directory, dialect);
  return {
    kind: 'prisma',
    canStop: false,
    title: project.cli ? `Prisma ${project.cli.version}` : 'Prisma',
    directory: project.directory,
    readHistory: (work) => readHistory(work, migrations),
    apply: (work, history) => deploy(work, project, history),
    down: (work, names) => takeBack(work, project, names),
    async resolve(work, resolution) {
      requireMigration(migrations, resolution.migration);
      await resolveRow(work, project, resolution);
    },
    forget: (work, failure) => resolveRow(work, project, { as: 'rolled-back', migration: failure.migration }),
    readDrift: (work) => readDrift(work, project),
  };
}

function refuseMajor({ cli }: PrismaProject): void {
  if (!cli) return;
  const { major, version } = cli;
  if (major < 5) {
    throw new InputError(`Prisma ${version} is installed; this action drives Prisma 5, 6 and 7.`, {
      fix: 'Upgrade Prisma, or use "tool: command" with its commands.',
    });
  }
  if (major < 8) return;
  throw new InputError(
    `Prisma ${version} is installed. Prisma 8 keeps its history in another form and has other commands, which this action does not read yet.`,
    {
      fix: 'Use "tool: command" with "status-command: npx prisma db verify", "up-command: npx prisma db migrate"; or stay on Prisma 7.',
    },
  );
}

function refuseProvider({ provider, directory }: PrismaProject, dialect: string): void {
  if (provider === undefined || provider === dialect) return;
  if (provider === 'cockroachdb' && dialect === 'postgresql') return;
  throw new InputError(
    `${join(directory, 'migration_lock.toml')} is for ${provider}, and "database-url" is a ${dialect} database (P3019).`,
    { fix: 'Give the address of the database these migrations were made for.' },
  );
}

async function readHistory(work: ToolWork, migrations: readonly Migration[]): Promise<History> {
  const rows = await readPrismaRows(work.database, work.address);
  const history = comparePrisma(migrations, rows ?? []);
  const [first] = history.pending;
  if (rows !== undefined || first === undefined) return history;
  const baseline = await findBaseline(work.database, work.address, first);
  return baseline ? { ...history, problems: [...history.problems, baseline] } : history;
}

async function deploy(work: ToolWork, project: PrismaProject, history: History): Promise<ApplyOutcome> {
  const result = await call(work, project, ['migrate', 'deploy']);
  const rows = (await readPrismaRows(work.database, work.address)) ?? [];
  const applied = comparePrisma(history.pending, rows).applied.map((one) => one.name);
  const durations = durationsOf(rows, applied);
  if (result.exitCode === 0) return { applied, durations, failure: undefined };
  const failed = rows.find(
    (row) =>
      row.finished_at === null &&
      row.rolled_back_at === null &&
      history.pending.some((one) => one.name === row.migration_name),
  );
  const printed = result.lines.join('\n');
  if (failed === undefined) throw await refused(work, printed);
  const migration = requireMigration(history.pending, failed.migration_name);
  return { applied, durations, failure: describe(migration, `${failed.logs ?? ''}\n${printed}`, work) };
}

function durationsOf(rows: readonly PrismaRow[], applied: readonly string[]): Record<string, number> {
  const time = (value: unknown) => new Date(value as string | number | Date).getTime();
  const done = rows.filter((row) => row.finished_at !== null && applied.includes(row.migration_name));
  return Object.fromEntries(
    done.map((row) => [row.migration_name, Math.max(0, time(row.finished_at) - time(row.started_at))]),
  );
}

function describe(migration: Migration, text: string, work: ToolWork): MigrationFailure {
  const error = readPrismaError(text);
  // A file goes to PostgreSQL as one text, which is one transaction unless it says otherwise.
  const undone =
    work.address.dialect === 'postgresql' &&
    !/\b(concurrently|begin|commit|start\s+transaction)\b/i.test(migration.text);
  return {
    migration: migration.name,
    path: migration.path,
    line: lineAt(migration.text, (error.position ?? 1) - 1),
    statement: statementAt(migration, error.position),
    code: error.sqlState ?? '',
    message: error.message,
    detail: error.detail,
    hint: error.hint,
    undone,
    completed: 0,
    fix: prismaFix({ code: 'P3018', migration: migration.name, engineMissing: false }) ?? '',
  };
}

function statementAt(migration: Migration, position: number | undefined): string {
  if (position === undefined) return '';
  const part = migration.parts.filter((one) => one.offset <= position - 1).at(-1);
  return (part?.text ?? '').trim().slice(0, 600);
}

/** It failed before it came to a migration. */
async function refused(work: ToolWork, printed: string): Promise<PlatformError> {
  const error = readPrismaError(printed);
  const code = error.code ? ` (${error.code})` : '';
  const holder = error.code === 'P1002' ? await lockHolder(work) : undefined;
  const who = holder ? ` It is held by ${holder}.` : '';
  return new PlatformError(
    error.engineMissing
      ? 'Prisma could not fetch its engine, so nothing was asked of the database.'
      : `Prisma did not migrate${code}: ${error.message}.${who}`,
    {
      code: error.engineMissing ? 'engine-missing' : (error.code ?? 'prisma'),
      fix: prismaFix(error) ?? "Prisma's own lines are in the log above.",
    },
  );
}

async function lockHolder({ database }: ToolWork): Promise<string | undefined> {
  if (database.dialect === 'sqlite') return undefined;
  return describeHolder(database, '72707369');
}

function takeBack(work: ToolWork, project: PrismaProject, names: readonly string[]) {
  const { database, address, log } = work;
  const now = address.dialect === 'sqlite' ? 'unixepoch() * 1000' : 'now()';
  const downs = names.map((migration) => ({
    migration,
    path: join(project.directory, migration, 'down.sql'),
    forget: () =>
      database.query(
        `update ${prismaTable(address)} set rolled_back_at = ${now} where migration_name = $1 and rolled_back_at is null`,
        [migration],
      ),
  }));
  return runDownFiles(database, downs, (line) => log.info(line));
}

async function resolveRow(work: ToolWork, project: PrismaProject, { as, migration }: Resolution) {
  const result = await call(work, project, ['migrate', 'resolve', `--${as}`, migration]);
  if (result.exitCode === 0) return;
  const error = readPrismaError(result.lines.join('\n'));
  throw new PlatformError(
    `Prisma did not record ${migration} as ${as}${error.code ? ` (${error.code})` : ''}: ${error.message}`,
    { code: error.code ?? 'prisma', fix: prismaFix({ ...error, migration }) ?? 'See the lines above.' },
  );
}

async function readDrift(work: ToolWork, project: PrismaProject): Promise<Drift | undefined> {
  if (project.schema === undefined || !project.cli) return undefined;
  const schema = relative(project.workingDirectory, project.schema);
  const sides =
    project.cli.major >= 7
      ? ['--from-config-datasource', '--to-schema', schema]
      : ['--from-schema-datasource', schema, '--to-schema-datamodel', schema];
  const result = await call(work, project, ['migrate', 'diff', ...sides, '--exit-code'], true);
  if (result.exitCode === 0) return { found: false };
  if (result.exitCode === 2) return { found: true, differences: result.stdout.join('\n').trim() };
  work.log.debug(`The drift check did not run: ${readPrismaError(result.lines.join('\n')).message}`);
  return undefined;
}

function call(
  work: ToolWork,
  project: PrismaProject,
  args: readonly string[],
  quiet = false,
): Promise<ProgramResult> {
  const { address } = work;
  if (!project.cli) throw cliMissing(project.workingDirectory);
  const { program } = project.cli;
  const url = address.dialect === 'sqlite' ? `file:${address.file}` : addressWithOptions(work, address);
  const names = new Set(['DATABASE_URL', ...project.urlVariables, ...work.urlVariables]);
  const env = Object.fromEntries([...names].map((name) => [name, url]));
  return runProgram(work, program, {
    args,
    cwd: project.workingDirectory,
    env: { ...env, PATH: pathWithBin(program, work.env.PATH) },
    quiet,
  });
}
