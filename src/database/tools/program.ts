import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CancelledError } from '../../errors/errors.js';
import { type ProcessResult, runProcess } from '../../process/run-process.js';
import { type DatabaseAddress, withoutSecrets } from '../address.js';
import type { ToolWork } from '../migration.js';

/** A program of the project that a tool is started as: `poetry run alembic`, `node_modules/.bin/prisma`. */
export interface Program {
  command: string;
  /** What comes before the tool's own arguments. */
  prefix: readonly string[];
}

/** What a program printed and how it ended. */
export interface ProgramResult extends ProcessResult {
  stdout: string[];
  /** Both streams, without the address and its password. */
  lines: string[];
}

/** A call of a program. */
export interface ProgramCall {
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  /** Quiet calls only ask; the lines of the others go to the log as they come. */
  quiet?: boolean;
}

/** Runs a program of the project. Throws CancelledError after its whole tree is ended; never throws for an exit code. */
export async function runProgram(
  work: ToolWork,
  program: Program,
  call: ProgramCall,
): Promise<ProgramResult> {
  const stdout: string[] = [];
  const lines: string[] = [];
  const result = await runProcess({
    command: program.command,
    args: [...program.prefix, ...call.args],
    cwd: call.cwd,
    env: { ...work.env, ...quietEnv, ...call.env },
    signal: work.signal,
    onLine: (raw, stream) => {
      const line = withoutSecrets(stripColours(raw), work.address);
      lines.push(line);
      if (stream === 'stdout') stdout.push(line);
      if (!call.quiet && line.trim() !== '') work.log.info(line);
    },
  });
  if (work.signal.aborted) throw new CancelledError();
  return { ...result, stdout, lines };
}

/** No colours to parse around, no calls to a vendor about a new version. */
const quietEnv = {
  NO_COLOR: '1',
  CI: 'true',
  PYTHONUNBUFFERED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
};

/** Settings of PostgreSQL for the connections that a program of the project opens. */
export function sessionOptions(work: ToolWork): string {
  const { lockTimeoutMs, statementTimeoutMs } = work.limits;
  return `-c lock_timeout=${lockTimeoutMs} -c statement_timeout=${statementTimeoutMs}`;
}

/** What libpq, psycopg and node-postgres read for themselves (PostgreSQL manual, 32.15). */
export function libpqEnv(work: ToolWork): Record<string, string> {
  if (work.address.dialect === 'sqlite') return {};
  const options = [work.env.PGOPTIONS, sessionOptions(work)].filter(Boolean).join(' ');
  return { PGOPTIONS: options, PGAPPNAME: work.applicationName };
}

/** The address with the limits in it, for drivers that read no PGOPTIONS. */
export function addressWithOptions(work: ToolWork, address: DatabaseAddress): string {
  const url = new URL(address.connection);
  if (!url.searchParams.has('options')) url.searchParams.set('options', sessionOptions(work));
  if (!url.searchParams.has('application_name'))
    url.searchParams.set('application_name', work.applicationName);
  // `+` for a space is known to forms, not to every reader of connection addresses.
  return url.href.replace(/\?.*/, (query) => query.replaceAll('+', '%20'));
}

/** The file or folder of that name in this folder or the nearest above it. */
export function findUpwards(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, name);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return undefined;
  }
}

/** A text file; undefined when it cannot be read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function stripColours(line: string): string {
  return line.replace(/\u001b\[[\d;]*[A-Za-z]/g, '');
}
