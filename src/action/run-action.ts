import { CancelledError, ExpectedError, type FilePlace, PlatformError } from '../errors/errors.js';
import { createHttp, type Http } from '../http/client.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import type { Logger } from '../runtime/log.js';
import { CleanUps } from './clean-up.js';
import { type RunContext, readContext } from './context.js';
import { createGitHubLogger } from './github-log.js';
import { InputReader } from './inputs.js';
import { escapeMarkdown, fitSummary } from './summary.js';
import { type AnnotationPlace, createToolkit, type Toolkit } from './toolkit.js';

/** A message beside the run or a line of a file. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: number;
  column?: number;
}

/** A result as GitHub shows it. `failure` makes the job red: the work ran and the answer is no. */
export interface Report {
  outputs: Record<string, string>;
  /** Markdown for the job summary. */
  summary: string;
  annotations?: Annotation[];
  failure?: { message: string; fix?: string };
}

/** What every action's main gets besides its inputs. */
export interface Run {
  context: RunContext;
  http: Http;
  log: Logger;
  clock: Clock;
  /** Aborted on SIGINT and SIGTERM: GitHub cancels the run. */
  signal: AbortSignal;
  /** Registers what to undo if the run is cancelled; call the returned function once that is no longer needed. */
  onCancel(label: string, work: () => Promise<unknown>): () => void;
  /** Keeps a derived secret out of every log from now on. */
  mask(secret: string): void;
  /** Outputs that hold from now on; they are written also if the action fails later. */
  know(outputs: Record<string, string>): void;
  /** The environment child processes start from: this process's own without the action's inputs. */
  env: Record<string, string>;
}

/** One action: how it reads its inputs, what it does, how its result is told. */
export interface Action<Inputs, Result> {
  name: string;
  /** Outputs that hold until `main` knows better. They are written first of all, so that also a process that is killed leaves them. */
  known?: Record<string, string>;
  parseInputs(read: InputReader): Inputs;
  main(inputs: Inputs, run: Run): Promise<Result>;
  report(result: Result, inputs: Inputs): Report;
}

const cleanUpLimitMs = 7_000;

/**
 * Runs an action as the runner started it: masks, reads inputs, works, writes outputs and summary, maps errors to
 * messages, cleans up on cancel. The only place that catches. Ends the process with 0 or 1.
 */
export async function runAction<Inputs, Result>(action: Action<Inputs, Result>): Promise<void> {
  const toolkit = createToolkit(process.env, (text) => void process.stdout.write(text));
  process.exitCode = (await execute(action, toolkit, process.env)) ? 0 : 1;
  // Keep-alive sockets and pools must not hold a finished step.
  process.exit();
}

async function execute<Inputs, Result>(
  action: Action<Inputs, Result>,
  toolkit: Toolkit,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  const log = createGitHubLogger(toolkit);
  const { signal } = abortOnSignals();
  const cleanUps = new CleanUps();
  const known = { ...action.known };
  const outlet = createOutlet(action.name, log, signal);
  const run: Run = {
    context: readContext(env),
    http: outlet.http,
    log,
    clock: systemClock,
    signal,
    onCancel: (label, work) => cleanUps.add(label, work),
    mask: (secret) => toolkit.setSecret(secret),
    know: (outputs) => void Object.assign(known, outputs),
    env: childEnvironment(env),
  };
  try {
    writeOutputs(known, toolkit);
    const inputs = action.parseInputs(createReader(toolkit, run.context));
    const result = await action.main(inputs, run);
    return await write(action.report(result, inputs), known, toolkit);
  } catch (error) {
    if (signal.aborted) {
      outlet.openForCleanUp();
      await cleanUps.run(log, cleanUpLimitMs);
    }
    await writeError(error, signal.aborted, known, toolkit, action.name);
    return false;
  }
}

/** GitHub cancels a step by SIGINT and, 7.5 s later, SIGTERM. */
function abortOnSignals(): AbortController {
  const cancel = new AbortController();
  const stop = () => cancel.abort(new CancelledError());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return cancel;
}

