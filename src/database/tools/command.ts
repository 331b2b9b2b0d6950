import { InputError, PlatformError } from '../../errors/errors.js';
import type { ApplyOutcome, History, Migration, MigrationTool, ToolWork } from '../migration.js';
import { libpqEnv, type ProgramResult, runProgram } from './program.js';

/** The commands of a tool that this action does not know, run by `bash -e` (or `sh`) in the working directory. */
export interface Commands {
  status: string;
  up: string;
  /** Gets the migration to go back to in `$MIGRATION_TO`, empty for the very beginning. */
  down: string | undefined;
  workingDirectory: string;
}

/**
 * Makes a tool of three commands. `status` exits with 0 when nothing is pending and with 1 when something is, one name a
 * line; or prints `{"applied": […], "pending": […]}`. Any other exit code is an error.
 */
export function createCommandTool(commands: Commands): MigrationTool {
  return {
    kind: 'command',
    canStop: false,
    title: 'your commands',
    directory: commands.workingDirectory,
    readHistory: (work) => readHistory(work, commands),
    apply: (work, history) => up(work, commands, history),
    ...(commands.down === undefined ? {} : { down: downWith(commands, commands.down) }),
  };
}

async function readHistory(work: ToolWork, commands: Commands): Promise<History> {
  const result = await shell(work, commands, commands.status, { quiet: true });
  const listed = readLists(result.stdout.join('\n'));
  if (result.exitCode !== 0 && result.exitCode !== 1) {
    throw new PlatformError(
      `"status-command" ended with exit code ${result.exitCode ?? 'none'}: ${lastLine(result)}.`,
      {
        code: `exit-${result.exitCode}`,
        fix: 'It must end with 0 when nothing is pending and with 1 when something is; every other code means that it could not tell.',
      },
    );
  }
  if (listed) return history(listed.applied, listed.pending, commands);
  if (result.exitCode === 0) return history([], [], commands);
  const names = result.stdout.map((line) => line.trim()).filter((line) => line !== '');
  return history([], names.length > 0 ? names : ['(not named)'], commands);
}

function history(applied: string[], pending: string[], commands: Commands): History {
  return {
    applied: applied.map((name, order) => asMigration(name, order, commands)),
    pending: pending.map((name, order) => asMigration(name, order, commands)),
    last: applied.at(-1) ?? null,
    problems: [],
  };
}

function asMigration(name: string, order: number, commands: Commands): Migration {
  return {
    name,
    path: commands.workingDirectory,
    text: '',
    sha256: '',
    order,
    parts: [],
    transaction: true,
    hasDown: commands.down !== undefined,
    opaque: true,
  };
}

function readLists(text: string): { applied: string[]; pending: string[] } | undefined {
  if (!text.trim().startsWith('{')) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list = (name: string): string[] => {
    const value: unknown = Reflect.get(content as object, name) ?? [];
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
    throw new InputError(`"status-command" printed JSON whose "${name}" is no list of names.`, {
      fix: 'The form is {"applied": ["0001"], "pending": ["0002"]}.',
    });
  };
  return { applied: list('applied'), pending: list('pending') };
}

async function up(work: ToolWork, commands: Commands, { pending }: History): Promise<ApplyOutcome> {
  const result = await shell(work, commands, commands.up);
  const [first] = pending;
  if (result.exitCode === 0 || first === undefined) {
    return { applied: pending.map((one) => one.name), failure: undefined };
  }
  const left = await leftPending(work, commands);
  const applied = left ? pending.map((one) => one.name).filter((name) => !left.includes(name)) : [];
  const at = pending.find((one) => !applied.includes(one.name)) ?? first;
  return {
    applied,
    failure: failureOf(at.name, commands, result, 'up-command'),
  };
}

async function leftPending(work: ToolWork, commands: Commands): Promise<string[] | undefined> {
  try {
    return (await readHistory(work, commands)).pending.map((one) => one.name);
  } catch {
    return undefined;
  }
}

function downWith(commands: Commands, down: string): NonNullable<MigrationTool['down']> {
  return async (work, names, to) => {
    const result = await shell(work, commands, down, { env: { MIGRATION_TO: to ?? '' } });
    if (result.exitCode === 0) return { reverted: [...names], failure: undefined };
    return {
      reverted: [],
      failure: failureOf(names[0] ?? '(not named)', commands, result, 'down-command'),
    };
  };
}

function failureOf(migration: string, commands: Commands, result: ProgramResult, input: string) {
  return {
    migration,
    path: commands.workingDirectory,
    line: 1,
    statement: '',
    code: '',
    message: `"${input}" ended with exit code ${result.exitCode ?? 'none'}: ${lastLine(result)}`,
    detail: undefined,
    hint: undefined,
    undone: false,
    completed: 0,
    fix: 'The tool\'s own lines are in the log above. Whether it rolled back is its own affair: run "command: status" to see what is applied.',
  };
}

function lastLine(result: ProgramResult): string {
  return result.lines.filter((line) => line.trim() !== '').at(-1) ?? 'it printed nothing';
}

function shell(
  work: ToolWork,
  commands: Commands,
  script: string,
  { quiet = false, env = {} }: { quiet?: boolean; env?: Record<string, string> } = {},
): Promise<ProgramResult> {
  const { address } = work;
  const url = address.dialect === 'sqlite' ? address.given : address.connection;
  const names = ['DATABASE_URL', ...work.urlVariables];
  const urls = Object.fromEntries(names.map((name) => [name, url]));
  return runProgram(
    work,
    { command: 'bash', prefix: ['-e', '-o', 'pipefail', '-c'] },
    {
      args: [script],
      cwd: commands.workingDirectory,
      env: { ...urls, ...libpqEnv(work), ...env },
      quiet,
    },
  );
}
