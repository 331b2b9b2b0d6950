import { randomUUID } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Conclusion } from '../events.js';
import { evaluateText, type Scope } from '../expressions/evaluate.js';
import { child, type Template } from '../workflow/template.js';
import { searchPath } from './environment.js';
import type { StageContext } from './execute.js';
import { stepScope } from './frame.js';
import { runProcess } from './process.js';
import { chooseShell, findCommand, shellArguments } from './shell.js';

/** Runs a `run` step's script. @throws Error when its shell or its folder is not there. */
export async function runScript(context: StageContext): Promise<Conclusion> {
  const { frame, step, log, stepEnv } = context;
  const { workspace, temp } = frame.job.plan.folders;
  const scope = stepScope(frame, stepEnv, context.github);
  const script = await evaluateText(step.script, scope);
  const path = searchPath(frame, { ...frame.env, ...stepEnv });
  const shell = await chooseShell(await setting(context, step.shell, 'shell', scope), path);
  const folder = resolve(
    workspace,
    await setting(context, step.workingDirectory, 'working-directory', scope),
  );
  const command = await findCommand(shell.command, path);
  if (!command)
    throw new Error(`${shell.command}: command not found. Install it, or choose another 'shell'.`);
  const file = join(temp, `${randomUUID()}${shell.extension}`);
  await writeFile(file, shell.command === 'pwsh' ? powershell(script) : script);
  const args = shellArguments(shell.args, file);
  logHeader(context, script, `${command} ${shell.args}`);
  await requireFolder(folder);
  const end = await runProcess(context, { command, args, cwd: folder, repository: null, ref: null });
  if (end.exitCode === 0) return end.misspoke ? 'failure' : 'success';
  if (context.control.reason()) return 'failure';
  log.annotate({ level: 'error', message: `Process completed with exit code ${end.exitCode}.` });
  return 'failure';
}

/** The step's own setting, else the one of `defaults.run`; inside composites there are no defaults. */
async function setting(
  { frame }: StageContext,
  own: Template | undefined,
  name: string,
  scope: Scope,
): Promise<string> {
  if (own) return evaluateText(own, scope);
  const fallback = frame.defaults
    .map((defaults) => child(defaults, name))
    .find((value) => value !== undefined);
  return evaluateText(fallback, scope);
}

function logHeader({ log, stepEnv, frame }: StageContext, script: string, shell: string): void {
  const lines = script.replace(/\n+$/, '').split('\n');
  log.log(`##[group]Run ${lines[0] ?? ''}`);
  for (const line of lines) log.log(line);
  log.log(`shell: ${shell}`);
  const env = Object.entries({ ...frame.job.env, ...frame.env, ...stepEnv });
  if (env.length > 0) log.log('env:');
  for (const [key, value] of env) log.log(`  ${key}: ${value}`);
  log.log('##[endgroup]');
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new Error(
    `The working directory '${folder}' does not exist. Correct 'working-directory', or create the folder in an earlier step.`,
  );
}

function powershell(script: string): string {
  const ending = 'if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }';
  return `$ErrorActionPreference = 'stop'\n${script}\n${ending}`;
}