function createReader(toolkit: Toolkit, context: RunContext): InputReader {
  return new InputReader({
    raw: (name) => toolkit.getInput(name),
    mask: (secret) => toolkit.setSecret(secret),
    workspace: context.workspace,
  });
}

/** One `Http` for the whole run: the work's requests end with the cancel signal, those of the clean-up after it must get out. */
function createOutlet(
  name: string,
  log: Logger,
  signal: AbortSignal,
): { http: Http; openForCleanUp(): void } {
  const create = (until: AbortSignal) =>
    createHttp({ log, clock: systemClock, signal: until, userAgent: `deploy-actions/${name}` });
  let current = create(signal);
  return {
    http: { request: (request) => current.request(request) },
    openForCleanUp() {
      current = create(new AbortController().signal);
    },
  };
}

async function write(report: Report, known: Record<string, string>, toolkit: Toolkit): Promise<boolean> {
  writeOutputs({ ...known, ...report.outputs }, toolkit);
  writeSummary(report.summary, toolkit);
  for (const { level, message, ...properties } of report.annotations ?? []) {
    toolkit[level](message, {
      ...(properties.title === undefined ? {} : { title: properties.title }),
      ...(properties.file === undefined ? {} : { file: properties.file }),
      ...(properties.line === undefined ? {} : { startLine: properties.line }),
      ...(properties.column === undefined ? {} : { startColumn: properties.column }),
    });
  }
  if (!report.failure) return true;
  toolkit.error(withFix(report.failure.message, report.failure.fix));
  return false;
}

async function writeError(
  error: unknown,
  aborted: boolean,
  known: Record<string, string>,
  toolkit: Toolkit,
  name: string,
): Promise<void> {
  const expected = error instanceof ExpectedError ? error : undefined;
  const message = aborted ? new CancelledError().message : describe(error, name);
  const [reason = message] = (aborted ? message : (expected?.message ?? message)).split('\n');
  writeOutputs({ reason, ...known, ...expected?.known }, toolkit);
  const lines = message.split('\n').map(escapeMarkdown);
  writeSummary(`### ${name} did not finish\n\n${lines.join('\n\n')}\n`, toolkit);
  if (error instanceof Error) toolkit.debug(stackOf(error));
  toolkit.error(message, annotationPlace(aborted ? undefined : expected?.place));
}

/** What stands in the workflow itself has no line of its own there. */
function annotationPlace(place: FilePlace | undefined): AnnotationPlace {
  if (!place || place.file.startsWith('the input ')) return {};
  return { file: place.file, startLine: place.line, startColumn: place.column };
}

/** The message a person reads: ours as it was written, anything else as our bug with the place to report it. */
function describe(error: unknown, name: string): string {
  if (error instanceof ExpectedError) {
    const request =
      error instanceof PlatformError && error.requestId ? ` (request id ${error.requestId})` : '';
    return withFix(`${error.message}${request}`, error.fix);
  }
  const text = error instanceof Error ? stackOf(error) : String(error);
  return `${name} met a fault of its own, which is a bug in this action and not in your workflow. Please report it with these lines at https://github.com/org/deploy-actions/issues:\n${text}`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}

function withFix(message: string, fix: string | undefined): string {
  return fix ? `${message}\nWhat to do: ${fix}` : message;
}

function writeOutputs(outputs: Record<string, string>, toolkit: Toolkit): void {
  for (const [name, value] of Object.entries(outputs)) toolkit.setOutput(name, value);
}

/** A summary is worth having and never worth failing for: outside a runner there is no file to write it to. */
function writeSummary(markdown: string, toolkit: Toolkit): void {
  if (!process.env.GITHUB_STEP_SUMMARY || markdown === '') return;
  toolkit.addSummary(fitSummary(markdown));
}

/** Inputs hold secrets; child processes get none of them. */
function childEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('INPUT_'),
  );
  return Object.fromEntries(kept);
}
