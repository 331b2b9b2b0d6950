import { applyCommandFiles } from '../commands/apply-files.js';
import { createCommandFiles, removeCommandFiles } from '../commands/file-commands.js';
import { OutputCommands } from '../commands/output-commands.js';
import { isDebug } from '../jobs/contexts.js';
import { writeEvent } from '../jobs/event-file.js';
import { runChild } from '../process/child.js';
import { present } from '../workflow/present.js';
import { processEnvironment } from './environment.js';
import type { StageContext } from './execute.js';
import { recordOutputs } from './outputs.js';
import { JobSink } from './sink.js';

/** How a step's process ended. `misspoke` tells that something it said could not be processed, which fails the step. */
export interface StepProcessEnd {
  exitCode: number;
  misspoke: boolean;
}

/** A process of a step, and what its environment has besides the job's. */
export interface StepProcess {
  command: string;
  args: string[];
  cwd: string;
  /** `owner/name` and ref of the action, or null: a script and a local action have none. */
  repository: string | null;
  ref: string | null;
  inputs?: Record<string, string>;
  /** State shared by an action's pre, main and post. */
  state?: Record<string, string>;
}

/**
 * Runs a process for a step, with fresh command files, and applies all that it said.
 * @throws Error when the process cannot be started.
 */
export async function runProcess(context: StageContext, wanted: StepProcess): Promise<StepProcessEnd> {
  const { frame, stepEnv, github, control, log } = context;
  const { job } = frame;
  const { temp, workspace } = job.plan.folders;
  await writeEvent(job);
  const files = await createCommandFiles(temp);
  const sink = new JobSink(job, log, wanted.state);
  const identity = { ...github, action_repository: wanted.repository, action_ref: wanted.ref };
  const env = processEnvironment(frame, {
    stepEnv,
    github: identity,
    files,
    ...present('inputs', wanted.inputs),
    ...present('state', wanted.state),
  });
  const output = new OutputCommands(sink, {
    workspace,
    debug: isDebug(job),
    allowUnsecureCommands: () =>
      ({ ...job.env, ...frame.env, ...stepEnv }).ACTIONS_ALLOW_UNSECURE_COMMANDS?.toLowerCase() === 'true',
  });
  let exitCode = 1;
  let misspoke = false;
  try {
    const { command, args, cwd } = wanted;
    const onLine = (line: string): void => output.line(line);
    const stopTimes = job.plan.run.stopTimes;
    ({ exitCode } = await runChild({ command, args, cwd, env, signal: control.signal, stopTimes, onLine }));
  } finally {
    const applied = await applyCommandFiles(files, sink);
    log.addSummary(applied.summary);
    recordOutputs(context, sink.outputs);
    misspoke = applied.failed || output.failed;
    await removeCommandFiles(files);
  }
  return { exitCode, misspoke };
}
