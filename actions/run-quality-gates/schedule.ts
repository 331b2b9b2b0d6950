import type { Deps, GateResult } from './gate-result.js';
import { runGate, skipped } from './gate-run.js';
import type { Gate } from './gates-file.js';
import type { Inputs } from './inputs.js';
import { failed, stands } from './report/gate-text.js';

/**
 * Runs gates as soon as what they need has passed, at most `maxParallel` at once; the results come in the order the
 * gates were written. A gate whose need did not pass is skipped. Throws what `runGate` throws, after all gates ended.
 */
export async function runGates(gates: readonly Gate[], inputs: Inputs, deps: Deps): Promise<GateResult[]> {
  const stop = new AbortController();
  const epoch = deps.clock.now();
  const done = new Map<string, GateResult>();
  const running = new Map<string, Promise<void>>();
  const waiting = new Set(gates);
  let fault: { error: unknown } | undefined;
  const settle = (gate: Gate, result: GateResult) => {
    done.set(gate.name, result);
    if (inputs.failFast && gate.level === 'block' && failed(result)) stop.abort();
  };
  const start = (gate: Gate) => {
    waiting.delete(gate);
    const work = runGate(gate, inputs, deps, stop.signal, epoch)
      .then((result) => settle(gate, result))
      .catch((error: unknown) => {
        fault ??= { error };
        stop.abort();
      })
      .finally(() => running.delete(gate.name));
    running.set(gate.name, work);
  };
  for (const gate of gates.filter(({ name }) => deps.notAsked.has(name))) {
    waiting.delete(gate);
    settle(gate, { ...skipped(gate, 'no file that it judges has changed'), result: 'unchanged' });
  }
  while (waiting.size > 0 || running.size > 0) {
    for (const gate of skippable(waiting, done, stop.signal.aborted || deps.signal.aborted)) {
      waiting.delete(gate.gate);
      settle(gate.gate, skipped(gate.gate, gate.reason));
    }
    for (const gate of waiting) {
      if (running.size >= inputs.maxParallel) break;
      if (gate.needs.every((need) => isDone(done.get(need)))) start(gate);
    }
    if (running.size > 0) await Promise.race(running.values());
  }
  if (fault) throw fault.error;
  return gates.flatMap((gate) => done.get(gate.name) ?? []);
}

/** Others may build on it: it ended, and not with a no. */
function isDone(gate: GateResult | undefined): boolean {
  return gate !== undefined && !stands(gate);
}

function skippable(waiting: ReadonlySet<Gate>, done: ReadonlyMap<string, GateResult>, stopped: boolean) {
  return [...waiting].flatMap((gate) => {
    if (stopped) return [{ gate, reason: 'another gate failed first' }];
    const need = gate.needs.find((name) => done.has(name) && !isDone(done.get(name)));
    return need === undefined ? [] : [{ gate, reason: `its need "${need}" did not pass` }];
  });
}
