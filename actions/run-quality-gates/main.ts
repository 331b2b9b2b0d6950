import { readFile } from 'node:fs/promises';
import { parseYaml } from '../../src/config/yaml.js';
import { InputError } from '../../src/errors/errors.js';
import type { Deps, GateResult } from './gate-run.js';
import { type Gate, gatesSchema } from './gates-file.js';
import type { Inputs } from './inputs.js';
import { checkOrder } from './order.js';
import { runGates } from './schedule.js';

/** How all gates ended. */
export interface Result {
  /** No gate of level `block` failed or was skipped. */
  passed: boolean;
  gates: GateResult[];
  durationMs: number;
}

/** Asks all gates. Throws InputError when they cannot be read or ordered, CancelledError on cancel. */
export async function main(inputs: Inputs, deps: Deps): Promise<Result> {
  const gates = inputs.inline ?? (await readGates(inputs.config));
  checkOrder(gates);
  const began = deps.clock.now();
  const results = await runGates(gates, inputs, deps);
  const bad = results.some((gate) => gate.level === 'block' && gate.result !== 'passed');
  // A block gate that was not asked because a warn gate failed is no yes.
  return { passed: !bad, gates: results, durationMs: deps.clock.now() - began };
}

async function readGates(config: string): Promise<Gate[]> {
  const text = await readFile(config, 'utf8').catch((cause: unknown) => {
    throw new InputError(`The file of gates ${config} could not be read.`, {
      fix: 'Check the path in "config" and that the repository is checked out before this step (actions/checkout), or write the gates inline in "gates".',
      cause,
    });
  });
  return parseYaml(config, text, gatesSchema).gates;
}
