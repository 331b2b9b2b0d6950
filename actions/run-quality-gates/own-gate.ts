import { resolve } from 'node:path';
import { CancelledError, ExpectedError } from '../../src/errors/errors.js';
import type { Clock } from '../../src/runtime/clock.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';
import type { BuiltInGate, Finding, GateContext, Judgement } from './built-in/built-in-gate.js';
import { builtInGates } from './built-in/index.js';
import { type Deps, type Ended, limitOf } from './gate-result.js';
import type { OwnGate } from './gates-file.js';
import type { Inputs } from './inputs.js';

/** Lines of a gate's own answer that the summary and the step's last message repeat. */
const mostLines = 10;

/**
 * Asks a gate that needs no command. What it cannot be asked for is its answer: a missing report or a service that says no
 * fails the gate with that message. Throws only what is a fault of this action.
 */
export async function runOwnGate(
  gate: OwnGate,
  { workingDirectory, timeoutMs }: Inputs,
  run: { own: Deps['own']; clock: Clock; signal: AbortSignal; onLine(line: string): void },
): Promise<Ended> {
  const limitMs = limitOf(gate, timeoutMs);
  const deadline = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([run.signal, deadline]);
  const context: GateContext = {
    ...run.own,
    gate: gate.name,
    log: groupLog(run.onLine),
    directory: resolve(workingDirectory, gate['working-directory'] ?? '.'),
    signal,
  };
  const nothing = { exitCode: null, attempts: 1, tail: [], findings: [], markdown: '', figures: {} };
  try {
    const builtIn = findGate(gate.gate);
    const judged = await untilAborted(builtIn.run(builtIn.options.parse(gate.with), context), signal);
    return { ...nothing, ...told(judged, run.onLine) };
  } catch (error) {
    if (run.signal.aborted)
      return { ...nothing, result: 'skipped', reason: 'stopped when another gate failed' };
    if (deadline.aborted)
      return {
        ...nothing,
        result: 'timed-out',
        reason: `did not end within ${formatDuration(limitMs)} and was ended`,
      };
    if (!(error instanceof ExpectedError)) throw error;
    const lines = [error.message, ...(error.fix ? [`What to do: ${error.fix}`] : [])];
    for (const line of lines) run.onLine(line);
    return { ...nothing, result: 'failed', reason: error.message, tail: lines.slice(1) };
  }
}

/** What a gate found, worst first, each on a line of its group. */
function told(
  { result, reason, findings: found, markdown = '', figures = {} }: Judgement,
  onLine: (line: string) => void,
): Pick<Ended, 'result' | 'reason' | 'tail' | 'findings' | 'markdown' | 'figures'> {
  const findings = [...found].sort((a, b) => rank(a) - rank(b));
  const lines = findings.map(lineOf);
  for (const line of lines) onLine(line);
  // Its reason is told beside it; what a reader wants next are the worst places.
  const rest = lines.length > mostLines ? [`… and ${lines.length - mostLines} more in the report`] : [];
  const tail = lines.length > 1 || findings[0]?.file ? [...lines.slice(0, mostLines), ...rest] : [];
  return { result, reason, tail, findings, markdown, figures };
}

/** A gate's lines are kept and printed in its own group when it ends. */
function groupLog(onLine: (line: string) => void): Logger {
  return {
    info: onLine,
    warning: onLine,
    error: onLine,
    notice: onLine,
    debug: () => undefined,
    group: (_, work) => work(),
  };
}

function findGate(name: string): BuiltInGate {
  const found = builtInGates.find((gate) => gate.name === name);
  if (!found) throw new Error(`The schema let the gate "${name}" through, which does not exist.`);
  return found;
}

/** A gate that reads a large file does not look at its signal all the time. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new CancelledError()), { once: true });
    work.then(resolve, reject);
  });
}

function rank({ severity }: Finding): number {
  return ['error', 'warning', 'notice'].indexOf(severity);
}

function lineOf({ severity, file, line, message }: Finding): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return `${severity}: ${place}${message}`;
}
