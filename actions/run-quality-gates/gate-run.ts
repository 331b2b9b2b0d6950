import { resolve } from 'node:path';
import { CancelledError } from '../../src/errors/errors.js';
import { type ProcessResult, runProcess } from '../../src/process/run-process.js';
import { formatDuration } from '../../src/runtime/duration.js';
import type { Logger } from '../../src/runtime/log.js';
import { type Deps, type Ended, type GateResult, limitOf } from './gate-result.js';
import type { CommandGate, Gate } from './gates-file.js';
import type { Inputs } from './inputs.js';
import { runOwnGate } from './own-gate.js';

const progressEveryMs = 30_000;
const keptCharacters = 1_000_000;

/**
 * Runs one gate, again while it fails and retries are left; its output is printed whole, in one group, when it ends.
 * Throws CancelledError when the run is cancelled, InputError when bash or the directory is not there.
 */
export async function runGate(
  gate: Gate,
  inputs: Inputs,
  deps: Deps,
  /** Aborted when another gate failed and the rest is to stop. */
  stop: AbortSignal,
  /** When the first gate started, on the clock. */
  epoch: number,
): Promise<GateResult> {
  const { clock, log } = deps;
  const began = clock.now();
  log.info(`Gate ${gate.name}: started`);
  const ticker = setInterval(
    () => log.info(`Gate ${gate.name}: still running, ${formatDuration(clock.now() - began)}`),
    progressEveryMs,
  );
  const output = new Output();
  try {
    const signal = AbortSignal.any([deps.signal, stop]);
    const last =
      'command' in gate
        ? await runAttempts(gate, inputs, { env: deps.env, signal, output })
        : await runOwnGate(gate, inputs, {
            own: deps.own,
            clock,
            signal,
            onLine: (line) => output.add(line),
          });
    const times = { durationMs: clock.now() - began, startedMs: began - epoch };
    const result = { name: gate.name, level: gate.level, ...last, ...times };
    await print(result, output, log);
    if (deps.signal.aborted) throw new CancelledError();
    return result;
  } finally {
    clearInterval(ticker);
  }
}

/** Runs the gate's command until it passes, is ended, or no retry is left; tells how the last attempt ended. */
async function runAttempts(
  gate: CommandGate,
  { workingDirectory, timeoutMs }: Inputs,
  { env, signal, output }: { env: Deps['env']; signal: AbortSignal; output: Output },
): Promise<Ended> {
  const limitMs = limitOf(gate, timeoutMs);
  for (let attempt = 1; ; attempt += 1) {
    if (attempt > 1) output.add(`--- attempt ${attempt} ---`);
    const ended = await runProcess({
      command: 'bash',
      args: ['--noprofile', '--norc', '-eo', 'pipefail', '-c', gate.command],
      cwd: resolve(workingDirectory, gate['working-directory'] ?? '.'),
      env: { ...env, ...textOf(gate.env) },
      timeoutMs: limitMs,
      signal,
      onLine: (line) => output.add(line),
    });
    const judged = judge(ended, limitMs);
    const again = judged.result === 'failed' && ended.ended === 'exited' && attempt <= gate.retries;
    if (!again)
      return { ...ofCommand, ...judged, attempts: attempt, tail: ended.tail, exitCode: ended.exitCode };
  }
}

const ofCommand = { findings: [], markdown: '', figures: {} };

/** The result of a gate that was never started. */
export function skipped(gate: Gate, reason: string): GateResult {
  const { name, level } = gate;
  const times = { durationMs: 0, startedMs: 0 };
  return {
    ...{ name, level, result: 'skipped', reason, exitCode: null, attempts: 0, tail: [] },
    ...times,
    ...ofCommand,
  };
}

function judge({ ended, exitCode }: ProcessResult, limitMs: number): Pick<GateResult, 'result' | 'reason'> {
  if (ended === 'timed-out') {
    return { result: 'timed-out', reason: `did not end within ${formatDuration(limitMs)} and was ended` };
  }
  if (ended === 'aborted') return { result: 'skipped', reason: 'stopped when another gate failed' };
  if (exitCode === 0) return { result: 'passed', reason: '' };
  return { result: 'failed', reason: exitCode === null ? 'was ended by a signal' : `exit code ${exitCode}` };
}

function print(gate: GateResult, output: Output, log: Logger): Promise<void> {
  const again = gate.attempts > 1 ? `, ${gate.attempts} attempts` : '';
  const why = gate.reason ? `: ${gate.reason}` : '';
  const title = `Gate ${gate.name}: ${gate.result}${why} (${formatDuration(gate.durationMs)}${again})`;
  const lines = output.lines();
  // A group without lines would only hide its title behind a click.
  if (lines.length === 0) {
    log.info(title);
    return Promise.resolve();
  }
  // No waiting inside the group: nothing of another gate can come between its lines.
  return log.group(title, async () => {
    for (const line of lines) log.info(line);
  });
}

function textOf(env: CommandGate['env']): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]));
}

/** A gate's lines until they are printed; of a flood the beginning and the newest lines are kept. */
class Output {
  readonly #first: string[] = [];
  #rest: string[] = [];
  #firstSize = 0;
  #restSize = 0;
  #dropped = 0;

  add(line: string): void {
    if (this.#firstSize < keptCharacters / 2) {
      this.#first.push(line);
      this.#firstSize += line.length;
      return;
    }
    this.#rest.push(line);
    this.#restSize += line.length;
    if (this.#restSize <= keptCharacters) return;
    const half = Math.ceil(this.#rest.length / 2);
    this.#dropped += half;
    this.#rest = this.#rest.slice(half);
    this.#restSize = this.#rest.reduce((sum, kept) => sum + kept.length, 0);
  }

  lines(): string[] {
    const gap = this.#dropped > 0 ? [`… ${this.#dropped} lines left out here …`] : [];
    return [...this.#first, ...gap, ...this.#rest];
  }
}
